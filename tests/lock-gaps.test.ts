// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockGaps, type Lockfile } from './support/lockgaps.mjs'

const ours = () => JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lockfile

test('the lockfile names the optional packages of every platform', () => {
  expect(lockGaps(ours())).toEqual([])
})

test('a lockfile that has lost the packages of another platform is caught', () => {
  const lock = ours()
  const lost = Object.keys(lock.packages).filter((path) => path.includes('node_modules/@rolldown/binding-') && path.includes('darwin'))
  expect(lost).not.toEqual([])
  for (const path of lost) delete lock.packages[path]
  expect(lockGaps(lock)).toEqual([expect.stringMatching(/^node_modules\/rolldown \d\S+ lacks 2, such as @rolldown\/binding-darwin-/)])
})

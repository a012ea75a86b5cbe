import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { DirectoryInUse, lockDirectory } from './lock'

let file: string
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'steps-lock-')), 'in-use')
})

test('a directory has one holder, who lets it go', async () => {
  const unlock = await lockDirectory(file)
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  unlock()
  expect(existsSync(file)).toBe(false)
})

test('a second process is refused, and told which one holds it', async () => {
  writeFileSync(file, String(process.ppid))
  await expect(lockDirectory(file)).rejects.toThrow(new DirectoryInUse(process.ppid))
  expect(readFileSync(file, 'utf8')).toBe(String(process.ppid))
})

test('the same process cannot hold it twice', async () => {
  await lockDirectory(file)
  await expect(lockDirectory(file)).rejects.toThrow(DirectoryInUse)
})

test.each([
  ['a process that was killed', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
  ['a process that was killed before it wrote its name', () => ''],
])('the lock of %s is taken over', async (_whose, left) => {
  writeFileSync(file, left())
  const unlock = await lockDirectory(file)
  expect(readFileSync(file, 'utf8')).toBe(String(process.pid))
  unlock()
})

test('a lock that was taken from us is not removed', async () => {
  const unlock = await lockDirectory(file)
  writeFileSync(file, '1')
  unlock()
  expect(existsSync(file)).toBe(true)
})

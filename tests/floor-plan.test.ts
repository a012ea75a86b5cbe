// @vitest-environment node
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')

interface Violation {
  from: string
  to: string
  rule: { name: string }
}

/** What the floor plan says of the `src` in a folder, as `rule: from > to`. */
function judge(folder: string): string[] {
  const command = join(project, 'node_modules/.bin/depcruise')
  const args = ['src', '--config', join(project, 'tests/floor-plan.cjs'), '--output-type', 'json']
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 })
  expect(stderr).toBe('')
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } }
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} > ${to}`)
}

/** A small house with the same rooms as the real one. */
const house: Record<string, string> = {
  'tsconfig.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }',
  'node_modules/vue/package.json': '{ "name": "vue", "version": "3.0.0", "main": "index.js" }',
  'node_modules/vue/index.js': 'exports.ref = () => {}',
  'node_modules/dexie/package.json': '{ "name": "dexie", "version": "4.0.0", "main": "index.js" }',
  'node_modules/dexie/index.js': 'exports.Dexie = class {}',
  'node_modules/hash-wasm/package.json': '{ "name": "hash-wasm", "version": "4.0.0", "main": "index.js" }',
  'node_modules/hash-wasm/index.js': 'exports.argon2id = () => {}',
  'src/domain/schema/field.ts': 'export const text = 1',
  'src/domain/records/abc.ts': "import { text } from '../schema/field'\nexport const abc = text",
  'src/storage/db.ts': "import { Dexie } from 'dexie'\nimport { abc } from '../domain/records/abc'\nexport const db = [Dexie, abc]",
  'src/workspace/use-record.ts': "import { ref } from 'vue'\nimport { db } from '../storage/db'\nexport const useRecord = [ref, db]",
  'src/tools/abc/abc-page.ts': "import { useRecord } from '../../workspace/use-record'\nexport const page = useRecord",
  'src/tools/tree/tree-page.ts': 'export const tree = 1',
  'src/server/main.ts': "import { readFileSync } from 'node:fs'\nexport const main = readFileSync",
}

/** Each planted line, and what the plan must say of it. */
const planted: [claim: string, file: string, line: string, said: string][] = [
  [
    'a room that imports one above it',
    'src/domain/upward.ts',
    "import { db } from '../storage/db'; export const x = db",
    'domain-imports-only-rooms-below: src/domain/upward.ts > src/storage/db.ts',
  ],
  [
    'an upward import of a type alone',
    'src/storage/upward.ts',
    "import type { useRecord } from '../workspace/use-record'; export type X = typeof useRecord",
    'storage-imports-only-rooms-below: src/storage/upward.ts > src/workspace/use-record.ts',
  ],
  [
    'an upward import from a component',
    'src/ui/Upward.vue',
    '<script setup lang="ts">\nimport { db } from \'../storage/db\'\nconst x = db\n</script>\n<template>{{ x }}</template>',
    'ui-imports-only-rooms-below: src/ui/Upward.vue > src/storage/db.ts',
  ],
  [
    'the server reaching into a tablet room',
    'src/server/upward.ts',
    "import { db } from '../storage/db'; export const x = db",
    'server-imports-only-rooms-below: src/server/upward.ts > src/storage/db.ts',
  ],
  [
    'the database package outside storage',
    'src/workspace/disk.ts',
    "import { Dexie } from 'dexie'; export const x = Dexie",
    'workspace-uses-only-its-packages: src/workspace/disk.ts > node_modules/dexie/index.js',
  ],
  [
    'key stretching outside storage',
    'src/app/stretch.ts',
    "import { argon2id } from 'hash-wasm'; export const x = argon2id",
    'app-uses-only-its-packages: src/app/stretch.ts > node_modules/hash-wasm/index.js',
  ],
  [
    'the type of a forbidden package',
    'src/domain/reactive.ts',
    "import type { ref } from 'vue'; export type X = typeof ref",
    'domain-uses-only-its-packages: src/domain/reactive.ts > node_modules/vue/index.js',
  ],
  [
    'a Node module on a tablet',
    'src/sync/disk.ts',
    "import { readFileSync } from 'node:fs'; export const x = readFileSync",
    'only-the-server-uses-node: src/sync/disk.ts > fs',
  ],
  [
    'one tool that imports another',
    'src/tools/tree/borrowed.ts',
    "import { page } from '../abc/abc-page'; export const x = page",
    'no-tool-imports-another: src/tools/tree/borrowed.ts > src/tools/abc/abc-page.ts',
  ],
  [
    'a demo that could send',
    'src/app/practice/line.ts',
    "import { courier } from '../../sync/courier'; export const x = courier",
    'practice-has-no-line-out: src/app/practice/line.ts > src/sync/courier.ts',
  ],
  [
    'a package that is not installed',
    'src/ui/kit.ts',
    "import { kit } from 'left-pad'; export const x = kit",
    'every-import-is-there: src/ui/kit.ts > left-pad',
  ],
  [
    'a room nobody has drawn',
    'src/utils/first.ts',
    "import { b } from './second'; export const a = b",
    'every-file-is-in-a-room: src/utils/first.ts > src/utils/second.ts',
  ],
  [
    'a cycle',
    'src/sync/round.ts',
    "import { b } from './round-again'; export const a = b",
    'no-cycles: src/sync/round-again.ts > src/sync/round.ts',
  ],
]
const others = {
  'src/sync/courier.ts': 'export const courier = 1',
  'src/utils/second.ts': 'export const b = 1',
  'src/sync/round-again.ts': "import { a } from './round'; export const b = a",
}

let folder: string
function build(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'floor-plan-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the house keeps to its floor plan', { timeout: 60_000 }, () => {
  expect(judge(project)).toEqual([])
})

test('a small house with nothing wrong passes', { timeout: 60_000 }, () => {
  build(house)
  expect(judge(folder)).toEqual([])
})

describe('the plan forbids', () => {
  let said: string[]
  beforeAll(() => {
    build({ ...house, ...Object.fromEntries(planted.map(([, file, line]) => [file, line])), ...others })
    said = judge(folder)
  }, 60_000)

  test.each(planted)('%s', (_claim, _file, _line, expected) => {
    expect(said).toContain(expected)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

// On PostgreSQL alone: PGlite has one connection, and would hide a number that is given before it can be seen.
let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await testEndpoint({ on: 'postgres' })
})
afterAll(() => endpoint.close())

const writers = 8
const pushesEach = 12

async function writeMany(tablet: TestTablet): Promise<void> {
  for (let push = 0; push < pushesEach; push++) {
    const made = await Promise.all(
      Array.from({ length: 1 + (push % 3) }, () => tablet.make({ record: crypto.randomUUID(), kind: 'quick-record', author: 'amira', changes: { 'words/': `push ${push}` } })),
    )
    const { results } = await tablet.push(...made.map(({ text }) => text))
    expect(results.every(({ status }) => status === 'stored')).toBe(true)
  }
}

test('with many tablets writing at once, one that pulls meanwhile sees every number once, in order, without a gap', async () => {
  const settings = await Promise.all([endpoint.addSetting(), endpoint.addSetting()])
  for (const setting of settings) await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
  const [setting = '', other = ''] = settings
  const tablets = await Promise.all(Array.from({ length: writers }, () => enrolTestTablet(endpoint, setting)))
  const elsewhere = await enrolTestTablet(endpoint, other)
  const reader = await enrolTestTablet(endpoint, setting)

  let done = false
  const seen: number[] = []
  const reading = async () => {
    let { epoch, next } = await reader.pull({ after: 0, limit: 1 })
    seen.push(next)
    for (let last = false; ; last = done) {
      const page = await reader.pull({ epoch, after: next, limit: 7 })
      seen.push(...page.rows.map(({ seq }) => seq))
      ;({ epoch, next } = page)
      if (last && !page.more) return
    }
  }
  const read = reading()
  await Promise.all([...tablets, elsewhere].map(writeMany))
  done = true
  await read

  const total = 1 + (writers * pushesEach * (1 + 2 + 3)) / 3
  expect(seen).toEqual(Array.from({ length: total }, (_, index) => index + 1))
}, 120_000)

test('one revision pushed by many at once is stored once', async () => {
  const setting = await endpoint.addSetting()
  await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
  const tablets = await Promise.all(Array.from({ length: 6 }, () => enrolTestTablet(endpoint, setting)))
  const note = await tablets[0]?.make({ record: 'note', kind: 'quick-record', author: 'amira', changes: { 'words/': 'once' } })
  const pushed = await Promise.all(tablets.map((tablet) => tablet.push(note?.text)))
  const receipts = pushed.flatMap(({ results }) => results)
  expect(receipts.filter(({ status }) => status === 'stored')).toHaveLength(1)
  expect(new Set(receipts.map(({ seq }) => seq))).toEqual(new Set([2]))
})

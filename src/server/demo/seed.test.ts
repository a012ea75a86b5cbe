import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '../../domain/people'
import { enrolTestTablet } from '../../../tests/support/enrolled-tablet'
import { openLedger } from '../ledger'
import type { TestEndpoint } from '../test-endpoint'
import { testEndpoint } from '../test-endpoint'
import { county } from './county'
import { demoRecords } from './records'
import { seedDemo } from './seed'

let endpoint: TestEndpoint
let seed: () => Promise<boolean>
beforeAll(async () => {
  endpoint = await testEndpoint()
  const { db, pokes } = endpoint
  seed = () => seedDemo({ db, ledger: openLedger({ db, pokes, now: Date.now }), now: Date.now })
  expect(await seed()).toBe(true)
})
afterAll(() => endpoint.close())

test('a database that holds a setting is left as it is', async () => {
  expect(await seed()).toBe(false)
})

test.each(county)('$name has every adult, child and record, and its codes are good for two tablets', async ({ id, enrolmentCode, adults, rooms }) => {
  for (const name of ['first', 'second']) {
    const tablet = await enrolTestTablet(endpoint, id, { code: enrolmentCode })
    expect(tablet.people.map((person) => person.id)).toEqual(adults.map((adult) => adult.id).toSorted())
    // A code is stretched, which takes time on purpose: all of them once, and one of them again.
    for (const { id: adult, code } of name === 'first' ? adults : adults.slice(0, 1)) expect([name, (await tablet.post('/unlock', { adult, code })).status]).toEqual([name, 200])
    const { records } = await tablet.snapshot({ limit: 500 })
    const children = rooms.flatMap((room) => room.children).length
    expect(records).toHaveLength(adults.length + children + demoRecords.length)
  }
})

test('none of it is counted by the county', async () => {
  expect(await endpoint.db.selectFrom('setting').select('counts').distinct().execute()).toEqual([{ counts: false }])
  expect(await endpoint.db.selectFrom('county_fact').selectAll().execute()).toEqual([])
})

test('each setting has an adult in every role, and the two share no child', () => {
  for (const { adults } of county) {
    const held = new Set(adults.flatMap((adult) => adult.roles))
    expect(roles.filter((role) => !held.has(role))).toEqual([])
  }
  const names = county.flatMap(({ rooms }) => rooms.flatMap((room) => room.children))
  expect(new Set(names).size).toBe(names.length)
})

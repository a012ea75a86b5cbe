import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { legalRules } from '../../domain/pack/legal'
import { roles } from '../../domain/people'
import { incident } from '../../domain/records/incident'
import { beforeSigning } from '../../domain/rules/before-signing'
import { enrolTestTablet } from '../../../tests/support/enrolled-tablet'
import { openLedger } from '../ledger'
import { addSetting } from '../office'
import type { TestEndpoint } from '../test-endpoint'
import { testEndpoint } from '../test-endpoint'
import { county } from './county'
import { demoIncidents } from './incidents'
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

test.each([1, 2, 3, 4])('stopped in the middle of the county (at its push %i), the next start makes it whole', async (stop) => {
  const other = await testEndpoint()
  const { db, pokes } = other
  const ledger = openLedger({ db, pokes, now: Date.now })
  let pushes = 0
  const stopping: typeof ledger = { push: (...given) => ((pushes += 1) === stop ? Promise.reject(new Error('stopped')) : ledger.push(...given)) }
  await expect(seedDemo({ db, ledger: stopping, now: Date.now })).rejects.toThrow('stopped')
  expect(await seedDemo({ db, ledger, now: Date.now })).toBe(true)
  expect(await whatIsIn(other)).toEqual(await whatIsIn(endpoint))
  expect(await seedDemo({ db, ledger, now: Date.now })).toBe(false)
  await other.close()
})

test('a setting that is in use is left as it is, whatever it lacks, and so is another’s of the same id', async () => {
  const other = await testEndpoint()
  const { db, pokes } = other
  const ledger = openLedger({ db, pokes, now: Date.now })
  await addSetting(db, { id: 'willowmere', name: 'Willowmere Primary', kind: 'school', place: 'the office', counts: false })
  await enrolTestTablet(other, 'willowmere')
  expect(await seedDemo({ db, ledger, now: Date.now })).toBe(true)
  expect(await db.selectFrom('revision').select('setting').distinct().execute()).toEqual([{ setting: 'dandelion' }])
  await other.close()

  const real = await testEndpoint()
  await addSetting(real.db, { id: 'willowmere', name: 'Willowmere Primary', kind: 'school', place: 'the office' })
  expect(await seedDemo({ db: real.db, ledger: openLedger({ ...real, now: Date.now }), now: Date.now })).toBe(false)
  expect(await real.db.selectFrom('setting').select('id').execute()).toEqual([{ id: 'willowmere' }])
  await real.close()
})

/** How many of each table every setting has, a setting's own tablets left out. */
async function whatIsIn({ db }: TestEndpoint): Promise<unknown[]> {
  return Promise.all(
    (['checkpoint', 'person', 'incident_number', 'enrolment_code', 'one_time_code', 'device'] as const).map(async (table) => {
      const rows = await (table === 'device' ? db.selectFrom(table).select('setting').where('desk', '=', true) : db.selectFrom(table).select('setting')).execute()
      return [table, ...county.map(({ id }) => rows.filter(({ setting }) => setting === id).length)]
    }),
  )
}

test.each(county)('$name has every adult, child and record, and its codes are good for two tablets', async ({ id, enrolmentCode, adults, rooms }) => {
  for (const name of ['first', 'second']) {
    const tablet = await enrolTestTablet(endpoint, id, { code: enrolmentCode })
    expect(tablet.people.map((person) => person.id)).toEqual(adults.map((adult) => adult.id).toSorted())
    // A code is stretched, which takes time on purpose: all of them once, and one of them again.
    for (const { id: adult, code } of name === 'first' ? adults : adults.slice(0, 1)) expect([name, (await tablet.post('/unlock', { adult, code })).status]).toEqual([name, 200])
    const { records } = await tablet.snapshot({ limit: 500 })
    const children = rooms.flatMap((room) => room.children).length
    // The plan, and how it is going.
    const ofPlan = 2
    const ofIncidents = demoIncidents.filter(({ setting }) => setting === id)
      .map(({ accounts, childDebrief, adultDebriefs = [] }) => 2 + accounts.length + (childDebrief ? 1 : 0) + adultDebriefs.length)
    expect(records).toHaveLength(adults.length + children + demoRecords.length + ofPlan + ofIncidents.reduce((sum, many) => sum + many, 0))
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

test('what is signed in it left nothing to say before it was, and what is not still has something that blocks', async () => {
  const found = await Promise.all(county.map(async ({ id, kind, enrolmentCode }) => {
    const tablet = await enrolTestTablet(endpoint, id, { code: enrolmentCode })
    const { records } = await tablet.snapshot({ limit: 500 })
    return records.filter((one) => one.kind === incident.kind).map(({ number, checkpoint: text }) => {
      const checkpoint = JSON.parse(text) as Checkpoint // what the endpoint keeps for tablets
      const { answers, clashes } = view(incident, checkpoint)
      const left = beforeSigning(answers, { profile: kind, rules: legalRules, now: Date.now(), zone: 'Europe/London', otherChildren: [], savedAt: checkpoint.first.at })
      return { number, signed: checkpoint.freeze?.act === 'sign', countersigned: checkpoint.countersigned?.length ?? 0, clashes, left: left.flatMap(({ code, severity }) => (severity === 'blocks' ? [code] : [])) }
    }).sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
  }))
  const told = { signed: true, countersigned: 1, clashes: [], left: [] }
  expect(found).toEqual([
    [{ number: 1, ...told }, { number: 2, signed: false, countersigned: 0, clashes: [], left: ['reason-words', 'staff-injury', 'support'] }],
    [{ number: 1, ...told }],
  ])
})

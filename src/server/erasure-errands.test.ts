import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { tellingOf } from '../domain/records/telling'
import { openPostgres } from './database/open'
import { openErasureLedger } from './erasure-ledger'
import { runLa } from './la'
import type { TestEndpoint } from './test-endpoint'
import { newDatabase, testEndpoint } from './test-endpoint'

const ledger = join(mkdtempSync(join(tmpdir(), 'steps-la-')), 'apart', 'erased')
let databaseUrl: string
let endpoint: TestEndpoint
let hall: TestTablet
let setting: string
const la = async (words: string, { erasureLedger = ledger }: { erasureLedger?: string | null } = {}) => {
  const said: string[] = []
  const config = { port: 0, dataDir: '', databaseUrl, erasureLedger, seedDemo: false, logLevel: 'silent', killWorker: false, metricsToken: null, proxies: [] }
  const code = await runLa(words.split(' '), config, { say: (line) => said.push(line), now: () => Date.parse('2026-03-03T09:00:00Z') })
  return { code, said: said.join('\n').replace(/\n\nUsage[^]*/, '') }
}
const deciding = '--why request --decided-by hetty --reviewed-by dov'
const put = async (record: string, kind: string, changes: Record<string, string | boolean>, author = 'amira') => {
  const { results } = await hall.push((await hall.make({ record, kind, author, at: Date.parse('2026-01-20T10:00:00Z'), changes })).text)
  expect(results.map(({ status, code }) => code ?? status)).toEqual(['stored'])
}

beforeAll(async () => {
  databaseUrl = await newDatabase()
  endpoint = await testEndpoint({ opened: await openPostgres(databaseUrl) })
  setting = await endpoint.addSetting({ id: 'weir' })
  await endpoint.addAdults(
    setting,
    { id: 'amira', name: 'Amira Lanternhall', roles: ['practitioner'] }, { id: 'hetty', name: 'Hetty Overbrook', roles: ['head'] },
    { id: 'dov', name: 'Dov Saltmarsh', roles: ['dsl'] }, { id: 'gone', name: 'Gwen Fernleigh', roles: ['senco'], until: '2025-07-20' },
  )
  hall = await enrolTestTablet(endpoint, setting)
  await put('moss', 'child', { 'name/': 'Moss Kettle' }, 'hetty')
  await put('note-000001', 'abc', { 'child/': 'moss', 'before/': 'Rain' })
  await put('incident-000001', 'incident', { 'children/moss': true, 'childrenHurt/pip': true, 'words/': 'Held the gate' })
  await put(tellingOf('incident-000001'), 'telling', { 'incident/': 'incident-000001' })
  await put('account-000001', 'account', { 'incident/': 'incident-000001', 'words/': 'I saw it' })
})
afterAll(() => endpoint.close())

test('a child’s records are listed with what belongs to them, and not a name or a word of them', async () => {
  const { said } = await la('about weir moss')
  expect(said.split('\n').toSorted()).toEqual([
    'account-000001  Own account, 2026-01-20, open, also about 1 other child',
    expect.stringMatching(/^incident-000001 {2}.+, 2026-01-20, open, also about 1 other child$/),
    expect.stringMatching(/^moss {2}/),
    'note-000001  ABC record, 2026-01-20, open',
    'told-incident-000001  Telling parents, 2026-01-20, open, also about 1 other child',
  ])
  for (const word of ['Moss', 'Kettle', 'Rain', 'gate', 'Amira']) expect(said).not.toContain(word)
  expect(await la('about weir nobody')).toEqual({ code: 1, said: 'Nothing here is about nobody.' })
})

test.each([
  ['erase weir note-000001 --why boredom --decided-by hetty --reviewed-by dov', '--why is one of'],
  ['erase weir note-000001 --why request --decided-by hetty', '--reviewed-by is the id'],
  ['erase weir note-000001 --why request --decided-by hetty --reviewed-by hetty', 'another adult'],
  ['erase weir note-000001 --why request --decided-by amira --reviewed-by dov', '--decided-by is the id'],
  ['erase weir note-000001 --why request --decided-by gone --reviewed-by dov', '--decided-by is the id'],
  [`erase weir note-999999 ${deciding}`, 'No record note-999999'],
  [`erase weir hetty ${deciding}`, 'An adult’s record'],
  [`erase weir incident-000001 ${deciding} --several`, 'Erase them first: '],
  [`erase weir account-000001 ${deciding}`, 'about 2 children'],
  ['hold weir moss --why whim --decided-by hetty', '--why is one of'],
  ['hold weir nobody --why legal --decided-by hetty', 'Nothing here is about'],
  ['unhold weir moss --decided-by hetty', 'not on hold'],
])('“%s” is refused in words', async (words, why) => {
  const { code, said } = await la(`${words}${words.startsWith('erase') ? ` --confirm ${words.split(' ')[2]?.slice(-6)}` : ''}`)
  expect([code, said]).toEqual([1, expect.stringContaining(why)])
  expect((await openErasureLedger(ledger).read()).entries).toEqual([])
})

test('without a file apart from the database nothing is erased and nothing is held', async () => {
  for (const words of [`erase weir note-000001 ${deciding} --confirm 000001`, 'hold weir moss --why legal --decided-by hetty']) {
    expect(await la(words, { erasureLedger: null })).toEqual({ code: 1, said: expect.stringContaining('Set ERASURE_LEDGER') as string })
  }
})

test('a hold keeps all records of a child, and those of others that name the child, until it is lifted', async () => {
  expect(await la('hold weir pip --why inquiry --decided-by dov')).toEqual({ code: 0, said: 'On hold: nothing about this child can be erased.' })
  for (const record of ['incident-000001', 'account-000001', 'told-incident-000001']) {
    expect(await la(`erase weir ${record} ${deciding} --several --confirm ${record.slice(-6)}`)).toEqual({ code: 1, said: 'On hold (inquiry): nothing about pip can be erased.' })
  }
  expect((await la('about weir pip')).said).toContain('On hold (inquiry)')
  expect(await la('unhold weir pip --decided-by hetty')).toEqual({ code: 0, said: 'No longer on hold.' })
})

test('it says what would go, and only the second time, confirmed, it goes; the line that stays has no word of it', async () => {
  const asked = await la(`erase weir note-000001 ${deciding}`)
  expect(asked).toEqual({ code: 0, said: 'note-000001  ABC record, 2026-01-20, open\nNothing was erased. To erase it for good, run this again with --confirm=000001' })
  expect(await la(`erase weir note-000001 ${deciding} --confirm 999999`)).toEqual({ code: 1, said: expect.stringContaining('Nothing was erased. 999999 is not') as string })
  // One that was made an hour ago holds it too.
  expect((await la(`erase weir note-000001 ${deciding} --confirm 000001`)).said).toContain('Erased. Tablets let go of it at their next contact; backups made before now hold it')
  expect(await la('erased weir')).toEqual({ code: 0, said: '2026-03-03T09:00:00.000Z  note-000001  ABC record  request  decided by hetty, reviewed by dov' })
  expect((await openErasureLedger(ledger).read()).entries.at(-1)).toMatchObject({ act: 'erase', record: 'note-000001' })
  const { rows } = await hall.pulled({ after: 0 })
  expect(rows.at(-1)).toMatchObject({ erase: { record: 'note-000001' } })
  expect((await la(`erase weir note-000001 ${deciding} --confirm 000001`)).code).toBe(1)
})

test('what it says to type erases, though the end of a record’s id begins with a dash', async () => {
  await put('note-abcde', 'abc', { 'child/': 'moss', 'before/': 'Snow' })
  const [, typed = ''] = /run this again with (\S+)$/.exec((await la(`erase weir note-abcde ${deciding}`)).said) ?? []
  expect((await la(`erase weir note-abcde ${deciding} ${typed}`)).said).toContain('Erased.')
})

test('an incident goes after what belongs to it, one by one, and keeps its number in the book', async () => {
  for (const record of ['account-000001', 'told-incident-000001', 'incident-000001']) {
    expect((await la(`erase weir ${record} ${deciding} --several --confirm ${record.slice(-6)}`)).code).toBe(0)
  }
  expect(await endpoint.db.selectFrom('incident_number').select(['record', 'number']).execute()).toEqual([{ record: 'incident-000001', number: 1 }])
  expect((await la('about weir moss')).said.split('\n')).toEqual([expect.stringMatching(/^moss/)])
})

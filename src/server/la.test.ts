import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import type { Config } from './config'
import { DirectoryInUse } from './database/lock'
import { openPostgres } from './database/open'
import { runLa } from './la'
import { addSetting } from './office'
import { newDatabase, newPglite, testEndpoint } from './test-endpoint'

const run = async (config: Config, words: readonly string[]) => {
  const said: string[] = []
  const code = await runLa(words, config, { say: (line) => said.push(line) })
  return { code, said: said.join('\n') }
}

const configOn = (where: Partial<Config>): Config => ({ port: 0, dataDir: '', databaseUrl: null, erasureLedger: null, seedDemo: false, logLevel: 'silent', killWorker: false, metricsToken: null, proxies: [], ...where })

test('a setting, an adult and a tablet come in, and the tablet goes out again', async () => {
  const databaseUrl = await newDatabase()
  const la = (...words: string[]) => run(configOn({ databaseUrl }), words)
  expect(await la('add-setting', 'weir', 'Weir', 'Lane', 'School', '--kind', 'school', '--place', 'the office')).toEqual({ code: 0, said: 'Added weir.' })
  expect((await la('enrolment-code', 'weir')).said).toContain('\nNo adult was added yet.')
  const added = await la('add-adult', 'weir', 'Hetty', 'Overbrook', '--role', 'head', '--role', 'dsl', '--room', 'Puddle')
  const [, adult = '', once = ''] = /id (\S+)\. One-time code: (\S+)/.exec(added.said) ?? []
  const code = (await la('enrolment-code', 'weir')).said.replace('Enrolment code: ', '')
  const again = (await la('one-time-code', 'weir', adult)).said.replace('One-time code: ', '')

  const endpoint = await testEndpoint({ opened: await openPostgres(databaseUrl) })
  const tablet = await enrolTestTablet(endpoint, 'weir', { code })
  expect(tablet.people).toEqual([{ id: adult, name: 'Hetty Overbrook', shortName: 'Hetty', roles: ['dsl', 'head'], until: null, rooms: ['Puddle'] }])
  expect((await tablet.post('/unlock', { adult, code: once })).status).toBe(403)
  expect((await tablet.post('/unlock', { adult, code: again })).status).toBe(200)
  const { rows } = await tablet.pull({ after: 0 })
  expect(rows.map(({ header }) => JSON.parse(header) as object)).toEqual([expect.objectContaining({ kind: 'adult', record: adult, author: 'la' })])

  // While a server runs, too: PostgreSQL takes both.
  expect((await la('settings')).said).toBe('weir  Weir Lane School (school)')
  expect((await la('adults', 'weir')).said).toBe(`${adult}  Hetty Overbrook  dsl, head`)
  expect((await la('tablets', 'weir')).said).toBe(`${tablet.device}  Puddle tablet  not seen yet`)
  await tablet.post('/status', { cursor: 0, unsent: 3, heldBack: 2, oldestUnsentAt: 1, persisted: true, quotaBytes: null, build: 'b', skewMs: 0 })
  expect((await la('tablets', 'weir')).said).toMatch(/ {2}Puddle tablet {2}seen [-0-9T:.]+Z, 3 not sent, 2 in no backup yet$/)
  // What it stamps is dated by that clock, and it cannot be told by the records alone.
  await tablet.post('/status', { cursor: 0, unsent: 3, heldBack: 2, oldestUnsentAt: 1, persisted: true, quotaBytes: null, build: 'b', skewMs: 63_158_400_000 })
  expect((await la('tablets', 'weir')).said).toMatch(/, 2 in no backup yet, its clock 731 days ahead: set it right$/)
  await tablet.post('/status', { cursor: 0, unsent: 3, heldBack: 2, oldestUnsentAt: 1, persisted: true, quotaBytes: null, build: 'b', skewMs: 0 })
  expect((await la('revoke', 'weir', tablet.device)).code).toBe(0)
  expect((await tablet.get('/pull')).status).toBe(401)
  expect((await la('tablets', 'weir')).said).toBe(`${tablet.device}  Puddle tablet  revoked, 3 not sent, 2 in no backup yet`)
  await endpoint.close()
})

test('a backup is noted with the marks from before it began, and a restore begins a new life of one setting or of all', async () => {
  const databaseUrl = await newDatabase()
  const la = (...words: string[]) => run(configOn({ databaseUrl }), words)
  for (const id of ['weir', 'brook']) await la('add-setting', id, id, '--kind', 'school', '--place', 'the office')
  await la('add-adult', 'weir', 'Hetty', 'Overbrook', '--role', 'head')
  const marks = await la('backing-up')
  expect(marks.said.split('\n').map((line) => line.replace(/ \S+ /, ' … '))).toEqual(['brook … 0', 'weir … 1'])
  const file = join(mkdtempSync(join(tmpdir(), 'steps-la-')), 'marks')
  writeFileSync(file, `${marks.said}\n`)
  await la('add-adult', 'weir', 'Dov', 'Underhill', '--role', 'practitioner')
  expect(await la('backed-up', file)).toEqual({ code: 0, said: 'Noted for 2 settings.' })
  const { db, close } = await openPostgres(databaseUrl)
  const heads = () => db.selectFrom('setting_head').select(['setting', 'epoch', 'seq', 'durable_seq']).orderBy('setting').execute()
  const before = await heads()
  expect(before).toMatchObject([{ setting: 'brook', durable_seq: 0 }, { setting: 'weir', seq: 2, durable_seq: 1 }])
  expect((await la('restored', 'weir')).said.split('\n')[0]).toBe('weir: goes on from row 2. Its tablets offer again what came after.')
  const one = await heads()
  expect(one.map(({ epoch }, index) => epoch === before[index]?.epoch)).toEqual([true, false])
  expect((await la('restored', '--all')).said.split('\n').map((line) => /^\S+: goes on/.test(line))).toEqual([true, true, false, false, false, false])
  expect((await heads()).map(({ epoch }, index) => epoch === one[index]?.epoch)).toEqual([false, false])
  expect((await la('backed-up', file)).said).toBe('Noted for 0 settings. 2 passed by: not here, or restored since.')
  await close()
})

test('where no file apart says what was revoked, a restore lists each tablet that is trusted again, and how to take it back', async () => {
  const databaseUrl = await newDatabase()
  const la = (...words: string[]) => run(configOn({ databaseUrl }), words)
  await la('add-setting', 'weir', 'Weir', '--kind', 'school', '--place', 'the office')
  const endpoint = await testEndpoint({ opened: await openPostgres(databaseUrl) })
  const [hall, lost] = [await enrolTestTablet(endpoint, 'weir'), await enrolTestTablet(endpoint, 'weir')]
  expect((await la('revoke', 'weir', lost.device)).said).toContain('after a restore, revoke it again')
  const { said } = await la('restored', '--all')
  expect(said).toContain('revoke <setting> <tablet id>')
  expect(said).toContain(`weir  ${hall.device}  Puddle tablet  not seen yet`)
  expect(said).not.toContain(lost.device)
  await endpoint.close()
})

test('an adult whom the database lost is added again as who they were: on the roster, with what they wrote, and able to sign in', async () => {
  const databaseUrl = await newDatabase()
  const la = (...words: string[]) => run(configOn({ databaseUrl }), words)
  await la('add-setting', 'weir', 'Weir', '--kind', 'school', '--place', 'the office')
  const endpoint = await testEndpoint({ opened: await openPostgres(databaseUrl) })
  const tablet = await enrolTestTablet(endpoint, 'weir')
  const theirs = await tablet.make({ record: 'note-000001', kind: 'quick-record', author: 'dov-1', act: 'close', changes: { 'words/': 'By an adult nobody knows' } })
  expect((await tablet.push(theirs.text)).results).toMatchObject([{ status: 'refused', code: 'not-allowed' }])
  expect((await la('adults', 'weir')).said).toBe('dov-1  not known here, and wrote 1 change that waits on tablets')

  const { said } = await la('add-adult', 'weir', 'Dov', 'Underhill', '--role', 'practitioner', '--id', 'dov-1')
  const [, code = ''] = /with the id dov-1\. One-time code: (\S+)/.exec(said) ?? []
  expect((await tablet.roster()).people.map(({ id, name }) => [id, name])).toEqual([['dov-1', 'Dov Underhill']])
  expect((await tablet.push(theirs.text)).results).toMatchObject([{ status: 'stored' }])
  expect((await tablet.post('/unlock', { adult: 'dov-1', code })).status).toBe(200)
  expect((await la('adults', 'weir')).said).toBe('dov-1  Dov Underhill  practitioner')

  for (const [id, why] of [['dov-1', 'known here already'], ['note-000001', 'another record'], ['dov 1', '--id is the id they had'], ['la', '--id is the id they had']] as const) {
    expect(await la('add-adult', 'weir', 'Dov', '--role', 'practitioner', '--id', id)).toEqual({ code: 1, said: expect.stringContaining(why) as string })
  }
  await endpoint.close()
})

test('on the embedded database the command works while no server runs', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'steps-la-'))
  await (await newPglite(dataDir)).close()
  expect((await run(configOn({ dataDir }), ['add-setting', 'weir', 'Weir', '--kind', 'early-years', '--place', 'the office'])).code).toBe(0)
  expect((await run(configOn({ dataDir }), ['add-setting', 'try-out', 'Try', 'Out', '--kind', 'school', '--place', 'the office', '--practice'])).code).toBe(0)
  expect((await run(configOn({ dataDir }), ['settings'])).said).toBe('try-out  Try Out (school, not counted)\nweir  Weir (early-years)')
  expect((await run(configOn({ dataDir }), ['add-adult', 'weir', 'Bo', 'Quillfeather', '--role', 'practitioner'])).said).toContain('One-time code: ')
}, 120_000)

test('where there is no embedded database no errand makes an empty one and answers from it; the first setting may, and says where', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'steps-la-')), 'data')
  const none = `There is no database in ${dataDir}`
  // Thrown, so that it goes where errors go: `backing-up > marks` would else take it for marks.
  await expect(run(configOn({ dataDir }), ['backing-up'])).rejects.toThrow(none)
  await expect(run(configOn({ dataDir }), ['restored', '--all'])).rejects.toThrow(none)
  expect(existsSync(dataDir)).toBe(false)
  const { code, said } = await run(configOn({ dataDir }), ['add-setting', 'weir', 'Weir', '--kind', 'school', '--place', 'the office'])
  expect([code, said.split('\n')]).toEqual([0, [expect.stringContaining(`${none}: a new one is made`), 'Added weir.']])
  expect((await run(configOn({ dataDir }), ['settings'])).said).toBe('weir  Weir (school)')
}, 120_000)

test('a database with no setting in it was not put back', async () => {
  expect(await run(configOn({ databaseUrl: await newDatabase() }), ['restored', '--all'])).toEqual({ code: 1, said: expect.stringContaining('no setting in this database') as string })
})

let url: string
beforeAll(async () => {
  url = await newDatabase()
  const { db, close } = await openPostgres(url)
  await addSetting(db, { id: 'weir', name: 'Weir Lane', kind: 'school', place: 'the office' })
  await close()
})
test.each([
  [['add-setting', 'Weir!', 'Weir', '--kind', 'school', '--place', 'x'], 'small letters'],
  [['add-setting', 'brook', 'Brook', '--kind', 'castle', '--place', 'x'], '--kind'],
  [['add-setting', 'brook', ' ', '--kind', 'school', '--place', 'x'], 'needs a name'],
  [['add-setting', 'brook', 'Brook', '--kind', 'school', '--place', ' '], '--place'],
  [['add-adult', 'nowhere', 'Bo', '--role', 'head'], 'No setting nowhere'],
  [['add-adult', 'weir', 'Bo', '--role', 'wizard'], 'No role wizard'],
  [['add-adult', 'weir', 'Bo'], 'at least one --role'],
  [['add-adult', 'weir', 'Bo', '--role', 'head', '--until', 'soon'], '--until'],
  [['add-adult', 'weir', 'Bo', '--role', 'head', '--until', '2026-02-30'], '--until'],
  [['add-adult', 'weir', 'Bo', '--role', 'head', '--until', '2026-13-01'], '--until'],
  [['add-adult', 'weir', ' ', '--role', 'head'], 'needs a name'],
  [['one-time-code', 'weir', 'nobody'], 'No adult nobody'],
  [['revoke', 'weir', 'nothing'], 'No tablet nothing'],
  [['tablets', '--wizard'], 'wizard'],
  [['dance'], 'Usage'],
  [['restored'], 'Which setting?'],
  [['restored', 'nowhere'], 'No setting nowhere'],
  [['backed-up'], 'Which file?'],
  [['backed-up', '/nowhere/marks'], 'no file /nowhere/marks'],
  [['backed-up', 'package.json'], 'not what “backing-up” printed'],
])('%j is refused in words', async (words, why) => {
  const { code, said } = await run(configOn({ databaseUrl: url }), words)
  expect(code).toBe(1)
  expect(said).toContain(why)
})

test('what is wrong stays in sight: after it comes the usage of that errand alone', async () => {
  const { said } = await run(configOn({ databaseUrl: url }), ['erase', 'weir', 'nothing'])
  expect(said.split('\n').length).toBeLessThan(10)
  expect(said).toMatch(/^Set ERASURE_LEDGER .*\n\nUsage: .*\n\n {2}erase <setting> [^]*--several: the record is about several children$/)
  for (const other of ['  erased <setting>', '  about <setting>']) expect(said).not.toContain(other)
  expect((await run(configOn({ databaseUrl: url }), ['county', 'x'])).said).toMatch(/\n\n {2}county <YYYY-MM> .*$/)
})

test('while a server holds the embedded database, the command says so and touches nothing', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'steps-la-'))
  const server = await newPglite(dataDir)
  // The lock names a process; this one is its own, so another's is put in its place.
  writeFileSync(join(dataDir, 'in-use'), String(process.ppid))
  await expect(runLa(['settings'], configOn({ dataDir }), { say: () => undefined })).rejects.toThrow(DirectoryInUse)
  await server.close()
})

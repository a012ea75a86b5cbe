import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { statusReply } from '../protocol/messages'
import type { Config } from './config'
import { openPostgres } from './database/open'
import { runLa } from './la'
import { publishWords } from './office'
import type { TestEndpoint } from './test-endpoint'
import { newDatabase, testEndpoint } from './test-endpoint'
import type { WordsFile } from './words-file'

const day = (at: string) => Date.parse(`${at}T12:00:00Z`)
const file = (over: Partial<WordsFile> = {}): WordsFile => ({ for: 'all', name: 'Hertfordshire Steps', version: '2026.2', validFrom: '2026-11-01', words: { 'code.hall': 'Hall or gym' }, ...over })
const status = { cursor: 0, unsent: 0, oldestUnsentAt: null, persisted: true, quotaBytes: null, build: 'test', skewMs: 0 }

describe.each(['pglite', 'postgres'] as const)('words published on %s', (on) => {
  let endpoint: TestEndpoint
  let clock = day('2026-11-20')
  beforeAll(async () => {
    endpoint = await testEndpoint({ on, now: () => clock })
  })
  afterAll(() => endpoint.close())

  test('reach tablets of their kind from their first day on, with every word that is built in and not said anew', async () => {
    const [school, nursery] = [await endpoint.addSetting(), await endpoint.addSetting({ kind: 'early-years' })]
    const [hall, nest] = [await enrolTestTablet(endpoint, school), await enrolTestTablet(endpoint, nursery)]
    expect([hall.pack.version, nest.pack.words['code.class']]).toEqual(['2026.1', 'Room'])
    const inForce = async (tablet: typeof hall) => {
      const { pack } = await tablet.roster()
      const { words } = v.parse(statusReply, await (await tablet.post('/status', status)).json())
      return { version: pack.version, validFrom: pack.validFrom, hall: pack.words['code.hall'], room: pack.words['code.class'], scales: pack.scales, heartbeat: words }
    }

    expect(await publishWords(endpoint.db, file(), clock)).toBe('published')
    expect(await inForce(hall)).toEqual({ version: '2026.2', validFrom: '2026-11-01', hall: 'Hall or gym', room: undefined, scales: undefined, heartbeat: '2026.2' })
    expect(await inForce(nest)).toMatchObject({ version: '2026.2', hall: 'Hall or gym', room: 'Room' })

    // For schools alone, and not yet.
    expect(await publishWords(endpoint.db, file({ for: 'school', version: '2026.3', validFrom: '2026-12-01', words: {}, scales: { risk: { size: 3, line: 4 } } }), clock + 1)).toBe('published')
    expect(await inForce(hall)).toMatchObject({ version: '2026.2', heartbeat: '2026.2' })
    clock = day('2026-12-01')
    expect(await inForce(hall)).toMatchObject({ version: '2026.3', hall: undefined, scales: { risk: { size: 3, line: 4 } }, heartbeat: '2026.3' })
    expect(await inForce(nest)).toMatchObject({ version: '2026.2', heartbeat: '2026.2' })

    // Papers name a version: what it says is said for ever.
    expect(await publishWords(endpoint.db, file({ words: { 'code.hall': 'Gym' } }), clock)).toBe('published-already')
    expect(await inForce(nest)).toMatchObject({ hall: 'Hall or gym' })

    // So it is with the version that is built in, whether or not anybody published it, and with those before it.
    for (const whom of ['all', 'school', 'early-years'] as const) {
      for (const version of ['2026.1', '2025.9']) expect([whom, version, await publishWords(endpoint.db, file({ for: whom, version }), clock + 2)]).toEqual([whom, version, 'built-in'])
    }
    expect([await inForce(hall), await inForce(nest)]).toMatchObject([{ version: '2026.3' }, { version: '2026.2' }])
  })
})

const configOn = (databaseUrl: string): Config => ({ port: 0, dataDir: '', databaseUrl, erasureLedger: null, seedDemo: false, logLevel: 'silent', killWorker: false, metricsToken: null, proxies: [] })

test('the office publishes a file: open tablets are poked, the list says what is in force and to come, and slips are named', async () => {
  const databaseUrl = await newDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'steps-words-'))
  const now = () => day('2026-11-20')
  const la = async (...args: string[]) => {
    const said: string[] = []
    const code = await runLa(args, configOn(databaseUrl), { say: (line) => said.push(line), now })
    return { code, said: said.join('\n') }
  }
  const publish = (name: string, given: unknown) => {
    writeFileSync(join(folder, name), typeof given === 'string' ? given : JSON.stringify(given))
    return la('publish-words', join(folder, name))
  }
  const served = await openPostgres(databaseUrl)
  const endpoint = await testEndpoint({ opened: served, now, listensOn: databaseUrl })
  const tablet = await enrolTestTablet(endpoint, await endpoint.addSetting())
  const stream = await tablet.get('/events')
  const events = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await events?.read())?.value).toBe('data: {"seq":0}\n\n')

  expect(await la('words')).toEqual({ code: 0, said: 'Nothing published yet: settings have the words that are built in.' })
  expect(await publish('good.json', file({ words: { 'code.hall': 'Gym', 'code.hal': 'Gym' } }))).toEqual({
    code: 0, said: 'Published 2026.2, from 2026-11-01: 2 words.\nNothing here says these; check how they are written: code.hal',
  })
  expect((await events?.read())?.value).toBe('data: {"seq":0}\n\n')
  expect((await tablet.roster()).pack).toMatchObject({ version: '2026.2', words: { 'code.hall': 'Gym' } })

  expect((await publish('later.json', file({ for: 'school', version: '2026.3', validFrom: '2027-01-04' }))).said).toBe('Published 2026.3, from 2027-01-04: 1 word. Tablets have it from that day.')
  expect((await la('words')).said.split('\n')).toEqual(['early-years  2026.2  from 2026-11-01  in force', 'school  2026.3  from 2027-01-04  to come', 'school  2026.2  from 2026-11-01  in force'])

  for (const [given, why] of [['{', 'This is not JSON'], [file({ version: '1' }), 'version: the year and a number'], [file(), '2026.2 is published already'], [file({ version: '2026.1' }), '2026.1 is the one that is built into the app']] as const) {
    const { code, said } = await publish('bad.json', given)
    expect([code, said]).toEqual([1, expect.stringContaining(why)])
  }
  expect(await la('publish-words', join(folder, 'none.json'))).toMatchObject({ code: 1, said: expect.stringContaining('There is no file') })
  expect((await la('words')).said.split('\n')).toHaveLength(3)
  await endpoint.close()
})

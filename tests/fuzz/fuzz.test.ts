import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printSeed, seed } from '../support/seed'
import type { Answer, Asked, Door } from './door'
import { openDoor } from './door'
import { fuzz } from './knocking'
import { mostGrownMb } from './program'
import { brokenBy } from './promises'
import { canary } from './tree'
import type { Case } from './visits'
import { visit } from './visits'

/** The short form of `npm run fuzz`, and every case that once found something. */
const long = process.env['LONG'] === '1'
const directory = join(import.meta.dirname, 'kept')
// Written by the fuzz itself, as it prints a case that broke something.
const kept = readdirSync(directory).map((file) => [file.replace(/\.json$/, '').replaceAll('-', ' '), JSON.parse(readFileSync(join(directory, file), 'utf8')) as Case & { broken: string }] as const)

let door: Door
beforeAll(async () => {
  printSeed('fuzz')
  door = await openDoor()
}, 120_000)
afterAll(() => door.close())

test.each(kept)('what once broke a promise breaks none now: %s', async (_name, one) => {
  expect(await visit(door, one)).toBeNull()
})

test('whatever is knocked with, the door answers in time with a code of ours, repeats no word, lets go of its memory, and no good row is harmed by its neighbours', { timeout: 3_600_000 }, async () => {
  const { found, cases, seconds, heapMb } = await fuzz(door, { seed, forMs: long ? 600_000 : 12_000, say: (line) => process.stdout.write(`${line}\n`) })
  process.stdout.write(`fuzz: ${cases} cases in ${seconds} s, heap ${heapMb.before.toFixed(1)} to ${heapMb.after.toFixed(1)} MB\n`)
  expect(found).toEqual([])
  expect(cases).toBeGreaterThan(20)
  expect(heapMb.after - heapMb.before).toBeLessThan(mostGrownMb)
})

describe('a door that breaks its promise is found out', () => {
  const answer: Answer = { status: 400, headers: { 'content-type': 'application/json' }, text: '{"code":"not-valid"}', ms: 3 }
  const asked: Asked = { method: 'POST', path: '/api/v1/push', headers: [], body: '{}' }
  test.each<[string, Partial<Answer>, string | null]>([
    ['a code of ours', {}, null],
    ['an answer after six seconds', { ms: 6_000 }, 'no answer within 5000 ms'],
    ['trouble', { status: 500, text: '{"code":"trouble"}' }, 'answered 500'],
    ['a line that was closed', { status: 0, text: '' }, 'the line was closed without an answer'],
    ['another code', { text: '{"code":"bad-request"}' }, 'answered 400 with no code of ours'],
    ['more than the code', { text: '{"code":"not-valid","because":"device"}' }, 'answered 400 with no code of ours'],
    ['a page', { headers: { 'content-type': 'text/html' }, text: '<h1>Bad Request</h1>' }, 'answered 400 with something that is not JSON'],
    ['half an answer', { text: '{"code":"not-' }, 'answered 400 with something that is not JSON'],
    ['no words, where there should be a code', { status: 404, text: '' }, 'answered 404 without a code'],
    ['the words that were sent', { text: `{"code":"not-valid","said":"${canary}"}` }, 'words that were sent came back'],
    ['the words that were sent, in a receipt', { status: 200, text: `{"results":[{"id":"x","code":"${canary}"}]}` }, 'words that were sent came back'],
  ])('%s', (_what, over, broken) => {
    expect(brokenBy(asked, { ...answer, ...over })).toBe(broken)
  })
  test('but the name of another tablet is no word sent back: whoever enrols is told it', () => {
    const enrolled = { ...answer, status: 200, text: `{"tablets":[{"name":"${canary}"}]}` }
    expect(brokenBy({ ...asked, path: '/api/v1/enrol' }, enrolled)).toBeNull()
    expect(brokenBy({ ...asked, path: '/api/v1/enrol' }, { ...enrolled, status: 400 })).not.toBeNull()
    expect(brokenBy(asked, enrolled)).toBe('words that were sent came back')
  })

  test('a ledger that gives up a whole push for one bad row', async () => {
    const given: Case = { rows: [{ good: 'note' }, { text: '"no row at all"' }] }
    expect(await visit({ ...door, knock: async (one) => (one.path.endsWith('/push') ? { ...answer, status: 400 } : door.knock(one)) }, given)).toMatch(/a push of good rows and bad was answered 400/)
    expect(await visit({ ...door, knock: async (one) => {
      const honest = await door.knock(one)
      return one.path.endsWith('/push') ? { ...honest, text: honest.text.replace('"stored"', '"refused","code":"not-valid"') } : honest
    } }, given)).toMatch(/a good row was answered "not-valid" for its neighbour’s sake/)
    expect(await visit({ ...door, knock: async (one) => {
      const honest = await door.knock(one)
      return one.path.includes('/pull?') ? { ...honest, text: honest.text.replace('Sat by the door', 'Sat by the wall') } : honest
    } }, given)).toBe('a good row did not come back as it was sent')
  })
})

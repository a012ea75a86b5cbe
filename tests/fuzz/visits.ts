import * as v from 'valibot'
import { fold } from '../../src/domain/history/read'
import { openRevision } from '../../src/domain/history/revision'
import { historyReply, pullReply, pushReply, rosterReply, snapshotReply } from '../../src/protocol/messages'
import { isRevisionRow } from '../support/revision-rows'
import type { Answer, Asked, Door } from './door'
import type { Row } from './neighbours'
import { made } from './neighbours'
import { brokenBy } from './promises'
import { readAll } from './readable'
import { canary } from './tree'

/** A case as it is kept: what was sent. */
export type Case = { readonly asked: Asked } | { readonly rows: readonly Row[] }

const base = '/api/v1'
/** Wrong codes are counted for a quarter of an hour, and what is tried here is the door behind the count. */
const passes = (door: Door): void => void (door.clock.at += 60_000)

/** What is wrong with what came of it; null for nothing. */
export async function visit(door: Door, given: Case): Promise<string | null> {
  passes(door)
  door.takeLog()
  const broken = await ('asked' in given ? door.knock(given.asked).then((answer) => brokenBy(given.asked, answer)) : withRows(door, given.rows))
  const lines = door.takeLog()
  return broken === null ? wordsIn(lines) : [broken, ...lines.flatMap(troubleIn).slice(0, 1)].join(': ')
}

/** Where it went wrong, by its first place in our own code: two faults behind one number are told apart by it. */
function troubleIn(line: string): string[] {
  if (!line.includes('"trouble"')) return []
  // A line of the log is JSON; `errorFacts` says these of an error.
  const { error, code = '', at } = JSON.parse(line) as { error: string; code?: string; at: readonly string[] }
  const place = /(\w+) \(.*?([\w-]+\.ts)/.exec(at.find((one) => one.includes('/src/')) ?? '')
  return [`${error} ${code} in ${place ? `${place[1]}, ${place[2]}` : 'a library'}`]
}

/** A line of the log that holds a word that was sent. Which record was asked for stands there by its id, whatever it is. */
function wordsIn(lines: readonly string[]): string | null {
  return lines.some((line) => line.replace(/"record":"[\w-]*"/, '').includes(canary)) ? 'words that were sent stand in the log' : null
}

async function withRows(door: Door, rows: readonly Row[]): Promise<string | null> {
  const { body, good, isJson } = await made(rows, door.tablet, door.setting)
  const before = v.parse(pullReply, JSON.parse((await get(door, `/pull`)).text))
  const asked = post(body)
  const answer = await door.knock(asked)
  const broken = brokenBy(asked, answer)
  if (broken !== null) return broken
  if (!isJson) return answer.status === 400 ? null : `what is no JSON was answered ${answer.status}`
  if (answer.status !== 200) return `a push of good rows and bad was answered ${answer.status}`
  const { results } = v.parse(pushReply, JSON.parse(answer.text))
  if (results.length !== rows.length) return `${results.length} receipts for ${rows.length} rows`
  const refused = good.find(({ id }) => results.find((one) => one.id === id)?.status !== 'stored')
  if (refused) return `a good row was answered ${JSON.stringify(results.find(({ id }) => id === refused.id)?.code ?? null)} for its neighbour’s sake`
  return (await readBack(door, { after: before.headSeq, good })) ?? (await othersGoOn(door))
}

/** Good rows byte for byte, and every stored row such that no tablet is brought down by it. */
async function readBack(door: Door, { after, good }: { after: number; good: readonly { id: string; text: { header: string; body: string | null; signature: string } }[] }): Promise<string | null> {
  const page = await get(door, `/pull?epoch={{epoch}}&after=${after}`)
  const parsed = v.safeParse(pullReply, page.status === 200 ? JSON.parse(page.text) : null)
  if (!parsed.success) return `what was stored cannot be pulled: ${page.status}`
  const rows = parsed.output.rows.filter(isRevisionRow)
  for (const { id, text } of good) {
    const row = rows.find((one) => one.id === id)
    if (!row || row.header !== text.header || row.body !== text.body || row.signature !== text.signature) return 'a good row did not come back as it was sent'
  }
  for (const record of new Set(rows.map((row) => openRevision(row).header.record))) {
    const history = await get(door, `/history?record=${record}`)
    const whole = v.safeParse(historyReply, history.status === 200 ? JSON.parse(history.text) : null)
    if (!whole.success) return `a stored record has no history: ${history.status}`
    const folded = fold(null, whole.output.rows.map(openRevision))
    try {
      if (folded) readAll(folded.checkpoint, door.clock.at)
    } catch (error) {
      return `a stored record cannot be shown: ${error instanceof Error ? `${error.name} ${(error.stack ?? '').split('\n').find((line) => line.includes('/src/'))?.trim().replace(/^at (\S+).*?([\w-]+\.ts):.*$/, 'in $1, $2') ?? ''}` : 'it threw'}`
    }
  }
  return null
}

/** What every other tablet asks for next. */
async function othersGoOn(door: Door): Promise<string | null> {
  for (const [path, schema] of [['/roster', rosterReply], ['/snapshot', snapshotReply]] as const) {
    const answer = await get(door, path)
    if (answer.status !== 200 || !v.safeParse(schema, JSON.parse(answer.text)).success) return `afterwards ${path} was answered ${answer.status}, and not as it should be`
  }
  return null
}

const post = (body: string): Asked => ({ method: 'POST', path: `${base}/push`, headers: [['Authorization', 'Bearer {{post}}']], body })
const get = (door: Door, path: string): Promise<Answer> => door.knock({ method: 'GET', path: `${base}${path}`, headers: [['Authorization', 'Bearer {{read}}']], body: null })

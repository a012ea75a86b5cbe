import { trueTime } from '../domain/history/revision'
import { recordsHarm } from '../domain/rules/harm'
import type { OutboxRow, PostRow } from './db'
import type { Facts, Life } from './facts'
import { factNames } from './facts'
import type { Numbers } from './numbers'
import type { Readings } from './readings'
import { beyondFork } from './readings'
import type { Held, Inside } from './sealed-rows'

/** What is known once the endpoint said that it was restored. */
export interface GoingBack {
  /** The epoch it has now. In the old one, when nobody said there was a restore. */
  readonly epoch: string
  /** The highest row that this tablet passed and the endpoint has too. */
  readonly shared: number
  /** What this tablet stood in when it asked. */
  readonly life: Life
  /** All that it asked about: every revision held, its own and those it pulled. */
  readonly asked: readonly string[]
  /** Those of them that the endpoint lacks. */
  readonly lacking: readonly string[]
}

/**
 * Goes back to what both lives of the endpoint share, in one strict transaction: the cursor; the numbers, which mean
 * something else from there on; and everything the endpoint lacks is unsent again, parents first, whoever wrote it. So
 * nothing reads "Received" that is not there any more, and nothing is taken as there because it once was.
 *
 * What was received and is still there keeps its receipt, and gets its number again when its row is pulled. False: another
 * tab was quicker, or something was received meanwhile that nobody asked about; nothing is changed.
 */
export async function goBack(inside: Inside, { readings, facts, numbers }: { readings: Readings; facts: Facts; numbers: Numbers }, given: GoingBack): Promise<boolean> {
  const { strict } = inside
  const { epoch, shared, life, lacking } = given
  const again = await unsentAgain(inside, readings, lacking)
  const known = await numbers.numbersOf([...new Set(again.map(({ record }) => record))])
  const stamp = crypto.randomUUID()
  const asked = new Set(given.asked)
  const gone = new Set(lacking)
  try {
    return await strict.transaction('rw', [strict.facts, strict.revisions, strict.readings, strict.outbox, strict.posts], async () => {
      const now = await facts.life()
      if (now.epoch !== life.epoch || now.turn !== life.turn) return false
      await strict.revisions.toCollection().modify((row, ref) => {
        const isGone = gone.has(row.id)
        if (!isGone && (row.seq === null || row.seq <= shared)) return false
        if (!asked.has(row.id)) throw new Unasked()
        ref.value = { ...row, seq: null, receivedAt: isGone ? null : row.receivedAt }
        return true
      })
      // What came inside a root beyond the fork may be nowhere any more, and the root is not to be believed: its record is
      // read from its rows, which are fetched.
      await strict.readings.filter(({ upTo }) => upTo > shared).modify((row, ref) => {
        ref.value = { ...row, upTo: beyondFork, needsHistory: 1, stamp }
      })
      await offer(inside, again, known)
      const { epoch: before, seq } = await facts.cursor()
      if (before !== null) await strict.facts.put({ name: factNames.cursor, value: { epoch, seq: Math.min(seq, shared) } })
      const passed = await facts.passed()
      await strict.facts.bulkPut([
        { name: factNames.passed, value: passed.filter((stand) => stand.seq <= shared) },
        { name: factNames.life, value: { epoch, turn: life.turn + 1 } satisfies Life },
      ])
      await strict.facts.bulkDelete([factNames.snapshot, ...lacking.map(factNames.held)])
      return true
    })
  } catch (error) {
    if (error instanceof Unasked) return false
    throw error
  }
}

type Again = Omit<OutboxRow, 'order'>

/** Those that have words, parents first. What was erased has none, and is offered to nobody. */
async function unsentAgain({ strict, vault, rows }: Inside, readings: Readings, lacking: readonly string[]): Promise<Again[]> {
  const held: Held[] = []
  for (let from = 0; from < lacking.length; from += atOnce) {
    const found = (await strict.revisions.bulkGet(lacking.slice(from, from + atOnce))).flatMap((row) => row ?? [])
    held.push(...(await rows.openRevisions(found)).filter(({ body }) => body !== null))
  }
  // The numbers of the life that ended were given parents first.
  held.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || trueTime(a.header) - trueTime(b.header))
  const records = [...new Set(held.map(({ header }) => header.record))]
  const harmful = new Set((await readings.checkpoints(records)).filter(recordsHarm).map(({ record }) => record))
  return Promise.all(
    held.map(async ({ id, header: { record, at } }): Promise<Again> => ({
      id, record, savedAt: at, code: null, parkedAt: null, harm: await vault.sealOpenly(`outbox|${id}`, harmful.has(record) ? '1' : '0'),
    })),
  )
}

/** Before all else that waits. Within the transaction. */
async function offer({ strict }: Inside, again: readonly Again[], known: ReadonlyMap<string, number>): Promise<void> {
  const [waiting, first] = await Promise.all([strict.outbox.bulkGet(again.map(({ id }) => id)), strict.outbox.orderBy('order').first()])
  const from = (first?.order ?? 1) - again.length
  const rows = again.flatMap((row, index): OutboxRow[] => (waiting[index] ? [] : [{ ...row, order: from + index }]))
  await strict.outbox.bulkPut(rows)
  // A sealed copy cannot say which number its incident had: it is sent when somebody signs in.
  await strict.posts.bulkPut(rows.flatMap(({ id, record }): PostRow[] => (known.has(record) ? [{ id, key: '', sealed: '', code: 'restored' }] : [])))
}

const atOnce = 200

/** A row that nobody asked about: it came while the endpoint was being asked. */
class Unasked extends Error {}

import type { Tx } from './database/within'

/**
 * A setting's bound book of incidents, open for one push, under the setting's lock: each incident that is stored gets the
 * next number, in the order of receipt and without a gap, since a push that comes to nothing takes its numbers with it.
 *
 * **After a restore** incidents come back that had a number, which parents and inspectors may have been told: their tablets
 * say it with them. The book gives it again where it is free, above what the book held when it was put back, and at most
 * `mostLost` further: a tablet that lies could else leave a hole of a million. Where another incident has it by now, the
 * one that comes back gets the next number and keeps the one it was told under beside it, in the book and on every glass:
 * a number never changes in silence. A number that nobody brings back stays empty, and that is the truth: it was given, and
 * its incident is lost. New incidents go on above the highest, so that no number is ever given to a second one by chance.
 * Where nobody has said that there was a restore, no number is taken on a tablet's word, and the one it was told stays beside.
 */
export interface Book {
  /** Gives a record that was just begun a number. `told`: the one its tablet says it had. */
  readonly enter: (record: string, told: number | null) => void
  /** What a receipt says of it: nothing where it has no number. */
  readonly numberOf: (record: string) => { readonly number?: number; readonly former?: number }
  /** Keeps what was entered. */
  readonly write: () => Promise<void>
}

/** More incidents than any setting has between two backups. */
const mostLost = 100

interface Line {
  readonly record: string
  readonly number: number
  readonly former: number | null
}

/** `incidents`: the incidents that the push touches; `told`: the numbers that it says some of them had. */
export async function openBook(tx: Tx, setting: string, { incidents, told: all }: { incidents: readonly string[]; told: readonly number[] }): Promise<Book> {
  const { lines, last, free } = incidents.length > 0 ? await pagesOf(tx, setting, incidents) : { lines: [], last: 0, free: () => false }
  const known = new Map(lines.map((line) => [line.record, line]))
  const entered: Line[] = []
  return {
    enter: (record, told) => {
      const next = Math.max(last, ...entered.map(({ number }) => number), ...all.filter(free)) + 1
      const number = told !== null && free(told) && entered.every((line) => line.number !== told) ? told : next
      const line = { record, number, former: told === number ? null : told }
      entered.push(line)
      known.set(record, line)
    },
    numberOf: (record) => {
      const line = known.get(record)
      return line ? { number: line.number, ...(line.former !== null && { former: line.former }) } : {}
    },
    write: async () => {
      if (entered.length > 0) await tx.insertInto('incident_number').values(entered.map((line) => ({ setting, ...line }))).execute()
    },
  }
}

async function pagesOf(tx: Tx, setting: string, incidents: readonly string[]): Promise<{ lines: Line[]; last: number; free: (number: number) => boolean }> {
  const lines = await tx.selectFrom('incident_number').select(['record', 'number', 'former']).where('setting', '=', setting).where('record', 'in', incidents).execute()
  const highest = await tx.selectFrom('incident_number').select((row) => row.fn.max('number').as('last')).where('setting', '=', setting).executeTakeFirstOrThrow()
  const { from, to } = await tx
    .selectFrom('epoch')
    .select((row) => [row.fn.min('last_number').as('from'), row.fn.max('last_number').as('to')])
    .where('setting', '=', setting)
    .executeTakeFirstOrThrow()
  const last = highest.last ?? 0
  if (from === null || to === null) return { lines, last, free: () => false }
  const above = await tx.selectFrom('incident_number').select('number').where('setting', '=', setting).where('number', '>', from).execute()
  const taken = new Set(above.map(({ number }) => number))
  return { lines, last, free: (number) => number > from && number <= to + mostLost && !taken.has(number) }
}

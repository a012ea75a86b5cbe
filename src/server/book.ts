import type { Tx } from './database/within'

/**
 * A setting's bound book of incidents, open for one push, under the setting's lock: each incident that is stored gets the
 * next number, in the order of receipt and without a gap, since a push that comes to nothing takes its numbers with it.
 */
export interface Book {
  /** Gives a record that was just begun the next number. */
  readonly enter: (record: string) => void
  /** What a receipt says of it: nothing where it has no number. */
  readonly numberOf: (record: string) => { readonly number?: number }
  /** Keeps what was entered. */
  readonly write: () => Promise<void>
}

/** `incidents`: the incidents that the push touches. */
export async function openBook(tx: Tx, setting: string, incidents: readonly string[]): Promise<Book> {
  const { numbers, last } = incidents.length > 0 ? await pagesOf(tx, setting, incidents) : { numbers: new Map<string, number>(), last: 0 }
  const entered: { setting: string; record: string; number: number }[] = []
  return {
    enter: (record) => {
      const number = last + entered.length + 1
      entered.push({ setting, record, number })
      numbers.set(record, number)
    },
    numberOf: (record) => {
      const number = numbers.get(record)
      return number === undefined ? {} : { number }
    },
    write: async () => {
      if (entered.length > 0) await tx.insertInto('incident_number').values(entered).execute()
    },
  }
}

async function pagesOf(tx: Tx, setting: string, incidents: readonly string[]): Promise<{ numbers: Map<string, number>; last: number }> {
  const rows = await tx.selectFrom('incident_number').select(['record', 'number']).where('setting', '=', setting).where('record', 'in', incidents).execute()
  const highest = await tx.selectFrom('incident_number').select((row) => row.fn.max('number').as('last')).where('setting', '=', setting).executeTakeFirstOrThrow()
  return { numbers: new Map(rows.map(({ record, number }) => [record, number])), last: highest.last ?? 0 }
}

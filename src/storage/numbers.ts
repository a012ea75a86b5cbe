import { factNames } from './facts'
import type { Inside } from './sealed-rows'

/** What came from the endpoint of a record, with its number if it has one. */
export interface Numbered {
  readonly record: string
  readonly number?: number | undefined
  /** The one it was told under before the endpoint was restored. */
  readonly former?: number | undefined
}
export interface Numbers {
  readonly numberOf: (record: string) => Promise<number | null>
  /** The number that people were told before the book had to give it another; null for nearly all. */
  readonly formerNumberOf: (record: string) => Promise<number | null>
  /** Of those that have one. */
  readonly numbersOf: (records: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** To be called within a transaction that holds `facts`: what is said of a record and its number are kept together. */
  readonly keep: (given: readonly Numbered[]) => Promise<void>
}

interface Both { readonly number: number; readonly former: number | null }
/** As it is kept below: a bare number where there was no other. */
function both(kept: unknown): Both | null {
  if (typeof kept === 'number') return { number: kept, former: null }
  return kept === undefined ? null : (kept as Both)
}

/** Incidents' numbers in the setting's book, as the endpoint gave them. Only it can count: until it has, there is none. */
export function openNumbers({ strict }: Pick<Inside, 'strict'>): Numbers {
  const keptOf = async (record: string): Promise<Both | null> => both((await strict.facts.get(factNames.number(record)))?.value)
  return {
    numberOf: async (record) => (await keptOf(record))?.number ?? null,
    formerNumberOf: async (record) => (await keptOf(record))?.former ?? null,
    async numbersOf(records) {
      const kept = await strict.facts.bulkGet(records.map(factNames.number))
      return new Map(records.flatMap((record, index) => {
        const number = both(kept[index]?.value)?.number
        return number === undefined ? [] : [[record, number] as const]
      }))
    },
    async keep(given) {
      const numbered = given.flatMap(({ record, number, former }) => (number === undefined ? [] : [{ name: factNames.number(record), number, former: former ?? null }]))
      if (numbered.length === 0) return
      const before = (await strict.facts.bulkGet(numbered.map(({ name }) => name))).map((row) => both(row?.value))
      await strict.facts.bulkPut(
        numbered.map(({ name, number, former }, index) => {
          const was = before[index]
          // Another than was told here: both are shown from now on, whatever the endpoint remembers.
          const told = former ?? (was && was.number !== number ? was.number : (was?.former ?? null))
          return { name, value: told === null || told === number ? number : ({ number, former: told } satisfies Both) }
        }),
      )
    },
  }
}

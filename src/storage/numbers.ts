import { factNames } from './facts'
import type { Inside } from './sealed-rows'

/** What came from the endpoint of a record, with its number if it has one. */
export interface Numbered {
  readonly record: string
  readonly number?: number | undefined
}
export interface Numbers {
  readonly numberOf: (record: string) => Promise<number | null>
  /** To be called within a transaction that holds `facts`: what is said of a record and its number are kept together. */
  readonly keep: (given: readonly Numbered[]) => Promise<void>
}

/** Incidents' numbers in the setting's book, as the endpoint gave them. Only it can count: until it has, there is none. */
export function openNumbers({ strict }: Pick<Inside, 'strict'>): Numbers {
  return {
    async numberOf(record) {
      const kept = (await strict.facts.get(factNames.number(record)))?.value
      return typeof kept === 'number' ? kept : null
    },
    async keep(given) {
      const rows = given.flatMap(({ record, number }) => (number === undefined ? [] : [{ name: factNames.number(record), value: number }]))
      if (rows.length > 0) await strict.facts.bulkPut(rows)
    },
  }
}

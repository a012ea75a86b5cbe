import type { Sealed } from './db'
import type { Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'

/** Where this tablet stands in its endpoint's numbers. */
export interface Cursor { readonly epoch: string | null; readonly seq: number }
/** Where a first sync got to. */
export interface SnapshotPlace { readonly epoch: string; readonly asOf: number; readonly next: string }
interface Contact { readonly skewMs: number; readonly at: number }

/** Names of the ledger's own rows in `facts`. */
export const factNames = {
  cursor: 'cursor',
  snapshot: 'snapshot',
  contact: 'contact',
  sealed: (name: string) => `fact|${name}`,
  /** An incident's number in the setting's book. Says no more than its id does, so it lies open. */
  number: (record: string) => `number|${record}`,
  /** An unsent revision that was made again without a refused parent: its new id. */
  madeAgain: (id: string) => `made-again|${id}`,
} as const
export const beforeContact: Cursor = { epoch: null, seq: 0 }

export interface Facts {
  readonly cursor: () => Promise<Cursor>
  readonly snapshotPlace: () => Promise<SnapshotPlace | null>
  readonly skew: () => Promise<number | null>
  readonly lastContactAt: () => Promise<number | null>
  readonly keepContact: (contact: Contact) => Promise<void>
  readonly fact: <T>(name: string) => Promise<T | null>
  readonly keepFact: (name: string, value: unknown) => Promise<void>
}

export function openFacts({ strict, vault, rows }: Inside): Facts {
  // Each name above is written in one place, in the shape it is read here.
  const open = async <T>(name: string): Promise<T | null> => ((await strict.facts.get(name))?.value ?? null) as T | null
  const put = (name: string, value: unknown) => strict.transaction('rw', strict.facts, () => strict.facts.put({ name, value }))
  return {
    cursor: async () => (await open<Cursor>(factNames.cursor)) ?? beforeContact,
    snapshotPlace: () => open<SnapshotPlace>(factNames.snapshot),
    skew: async () => (await open<Contact>(factNames.contact))?.skewMs ?? null,
    lastContactAt: async () => (await open<Contact>(factNames.contact))?.at ?? null,
    async keepContact({ skewMs, at }) {
      await put(factNames.contact, { skewMs, at })
    },
    async fact<T>(name: string) {
      const row = await open<Sealed>(factNames.sealed(name))
      const text = row && (await rows.unseal('facts', name, row))
      // The caller wrote it under this name and knows its shape.
      return text === null ? null : (JSON.parse(text) as T)
    },
    async keepFact(name, value) {
      await put(factNames.sealed(name), await inQuery(vault.seal(`facts|${name}`, JSON.stringify(value))))
    },
  }
}

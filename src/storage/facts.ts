import type { Sealed } from './db'
import { numberFact } from './disk-names'
import type { Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'

/** Where this tablet stands in its endpoint's numbers. */
export interface Cursor { readonly epoch: string | null; readonly seq: number }
/** A row that the cursor passed, by all that tells one life of the endpoint's rows from another. */
export interface Stand { readonly seq: number; readonly id: string; readonly receivedAt: number }
/** The endpoint's life that this tablet knows, and how often it went back after a restore: what was asked before counts no more. */
export interface Life { readonly epoch: string | null; readonly turn: number }
/** Where a first sync got to. */
export interface SnapshotPlace { readonly epoch: string; readonly asOf: number; readonly next: string }
/** The endpoint was heard at `at` by this tablet's clock, which was so far ahead of it (ms). */
export interface Contact { readonly skewMs: number; readonly at: number }

/** Names of the ledger's own rows in `facts`. */
export const factNames = {
  cursor: 'cursor',
  snapshot: 'snapshot',
  passed: 'passed',
  life: 'life',
  contact: 'contact',
  sealed: (name: string) => `fact|${name}`,
  number: numberFact,
  /** A record that was erased. Its id stays, so that nobody begins it again; nothing else of it does. */
  erased: (record: string) => `erased|${record}`,
  /** A received revision that no backup has yet. */
  held: (id: string) => `held|${id}`,
  /** An unsent revision that was made again without a refused parent: its new id. */
  madeAgain: (id: string) => `made-again|${id}`,
} as const
const mostPassed = 32
export const beforeContact: Cursor = { epoch: null, seq: 0 }

export interface Facts {
  readonly cursor: () => Promise<Cursor>
  readonly snapshotPlace: () => Promise<SnapshotPlace | null>
  /** The last rows passed, and ever fewer of those before: where to go back to. In order. */
  readonly passed: () => Promise<readonly Stand[]>
  /** To be called within a transaction that holds `facts`. */
  readonly pass: (stand: Stand) => Promise<void>
  readonly life: () => Promise<Life>
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
  const passed = async () => (await open<readonly Stand[]>(factNames.passed)) ?? []
  return {
    cursor: async () => (await open<Cursor>(factNames.cursor)) ?? beforeContact,
    passed,
    async pass(stand) {
      const before = await passed()
      // A page that was long under way may name a row that was passed long ago: what came after it was passed all the same.
      const all = [...before.filter(({ seq }) => seq < stand.seq), stand, ...before.filter(({ seq }) => seq > stand.seq)]
      await strict.facts.put({ name: factNames.passed, value: all.length > mostPassed ? all.filter((_, index) => index % 2 === 0 || index >= mostPassed / 2) : all })
    },
    async life() {
      const [cursor, place, kept] = await Promise.all([open<Cursor>(factNames.cursor), open<SnapshotPlace>(factNames.snapshot), open<Life>(factNames.life)])
      return { epoch: cursor?.epoch ?? place?.epoch ?? kept?.epoch ?? null, turn: kept?.turn ?? 0 }
    },
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

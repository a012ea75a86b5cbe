import Dexie from 'dexie'
import type { Revision, RevisionText } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import type { Definition } from '../domain/schema/definition'
import type { RevisionRow, Sealed, TabletDb } from './db'
import { Unreadable } from './trouble'
import type { Vault } from './vault'

/** Forms may be read late, with the first record that asks for one. */
export type FormOf = (kind: string) => Definition | undefined | Promise<Definition | undefined>

/** What the rooms of the ledger share: tables, keys, forms and the clock. */
export interface Inside {
  readonly strict: TabletDb
  readonly relaxed: TabletDb
  readonly vault: Vault
  readonly formOf: FormOf
  /** Milliseconds since 1970 by this tablet's clock. */
  readonly now: () => number
  /** 16 random bytes. */
  readonly newSalt: () => Uint8Array<ArrayBuffer>
  readonly rows: SealedRows
}

/** A revision as it lies here. */
export type Held = Revision & { readonly seq: number | null; readonly receivedAt: number | null }

export interface SealedRows {
  /** Null where the row was swapped, cut or changed: it is then set aside and counted, and the rest goes on being read. */
  readonly unseal: (table: string, id: string, row: Sealed) => Promise<string | null>
  readonly sealRevision: (revision: Revision, received: { seq: number | null; receivedAt: number | null }) => Promise<RevisionRow>
  /** Those that can be read, in the order given. */
  readonly openRevisions: (rows: readonly RevisionRow[]) => Promise<Held[]>
  /** Notes a row that could not be read; the row itself stays where it is. */
  readonly putAside: (id: string, row: unknown) => void
  /** How many rows were set aside, those just found included. */
  readonly setAside: () => Promise<number>
}

/**
 * Waits without losing the live query that is running.
 *
 * Dexie knows its queries by its own promises; awaiting the crypto's promise bare would lose the thread, and what is read
 * after it would not wake the query again.
 */
export const inQuery = <T>(work: Promise<T>): Promise<T> => Dexie.Promise.resolve(work)
export const allInQuery = <T>(work: readonly Promise<T>[]): Promise<T[]> => Dexie.Promise.all([...work])

export function sealedRows({ strict, vault, now }: Pick<Inside, 'strict' | 'vault' | 'now'>): SealedRows {
  const noted = new Set<string>()
  let settling: Promise<unknown> = Promise.resolve()

  /** Written later and by itself: a live query may not write. The row itself stays where it is. */
  function putAside(id: string, row: unknown): void {
    if (noted.has(id)) return
    noted.add(id)
    const written = new Promise<void>((resolve) => {
      setTimeout(() => {
        strict
          .transaction('rw', strict.setAside, () => strict.setAside.put({ id, at: now(), reason: 'unreadable', row }))
          // Not noted after all: the next look at the row tries again.
          .catch(() => noted.delete(id))
          .finally(resolve)
      })
    })
    settling = Promise.all([settling, written])
  }

  async function unseal(table: string, id: string, row: Sealed): Promise<string | null> {
    try {
      return await inQuery(vault.unseal(`${table}|${id}`, row))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      putAside(`${table}|${id}`, row)
      return null
    }
  }

  return {
    unseal,
    putAside,
    async sealRevision({ id, header, text }, { seq, receivedAt }) {
      const { iv, sealed } = await vault.seal(`revisions|${id}`, JSON.stringify([text.header, text.body, text.signature]))
      return { id, record: header.record, seq, receivedAt, iv, sealed }
    },
    async openRevisions(rows) {
      const opened = await allInQuery(
        rows.map(async (row): Promise<Held[]> => {
          const text = await unseal('revisions', row.id, row)
          if (text === null) return []
          // Sealed here as these three, and sealing vouches for what is in it.
          const [header, body, signature] = JSON.parse(text) as [string, RevisionText['body'], string]
          return [{ ...openRevision({ id: row.id, header, body, signature }), seq: row.seq, receivedAt: row.receivedAt }]
        }),
      )
      return opened.flat()
    },
    async setAside() {
      await settling
      return strict.setAside.count()
    },
  }
}

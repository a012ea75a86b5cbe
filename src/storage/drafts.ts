import type { Changes } from '../domain/schema/field'
import type { DraftRow } from './db'
import { factNames } from './facts'
import type { Inside } from './sealed-rows'

/** Touched parts not yet a revision: one per record and adult. `after` are the heads that were on the glass when it began. */
export interface Draft {
  readonly record: string
  readonly adult: string
  readonly kind: string
  readonly after: readonly string[]
  readonly changes: Changes
  readonly startedAt: number
  /** What its page opened with, and not a word more: it never becomes a record by itself. */
  readonly isStamp?: boolean
}
export interface DraftNote { readonly record: string; readonly adult: string; readonly kind: string; readonly startedAt: number; readonly keptAt: number }

export interface Drafts {
  readonly keepDraft: (draft: Draft) => Promise<void>
  readonly draft: (record: string, adult: string) => Promise<Draft | null>
  readonly drafts: (adult?: string) => Promise<readonly DraftNote[]>
  readonly openRow: (row: DraftRow) => Promise<Draft | null>
}

export function openDrafts({ strict, relaxed, vault, rows, now }: Inside): Drafts {
  async function openRow(row: DraftRow): Promise<Draft | null> {
    const { record, adult, kind, startedAt } = row
    const text = await rows.unseal('drafts', `${record}|${adult}`, row)
    if (text === null) return null
    // Sealed here in this shape, and sealing vouches for what is in it.
    const { after, changes, isStamp = false } = JSON.parse(text) as Pick<Draft, 'after' | 'changes' | 'isStamp'>
    return { record, adult, kind, after, changes, startedAt, ...(isStamp && { isStamp }) }
  }

  return {
    openRow,
    async keepDraft({ record, adult, kind, after, changes, startedAt, isStamp }) {
      if (Object.keys(changes).length === 0) {
        await relaxed.transaction('rw', relaxed.drafts, () => relaxed.drafts.delete([record, adult]))
        return
      }
      const [sealed, erased] = await Promise.all([vault.seal(`drafts|${record}|${adult}`, JSON.stringify({ after, changes, ...(isStamp && { isStamp }) })), strict.facts.get(factNames.erased(record))])
      // Its page is told so as well, and shows what was typed.
      if (erased) return
      const row: DraftRow = { record, adult, kind, startedAt, keptAt: now(), ...sealed }
      await relaxed.transaction('rw', relaxed.drafts, () => relaxed.drafts.put(row))
    },
    async draft(record, adult) {
      const row = await strict.drafts.get([record, adult])
      return row ? openRow(row) : null
    },
    async drafts(adult) {
      const found = await (adult === undefined ? strict.drafts : strict.drafts.where('adult').equals(adult)).toArray()
      return found
        .sort((a, b) => b.keptAt - a.keptAt)
        .map(({ record, adult: by, kind, startedAt, keptAt }) => ({ record, adult: by, kind, startedAt, keptAt }))
    },
  }
}

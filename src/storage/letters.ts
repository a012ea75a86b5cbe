import type { Changes } from '../domain/schema/field'
import type { DraftRow, LetterRow } from './db'
import type { Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'
import { Unreadable } from './trouble'

/** What was written on a locked tablet, before anybody said who they were. Its id becomes the record's. */
export interface Letter {
  readonly id: string
  readonly kind: string
  readonly changes: Changes
  readonly startedAt: number
}

export interface Letters {
  /** Seals what is on the glass into the letterbox, over the last of the same id. Works while locked; strict. */
  readonly keepLetter: (letter: Letter) => Promise<void>
  /** Takes away one in which nothing was written. */
  readonly dropLetter: (id: string) => Promise<void>
  /** Open columns only: also while locked. */
  readonly letterCount: () => Promise<number>
  /** Oldest first. One that cannot be read stays, and is counted among the rows set aside. */
  readonly letters: () => Promise<readonly Letter[]>
  /**
   * Makes it this adult's draft, with what the claim adds: one transaction, so that it is always in one place or the other.
   * False when it is gone already (another tab).
   */
  readonly claimLetter: (id: string, adult: string, added: Changes) => Promise<boolean>
}

export function openLetters({ strict, vault, rows, now }: Inside): Letters {
  const place = (id: string): string => `letters|${id}`

  async function openRow(row: LetterRow): Promise<Letter | null> {
    try {
      // Sealed here in this shape; what was swapped or cut does not open.
      const { kind, changes } = JSON.parse(await inQuery(vault.openLetter(place(row.id), row))) as Pick<Letter, 'kind' | 'changes'>
      return { id: row.id, kind, changes, startedAt: row.startedAt }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      rows.putAside(place(row.id), row)
      return null
    }
  }

  return {
    async keepLetter({ id, kind, changes, startedAt }) {
      const sealed = await inQuery(vault.post(place(id), JSON.stringify({ kind, changes })))
      const row: LetterRow = { id, startedAt, keptAt: now(), ...sealed }
      await strict.transaction('rw', strict.letters, () => strict.letters.put(row))
    },
    async dropLetter(id) {
      await strict.transaction('rw', strict.letters, () => strict.letters.delete(id))
    },
    letterCount: () => strict.letters.count(),
    async letters() {
      const found = await strict.letters.orderBy('startedAt').toArray()
      const opened: Letter[] = []
      for (const row of found) {
        const letter = await openRow(row)
        if (letter) opened.push(letter)
      }
      return opened
    },
    async claimLetter(id, adult, added) {
      const row = await strict.letters.get(id)
      const letter = row && (await openRow(row))
      if (!row || !letter) return false
      const { kind, changes, startedAt } = letter
      const sealed = await vault.seal(`drafts|${id}|${adult}`, JSON.stringify({ after: [], changes: { ...changes, ...added } }))
      const draft: DraftRow = { record: id, adult, kind, startedAt, keptAt: now(), ...sealed }
      return strict.transaction('rw', strict.letters, strict.drafts, async () => {
        if ((await strict.letters.get(id))?.keptAt !== row.keptAt) return false
        await strict.drafts.put(draft)
        await strict.letters.delete(id)
        return true
      })
    },
  }
}

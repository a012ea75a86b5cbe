import type { Stamp } from '../domain/rules/hold-times'
import type { Changes } from '../domain/schema/field'
import type { DraftRow, LetterRow, Posted, Sealed } from './db'
import type { Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'
import { Unreadable } from './trouble'

/** What was written on a locked tablet, before anybody said who they were. Its id becomes the record's. */
export interface Letter {
  readonly id: string
  readonly kind: string
  readonly changes: Changes
  readonly startedAt: number
  /** What a worry about safety says that came up while it was written. It is nobody's record until somebody takes the letter on. */
  readonly worry?: Changes | undefined
}

/** What even the lock screen knows of a timer that runs: when it was begun and its times, and of whom nothing. */
export interface TimerTimes {
  readonly startedAt: number
  readonly stamps: readonly Stamp[]
}
export interface RunningTimer extends TimerTimes {
  /** The record's id, or the letter's that becomes it. */
  readonly record: string
  /** Begun before anybody signed in and still a letter: it opens on the lock screen. The rest open in their record. */
  readonly locked: boolean
}

export interface Letters {
  /**
   * Seals what is on the glass into the letterbox, over the last of the same id. Works while locked; strict. With `times`
   * its running timer in the same transaction, so that after a kill neither knows a time that the other lost; an empty list
   * says that nothing runs.
   *
   * `sitting`: one time of having it open. What another sitting sealed is kept beneath and not written over, for nobody here
   * can read it: a worry that was written in any of them stands.
   */
  readonly keepLetter: (letter: Letter, times?: readonly Stamp[], sitting?: string) => Promise<void>
  /** Takes away one in which nothing was written, and its timer. One that holds a worry stays. */
  readonly dropLetter: (id: string) => Promise<void>
  /** Open columns only: also while locked. */
  readonly letterCount: () => Promise<number>
  /** One that waits may need the safeguarding lead, and nothing more of it. Known while locked. */
  readonly letterForLead: () => Promise<boolean>
  /** Oldest first. One that cannot be read stays, and is counted among the rows set aside. */
  readonly letters: () => Promise<readonly Letter[]>
  /**
   * Makes it this adult's draft, with what the claim adds: one transaction, so that it is always in one place or the other.
   * False when it is gone already (another tab).
   */
  readonly claimLetter: (id: string, adult: string, added: Changes) => Promise<boolean>
  /** A record's timer as it runs, or null once it does not. */
  readonly keepTimer: (record: string, timer: TimerTimes | null) => Promise<void>
  /** Those that run, the one begun last at the end. Open columns only: also while locked. */
  readonly timers: () => Promise<readonly RunningTimer[]>
}

/** Names of their rows in `facts`. Every letter has a lamp, lit or not, so that a copy of the disk tells none apart. */
export const timerPrefix = 'timer|'
const lampPrefix = 'letter-lamp|'

/** Two worries in one letter are one, said in two goes. */
const together = (first: Changes | undefined, then: Changes | undefined): Changes | undefined =>
  first && then ? { ...first, ...then, 'words/': [first['words/'], then['words/']].flatMap((words) => (typeof words === 'string' && words !== '' ? [words] : [])).join('\n') } : (then ?? first)

export function openLetters({ strict, vault, rows, now }: Inside): Letters {
  const place = (id: string): string => `letters|${id}`

  /** Sealed here in this shape; what was swapped or cut does not open. */
  const read = async (id: string, posted: Posted) => JSON.parse(await inQuery(vault.openLetter(place(id), posted))) as Pick<Letter, 'kind' | 'changes' | 'worry'>
  async function openRow(row: LetterRow): Promise<Letter | null> {
    try {
      const { kind, changes, worry: last } = await read(row.id, row)
      let worry: Changes | undefined
      for (const earlier of row.before ?? []) worry = together(worry, (await read(row.id, earlier)).worry)
      worry = together(worry, last)
      return { id: row.id, kind, changes, startedAt: row.startedAt, ...(worry && { worry }) }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      rows.putAside(place(row.id), row)
      return null
    }
  }

  async function putTimer(record: string, timer: TimerTimes | null): Promise<void> {
    if (timer === null) await strict.facts.delete(timerPrefix + record)
    else await strict.facts.put({ name: timerPrefix + record, value: timer })
  }

  async function isLit({ name, value }: { name: string; value: unknown }): Promise<boolean> {
    try {
      // Written below, in this shape.
      return (await inQuery(vault.unsealOpenly(name, value as Sealed))) === '1'
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      // Nobody can say it does not: a lead who looks for nothing is the smaller harm.
      return true
    }
  }

  return {
    async keepLetter({ id, kind, changes, startedAt, worry }, times, sitting = '') {
      const sealed = await inQuery(vault.post(place(id), JSON.stringify({ kind, changes, worry })))
      const lamp = { name: lampPrefix + id, value: await inQuery(vault.sealOpenly(lampPrefix + id, worry ? '1' : '0')) }
      await strict.transaction('rw', strict.letters, strict.facts, async () => {
        const old = await strict.letters.get(id)
        const before = old && (old.sitting ?? '') !== sitting ? [...(old.before ?? []), { from: old.from, iv: old.iv, sealed: old.sealed }] : (old?.before ?? [])
        await strict.letters.put({ id, startedAt, keptAt: now(), sitting, before, ...sealed })
        if (times) await putTimer(id, times.length === 0 ? null : { startedAt, stamps: times })
        // Once lit it stays so: what was sealed beneath is still there.
        if (worry || (await strict.facts.get(lamp.name)) === undefined) await strict.facts.put(lamp)
      })
    },
    async dropLetter(id) {
      const found = await strict.facts.get(lampPrefix + id)
      const isKept = found !== undefined && (await isLit(found))
      await strict.transaction('rw', strict.letters, strict.facts, async () => {
        await putTimer(id, null)
        if (isKept) return
        await strict.letters.delete(id)
        await strict.facts.delete(lampPrefix + id)
      })
    },
    letterCount: () => strict.letters.count(),
    async letterForLead() {
      const lamps = await strict.facts.where('name').startsWith(lampPrefix).toArray()
      for (const lamp of lamps) if (await isLit(lamp)) return true
      return false
    },
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
      return strict.transaction('rw', strict.letters, strict.drafts, strict.facts, async () => {
        if ((await strict.letters.get(id))?.keptAt !== row.keptAt) return false
        await strict.drafts.put(draft)
        await strict.letters.delete(id)
        await strict.facts.delete(lampPrefix + id)
        return true
      })
    },
    async keepTimer(record, timer) {
      await strict.transaction('rw', strict.facts, () => putTimer(record, timer))
    },
    async timers() {
      const found = await strict.facts.where('name').startsWith(timerPrefix).toArray()
      const letters = await strict.letters.bulkGet(found.map(({ name }) => name.slice(timerPrefix.length)))
      // Written above, in this shape.
      return found
        .map(({ name, value }, index): RunningTimer => ({ ...(value as TimerTimes), record: name.slice(timerPrefix.length), locked: letters[index] !== undefined }))
        .sort((a, b) => a.startedAt - b.startedAt)
    },
  }
}

import Dexie from 'dexie'
import type { RevisionText } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import type { RevisionRow, Sealed } from './db'
import { factNames } from './facts'
import { timerPrefix } from './letters'
import type { Readings } from './readings'
import type { Inside } from './sealed-rows'

/** What this tablet knows of a record that was erased: that it was, and since when. */
export interface Erasure {
  readonly record: string
  /** By the endpoint's clock, ms; null until its row has come (what was sent was answered `erased`). */
  readonly at: number | null
  /** Words that were only here went with it, and nobody has been told yet. */
  readonly unsent: boolean
}
/** Records to erase, and since when they are. */
export type Gone = ReadonlyMap<string, number | null>
/** All that has to be sealed again without the erased words, made before a transaction opens. */
export interface Erasing {
  readonly gone: Gone
  readonly headers: readonly RevisionRow[]
  readonly facts: readonly { readonly name: string; readonly value: Sealed | null }[]
  readonly aside: readonly string[]
}

export interface Erased {
  readonly erasure: (record: string) => Promise<Erasure | null>
  readonly erasures: () => Promise<readonly Erasure[]>
  /** Those of these records that are erased. */
  readonly among: (records: readonly string[]) => Promise<Gone>
  /** `arrived`: rows of these records that come in the same transaction. */
  readonly prepare: (gone: Gone, arrived: readonly RevisionRow[]) => Promise<Erasing>
  /** Within a strict transaction over `readings`' tables and `tables`. */
  readonly drop: (erasing: Erasing) => Promise<void>
  readonly tables: readonly Dexie.Table[]
  /**
   * The endpoint answered `erased` to what was sent: what is only here goes at once, with no key. What was received before goes
   * with the erasure's own row.
   */
  readonly refused: (records: readonly string[]) => Promise<void>
  /** Somebody was told that unsent words went. */
  readonly told: (record: string) => Promise<void>
}

/** A revision's row as it came. */
type Came = RevisionText & { readonly seq: number; readonly receivedAt: number }
interface Kept { readonly at: number | null; readonly unsent: boolean }

/**
 * Erasing a record here: every copy of its words goes, in one transaction with the row that says so. Of what the endpoint has
 * received the headers stay, so that the chain still verifies; what it never received goes whole.
 */
export function openErased({ strict, vault, rows }: Inside, readings: Pick<Readings, 'forget'>): Erased {
  const named = (record: string, value: unknown): Erasure => ({ record, ...(value as Kept) })

  async function all(): Promise<Erasure[]> {
    const found = await strict.facts.where('name').startsWith(factNames.erased('')).toArray()
    return found.map(({ name, value }) => named(name.slice(factNames.erased('').length), value))
  }

  /** Sealed facts that hold words of records: steps to take back, by adult, and words about to be added, by record. */
  async function factsOf(gone: Gone): Promise<Erasing['facts']> {
    const adding = (await strict.facts.where('name').startsWith(factNames.sealed('adding|')).primaryKeys()).filter((name) => gone.has(name.slice(name.lastIndexOf('|') + 1)))
    const undo = await strict.facts.where('name').startsWith(factNames.sealed('undo ')).toArray()
    const shortened = await Promise.all(
      undo.map(async ({ name, value }) => {
        const fact = name.slice(factNames.sealed('').length)
        // Sealed by `keepFact`: a list of records, each with its steps.
        const text = await rows.unseal('facts', fact, value as Sealed)
        const steps = text === null ? [] : (JSON.parse(text) as { record: string }[])
        if (!steps.some(({ record }) => gone.has(record))) return []
        return [{ name, value: await vault.seal(`facts|${fact}`, JSON.stringify(steps.filter(({ record }) => !gone.has(record)))) }]
      }),
    )
    return [...adding.map((name) => ({ name, value: null })), ...shortened.flat()]
  }

  /**
   * Rows that were set aside, of these records: by their name, or by what is sealed in them. `headers`: of those that came
   * without words before the erasure that took them.
   */
  async function asideOf(gone: Gone, revisions: ReadonlySet<string>): Promise<{ ids: string[]; headers: RevisionRow[] }> {
    const theirs = await Promise.all(
      (await strict.setAside.toArray()).map(async ({ id, reason, row }): Promise<{ id: string; header: RevisionRow | null } | null> => {
        const [table, first = '', second = ''] = id.split('|')
        if (table !== 'incoming') return gone.has(first) || revisions.has(first) ? { id, header: null } : null
        if (revisions.has(second)) return { id, header: null }
        // Sealed by `incoming.ts`: the row as it came, which may be of anything.
        const text = await rows.unseal('setAside', id, row as Sealed)
        const came = text === null ? {} : (JSON.parse(text) as Partial<Came>)
        const isTheirs = [...gone.keys()].some((record) => came.header?.includes(`"record":${JSON.stringify(record)}`))
        if (!isTheirs) return null
        // Judged whole when it was set aside for this alone.
        return { id, header: reason === noWords ? await headerOf(came as Came) : null }
      }),
    )
    const found = theirs.filter((one) => one !== null)
    return { ids: found.map(({ id }) => id), headers: found.flatMap(({ header }) => header ?? []) }
  }
  const headerOf = ({ id, header, body, signature, seq, receivedAt }: Came): Promise<RevisionRow> =>
    rows.sealRevision(openRevision({ id, header, body, signature }), { seq, receivedAt })

  async function clear(records: readonly string[]): Promise<ReadonlySet<string>> {
    const waiting = await strict.outbox.where('record').anyOf(records).toArray()
    const drafts = (await Promise.all(records.map((record) => strict.drafts.where('[record+adult]').between([record, Dexie.minKey], [record, Dexie.maxKey]).primaryKeys()))).flat()
    await Promise.all([
      strict.outbox.bulkDelete(waiting.map(({ id }) => id)),
      strict.posts.bulkDelete(waiting.map(({ id }) => id)),
      strict.drafts.bulkDelete(drafts),
      strict.readings.bulkDelete([...records]),
      strict.owing.bulkDelete([...records]),
      // It waits for no backup any more. Written by `held-back.ts`, in this shape.
      strict.facts.where('name').startsWith(factNames.held('')).filter(({ value }) => records.includes((value as { record: string }).record)).delete(),
      strict.facts.bulkDelete(records.flatMap((record) => [factNames.number(record), timerPrefix + record])),
    ])
    readings.forget()
    return new Set([...waiting.map(({ record }) => record), ...drafts.map(([record]) => record)])
  }

  async function note(gone: Gone, unsent: ReadonlySet<string>): Promise<void> {
    const before = await strict.facts.bulkGet([...gone.keys()].map((record) => factNames.erased(record)))
    await strict.facts.bulkPut(
      [...gone].map(([record, at], index) => {
        const was = before[index]?.value as Kept | undefined
        const value: Kept = { at: at ?? was?.at ?? null, unsent: (was?.unsent ?? false) || unsent.has(record) }
        return { name: factNames.erased(record), value }
      }),
    )
  }

  const tables = [strict.facts, strict.drafts, strict.revisions, strict.outbox, strict.posts, strict.setAside]
  return {
    tables,
    async erasure(record) {
      const row = await strict.facts.get(factNames.erased(record))
      return row ? named(record, row.value) : null
    },
    erasures: all,
    async among(records) {
      // One look at the few there are: asking for each of a page's records costs a browser more.
      const known = new Map((await all()).map(({ record, at }) => [record, at]))
      return new Map(records.flatMap((record) => (known.has(record) ? [[record, known.get(record) ?? null] as const] : [])))
    },
    async prepare(gone, arrived) {
      const found = await strict.revisions.where('record').anyOf([...gone.keys()]).toArray()
      const here = new Set(arrived.map(({ id }) => id))
      const received = await rows.openRevisions(found.filter((row) => isReceived(row) && !here.has(row.id)))
      const kept = await Promise.all(received.map((one) => rows.sealRevision(withoutBody(one), one)))
      const [facts, aside] = await Promise.all([factsOf(gone), asideOf(gone, new Set([...here, ...found.map(({ id }) => id)]))])
      return { gone, headers: [...aside.headers, ...kept, ...arrived], facts, aside: aside.ids }
    },
    async drop({ gone, headers, facts, aside }) {
      const records = [...gone.keys()]
      const unsent = await clear(records)
      await strict.revisions.where('record').anyOf(records).delete()
      await Promise.all([
        strict.revisions.bulkPut([...headers]),
        strict.setAside.bulkDelete([...aside]),
        strict.facts.bulkDelete(facts.filter(({ value }) => value === null).map(({ name }) => name)),
        strict.facts.bulkPut(facts.filter(({ value }) => value !== null)),
      ])
      await note(gone, unsent)
    },
    refused: (records) =>
      strict.transaction('rw', [...tables, strict.readings, strict.owing], async () => {
        await clear(records)
        await strict.revisions.where('record').anyOf(records).filter((row) => !isReceived(row)).delete()
        await note(new Map(records.map((record) => [record, null])), new Set(records))
      }),
    told: (record) =>
      strict.transaction('rw', strict.facts, async () => {
        const row = await strict.facts.get(factNames.erased(record))
        if (row) await strict.facts.put({ name: row.name, value: { ...(row.value as Kept), unsent: false } })
      }),
  }
}

/** Why a row was set aside that verifies and says nothing: the erasure that took its words is still to come, if there is one. */
export const noWords = 'no-words'

/** After a restore of the endpoint a row may have lost its number and still be there. */
const isReceived = ({ seq, receivedAt }: RevisionRow): boolean => seq !== null || receivedAt !== null

/** Header and hash stay, and verify; nobody can confirm a guess without the salt. */
export const withoutBody = <R extends { readonly body: unknown; readonly text: { readonly body: string | null } }>(revision: R): R => ({ ...revision, body: null, text: { ...revision.text, body: null } })

import type { Checkpoint } from '../domain/history/read'
import type { ReadingRow, SetAsideRow } from './db'
import type { Erased, Gone } from './erased'
import type { Cursor, Facts, SnapshotPlace, Stand } from './facts'
import { factNames } from './facts'
import type { Numbers } from './numbers'
import type { Readings, Renewal, Renewed } from './readings'
import type { Inside } from './sealed-rows'

export interface SnapshotRecord { readonly record: string; readonly kind: string; readonly upTo: number; readonly number?: number | undefined; readonly former?: number | undefined; readonly checkpoint: string }
export interface SnapshotPage {
  readonly epoch: string
  readonly asOf: number
  readonly records: readonly SnapshotRecord[]
  readonly next: string | null
  /** The row of that number. */
  readonly stand?: Stand | null
  /** All rows up to it are in a backup; null: nobody says. */
  readonly durableSeq?: number | null
}

/** The name under which a record's checkpoint is set aside: what it stood for is fetched as rows. */
export const snapshotAside = (record: string): string => `snapshot|${record}`
interface Root { readonly record: string; readonly upTo: number; readonly checkpoint: Checkpoint }

/**
 * Keeps a page of a first sync: every record's checkpoint becomes the root it stands on, with what was written here and
 * not sent folded on top. The place is kept in the same transaction, so a first sync goes on where it was cut off.
 *
 * `before`: the keeping of the page before it. This one is worked out and sealed meanwhile, and written only after that.
 */
export type KeepSnapshot = (page: SnapshotPage, before?: Promise<unknown>) => Promise<void>

export function openFirstSync({ strict, vault, now }: Inside, { readings, facts, numbers, erased }: { readings: Readings; facts: Facts; numbers: Numbers; erased: Erased }): KeepSnapshot {
  /** An empty tablet is not asked for each record; writing finds out if one is there all the same. */
  let isEmpty: boolean | null = null

  async function rootsOf(records: readonly SnapshotRecord[]): Promise<{ good: Root[]; bad: SetAsideRow[] }> {
    const good: Root[] = []
    const bad: SetAsideRow[] = []
    for (const row of records) {
      const checkpoint = parsed(row)
      const id = snapshotAside(row.record)
      if (checkpoint) good.push({ record: row.record, upTo: row.upTo, checkpoint })
      else bad.push({ id, at: now(), reason: 'not-valid', record: row.record, row: await vault.seal(`setAside|${id}`, JSON.stringify(row)) })
    }
    return { good, bad }
  }

  /** Roots that add to what is here. A record that is here whole, or stands on a later root, needs none. */
  async function needed(good: readonly Root[], here: ReadonlyMap<string, ReadingRow>): Promise<Renewal[]> {
    const olds = [...here.values()]
    const opened = await readings.open(olds)
    const whole = olds.filter(({ record, needsHistory }) => !needsHistory && opened.get(record)?.root === null).map(({ record }) => record)
    const ids = new Set(whole.length > 0 ? await strict.revisions.where('record').anyOf(whole).primaryKeys() : [])
    return good.flatMap(({ record, upTo, checkpoint }): Renewal[] => {
      const old = here.get(record)
      const stands = old && (opened.get(record)?.root ? old.upTo >= upTo && !old.needsHistory : whole.includes(record) && checkpoint.heads.every((head) => ids.has(head)))
      // Where there is no reading, there is nothing of the record that counts.
      return stands ? [] : [{ record, fresh: [], root: { checkpoint, upTo }, ...(!old && { members: [] }) }]
    })
  }

  async function rooted(good: readonly Root[]): Promise<Renewed[]> {
    isEmpty ??= (await strict.readings.limit(1).count()) === 0
    const found = isEmpty ? [] : await strict.readings.bulkGet(good.map(({ record }) => record))
    const here = new Map(found.flatMap((row) => (row ? [[row.record, row]] : [])))
    const renewals = await needed(good, here)
    return readings.renew(renewals, renewals.map(({ record }) => here.get(record)))
  }

  return async (page, before) => {
    const marks = new Map(page.records.map(erasedIn).filter((mark) => mark !== null))
    const { good: first, bad } = await rootsOf(page.records.filter(({ record }) => !marks.has(record)))
    let good: readonly Root[] = first
    for (;;) {
      const renewed = await rooted(good)
      await before
      const roots = renewed.map(({ record }) => record)
      const erasing = marks.size > 0 ? await erased.prepare(marks, []) : null
      let gone: Gone = new Map()
      let isOver = false
      const outcome = await readings.commit(renewed, erasing ? erased.tables : [strict.facts, strict.setAside], async () => {
        // A page of a life of the endpoint that is over: it was restored meanwhile, and another tab has met it since.
        const { epoch } = await facts.life()
        isOver = epoch !== null && epoch !== page.epoch
        if (isOver) return false
        // A page that was asked for before a record was erased, and is kept after another tab heard of it.
        gone = await erased.among(roots)
        if (gone.size > 0) return false
        await strict.setAside.bulkPut(bad)
        await numbers.keep(page.records)
        if (erasing) await erased.drop(erasing)
        const place = await facts.snapshotPlace()
        // What was stored meanwhile may be missing from early pages: pull goes on from the first page's number.
        const asOf = Math.min(place?.asOf ?? page.asOf, page.asOf)
        if (page.next !== null) {
          const value: SnapshotPlace = { epoch: page.epoch, asOf, next: page.next }
          await strict.facts.put({ name: factNames.snapshot, value })
        } else {
          const cursor = await facts.cursor()
          // What no backup has is fetched as rows too, though it is in the checkpoints: only rows can be offered again.
          const from = Math.min(asOf, page.durableSeq ?? asOf)
          const value: Cursor = { epoch: page.epoch, seq: Math.max(cursor.seq, from) }
          await strict.facts.put({ name: factNames.cursor, value })
          // Also where rows are fetched from before it: its checkpoints hold all up to it, and must not outlive a restore unseen.
          if (page.stand) await facts.pass(page.stand)
          await strict.facts.delete(factNames.snapshot)
        }
        return true
      })
      if (outcome === 'written' || isOver) return
      good = good.filter(({ record }) => !gone.has(record))
      isEmpty = false
    }
  }
}

/** A record that is no more, in its checkpoint's place; null for any other. */
function erasedIn({ record, checkpoint }: SnapshotRecord): [string, number] | null {
  const at = checkpoint.includes('"erasedAt"') ? parsedAs<{ record: string; erasedAt: number; parts: unknown }>(checkpoint) : null
  return at?.record === record && typeof at.erasedAt === 'number' && at.parts === undefined ? [record, at.erasedAt] : null
}

/** Null: not a checkpoint of that record. Our own endpoint made it, over a connection that is ours; deeper doubts are for revisions. */
function parsed({ record, checkpoint }: SnapshotRecord): Checkpoint | null {
  const made = parsedAs<Checkpoint>(checkpoint)
  const whole = made?.v === 1 && made.record === record && typeof made.kind === 'string' && typeof made.parts === 'object' &&
    Array.isArray(made.sources) && Array.isArray(made.heads) && typeof made.first?.at === 'number'
  return whole ? (made as Checkpoint) : null
}

/** Judged by the caller as far as reading it needs. */
function parsedAs<T>(text: string): Partial<T> | null {
  try {
    return JSON.parse(text) as Partial<T> | null
  } catch {
    // Not JSON is one of the ways of not being a checkpoint.
    return null
  }
}

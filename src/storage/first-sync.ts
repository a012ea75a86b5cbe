import type { Checkpoint } from '../domain/history/read'
import type { SetAsideRow } from './db'
import type { Cursor, Facts, SnapshotPlace } from './facts'
import { factNames } from './facts'
import type { Numbers } from './numbers'
import type { Readings, Renewal } from './readings'
import type { Inside } from './sealed-rows'

export interface SnapshotRecord { readonly record: string; readonly kind: string; readonly upTo: number; readonly number?: number | undefined; readonly checkpoint: string }
export interface SnapshotPage { readonly epoch: string; readonly asOf: number; readonly records: readonly SnapshotRecord[]; readonly next: string | null }

/**
 * Keeps a page of a first sync: every record's checkpoint becomes the root it stands on, with what was written here and
 * not sent folded on top. The place is kept in the same transaction, so a first sync goes on where it was cut off.
 */
export function openFirstSync({ strict, vault, now }: Inside, { readings, facts, numbers }: { readings: Readings; facts: Facts; numbers: Numbers }): (page: SnapshotPage) => Promise<void> {
  async function roots(records: readonly SnapshotRecord[]): Promise<{ good: { record: string; upTo: number; checkpoint: Checkpoint }[]; bad: SetAsideRow[] }> {
    const good: { record: string; upTo: number; checkpoint: Checkpoint }[] = []
    const bad: SetAsideRow[] = []
    for (const row of records) {
      const checkpoint = parsed(row)
      const id = `snapshot|${row.record}`
      if (checkpoint) good.push({ record: row.record, upTo: row.upTo, checkpoint })
      else bad.push({ id, at: now(), reason: 'not-valid', row: await vault.seal(`setAside|${id}`, JSON.stringify(row)) })
    }
    return { good, bad }
  }

  /** Roots that add to what is here. A record that is here whole, or stands on a later root, needs none. */
  async function needed(good: readonly { record: string; upTo: number; checkpoint: Checkpoint }[]): Promise<Renewal[]> {
    const olds = (await strict.readings.bulkGet(good.map(({ record }) => record))).flatMap((row) => row ?? [])
    const here = new Map(olds.map((row) => [row.record, row]))
    const opened = await readings.open(olds)
    const whole = olds.filter(({ record, needsHistory }) => needsHistory === 0 && opened.get(record)?.root === null).map(({ record }) => record)
    const ids = new Set(whole.length > 0 ? await strict.revisions.where('record').anyOf(whole).primaryKeys() : [])
    return good.flatMap(({ record, upTo, checkpoint }): Renewal[] => {
      const old = here.get(record)
      const stands = old && (opened.get(record)?.root ? old.upTo >= upTo && old.needsHistory === 0 : whole.includes(record) && checkpoint.heads.every((head) => ids.has(head)))
      return stands ? [] : [{ record, fresh: [], root: { checkpoint, upTo } }]
    })
  }

  return async (page) => {
    const { good, bad } = await roots(page.records)
    for (;;) {
      const renewed = await readings.renew(await needed(good))
      const outcome = await readings.commit(renewed, [strict.facts, strict.setAside], async () => {
        await strict.setAside.bulkPut(bad)
        await numbers.keep(page.records)
        const place = await facts.snapshotPlace()
        // What was stored meanwhile may be missing from early pages: pull goes on from the first page's number.
        const asOf = place?.epoch === page.epoch ? Math.min(place.asOf, page.asOf) : page.asOf
        if (page.next !== null) {
          const value: SnapshotPlace = { epoch: page.epoch, asOf, next: page.next }
          await strict.facts.put({ name: factNames.snapshot, value })
        } else {
          const cursor = await facts.cursor()
          const value: Cursor = { epoch: page.epoch, seq: cursor.epoch === page.epoch ? Math.max(cursor.seq, asOf) : asOf }
          await strict.facts.put({ name: factNames.cursor, value })
          await strict.facts.delete(factNames.snapshot)
        }
        return true
      })
      if (outcome !== 'moved') return
    }
  }
}

/** Null: not a checkpoint of that record. Our own endpoint made it, over a connection that is ours; deeper doubts are for revisions. */
function parsed({ record, checkpoint }: SnapshotRecord): Checkpoint | null {
  try {
    // Judged below as far as reading it needs.
    const made = JSON.parse(checkpoint) as Partial<Checkpoint> | null
    const whole = made?.v === 1 && made.record === record && typeof made.kind === 'string' && typeof made.parts === 'object' &&
      Array.isArray(made.sources) && Array.isArray(made.heads) && typeof made.first?.at === 'number'
    return whole ? (made as Checkpoint) : null
  } catch {
    // Not JSON is one of the ways of not being a checkpoint.
    return null
  }
}

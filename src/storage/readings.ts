import Dexie, { type Table } from 'dexie'
import { subjectsOf } from '../domain/history/about'
import type { Checkpoint } from '../domain/history/read'
import { fold } from '../domain/history/read'
import type { Revision } from '../domain/history/revision'
import { trueTime } from '../domain/history/revision'
import type { ReadingRow } from './db'
import { noteOwing, owingFor, rolesChanged } from './owing'
import type { Opened } from './reading-cache'
import { openReadingCache } from './reading-cache'
import type { Held, Inside } from './sealed-rows'
import { allInQuery } from './sealed-rows'

/** What is to become of one record's reading. */
export interface Renewal {
  readonly record: string
  /** Revisions that are not in the reading yet. */
  readonly fresh: readonly Revision[]
  /** All that the reading is to stand on beside its root, where the caller knows it: nothing is then looked up. */
  readonly members?: readonly Revision[]
  /** Another root: a first sync's, or none because the whole history is here. */
  readonly root?: { readonly checkpoint: Checkpoint | null; readonly upTo: number }
  /** While history is missing, leave what was on the glass there. An adult's own words are never held back so. */
  readonly patient?: boolean
}
/** A reading worked out, sealed and ready to be written if the old one has not moved. */
export interface Renewed {
  readonly record: string
  readonly was: string | null
  readonly row: ReadingRow | null
  readonly opened: Opened | null
  /** Incidents that may owe something anew. */
  readonly owing: readonly string[]
  /** An adult who may decide other things than before: every incident may. */
  readonly decides: boolean
}

export interface Readings {
  /** Opens readings; those that cannot be opened are left out. */
  readonly open: (rows: readonly ReadingRow[]) => Promise<Map<string, Opened>>
  /**
   * Works readings out. No transaction may be open: this reads, unseals and seals. `olds`: the rows they stand on now, in
   * the same order, where the caller has just read them.
   */
  readonly renew: (renewals: readonly Renewal[], olds?: readonly (ReadingRow | undefined)[]) => Promise<Renewed[]>
  /**
   * Writes readings with what belongs to them, all or nothing. `moved`: a reading is no longer the one that was built on,
   * and must be worked out again. `work` writes the rest; when it answers false nothing is written: `abstained`.
   */
  readonly commit: (renewed: readonly Renewed[], tables: readonly Table[], work: () => Promise<boolean>) => Promise<'written' | 'moved' | 'abstained'>
  /** Lets go of all that was opened: the tablet is locked. */
  readonly forget: () => void
  readonly checkpoint: (record: string) => Promise<Checkpoint | null>
  /** Those that are here and can be opened, in this order. */
  readonly checkpoints: (records: readonly string[]) => Promise<readonly Checkpoint[]>
  readonly ofKind: (kind: string, since?: number) => Promise<readonly Checkpoint[]>
  readonly timeline: (child: string, limit?: number) => Promise<readonly Checkpoint[]>
  /** What belongs to each of these records, of these kinds alone. */
  readonly belonging: (records: readonly string[], kinds: readonly string[]) => Promise<ReadonlyMap<string, readonly Checkpoint[]>>
  readonly openBy: (adult: string) => Promise<readonly Checkpoint[]>
}

export function openReadings({ strict, vault, formOf, rows }: Inside): Readings {
  const cache = openReadingCache(vault)

  async function open(given: readonly ReadingRow[]): Promise<Map<string, Opened>> {
    const opened = await allInQuery(
      given.map(async (row): Promise<[string, Opened][]> => {
        const known = cache.get(row.record, row.stamp)
        if (known) return [[row.record, known]]
        const text = await rows.unseal('readings', row.record, row)
        if (text === null) return []
        const reading = openedFrom(text)
        cache.set(row.record, { stamp: row.stamp, opened: reading, size: text.length })
        return [[row.record, reading]]
      }),
    )
    return new Map(opened.flat())
  }
  const currents = async (given: readonly ReadingRow[]): Promise<Checkpoint[]> => {
    const opened = await open(given)
    return given.flatMap(({ record }) => opened.get(record)?.current ?? [])
  }
  const checkpointsOf = async (records: readonly string[]): Promise<Checkpoint[]> =>
    currents((await strict.readings.bulkGet([...records])).flatMap((row) => row ?? []))

  /** Those about a child, or that belong to a record, the oldest first. */
  const about = (whom: string) => strict.readings.where('about').between([whom, Dexie.minKey], [whom, Dexie.maxKey])

  /** The revisions held of each record, parked ones left out. */
  async function membersOf(records: readonly string[]): Promise<Map<string, Held[]>> {
    const [found, waiting] = await Promise.all([
      strict.revisions.where('record').anyOf(records).toArray(),
      strict.outbox.where('record').anyOf(records).toArray(),
    ])
    const parked = new Set(waiting.filter(({ code }) => code !== null).map(({ id }) => id))
    const members = new Map<string, Held[]>()
    for (const one of await rows.openRevisions(found.filter(({ id }) => !parked.has(id)))) {
      members.set(one.header.record, [...(members.get(one.header.record) ?? []), one])
    }
    return members
  }

  async function renew(renewals: readonly Renewal[], known?: readonly (ReadingRow | undefined)[]): Promise<Renewed[]> {
    const olds = known ?? (await strict.readings.bulkGet(renewals.map(({ record }) => record)))
    const opened = await open(olds.flatMap((old) => old ?? []))
    const whole: { renewal: Renewal; old: ReadingRow | undefined }[] = []
    const found: { record: string; old: ReadingRow | undefined; reading: Opened | null; upTo: number; exact: boolean }[] = []
    renewals.forEach((renewal, index) => {
      const { record, fresh } = renewal
      const old = olds[index]
      const before = opened.get(record) ?? null
      const plain = !renewal.members && !renewal.root && (!old || (!old.needsHistory && before !== null))
      const folded = plain ? fold(before?.current ?? null, fresh) : null
      if (folded?.exact) found.push({ record, old, reading: { root: before?.root ?? null, current: folded.checkpoint }, upTo: old?.upTo ?? 0, exact: true })
      else whole.push({ renewal, old })
    })

    const lookUp = whole.filter(({ renewal }) => !renewal.members).map(({ renewal }) => renewal.record)
    const members = lookUp.length > 0 ? await membersOf(lookUp) : new Map<string, Held[]>()
    for (const { renewal, old } of whole) {
      const { record, fresh, patient = false } = renewal
      const before = opened.get(record) ?? null
      const { checkpoint: root, upTo } = renewal.root ?? { checkpoint: before?.root ?? null, upTo: before?.root ? (old?.upTo ?? 0) : 0 }
      const inRoot = new Set([...(root?.heads ?? []), ...(root?.sources ?? []).map(({ revision }) => revision)])
      const standing = (renewal.members ?? members.get(record) ?? []).filter((one) => !inRoot.has(one.id) && !(root && seqOf(one) <= upTo))
      const byId = new Map([...standing, ...fresh.filter(({ id }) => !inRoot.has(id))].map((one) => [one.id, one]))
      const folded = fold(root, [...byId.values()])
      const current = folded && !folded.exact && patient && before ? before.current : folded?.checkpoint
      found.push({ record, old, reading: current ? { root, current } : null, upTo: root ? upTo : 0, exact: (folded?.exact ?? true) && !(root && upTo === beyondFork) })
    }

    const stamp = crypto.randomUUID()
    return Promise.all(
      found.map(async ({ record, old, reading, upTo, exact }): Promise<Renewed> => {
        const was = stampOf(old) ?? null
        const before = opened.get(record)?.current
        const current = reading?.current
        const kind = current?.kind ?? before?.kind
        const form = kind === undefined ? undefined : await formOf(kind)
        const owing = form ? [before, current].flatMap((one) => (one ? owingFor(form, one) : [])) : []
        const decides = rolesChanged(before, current)
        if (!reading || !current) return { record, was, row: null, opened: null, owing, decides }
        const at = trueTime(current.first)
        const isOpen = form?.keeping === 'own' && !current.freeze && !current.withdrawn
        const { iv, sealed } = await vault.seal(`readings|${record}`, textOf(reading))
        const row: ReadingRow = {
          record, kind: current.kind, at, about: form ? subjectsOf(form, current).map((whom) => [whom, at]) : [], ...(isOpen && { openBy: current.first.author }), ...(!exact && { needsHistory: 1 }), upTo, stamp, iv, sealed,
        }
        return { record, was, row, opened: reading, owing, decides }
      }),
    )
  }

  async function commit(renewed: readonly Renewed[], tables: readonly Table[], work: () => Promise<boolean>): Promise<'written' | 'moved' | 'abstained'> {
    const built = renewed.filter(({ was }) => was !== null)
    try {
      await strict.transaction('rw', [strict.readings, strict.owing, ...tables], async () => {
        // Asked at once, for each is a round trip to the disk: what was written in vain goes with its transaction.
        const [now, isMeant] = await Promise.all([strict.readings.bulkGet(built.map(({ record }) => record)), work(), write(renewed)])
        if (built.some(({ was }, index) => stampOf(now[index]) !== was)) throw new Moved()
        if (!isMeant) throw new Abstained()
      })
    } catch (error) {
      if (error instanceof Moved) return 'moved'
      if (error instanceof Abstained) return 'abstained'
      throw error
    }
    for (const { record, row, opened } of renewed) {
      if (row && opened) cache.set(record, { stamp: row.stamp, opened, size: row.sealed.byteLength })
    }
    return 'written'
  }

  async function write(renewed: readonly Renewed[]): Promise<void> {
    const gone = renewed.filter(({ row, was }) => row === null && was !== null).map(({ record }) => record)
    if (gone.length > 0) await strict.readings.bulkDelete(gone)
    const rowsOf = (some: readonly Renewed[]) => some.flatMap(({ row }) => row ?? [])
    await Promise.all([
      // Added, not put: if another tab began this record meanwhile it is found out here, and no look beforehand is needed.
      strict.readings.bulkAdd(rowsOf(renewed.filter(({ was }) => was === null))).catch((error: unknown) => {
        throw error instanceof Dexie.BulkError && error.failures.every(({ name }) => name === 'ConstraintError') ? new Moved() : error
      }),
      strict.readings.bulkPut(rowsOf(renewed.filter(({ was }) => was !== null))),
    ])
    const children = renewed.flatMap(({ row }) => (row?.kind === 'child' ? [row.record] : []))
    await noteOwing(strict, { records: renewed.flatMap(({ owing }) => owing), children, all: renewed.some(({ decides }) => decides), stamp: crypto.randomUUID() })
  }

  return {
    open,
    renew,
    commit,
    forget: cache.forget,
    async checkpoint(record) {
      const row = await strict.readings.get(record)
      return (row && (await open([row])).get(record)?.current) ?? null
    },
    checkpoints: checkpointsOf,
    async ofKind(kind, since) {
      // Turned round here: asked for in reverse, the browser would hand over one row at a time.
      const found = await strict.readings.where('[kind+at]').between([kind, since ?? Dexie.minKey], [kind, Dexie.maxKey]).toArray()
      return currents(found.reverse())
    },
    async timeline(child, limit = Infinity) {
      const theirs = about(child)
      // One more than asked for: the child's own record may be among them.
      const newest = limit === Infinity ? (await theirs.toArray()).reverse() : await theirs.reverse().limit(limit + 1).toArray()
      return currents(newest.filter(({ record }) => record !== child).slice(0, limit))
    },
    async belonging(records, kinds) {
      const theirs = await strict.transaction('r', strict.readings, () => Promise.all(records.map((record) => about(record).toArray())))
      const wanted = theirs.map((some) => some.filter(({ kind }) => kinds.includes(kind)).reverse())
      const found = new Map((await currents(wanted.flat())).map((one) => [one.record, one]))
      return new Map(records.map((record, index) => [record, (wanted[index] ?? []).flatMap((one) => found.get(one.record) ?? [])]))
    },
    async openBy(adult) {
      const theirs = await strict.readings.where('openBy').equals(adult).toArray()
      return currents(theirs.sort((a, b) => b.at - a.at))
    },
  }
}

/** In a reading's row, as `upTo`: its root is of a life of the endpoint that is over, and counts for nothing once its history is here. */
export const beyondFork = -1

/** As it is sealed: a record that stands as it came is written once. */
const textOf = ({ root, current }: Opened): string => JSON.stringify(root === current ? { root } : { root, current })
function openedFrom(text: string): Opened {
  // Sealed here in this shape, and sealing vouches for what is in it.
  const sealed = JSON.parse(text) as { readonly root: Checkpoint | null; readonly current?: Checkpoint }
  const current = sealed.current ?? sealed.root
  if (!current) throw new TypeError('a reading of nothing')
  return { root: sealed.root, current }
}

/** A row whose stamp somebody changed to what is none still has one: every save on it would else find it moved, for ever. */
const stampOf = (row: ReadingRow | undefined): string | undefined => row && (typeof row.stamp === 'string' ? row.stamp : 'spoiled')

const seqOf = (one: Revision): number => ('seq' in one && typeof one.seq === 'number' ? one.seq : Infinity)

/** Stops a transaction whose readings were built on what is no longer there. */
class Moved extends Error {}
/** Stops one that its caller thought better of. */
class Abstained extends Error {}

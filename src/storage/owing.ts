import Dexie from 'dexie'
import type { Checkpoint } from '../domain/history/read'
import type { Definition } from '../domain/schema/definition'
import type { OwingRow, TabletDb } from './db'

/** What others are held against: it may owe until it is found to owe nothing, and again whenever something of it changes. */
export const owingKind = 'incident'

/** The incidents that this record is, or belongs to. */
export function owingFor(form: Definition, { kind, record, parts }: Checkpoint): string[] {
  if (kind === owingKind) return [record]
  return Object.entries(form.fields).flatMap(([name, field]) =>
    field.shape === 'record' && field.kind === owingKind ? (parts[`${name}/`] ?? []).flatMap(([, value]) => (typeof value === 'string' ? [value] : [])) : [],
  )
}

/** What an adult may decide, as it stands in their record; of any other record, nothing. */
const rolesIn = (one: Checkpoint | undefined): string =>
  JSON.stringify(one?.kind === 'adult' ? Object.entries(one.parts).flatMap(([part, standing]) => (part.startsWith('roles/') ? [[part, standing.map(([, value]) => value)]] : [])) : [])
export const rolesChanged = (before: Checkpoint | undefined, after: Checkpoint | undefined): boolean => rolesIn(before) !== rolesIn(after)

interface Noted {
  readonly records: readonly string[]
  /** Something of these changed: every incident of theirs may owe again. */
  readonly children: readonly string[]
  /** Who may decide what has changed: every incident may. */
  readonly all: boolean
  readonly stamp: string
}
/** Notes, in the transaction that runs, that these may owe again. */
export async function noteOwing({ owing, readings }: TabletDb, { records, children, all: every, stamp }: Noted): Promise<void> {
  const incidents = every || children.length > 0 ? await incidentsIn(readings) : []
  const theirs = new Set((await Promise.all(children.map((child) => readings.where('about').between([child, Dexie.minKey], [child, Dexie.maxKey]).primaryKeys()))).flat())
  const all = [...new Set([...records, ...(every ? incidents : incidents.filter((record) => theirs.has(record)))])]
  if (all.length > 0) await owing.bulkPut(all.map((record): OwingRow => ({ record, stamp })))
}

/** By their keys alone, however many there are; the oldest first. */
const incidentsIn = (readings: TabletDb['readings']): Promise<string[]> => readings.where('[kind+at]').between([owingKind, Dexie.minKey], [owingKind, Dexie.maxKey]).primaryKeys()

export interface Owing {
  /** Incidents that may still owe something, the oldest first. */
  readonly owing: () => Promise<readonly OwingRow[]>
  /** Takes out what was found to owe nothing, unless something of it changed since. */
  readonly settled: (found: readonly OwingRow[]) => Promise<void>
}

/** Finished incidents of other years are not opened to find out that they are finished. Only ids lie here, and marks by chance. */
export const openOwing = ({ strict }: { readonly strict: TabletDb }): Owing => ({
  async owing() {
    const [noted, ids] = await Promise.all([strict.owing.toArray(), incidentsIn(strict.readings)])
    const byRecord = new Map(noted.map((row) => [row.record, row]))
    return ids.flatMap((id) => byRecord.get(id) ?? [])
  },
  settled: (found) =>
    strict.transaction('rw', strict.owing, async () => {
      const now = await strict.owing.bulkGet(found.map(({ record }) => record))
      await strict.owing.bulkDelete(found.filter(({ stamp }, index) => now[index]?.stamp === stamp).map(({ record }) => record))
    }),
})

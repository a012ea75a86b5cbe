import type { DBCoreCursor, DBCoreKeyRange, DBCoreMutateRequest, DBCoreMutateResponse, DBCoreOpenCursorRequest, DBCoreQueryRequest, DBCoreTable, Table } from 'dexie'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Tables } from '../../src/storage/db'
import { TabletDb } from '../../src/storage/db'

/**
 * The disks of a history: fake-indexeddb, with ways past what it and Dexie do for each single row. Every write, every
 * index and every transaction of more than one step goes the whole way; so does all else in a history played `wholeWay`.
 */

/** A search tree of rows that are never changed, only put in another's place. */
interface RawNode { left?: RawNode | undefined; right?: RawNode | undefined; parent?: RawNode | undefined }
interface RawRecords { readonly values: (range?: IDBKeyRange, direction?: string) => Iterable<{ readonly key: unknown; readonly value: unknown }>; readonly records: { readonly _root?: RawNode } }
interface RawSource {
  readonly records: RawRecords
  readonly getAllValues: (range: IDBKeyRange | undefined, limit: number | undefined, direction?: string) => unknown[]
  readonly getAllKeys: RawSource['getAllValues']
  readonly count: (range: IDBKeyRange | undefined) => number
}
interface RawStore extends RawSource {
  readonly rawIndexes: ReadonlyMap<string, RawSource>
  readonly getValue: (key: unknown) => unknown
  readonly storeRecord: (row: { value: unknown }, isNew: boolean, undo: (() => void)[]) => unknown
  readonly deleteRecord: (key: unknown, undo: (() => void)[]) => void
  readonly clear: (undo: (() => void)[]) => void
}
interface RawTransaction { readonly mode: string; readonly _state: string; readonly _started: boolean; readonly _scope: ReadonlySet<string> }
interface RawDatabase {
  /** Starts those that wait and need not wait any more. */
  readonly processTransactions: () => void
  readonly transactions: RawTransaction[]
  readonly rawObjectStores: ReadonlyMap<string, RawStore>
}
let shelf = new IDBFactory()
// fake-indexeddb keeps its databases there; each release of it is looked at before it is taken.
const databases = (): Map<string, RawDatabase> => (shelf as unknown as { _databases: Map<string, RawDatabase> })._databases

/** A shelf of empty disks: those of the history before are thrown away whole. */
export function emptyDisks(): void {
  shelf = new IDBFactory()
  Object.assign(Dexie.dependencies, { indexedDB: shelf, IDBKeyRange })
  // The service worker has no Dexie.
  Object.assign(globalThis, { indexedDB: shelf, IDBKeyRange })
}

/** What lies on a disk now, seen from outside the app: by the name of a table. Values are the disk's own and not to be changed. */
export function peek(disk: string): { readonly row: (table: string, key: unknown) => unknown; readonly rows: (table: string) => readonly unknown[]; readonly tables: readonly string[] } {
  const stores = databases().get(disk)?.rawObjectStores
  return {
    row: (table, key) => stores?.get(table)?.getValue(key),
    rows: (table) => [...(stores?.get(table)?.records.values() ?? [])].map(({ value }) => value),
    tables: [...(stores?.keys() ?? [])],
  }
}

/** A disk as it is now, to begin others from. */
export type Image = RawDatabase
export const imageOf = (disk: string): Image => copied(databases().get(disk) ?? missing(disk), disk)
export const putDisk = (disk: string, image: Image): void => void databases().set(disk, copied(image, disk))

function copied(database: RawDatabase, name: string): RawDatabase {
  const made: RawDatabase = like(database, { name, transactions: [], connections: [] })
  const stores = [...database.rawObjectStores].map(([table, store]): [string, RawStore] => {
    const one: RawStore = like(store, { rawDatabase: made, records: copiedRecords(store.records) })
    return [table, Object.assign(one, { rawIndexes: new Map([...store.rawIndexes].map(([index, rows]) => [index, like(rows, { rawObjectStore: one, records: copiedRecords(rows.records) })])) })]
  })
  return Object.assign(made, { rawObjectStores: new Map(stores), processTransactions: (Object.getPrototypeOf(database) as RawDatabase).processTransactions.bind(made) })
}
// An object of the same class with some of its fields other.
const like = <T extends object>(one: T, other: object): T => Object.assign(Object.create(Object.getPrototypeOf(one) as object), one, other) as T
const copiedRecords = (rows: RawRecords): RawRecords => like(rows, { records: like(rows.records, { _root: copiedNode(rows.records._root, undefined) }) })
function copiedNode(node: RawNode | undefined, parent: RawNode | undefined): RawNode | undefined {
  if (!node) return undefined
  const made: RawNode = { ...node, parent }
  made.left = copiedNode(node.left, made)
  made.right = copiedNode(node.right, made)
  return made
}
const missing = (disk: string): never => {
  throw new Error(`no disk called ${disk}`)
}

/** One connection: no power is cut here, so nothing turns on how long a write waits for the disk. And no query is live. */
export function quickTables(disk: string): Tables {
  const only = new TabletDb(disk, 'strict')
  for (const name of ['HooksMiddleware', 'Observability', 'Cache']) only.unuse({ stack: 'dbcore', name })
  return { strict: only, relaxed: only }
}

/**
 * What is read or written outside of any transaction of the app's own is answered from the disk as it lies, where nobody else
 * is writing to that table: just what a transaction of its own would have come to. `mayHurry`: not while the disk is in trouble.
 */
export function hurry(db: TabletDb, mayHurry: () => boolean): void {
  const disk = () => databases().get(db.name) ?? missing(db.name)
  db.use({
    stack: 'dbcore', name: 'quick', level: -2,
    create: (core) => ({
      ...core,
      transaction: (stores, mode, how) => (mayHurry() ? new QuickTransaction(disk(), new Set(stores), mode) : core.transaction(stores, mode, how)),
      table: (name) => quickTable(core.table(name), () => disk().rawObjectStores.get(name) ?? missing(name)),
    }),
  })
  const isFree = (table: string, mode: string) => !disk().transactions.some((one) => areAtOdds(one, { mode, _scope: new Set([table]) }))
  // Dexie makes each table twice: one by its name among all, one as a property.
  const named = db as unknown as Record<string, Table | undefined>
  for (const table of db.tables.flatMap((one) => [one, named[one.name] ?? one]) as unknown as WayIn[]) {
    const wholeWay = table._trans
    table._trans = function (mode, work, lock) {
      const quick = lock === undefined && mode !== null && Dexie.currentTransaction === null && db.isOpen() && mayHurry() && isFree(table.name, mode)
      return quick ? hurried(work) : wholeWay.call(this, mode, work, lock)
    }
  }
}
/** Dexie's own way from a table to a transaction. */
interface WayIn {
  readonly name: string
  _trans: (mode: 'readonly' | 'readwrite' | null, work: (trans: object) => Promise<unknown>, lock?: string) => Promise<unknown>
}
class Quick {}
const hurried = async (work: (trans: object) => Promise<unknown>): Promise<unknown> => {
  await Promise.resolve()
  return work(new Quick())
}

const areAtOdds = (one: RawTransaction, other: { readonly mode: string; readonly _scope: ReadonlySet<string> }): boolean =>
  one._state !== 'finished' && (one.mode !== 'readonly' || other.mode !== 'readonly') && [...other._scope].some((table) => one._scope.has(table))

/**
 * One of the app's own, as IndexedDB would have it: it waits for those before it that write to the same tables, it is undone
 * whole when it is aborted, and it is over as soon as a task has passed in which nothing was asked of it.
 */
class QuickTransaction implements RawTransaction {
  onerror: ((event: object) => void) | null = null
  onabort: ((event: object) => void) | null = null
  oncomplete: ((event: object) => void) | null = null
  error = null
  _state: 'active' | 'finished' = 'active'
  _started = false
  readonly undo: (() => void)[] = []
  readonly _scope: ReadonlySet<string>
  readonly mode: string
  readonly #disk: RawDatabase
  readonly #before: readonly RawTransaction[]
  #waiting: (() => void)[] = []
  #asked = true

  constructor(disk: RawDatabase, scope: ReadonlySet<string>, mode: string) {
    this.#disk = disk
    this._scope = scope
    this.mode = mode
    this.#before = disk.transactions.filter((one) => areAtOdds(one, this))
    disk.transactions.push(this)
    if (this.#before.length === 0) this._started = true
    setImmediate(() => this.#look())
  }
  /** By Dexie's own promises: one of the language's between two of them makes it lose its transaction now and then. */
  ask<T>(work: () => T): Promise<T> {
    return new Dexie.Promise<T>((resolve, reject) => {
      const answer = () => {
        // Aborted since it was asked, or over before.
        if (this._state === 'finished') return reject(new DOMException('it is over', 'AbortError'))
        try {
          resolve(work())
        } catch (error) {
          reject(error instanceof Error ? error : new Error('the disk failed'))
        }
      }
      this.#asked = true
      // In a task of its own, as a disk answers: Dexie follows a transaction through no quicker one.
      if (this._started) setImmediate(answer)
      else this.#waiting.push(answer)
    })
  }
  #look(): void {
    if (this._state === 'finished') return
    if (!this._started) {
      if (this.#before.every(({ _state }) => _state === 'finished')) this._start()
    } else if (!this.#asked) return this.#end(this.oncomplete)
    else this.#asked = false
    setImmediate(() => this.#look())
  }
  #end(say: ((event: object) => void) | null): void {
    this._state = 'finished'
    this.#disk.transactions.splice(this.#disk.transactions.indexOf(this), 1)
    say?.({ type: 'end', preventDefault: () => undefined, stopPropagation: () => undefined })
    this.#disk.processTransactions()
  }
  /** Also called by fake-indexeddb, for one that waited for one of its own. */
  _start(): void {
    this._started = true
    for (const go of this.#waiting.splice(0)) go()
  }
  addEventListener(): void {
    // Whoever waits for its end is told at its end.
  }
  abort(): void {
    if (this._state === 'finished') throw new DOMException('it is over', 'InvalidStateError')
    for (const one of this.undo.toReversed()) one()
    this.#end(this.onabort)
  }
  commit(): void {
    // It is over by itself soon enough.
  }
}

function quickTable(real: DBCoreTable, storeNow: () => RawStore): DBCoreTable {
  const sourceOf = ({ index }: DBCoreQueryRequest['query']) => (index.isPrimaryKey === true ? storeNow() : (storeNow().rawIndexes.get(index.name ?? '') ?? missing(String(index.name))))
  const either = <A extends { trans: object }, T>(whole: (asked: A) => Promise<T>, quick: (asked: A) => T) => (asked: A): Promise<T> =>
    asked.trans instanceof Quick ? Promise.resolve(quick(asked)) : asked.trans instanceof QuickTransaction ? asked.trans.ask(() => quick(asked)) : whole(asked)
  return {
    ...real,
    get: either((asked) => real.get(asked), ({ key }) => storeNow().getValue(key)),
    getMany: either((asked) => real.getMany(asked), ({ keys }) => keys.map((key) => storeNow().getValue(key))),
    query: either((asked) => real.query(asked), ({ query, values, limit, direction }) => {
      const source = sourceOf(query)
      return { result: limit === 0 ? [] : source[values === true ? 'getAllValues' : 'getAllKeys'](keyRange(query.range), limit === Infinity ? undefined : limit, direction) }
    }),
    count: either((asked) => real.count(asked), ({ query }) => sourceOf(query).count(keyRange(query.range))),
    openCursor: either((asked) => real.openCursor(asked), (asked) => quickCursor(asked, storeNow(), sourceOf(asked.query))),
    mutate: either((asked) => real.mutate(asked), (asked) => changed(storeNow(), asked, asked.trans instanceof QuickTransaction ? asked.trans.undo : [])),
  }
}

/** Dexie's word for all keys there are. */
const isAll = ({ type }: DBCoreKeyRange): boolean => Number(type) === 3
const keyRange = ({ lower, upper, lowerOpen, upperOpen, type }: DBCoreKeyRange): IDBKeyRange | undefined =>
  isAll({ lower, upper, type }) ? undefined : upper === undefined ? IDBKeyRange.lowerBound(lower, lowerOpen) : lower === undefined ? IDBKeyRange.upperBound(upper, upperOpen) : IDBKeyRange.bound(lower, upper, lowerOpen, upperOpen)

function changed(store: RawStore, asked: DBCoreMutateRequest, undo: (() => void)[]): DBCoreMutateResponse {
  const failures: Error[] = []
  const results: unknown[] = []
  // A row without a key for one of its indexes is told of by an error in fake-indexeddb, which nobody sees: where it came from is not asked.
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  const each = (all: readonly unknown[], change: (one: unknown) => unknown) => {
    for (const [at, one] of all.entries()) {
      try {
        results[at] = change(one)
      } catch (error) {
        // As IndexedDB says it, one by one.
        failures[at] = error as Error
      }
    }
  }
  if (asked.type === 'delete') each(asked.keys, (key) => (store.deleteRecord(key, undo), key))
  else if (asked.type !== 'deleteRange') each(asked.values, (value) => store.storeRecord({ value: structuredClone(value) }, asked.type === 'add', undo))
  else if (isAll(asked.range)) store.clear(undo)
  else store.deleteRecord(keyRange(asked.range), undo)
  Error.stackTraceLimit = stackTraceLimit
  return { numFailures: failures.filter(Boolean).length, failures, results, lastResult: results.at(-1) }
}

/** Walks over rows as they were when it was opened: whoever wants it otherwise opens a transaction. */
function quickCursor({ trans, query, values, reverse = false, unique = false }: DBCoreOpenCursorRequest, store: RawStore, source: RawSource): DBCoreCursor | null {
  const isStore = query.index.isPrimaryKey === true
  const rows = [...source.records.values(keyRange(query.range), `${reverse ? 'prev' : 'next'}${unique ? 'unique' : ''}`)]
  let at = 0
  let isStopped = false
  let ended: unknown
  const now = () => rows[at]
  const move = (by: number) => void (at += by)
  const cursor = {
    trans, done: false,
    get key() { return now()?.key },
    get primaryKey() { return isStore ? now()?.key : now()?.value },
    get value() { return values === true ? (isStore ? structuredClone(now()?.value) : store.getValue(now()?.value)) : undefined },
    continue(to?: unknown) {
      move(1)
      if (to !== undefined) while (at < rows.length && shelf.cmp(now()?.key, to) * (reverse ? -1 : 1) < 0) move(1)
    },
    advance: move,
    stop(value?: unknown) {
      isStopped = true
      ended = value
    },
    fail(error: Error) {
      throw error
    },
    start(each: () => void) {
      while (!isStopped && at < rows.length) each()
      return Promise.resolve(ended)
    },
  }
  // What Dexie asks of one; it never walks by two keys here, nor step by step.
  return rows.length === 0 ? null : (cursor as unknown as DBCoreCursor)
}

/** A request of a history is given up only by the history: no clock but its own runs. */
export function quickenSignals(): void {
  const never = new AbortController().signal
  AbortSignal.timeout = () => never
  AbortSignal.any = (signals) => [...signals].findLast((one) => one !== never) ?? never
}

/** Copies plain rows, which is all that is kept, without the detour over bytes. */
export function quickenCopies(): void {
  const whole = globalThis.structuredClone
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(copy)
    const shape = Object.getPrototypeOf(value) as unknown
    if (shape === Object.prototype) {
      const made: Record<string, unknown> = {}
      // Nothing here has keys of another make.
      for (const name in value) made[name] = copy((value as Record<string, unknown>)[name])
      return made
    }
    if (shape === Uint8Array.prototype) return Uint8Array.from(value as Uint8Array)
    if (shape === ArrayBuffer.prototype) return (value as ArrayBuffer).slice(0)
    return whole(value)
  }
  globalThis.structuredClone = ((value: unknown, options?: StructuredSerializeOptions) => (options ? whole(value, options) : copy(value)))
}

/** Dexie reads how its tables are indexed anew for each connection, and for each version of them; here it is read once. */
export function quickenSchemas(): void {
  const version = Object.getPrototypeOf(new Dexie('any').version(1)) as { _parseIndexSyntax: (spec: string) => object[] }
  const whole = version._parseIndexSyntax
  const known = new Map<string, object[]>()
  version._parseIndexSyntax = (spec) => {
    const found = known.get(spec) ?? whole(spec)
    known.set(spec, found)
    // Each has its own: they are renamed in place.
    return found.map((one) => ({ ...one }))
  }
}

import type { DBCore, DBCoreTable, Middleware } from 'dexie'
import Dexie from 'dexie'
import { forceCloseDatabase } from 'fake-indexeddb'
import type { TabletDb } from '../../src/storage/db'
import type { Vault } from '../../src/storage/vault'
import { hurry } from './quick-disk'
import type { DiskTrouble, Hold } from './steps'

/** The app was killed: nothing it still meant to do happens. */
export class Killed extends Error {
  override readonly name = 'Killed'
}

/** All that a running app does to the world outside its memory goes through here, and can be stopped, failed or held. */
export interface Gate {
  /** Once true, nothing reaches the disk or the line any more. */
  dead: boolean
  trouble: DiskTrouble | null
  writes: number
  /** To wait at a place that is not due passes at once. */
  readonly pass: (place: Hold['before']) => Promise<void>
  /** Resolves when something waits at that place. */
  readonly holdAt: (hold: Hold) => Promise<void>
  /** What was to be held and was not reached is not held any more. */
  readonly holdNothing: () => void
  /** Goes on with what waits, if anything does. */
  readonly goOn: () => void
  /** Puts the gate between the app and its tables. */
  readonly around: (db: TabletDb) => TabletDb
  readonly aroundVault: (vault: Vault) => Vault
}

/** `wholeWay`: also a lone read goes through Dexie and a transaction of its own. */
export function openGate(wholeWay: boolean): Gate {
  let due: { before: Hold['before']; left: number; reached: () => void } | null = null
  let open: (() => void) | null = null
  const alive = () => {
    if (gate.dead) throw new Killed('the app was killed')
  }
  const gate: Gate = {
    dead: false,
    trouble: null,
    writes: 0,
    async pass(place) {
      alive()
      if (due?.before === place && (due.left -= 1) === 0) {
        const { reached } = due
        due = null
        await new Promise<void>((resolve) => {
          open = resolve
          reached()
        })
        open = null
        alive()
      }
    },
    holdAt: ({ before, at }) => new Promise((reached) => (due = { before, left: at, reached })),
    holdNothing: () => void (due = null),
    goOn: () => open?.(),
    around(db) {
      const between: Middleware<DBCore> = {
        stack: 'dbcore',
        name: 'gate',
        create: (core) => ({ ...core, table: (name) => gated(core.table(name), gate, db, alive) }),
      }
      db.use(between)
      if (!wholeWay) hurry(db, () => gate.trouble?.is !== 'cut')
      return db
    },
    aroundVault: (vault) => ({
      ...vault,
      get open() {
        return vault.open
      },
      async seal(about, text) {
        await gate.pass('seal')
        return vault.seal(about, text)
      },
    }),
  }
  return gate
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the disk failed'))

function gated(table: DBCoreTable, gate: Gate, db: TabletDb, alive: () => void): DBCoreTable {
  // Not an async function: a promise of the language's own between two of Dexie's makes it lose its transaction now and then.
  const whileAlive = <A, T>(ask: (request: A) => Promise<T>) => (request: A): Promise<T> => {
    try {
      alive()
    } catch (error) {
      return Dexie.Promise.reject(asError(error))
    }
    return ask(request)
  }
  return {
    ...table,
    get: whileAlive((request) => table.get(request)),
    getMany: whileAlive((request) => table.getMany(request)),
    query: whileAlive((request) => table.query(request)),
    openCursor: whileAlive((request) => table.openCursor(request)),
    count: whileAlive((request) => table.count(request)),
    mutate: (request) => {
      try {
        alive()
        gate.writes += 1
        if (gate.trouble?.atWrite === gate.writes) fail(gate, gate.trouble.is, db)
      } catch (error) {
        return Dexie.Promise.reject(asError(error))
      }
      return table.mutate(request)
    },
  }
}

function fail(gate: Gate, is: DiskTrouble['is'], db: TabletDb): void {
  switch (is) {
    case 'killed':
      gate.dead = true
      throw new Killed('the app was killed')
    case 'full':
      throw new DOMException('no room', 'QuotaExceededError')
    case 'cut':
      // What Dexie holds is the real connection, of fake-indexeddb.
      forceCloseDatabase(db.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0])
  }
}

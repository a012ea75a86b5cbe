import type { PGlite } from '@electric-sql/pglite'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Database } from '../../src/server/database/within'

/**
 * The same PGlite, spoken to in one breath: a statement is prepared once, and then bound and run by a single message. The
 * driver of `src/server` parses and plans each of some four hundred statements of a history anew.
 */
export const quickly = (pglite: PGlite): Database =>
  new Kysely({
    dialect: {
      createDriver: () => driverOf(pglite),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })

function driverOf(pglite: PGlite): Driver {
  const run = speaker(pglite)
  // Whoever waits for a second connection inside a transaction waits for ever, as with PGlite's own.
  let last: Promise<void> = Promise.resolve()
  const released = new Map<DatabaseConnection, () => void>()
  return {
    init: () => Promise.resolve(),
    async acquireConnection() {
      const before = last
      let release = () => undefined as void
      last = new Promise((resolve) => (release = resolve))
      await before
      const connection: DatabaseConnection = {
        // Kysely's caller says what the rows are.
        executeQuery: <R>({ sql, parameters }: CompiledQuery) => promised(() => run.ask(sql, parameters) as QueryResult<R>),
        streamQuery() {
          throw new Error('no stream')
        },
      }
      released.set(connection, release)
      return connection
    },
    beginTransaction: () => promised(run.begin),
    commitTransaction: () => promised(() => run.end('commit')),
    rollbackTransaction: () => promised(() => run.end('rollback')),
    releaseConnection(connection) {
      released.get(connection)?.()
      released.delete(connection)
      return Promise.resolve()
    },
    destroy: () => Promise.resolve(),
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- what is thrown becomes a rejection
const promised = async <T>(work: () => T): Promise<T> => work()

const int8 = 20

interface Prepared { readonly name: string; columns: readonly { readonly name: string; readonly read: (text: string) => unknown }[] }
const mostPrepared = 600

interface Speaker {
  readonly ask: (text: string, parameters: readonly unknown[]) => QueryResult<unknown>
  /** Said in one breath with what is asked next. */
  readonly begin: () => void
  readonly end: (how: 'commit' | 'rollback') => void
}

/** PostgreSQL's protocol, version 3, as far as it is needed here: parse, describe, bind, execute, sync, all values as text. */
function speaker(pglite: PGlite): Speaker {
  const prepared = new Map<string, Prepared>()
  const words = openWords()
  let named = 0
  let isBeginOwed = false

  function say(text: string, parameters: readonly unknown[]): Prepared {
    const known = prepared.get(text)
    if (known) {
      words.bind(known.name, parameters)
      return known
    }
    const statement: Prepared = { name: `s${(named += 1)}`, columns: [] }
    words.prepare(statement.name, text)
    words.bind(statement.name, parameters)
    prepared.set(text, statement)
    return statement
  }
  function hearAll(statement: Prepared): QueryResult<unknown> {
    const said: Uint8Array[] = []
    // It goes through before it first waits. PGlite's other ways parse every answer, for those who do not.
    void pglite.execProtocolRawStream(words.taken(), { syncToFs: false, onRawData: (bytes) => said.push(bytes.slice()) })
    return hear(Buffer.concat(said), statement)
  }
  function payBegin(): void {
    if (isBeginOwed) say('begin', [])
    isBeginOwed = false
  }
  function ask(text: string, parameters: readonly unknown[]): QueryResult<unknown> {
    payBegin()
    if (text.includes(';')) {
      // Several at once cannot be prepared.
      words.simple(text)
      return hearAll({ name: '', columns: [] })
    }
    const statement = say(text, parameters)
    words.sync()
    try {
      return hearAll(statement)
    } catch (error) {
      // It may not have got as far as being prepared.
      prepared.delete(text)
      throw error
    } finally {
      if (prepared.size > mostPrepared) {
        prepared.clear()
        words.simple('deallocate all')
        hearAll({ name: '', columns: [] })
      }
    }
  }
  return {
    ask,
    begin: () => void (isBeginOwed = true),
    end(how) {
      if (!isBeginOwed) ask(how, [])
      isBeginOwed = false
    },
  }
}

function hear(said: Uint8Array, statement: Prepared): QueryResult<unknown> {
  const bytes = Buffer.from(said.buffer, said.byteOffset, said.byteLength)
  const rows: Record<string, unknown>[] = []
  let affected = 0n
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    const from = at + 5
    switch (bytes.toString('latin1', at, at + 1)) {
      case 'T':
        statement.columns = columnsIn(bytes, from)
        break
      case 'D':
        rows.push(rowIn(bytes, from, statement.columns))
        break
      case 'C':
        affected = BigInt(/\d+$/.exec(bytes.toString('latin1', from, at + bytes.readInt32BE(at + 1)))?.[0] ?? 0)
        break
      case 'E':
        throw problemIn(bytes, from)
    }
  }
  return { rows, numAffectedRows: affected }
}

function columnsIn(bytes: Buffer, from: number): Prepared['columns'] {
  let at = from + 2
  return Array.from({ length: bytes.readInt16BE(from) }, () => {
    const end = bytes.indexOf(0, at)
    const name = bytes.toString('utf8', at, end)
    const type = bytes.readInt32BE(end + 7)
    // Ours are sequence numbers and times in ms, as `src/server` reads them.
    const read: (text: string) => unknown = type === int8 ? Number : pg.types.getTypeParser(type, 'text')
    at = end + 19
    return { name, read }
  })
}

function rowIn(bytes: Buffer, from: number, columns: Prepared['columns']): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  let at = from + 2
  for (const { name, read } of columns) {
    const length = bytes.readInt32BE(at)
    at += 4
    row[name] = length < 0 ? null : read(bytes.toString('utf8', at, at + length))
    at += Math.max(0, length)
  }
  return row
}

function problemIn(bytes: Buffer, from: number): Error {
  const fields = new Map(bytes.toString('utf8', from).split('\0').map((field) => [field.slice(0, 1), field.slice(1)]))
  return Object.assign(new Error(fields.get('M')), { code: fields.get('C'), constraint: fields.get('n') })
}

/** Messages to come, one after the other, in memory that is used again and again. */
function openWords() {
  let bytes = Buffer.allocUnsafe(65_536)
  let at = 0
  function need(room: number): void {
    if (at + room <= bytes.length) return
    const more = Buffer.allocUnsafe((at + room) * 2)
    bytes.copy(more, 0, 0, at)
    bytes = more
  }
  const int16 = (value: number) => void (at = bytes.writeInt16BE(value, at))
  const int32 = (value: number) => void (at = bytes.writeInt32BE(value, at))
  function text(value: string): void {
    need(value.length * 3 + 32)
    at += bytes.write(value, at)
  }
  function string(value: string): void {
    text(value)
    bytes[at] = 0
    at += 1
  }
  /** Puts the length of what `work` writes before it. */
  function measured(work: () => void, withItself: number): void {
    need(32)
    const from = at
    at += 4
    work()
    bytes.writeInt32BE(at - from - 4 + withItself, from)
  }
  function message(kind: string, work: () => void): void {
    need(32)
    bytes[at] = kind.charCodeAt(0)
    at += 1
    measured(work, 4)
  }
  return {
    prepare(name: string, statement: string): void {
      message('P', () => (string(name), string(statement), int16(0)))
      message('D', () => (text('S'), string(name)))
    },
    bind(name: string, parameters: readonly unknown[]): void {
      message('B', () => {
        string('')
        string(name)
        int16(0)
        int16(parameters.length)
        for (const value of parameters) {
          if (value !== null && value !== undefined) measured(() => text(textOf(value)), 0)
          else {
            need(32)
            int32(-1)
          }
        }
        need(32)
        int16(0)
      })
      message('E', () => (string(''), int32(0)))
    },
    sync: () => message('S', () => undefined),
    simple: (statements: string) => message('Q', () => string(statements)),
    /** All of it, to be read before anything else is written. */
    taken(): Uint8Array {
      const all = bytes.subarray(0, at)
      at = 0
      return all
    },
  }
}
/** As node-postgres writes them. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `{${value.map((one) => (one === null ? 'NULL' : `"${textOf(one).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | boolean | bigint}`
}

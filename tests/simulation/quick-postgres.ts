import type { PGlite } from '@electric-sql/pglite'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import type { Database } from '../../src/server/database/within'

/**
 * The same PGlite, spoken to in one breath: a statement is prepared once, and then bound and run by a single message. The
 * driver of `src/server` parses and plans each of some three hundred statements of a history anew.
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
        executeQuery: <R>({ sql, parameters }: CompiledQuery) => promised(() => run(sql, parameters) as QueryResult<R>),
        streamQuery() {
          throw new Error('no stream')
        },
      }
      released.set(connection, release)
      return connection
    },
    beginTransaction: () => promised(() => void run('begin', [])),
    commitTransaction: () => promised(() => void run('commit', [])),
    rollbackTransaction: () => promised(() => void run('rollback', [])),
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

/** PostgreSQL's protocol, version 3, as far as it is needed here: parse, describe, bind, execute, sync, all values as text. */
function speaker(pglite: PGlite): (text: string, parameters: readonly unknown[]) => QueryResult<unknown> {
  const prepared = new Map<string, Prepared>()
  let named = 0

  function run(text: string, parameters: readonly unknown[]): QueryResult<unknown> {
    const known = prepared.get(text)
    const statement: Prepared = known ?? { name: `s${(named += 1)}`, columns: [] }
    const words = [
      ...(known ? [] : [message('P', string(statement.name), string(text), int16(0)), message('D', Buffer.from('S'), string(statement.name))]),
      message('B', string(''), string(statement.name), int16(0), int16(parameters.length), ...parameters.map(valueOf), int16(0)),
      message('E', string(''), int32(0)),
      message('S'),
    ]
    const answer = hear(pglite.execProtocolRawSync(Buffer.concat(words)), statement)
    if (!known) {
      prepared.set(text, statement)
      if (prepared.size > mostPrepared) {
        prepared.clear()
        pglite.execProtocolRawSync(message('Q', string('deallocate all')))
      }
    }
    return answer
  }
  return (text, parameters) => {
    if (!text.includes(';')) return run(text, parameters)
    // Several at once cannot be prepared.
    return hear(pglite.execProtocolRawSync(message('Q', string(text))), { name: '', columns: [] })
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

function message(kind: string, ...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4)
  const head = Buffer.allocUnsafe(5)
  head.write(kind, 0, 'latin1')
  head.writeInt32BE(length, 1)
  return Buffer.concat([head, ...parts], length + 1)
}
const string = (text: string): Buffer => Buffer.from(`${text}\0`)
function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2)
  bytes.writeInt16BE(value)
  return bytes
}
function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}
function valueOf(value: unknown): Buffer {
  if (value === null || value === undefined) return int32(-1)
  const text = Buffer.from(textOf(value))
  return Buffer.concat([int32(text.length), text])
}
/** As node-postgres writes them. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `{${value.map((one) => (one === null ? 'NULL' : `"${textOf(one).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`)).join(',')}}`
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | boolean | bigint}`
}

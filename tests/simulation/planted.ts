import type { DBCore, Middleware } from 'dexie'
import { sql } from 'kysely'
import type { Checkpoint } from '../../src/domain/history/read'
import type { Tables } from '../../src/storage/db'
import type { Ledger } from '../../src/storage/ledger'
import type { SimulatedEndpoint } from './endpoint'
import { pages, setting } from './paper'

/** What may stand between the real parts of a history, and do it wrong. */
export interface Around {
  readonly disk?: (tables: Tables) => void
  readonly ledger?: (ledger: Ledger, beside: { tables: Tables; device: string; knows: (kind: string) => boolean }) => Ledger
  readonly fetch?: (endpoint: SimulatedEndpoint) => SimulatedEndpoint['fetch']
  /** What a worker does after it has sent, or could not. */
  readonly worker?: (tables: Tables) => Promise<unknown>
  /** Whoever puts a backup back leaves out what was erased since. */
  readonly forgetsErasures?: boolean
}
/** A fault as an honest hand might make it, and the number of seeds, from 1 on, within which a history must stumble over it. */
export interface Planted {
  readonly fault: string
  readonly within: number
  /** The first of those that does. */
  readonly seed: number
  readonly around: Around
}

type Fetch = SimulatedEndpoint['fetch']
/** Says something else than the endpoint said. */
const retold = (send: Fetch, path: RegExp, tell: (said: Said) => Said | Promise<Said>): Fetch => async (asked, init) => {
  const answer = await send(asked, init)
  if (!path.test(asked) || !answer.ok) return answer
  // Of our own endpoint, in the shape of `protocol/messages.ts`.
  return new Response(JSON.stringify(await tell((await answer.json()) as Said)))
}
interface Said { epoch: string; seq: number; next: number; rows: { seq: number; header: string }[]; records: { checkpoint: string }[]; results: { id: string; status: string; code?: string; seq?: number }[] }

/** Changes what a write of this kind holds, or (empty) leaves it out. */
const rewritten = (table: string, type: string, change: (values: readonly unknown[]) => readonly unknown[]) => ({ strict }: Tables): void => {
  const between: Middleware<DBCore> = {
    stack: 'dbcore', name: 'planted', level: 1,
    create: (core) => ({
      ...core,
      table: (name) => {
        const real = core.table(name)
        if (name !== table) return real
        return {
          ...real,
          mutate: async (request) => {
            if (request.type !== type || !('values' in request)) return real.mutate(request)
            const values = change(request.values)
            if (values.length > 0) return real.mutate({ ...request, values })
            return { numFailures: 0, failures: [], results: [], lastResult: undefined }
          },
        }
      },
    }),
  }
  strict.use(between)
}
const checkpointsRetold = (tell: (checkpoint: Checkpoint) => Checkpoint): Around => ({
  fetch: (endpoint) => retold(endpoint.fetch, /\/snapshot/, (said) => ({ ...said, records: said.records.map((one) => ({ ...one, checkpoint: JSON.stringify(tell(JSON.parse(one.checkpoint) as Checkpoint)) })) })),
})
const partsOf = (checkpoint: Checkpoint, keep: (standing: Checkpoint['parts'][string]) => Checkpoint['parts'][string]): Checkpoint => ({
  ...checkpoint, parts: Object.fromEntries(Object.entries(checkpoint.parts).map(([part, standing]) => [part, keep(standing)])),
})

export const planted: readonly Planted[] = [
  {
    fault: 'the endpoint leaves a number out when a push stored nothing new',
    within: 20, seed: 2,
    around: {
      fetch: (endpoint) => retold(endpoint.fetch, /\/push/, async (said) => {
        if (said.results.every(({ status }) => status !== 'stored')) await sql`update setting_head set seq = seq + 1 where setting = ${setting}`.execute(endpoint.db)
        return said
      }),
    },
  },
  {
    fault: 'a receipt for a repeat is counted as a new row',
    within: 100, seed: 18,
    around: {
      fetch: (endpoint) => retold(endpoint.fetch, /\/push/, async (said) => {
        for (const { status, seq } of said.results) {
          if (status !== 'duplicate') continue
          await sql`insert into revision select setting, (select max(seq) + 1 from revision), record, 'again-' || seq || '-' || (select max(seq) from revision), kind, author, device, received_at, header, body, signature from revision where seq = ${seq}`.execute(endpoint.db)
          await sql`update setting_head set seq = seq + 1 where setting = ${setting}`.execute(endpoint.db)
        }
        return said
      }),
    },
  },
  {
    fault: 'a page leaves out its last row and its cursor goes past it',
    within: 20, seed: 3,
    around: { fetch: (endpoint) => retold(endpoint.fetch, /\/pull/, (said) => ({ ...said, rows: said.rows.length > 1 ? said.rows.slice(0, -1) : said.rows })) },
  },
  { fault: 'last write wins: of a clash a checkpoint keeps the last', within: 50, seed: 14, around: checkpointsRetold((checkpoint) => partsOf(checkpoint, (standing) => standing.slice(-1))) },
  {
    fault: 'last write wins: an author is said to have seen whatever is there when they save',
    within: 50, seed: 9,
    around: { ledger: (ledger) => ({ ...ledger, append: async (entry, how) => ledger.append({ ...entry, after: (await ledger.checkpoint(entry.record))?.heads ?? [] }, how) }) },
  },
  {
    fault: 'an answer in the 500s is taken for a receipt',
    within: 50, seed: 3,
    around: {
      fetch: (endpoint) => async (path, init) => {
        const answer = await endpoint.fetch(path, init)
        if (!path.endsWith('/push') || answer.status < 500) return answer
        const { revisions } = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as { revisions: { id: string }[] }
        return new Response(JSON.stringify({ epoch: 'epoch-1', seq: 0, results: revisions.map(({ id }) => ({ id, status: 'stored' })), serverTime: endpoint.clock.at }))
      },
    },
  },
  {
    fault: 'a refused revision is dropped from the outbox',
    within: 20, seed: 1,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async delivered(results, under) {
          await ledger.delivered(results.filter(({ status }) => status !== 'refused'), under)
          await tables.strict.outbox.bulkDelete(results.flatMap(({ id, status }) => (status === 'refused' ? [id] : [])))
        },
      }),
    },
  },
  {
    fault: 'one refused revision stops the rest of its push',
    within: 20, seed: 1,
    around: { fetch: (endpoint) => retold(endpoint.fetch, /\/push/, (said) => (said.results.some(({ status }) => status === 'refused') ? { ...said, results: [] } : said)) },
  },
  {
    fault: 'the cursor is stored before its rows',
    within: 60, seed: 11,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async receive(page, after) {
          await tables.strict.facts.put({ name: 'cursor', value: { epoch: page.epoch, seq: page.next } })
          const rows = page.rows.flatMap((row) => ('header' in row ? [row] : []))
          const records = new Set(rows.map(({ header }) => (JSON.parse(header) as { record: string }).record))
          for (const record of records) await ledger.keepHistory(record, rows.filter(({ header }) => (JSON.parse(header) as { record: string }).record === record))
          return after.seq <= page.next
        },
      }),
    },
  },
  {
    fault: 'a row of an unknown kind is skipped',
    within: 100, seed: 85,
    around: { ledger: (ledger, { knows }) => ({ ...ledger, receive: (page, after) => ledger.receive({ ...page, rows: page.rows.filter((row) => !('header' in row) || knows((JSON.parse(row.header) as { kind: string }).kind)) }, after) }) },
  },
  {
    fault: 'an edit of what was signed is taken in',
    within: 200, seed: 64,
    around: checkpointsRetold((checkpoint) => {
      const [late] = checkpoint.late
      if (!late) return checkpoint
      const edited = Object.fromEntries(Object.entries(late.changes).map(([part, value]) => [part, [[0, value]] as Checkpoint['parts'][string]]))
      return { ...checkpoint, parts: { ...checkpoint.parts, ...edited } }
    }),
  },
  {
    fault: 'null is the same as absent when an adult saves',
    within: 20, seed: 3,
    around: { ledger: (ledger) => ({ ...ledger, append: (entry, how) => ledger.append({ ...entry, changes: Object.fromEntries(Object.entries(entry.changes).filter(([, value]) => value !== null)) }, how) }) },
  },
  { fault: 'null is the same as absent in a checkpoint', within: 30, seed: 5, around: checkpointsRetold((checkpoint) => partsOf(checkpoint, (standing) => standing.filter(([, value]) => value !== null))) },
  { fault: 'a revision is kept and its outbox entry is not', within: 20, seed: 1, around: { disk: rewritten('outbox', 'add', () => []) } },
  {
    fault: 'saved is said when only the outbox entry is on the disk',
    within: 20, seed: 1,
    around: { disk: rewritten('revisions', 'add', () => []) },
  },
  {
    fault: 'a draft goes before its revision is kept',
    within: 200, seed: 122,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async draftsToRevisions() {
          let made = 0
          for (const { record, adult, kind } of await ledger.drafts()) {
            const draft = await ledger.draft(record, adult)
            await tables.relaxed.drafts.delete([record, adult])
            if (draft) await ledger.append({ record, kind, version: 1, act: 'edit', after: draft.after, author: adult, changes: draft.changes })
            made += 1
          }
          return made
        },
      }),
    },
  },
  {
    fault: 'a tablet that hears a 401 empties its outbox',
    within: 50, seed: 9,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async dropReceived() {
          await ledger.dropReceived()
          await tables.strict.outbox.clear()
        },
      }),
    },
  },
  {
    fault: 'a choice between two heads is put down to whoever opened the tablet',
    within: 30, seed: 10,
    around: {
      ledger: (ledger) => ({ ...ledger, append: (entry, how) => ledger.append({ ...entry, author: entry.after.length > 1 ? 'hetty' : entry.author }, how) }),
    },
  },
  {
    fault: 'a repeat is received anew',
    within: 20, seed: 1,
    around: {
      fetch: (endpoint) => retold(endpoint.fetch, /\/push/, async (said) => {
        for (const { status, id } of said.results) if (status === 'duplicate') await sql`update revision set received_at = received_at + 1 where id = ${id}`.execute(endpoint.db)
        return said
      }),
    },
  },
  {
    fault: 'the last words lie in the open, for a quick look',
    within: 20, seed: 11,
    around: { ledger: (ledger, { tables }) => ({ ...ledger, append: async (entry, how) => (await tables.strict.facts.put({ name: 'last-words', value: entry.changes }), ledger.append(entry, how)) }) },
  },
  {
    fault: 'an incident that comes to nothing leaves its number out',
    within: 60, seed: 11,
    around: {
      fetch: (endpoint) => retold(endpoint.fetch, /\/push/, async (said) => {
        if (said.results.some(({ status }) => status === 'refused')) await sql`update incident_number set number = number + 1 where setting = ${setting}`.execute(endpoint.db)
        return said
      }),
    },
  },
  {
    fault: '“Received” is said when it is sent',
    within: 60, seed: 1,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async batch(limit) {
          const batch = await ledger.batch(limit)
          for (const { id } of batch) await tables.strict.revisions.update(id, { receivedAt: 1 })
          return batch
        },
      }),
    },
  },
  {
    fault: 'after a page the cursor stands on the row before its last',
    within: 60, seed: 1,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async receive(page, after) {
          const isKept = await ledger.receive(page, after)
          if (page.rows.length === 1) await tables.strict.facts.put({ name: 'cursor', value: { epoch: page.epoch, seq: Math.max(0, page.next - 2) } })
          return isKept
        },
      }),
    },
  },
  {
    fault: 'after a restore a tablet offers its own revisions alone',
    within: 400, seed: 87,
    around: {
      ledger: (ledger, { device }) => ({
        ...ledger,
        async goBack(given) {
          const mine = new Set<string>()
          for (const id of given.lacking) for (const record of await recordsOf(ledger)) for (const one of await ledger.revisions(record)) if (one.id === id && one.header.device === device) mine.add(id)
          return ledger.goBack({ ...given, lacking: given.lacking.filter((id) => mine.has(id)) })
        },
      }),
    },
  },
  { fault: 'whoever puts a backup back forgets what was erased since', within: 400, seed: 8, around: { forgetsErasures: true } },
  {
    fault: 'the row of an erasure is passed and nothing is erased',
    within: 100, seed: 1,
    around: { fetch: (endpoint) => retold(endpoint.fetch, /\/pull/, (said) => ({ ...said, rows: said.rows.map((row) => ('erase' in row ? { ...row, erase: { ...(row.erase as object), record: 'nobody' } } : row)) })) },
  },
  {
    fault: 'what a locked tablet sent and was refused goes from its outbox',
    within: 400, seed: 59,
    around: {
      ledger: (ledger, { tables }) => ({
        ...ledger,
        async sealedDelivered(results, under) {
          await ledger.sealedDelivered(results, under)
          await tables.strict.outbox.bulkDelete(results.flatMap(({ id, status }) => (status === 'refused' ? [id] : [])))
        },
      }),
    },
  },
  {
    fault: 'the worker takes what it has said for received, whatever the answer', within: 50, seed: 15,
    around: { worker: async ({ strict }) => strict.outbox.bulkDelete(await strict.posts.toCollection().primaryKeys()) },
  },
]

/** Records of which a history may have anything here. */
const recordsOf = (ledger: Ledger): Promise<readonly string[]> => ledger.checkpoints(pages.map(({ record }) => record)).then((found) => found.map(({ record }) => record))

import Dexie from 'dexie'
import * as v from 'valibot'
import { formOf, forms } from '../../../src/domain/records/catalogue'
import { pullReply, snapshotReply } from '../../../src/protocol/messages'
import { openTables } from '../../../src/storage/db'
import type { Tables } from '../../../src/storage/db'
import { openHealth } from '../../../src/storage/health'
import { openLedger } from '../../../src/storage/ledger'
import type { Ledger } from '../../../src/storage/ledger'
import type { Vault } from '../../../src/storage/vault'
import { openVault } from '../../../src/storage/vault'
import { timeOnDisk } from '../growth/on-disk'
import { learn, newPostKey } from '../../support/post-key'
import { amira, makeCounty, setting } from './county'
import { timeTree } from './drawing'
import { writeMaps } from './drawn-tools'
import { writeIncidents } from './incidents'
import { writeEveryTool } from './low-end'

/** The tablet's own storage in a real browser, timed from outside it, and one drawing. Never part of the app. */

const pin = '482915'
const pullPage = 500
const snapshotPage = 200

interface Disk { readonly tables: Tables; readonly vault: Vault; readonly ledger: Ledger }

/** An enrolled, signed-in tablet on new tables of this name; without one, on those that the app itself will open. */
async function newDisk(name?: string): Promise<Disk> {
  const tables = openTables(name)
  const health = await openHealth(tables, name === undefined ? {} : { ballastBytes: 1024 })
  const vault = await openVault(tables.strict, name === undefined ? { enrolled: health.enrolled } : {})
  const { escrow } = await vault.prepareEnrolment()
  const identity = {
    setting: { id: setting, name: 'Bench Hall Primary', kind: 'school' as const, place: 'the school office' },
    device: 'bench-tablet', tabletName: 'Oak Room tablet', postToken: 'post',
  }
  await vault.keepEnrolment(identity, 'read')
  await vault.keepTiles([{ adult: amira, shortName: 'Amira', initials: 'AL', senior: true, roleWords: 'SENCO', until: null }])
  await vault.firstSignIn(amira, escrow ?? '', pin)
  return { tables, vault, ledger: openLedger({ tables, vault, formOf, now: Date.now }) }
}
async function gone({ tables }: Disk): Promise<void> {
  tables.relaxed.close()
  await tables.strict.delete()
}

/** Makes the rows and leaves them with whoever serves this page, as the endpoint's replies. */
async function make(records: number, incidents = { count: 0, finished: 0 }, mapsOf: readonly number[] = [], everyTool?: { lines: number }): Promise<void> {
  const book = await makeCounty(records)
  await writeIncidents(book, incidents)
  await writeMaps(book, mapsOf)
  if (everyTool) await writeEveryTool(book, everyTool)
  const { rows, snapshot } = book
  const count = rows.length
  const put = (path: string, reply: unknown) => fetch(path, { method: 'PUT', body: JSON.stringify(reply) })
  for (let start = 0; start < count; start += pullPage) {
    const some = rows.slice(start, start + pullPage)
    const next = start + some.length
    await put(`/rows/pull-${start / pullPage}`, { epoch: 'bench', rows: some, next, more: next < count, headSeq: count, serverTime: Date.now() })
  }
  for (let start = 0; start < snapshot.length; start += snapshotPage) {
    const some = snapshot.slice(start, start + snapshotPage)
    const next = start + some.length
    await put(`/rows/snapshot-${start / snapshotPage}`, { epoch: 'bench', asOf: count, records: some, next: next < snapshot.length ? String(next) : null, serverTime: Date.now() })
  }
}
const page = async (name: string, index: number): Promise<string> => (await fetch(`/rows/${name}-${index}`)).text()

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The floor: the same pages fetched, parsed and put into one plain Dexie table. */
async function pullBare(): Promise<number> {
  const db = new Dexie('floor', { chromeTransactionDurability: 'strict' })
  db.version(1).stores({ rows: 'id, record' })
  await db.open()
  const ms = await timed(async () => {
    for (let index = 0, more = true; more; index += 1) {
      // Our own pages, made above.
      const reply = JSON.parse(await page('pull', index)) as { rows: object[]; more: boolean }
      await db.table('rows').bulkPut(reply.rows)
      more = reply.more
    }
  })
  await db.delete()
  return ms
}
async function receiveAll(ledger: Ledger): Promise<void> {
  for (let index = 0, more = true; more; index += 1) {
    const reply = v.parse(pullReply, JSON.parse(await page('pull', index)))
    if (!(await ledger.receive({ epoch: reply.epoch, rows: reply.rows, next: reply.next }, await ledger.cursor()))) throw new Error('a page was not taken')
    more = reply.more
  }
}
async function pull(): Promise<number> {
  const disk = await newDisk('bench-pull')
  const ms = await timed(() => receiveAll(disk.ledger))
  await gone(disk)
  return ms
}
async function pullSnapshot(): Promise<number> {
  const disk = await newDisk('bench-snapshot')
  const ms = await timed(async () => {
    for (let index = 0, more = true; more; index += 1) {
      const { epoch, asOf, records, next } = v.parse(snapshotReply, JSON.parse(await page('snapshot', index)))
      await disk.ledger.keepSnapshot({ epoch, asOf, records, next })
      more = next !== null
    }
  })
  await gone(disk)
  return ms
}

/** One pause of the fingers each (relaxed), and one finished record each (strict), while some records are there already. */
async function write(count: number): Promise<{ draft: number[]; revision: number[]; copyBytes: number; revisionBytes: number }> {
  const disk = await newDisk('bench-write')
  await learn(disk.ledger, await newPostKey('bench-key'))
  const draft: number[] = []
  const revision: number[] = []
  const words = 'Sat under the table and would not say why. '.repeat(20)
  for (let index = 0; index < count; index += 1) {
    const record = `bench-write-${index}`
    const changes = { 'words/': `${words}${index}`, 'place/': 'hall' }
    draft.push(await timed(() => disk.ledger.keepDraft({ record, adult: amira, kind: 'quick-record', after: [], changes, startedAt: Date.now() })))
    revision.push(await timed(async () => {
      await disk.ledger.append({ record, kind: 'quick-record', version: 1, act: 'close', after: [], author: amira, changes })
    }))
  }
  const mean = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const copyBytes = mean((await disk.tables.strict.posts.toArray()).map(({ sealed }) => sealed.length))
  const revisionBytes = mean((await disk.tables.strict.revisions.toArray()).map(({ sealed }) => sealed.byteLength))
  await gone(disk)
  return { draft, revision, copyBytes, revisionBytes }
}

/** Leaves the rows where the app looks for them, signed in as Amira on this tablet. */
async function fillApp(): Promise<void> {
  const disk = await newDisk()
  // As the first sign-in on a new tablet does, before it holds anything.
  await disk.ledger.afterUpdate(forms)
  await receiveAll(disk.ledger)
  disk.vault.lock()
  disk.tables.strict.close()
  disk.tables.relaxed.close()
}

const bench = { make, pullBare, pull, pullSnapshot, write, fillApp, timeTree, timeOnDisk: () => timeOnDisk(pin) }
declare global {
  interface Window { bench: typeof bench }
}
window.bench = bench

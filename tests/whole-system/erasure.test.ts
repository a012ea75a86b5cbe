import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkRevision } from '../../src/domain/history/revision'
import { abc } from '../../src/domain/records/abc'
import { child } from '../../src/domain/records/child'
import { forms } from '../../src/domain/records/catalogue'
import { eraseAgain } from '../../src/server/erase-again'
import { eraseRecord } from '../../src/server/erasure'
import { openErasureLedger } from '../../src/server/erasure-ledger'
import type { Sealed } from '../../src/storage/db'
import type { TestTablet } from '../support/tablet'
import { newTablet } from '../support/tablet'
import { threeAdults } from '../support/three-adults'

const { endpoint, setting, tablets } = threeAdults()
const newId = () => crypto.randomUUID()
const word = () => `Kettlewhistle-${newId()}`
const at = Date.parse('2026-03-03T09:00:00Z')

const erase = (record: string, kind: string = abc.kind) =>
  eraseRecord({ act: 'erase', setting: setting(), record, kind, why: 'request', decidedBy: 'hana', reviewedBy: 'chris', at }, { db: endpoint().db, pokes: endpoint().pokes, first: () => Promise.resolve() })

/** Everything on a tablet's disk that its key opens, and all that lies open. */
async function disk({ tables: { strict }, vault }: TestTablet): Promise<string> {
  const texts: string[] = []
  for (const table of strict.tables) {
    for (const row of (await table.toArray()) as (Record<string, unknown> & { value?: unknown; row?: unknown })[]) {
      texts.push(JSON.stringify(row))
      const sealed = [row, row.value, row.row].find((one): one is Sealed => typeof one === 'object' && one !== null && 'iv' in one)
      const key = table.schema.primKey.keyPath as string | string[]
      const id = [key].flat().map((path) => String(row[path])).join('|')
      for (const about of [`${table.name}|${id}`, `facts|${id.replace(/^fact\|/, '')}`]) if (sealed) texts.push(await vault.unseal(about, sealed).catch(() => ''))
    }
  }
  return texts.join('\n')
}
/** Everything in the endpoint's database. */
async function database(): Promise<string> {
  const { db } = endpoint()
  const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db)
  return (await Promise.all(tables.rows.map(async ({ name }) => JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows)))).join('\n')
}

test('no word of an erased record is left on any tablet or at the endpoint, though one was offline with words of its own', async () => {
  const [hall, nest, office] = await tablets('amira', 'chris', 'hana')
  const [record, moss, secret] = [newId(), newId(), word()]
  await office.write(child, moss, { name: 'Moss Kettle' })
  await office.sync()
  await hall.write(abc, record, { child: moss, before: secret })
  for (const tablet of [hall, nest, office]) await tablet.sync()
  expect(await disk(nest)).toContain(secret)
  // Amira goes on in a dead spot: an edit that waits, a draft, a step to take back, words about to be added.
  hall.goOffline()
  await hall.write(abc, record, { before: `${secret} and more` })
  await hall.ledger.keepDraft({ record, adult: 'amira', kind: 'abc', after: [], changes: { 'before/': `${secret} as a draft` }, startedAt: 1 })
  await hall.ledger.keepFact('undo amira', [{ record, back: [{ did: { 'before/': secret } }], forth: [] }, { record: 'other', back: ['Rain'], forth: [] }])
  await hall.ledger.keepFact(`adding|amira|${record}`, { words: secret })
  expect(await erase(record)).toBe(true)
  await nest.sync()
  hall.goOnline()
  expect(await hall.sync()).toEqual({ kind: 'done' })
  await office.sync()

  for (const tablet of [hall, nest, office]) {
    expect(await disk(tablet)).not.toContain(secret)
    expect(await tablet.checkpoint(record)).toBeNull()
    expect(await tablet.ledger.timeline(moss)).toEqual([])
    expect(await tablet.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
    expect(await tablet.ledger.setAside()).toBe(0)
    expect(await tablet.ledger.heldBack()).toBe(tablet === office ? 1 : 0)
    const headers = await tablet.ledger.revisions(record)
    expect(headers.map(({ body }) => body)).toEqual(headers.map(() => null))
    for (const { text } of headers) expect(await checkRevision(text, tablet.vault.sha256)).toMatchObject({ ok: true })
  }
  expect(await database()).not.toContain(secret)
  expect(await hall.ledger.fact('undo amira')).toEqual([{ record: 'other', back: ['Rain'], forth: [] }])
  // It is said on the tablet whose words went with it, and on no other, until somebody has read it.
  expect(await hall.ledger.erasure(record)).toEqual({ record, at, unsent: true })
  expect(await nest.ledger.erasure(record)).toEqual({ record, at, unsent: false })
  await hall.ledger.toldOfErasure(record)
  expect(await hall.ledger.erasure(record)).toEqual({ record, at, unsent: false })
  // Its neighbours and the cursor go on.
  await hall.write(abc, newId(), { child: moss, before: 'Rain' })
  for (const tablet of [hall, nest]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  expect(await nest.ledger.timeline(moss)).toHaveLength(1)
})

test('what is written on it after all, with its erasure known, goes at the next contact and is never stored', async () => {
  const [hall] = await tablets('amira')
  const [record, secret] = [newId(), word()]
  await hall.write(abc, record, { before: 'Rain' })
  await hall.sync()
  await erase(record)
  await hall.sync()
  await hall.ledger.append({ record, kind: 'abc', version: 1, act: 'edit', after: [], author: 'amira', changes: { 'before/': secret } })
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect(await disk(hall)).not.toContain(secret)
  expect(await hall.checkpoint(record)).toBeNull()
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  expect(await database()).not.toContain(secret)
})

test('a tablet that comes new, and one that was away all the while, know that it was erased and hold no word of it', async () => {
  const [hall, away] = await tablets('amira', 'chris')
  const [record, other, secret] = [newId(), newId(), word()]
  await away.sync()
  await hall.write(abc, record, { before: secret })
  await hall.write(abc, other, { before: 'Rain' })
  await hall.sync()
  await erase(record)
  await hall.write(abc, other, { before: 'Rain again' })
  await hall.sync()
  const late = await newTablet(endpoint(), setting(), 'hana')
  for (const tablet of [away, late]) {
    expect(await tablet.sync()).toEqual({ kind: 'done' })
    expect(await disk(tablet)).not.toContain(secret)
    expect(await tablet.ledger.erasure(record)).toEqual({ record, at, unsent: false })
    expect(await tablet.checkpoint(record)).toBeNull()
    expect((await tablet.read(abc, other)).answers.before).toBe('Rain again')
  }
})

test('killed in the middle of it, a tablet has erased all of it or none, and does it again', async () => {
  const [hall] = await tablets('amira')
  const [record, secret] = [newId(), word()]
  await hall.write(abc, record, { before: secret })
  await hall.sync()
  await erase(record)
  hall.net.loseAnswers = 9
  expect(await hall.sync()).toMatchObject({ kind: 'offline' })
  expect(await disk(hall)).toContain(secret)
  hall.net.loseAnswers = 0
  const again = await hall.killed()
  expect(await again.sync()).toEqual({ kind: 'done' })
  expect(await disk(again)).not.toContain(secret)
})

test('an app that does not know such rows keeps them as they came, and erases after its update', async () => {
  const [hall] = await tablets('amira')
  const [record, secret] = [newId(), word()]
  await hall.write(abc, record, { before: secret })
  await hall.sync()
  await hall.ledger.afterUpdate(forms)
  const { epoch, seq } = await hall.ledger.cursor()
  // As an older app would have: the row is of a kind it cannot read, and the cursor goes on.
  await hall.ledger.receive({ epoch: epoch ?? '', rows: [{ seq: seq + 1, later: { record } } as { seq: number }], next: seq + 1 }, { epoch, seq })
  const [aside] = await hall.tables.strict.setAside.toArray()
  expect(aside).toMatchObject({ reason: 'unknown-row' })
  const id = aside?.id ?? ''
  await hall.tables.strict.setAside.put({ id, at: 1, reason: 'unknown-row', row: await hall.vault.seal(`setAside|${id}`, JSON.stringify({ seq: seq + 1, erase: { record, at } })) })
  await hall.ledger.afterUpdate(forms)
  expect(await disk(hall)).toContain(secret)
  await hall.ledger.keepFact('forms', Object.fromEntries(forms.map(({ kind, version }) => [kind, version])))
  await hall.ledger.afterUpdate(forms)
  expect(await disk(hall)).not.toContain(secret)
  expect(await hall.ledger.erasure(record)).toEqual({ record, at, unsent: false })
  expect(await hall.ledger.setAside()).toBe(0)
})

test('a database put back from before the erasure is erased again, and a tablet that offers all it has brings no word back', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const [record, secret] = [newId(), word()]
  const made = await hall.write(abc, record, { before: secret })
  for (const tablet of [hall, nest]) await tablet.sync()
  // Decided and written down, but this database is the copy from before.
  const ledger = openErasureLedger(join(mkdtempSync(join(tmpdir(), 'steps-erased-')), 'erased'))
  await ledger.add({ act: 'erase', setting: setting(), record, kind: 'abc', why: 'retention', decidedBy: 'hana', reviewedBy: 'chris', at })
  expect(await eraseAgain(ledger, endpoint())).toMatchObject({ records: 1 })
  const identity = await hall.vault.identity()
  const answer = await endpoint().fetch('/api/v1/push', { method: 'POST', headers: { authorization: `Bearer ${identity?.postToken}` }, body: JSON.stringify({ device: identity?.device, epoch: null, revisions: [made.text, { ...made.text, body: null }] }) })
  expect(await answer.json()).toMatchObject({ results: [{ status: 'erased' }, { status: 'erased' }] })
  for (const tablet of [hall, nest]) {
    expect(await tablet.sync()).toEqual({ kind: 'done' })
    expect(await disk(tablet)).not.toContain(secret)
  }
  expect(await database()).not.toContain(secret)
})

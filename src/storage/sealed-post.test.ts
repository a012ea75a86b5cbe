// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { failingDisk } from '../../tests/support/failing-disk'
import { learn, newPostKey } from '../../tests/support/post-key'
import type { TabletDisk } from '../../tests/support/tablet-disk'
import { closeDisks, entry, setting, tabletDisk } from '../../tests/support/tablet-disk'
import { fromBase64Url, toBase64Url } from '../domain/history/base64url'
import { openPost } from '../server/post-keys'
import type { Delivery, Ledger } from './ledger'

afterEach(closeDisks)
const all = { items: 100, bytes: 10_000_000 }
const tablet = { setting, device: 'hall-1' }
const keysOf = (...keys: readonly { id: string; privateKey: string }[]) => () => Promise.resolve(new Map(keys.map(({ id, privateKey }) => [id, privateKey])))
const idsOf = async (ledger: Ledger) => (await ledger.sealedBatch(all)).map(({ id }) => id)
const quick = (record: string, words: string) => entry({ record, kind: 'quick-record', changes: { 'words/': words } })

/** As the session locks: what waits is sealed for the way, then all that was open goes. */
async function lock({ ledger, vault }: TabletDisk): Promise<void> {
  await ledger.sealWaiting()
  vault.lock()
  ledger.forget()
}

test('what is saved is sealed in the same breath, and the endpoint reads the very texts that were kept', async () => {
  const key = await newPostKey('key-1')
  const { ledger } = await tabletDisk()
  await learn(ledger, key)
  const first = await ledger.append(quick('q1', 'The newt is out.'))
  const second = await ledger.append(quick('q2', 'Hummed under the coats'))
  const copies = await ledger.sealedBatch(all)
  expect(await openPost(copies, tablet, keysOf(key))).toEqual([first, second].map(({ text }) => ({ id: text.id, revision: text })))
  expect(await ledger.sealedCount()).toBe(2)
})

test('a copy opens with no other key, as no other tablet’s or setting’s, and under no other id', async () => {
  const [key, other] = [await newPostKey('key-1'), await newPostKey('key-1')]
  const { ledger } = await tabletDisk()
  await learn(ledger, key)
  const kept = await ledger.append(quick('q1', 'The newt is out.'))
  const [copy] = await ledger.sealedBatch(all)
  const nothing = [{ id: kept.id, revision: null }]
  expect(await openPost([copy], tablet, keysOf(other))).toEqual(nothing)
  expect(await openPost([copy], tablet, keysOf())).toEqual(nothing)
  expect(await openPost([copy], { ...tablet, device: 'nest-1' }, keysOf(key))).toEqual(nothing)
  expect(await openPost([copy], { ...tablet, setting: 'dandelion' }, keysOf(key))).toEqual(nothing)
  const elsewhere = `1${'x'.repeat(43)}`
  expect(await openPost([{ ...copy, id: elsewhere }], tablet, keysOf(key))).toEqual([{ id: elsewhere, revision: null }])
  expect(await openPost([{ ...copy, key: 'key-2' }], tablet, keysOf(key, { ...other, id: 'key-2' }))).toEqual(nothing)
})

test('a changed letter anywhere, and what is no copy at all, open nothing and harm no neighbour', async () => {
  const key = await newPostKey('key-1')
  const { ledger } = await tabletDisk()
  await learn(ledger, key)
  const kept = await ledger.append(quick('q1', 'The newt is out.'))
  const [copy] = await ledger.sealedBatch(all)
  const bytes = fromBase64Url(copy?.sealed ?? '')
  const changed = [0, 1, 64, 65, 76, 77, bytes.length - 1].map((place) => ({ ...copy, sealed: toBase64Url(bytes.map((byte, index) => (index === place ? byte ^ 1 : byte))) }))
  const cut = ['', 'A', copy?.sealed.slice(0, 100)].map((sealed) => ({ ...copy, sealed }))
  const bad: unknown[] = [...changed, ...cut, null, 'copy', 7, {}, { id: 'too short' }, { ...copy, key: 'no such id!' }]
  const opened = await openPost([...bad, copy], tablet, keysOf(key))
  expect(opened.slice(0, -1).map(({ revision }) => revision)).toEqual(bad.map(() => null))
  expect(opened.at(-1)).toEqual({ id: kept.id, revision: kept.text })
})

test('after a new key what was sealed to the old one still opens, and the next sitting seals to the new one', async () => {
  const [old, next] = [await newPostKey('key-1'), await newPostKey('key-2')]
  const disk = await tabletDisk()
  await learn(disk.ledger, old)
  await disk.ledger.append(quick('q1', 'The newt is out.'))
  await learn(disk.ledger, next)
  await lock(disk)
  await disk.unlock()
  await disk.ledger.append(quick('q2', 'Hummed under the coats'))
  const copies = await disk.ledger.sealedBatch(all)
  expect(copies.map(({ key }) => key)).toEqual(['key-1', 'key-2'])
  expect((await openPost(copies, tablet, keysOf(old, next))).map(({ revision }) => revision !== null)).toEqual([true, true])
})

test('record, outbox entry and copy are kept together or not at all', async () => {
  const { ledger, tables } = await tabletDisk()
  await learn(ledger, await newPostKey('key-1'))
  const failing = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'posts')
  failing.due = 1
  await expect(ledger.append(quick('q1', 'The newt is out.'))).rejects.toMatchObject({ state: 'full' })
  failing.restore()
  expect(await Promise.all([tables.strict.revisions.count(), tables.strict.outbox.count(), tables.strict.posts.count()])).toEqual([0, 0, 0])
})

test('two copies share no byte of what seals them but the sitting they come from, and the next sitting shares nothing', async () => {
  const key = await newPostKey('key-1')
  const disk = await tabletDisk()
  await learn(disk.ledger, key)
  await disk.ledger.append(quick('q1', 'The newt is out.'))
  await disk.ledger.append(quick('q2', 'The newt is out.'))
  await lock(disk)
  await disk.unlock()
  await disk.ledger.append(quick('q3', 'The newt is out.'))
  const copies = (await disk.ledger.sealedBatch(all)).map(({ sealed }) => fromBase64Url(sealed))
  const sittings = new Set(copies.map((bytes) => toBase64Url(bytes.slice(0, 65))))
  const ivs = new Set(copies.map((bytes) => toBase64Url(bytes.slice(65, 77))))
  expect([sittings.size, ivs.size]).toEqual([2, 3])
})

test('a tablet that does not know the key yet keeps all the same, and seals what waits before it locks', async () => {
  const key = await newPostKey('key-1')
  const disk = await tabletDisk()
  const { ledger } = disk
  const early = await ledger.append(quick('q1', 'The newt is out.'))
  expect([await ledger.sealedCount(), (await ledger.outlook()).waiting]).toEqual([0, 1])
  await learn(ledger, key)
  const late = await ledger.append(quick('q2', 'Hummed under the coats'))
  expect(await idsOf(ledger)).toEqual([late.id])
  await lock(disk)
  expect(await idsOf(ledger)).toEqual([early.id, late.id])
  expect((await openPost(await ledger.sealedBatch(all), tablet, keysOf(key))).map(({ revision }) => revision)).toEqual([early.text, late.text])
})

test.each([['no point of the curve', 'B'.repeat(87)], ['no base64url', '!']])('a key that is %s stops no save', async (_what, publicKey) => {
  const { ledger } = await tabletDisk()
  await ledger.keepFact('roster', { postKey: { id: 'key-1', publicKey } })
  await ledger.append(quick('q1', 'The newt is out.'))
  expect([await ledger.sealedCount(), (await ledger.outlook()).waiting]).toEqual([0, 1])
})

test('while locked receipts empty outbox and copies; a no waits, with its reason, for the next sign-in', async () => {
  const key = await newPostKey('key-1')
  const disk = await tabletDisk()
  await learn(disk.ledger, key)
  const [a, b, c] = [await disk.ledger.append(quick('q1', 'a')), await disk.ledger.append(quick('q2', 'b')), await disk.ledger.append(quick('q3', 'c'))]
  await lock(disk)
  const { ledger, tables } = disk
  const answers: Delivery[] = [{ id: a.id, status: 'stored', seq: 4, receivedAt: 9_000 }, { id: b.id, status: 'refused', code: 'not-allowed' }, { id: c.id, status: 'missing-parent' }]
  await ledger.sealedDelivered(answers)
  await ledger.sealedDelivered(answers)
  expect([await idsOf(ledger), await ledger.sealedCount()]).toEqual([[], 0])
  expect(new Map((await tables.strict.posts.toArray()).map(({ id, code }) => [id, code]))).toEqual(new Map([[b.id, 'not-allowed'], [c.id, 'missing-parent']]))
  expect(await ledger.outlook()).toMatchObject({ waiting: 2, parked: 0 })
  await disk.unlock()
  expect(await ledger.standing('q1')).toEqual({ kind: 'received', at: 9_000 })
  expect((await ledger.batch(all)).map(({ id }) => id)).toEqual([b.id, c.id])
  await ledger.delivered([{ id: b.id, status: 'refused', code: 'not-allowed' }, { id: c.id, status: 'stored', seq: 5, receivedAt: 9_001 }])
  expect((await ledger.tray()).map(({ id, code }) => [id, code])).toEqual([[b.id, 'not-allowed']])
})

test('a copy that the endpoint could not open is sealed again, to the key it has now', async () => {
  const [lost, now] = [await newPostKey('key-1'), await newPostKey('key-2')]
  const disk = await tabletDisk()
  await learn(disk.ledger, lost)
  const kept = await disk.ledger.append(quick('q1', 'The newt is out.'))
  await lock(disk)
  await disk.ledger.sealedDelivered([{ id: kept.id, status: 'refused', code: 'not-opened' }])
  expect(await idsOf(disk.ledger)).toEqual([])
  await disk.unlock()
  await learn(disk.ledger, now)
  await lock(disk)
  expect((await disk.ledger.sealedBatch(all)).map(({ id, key }) => [id, key])).toEqual([[kept.id, 'key-2']])
})

test('what was parked is not sent again while locked, and what was made again is sealed anew', async () => {
  const key = await newPostKey('key-1')
  const disk = await tabletDisk()
  const { ledger } = disk
  await learn(ledger, key)
  const refused = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  const onTop = await ledger.append(entry({ after: [refused.id], changes: { 'knownAs/': 'Junie' } }))
  await ledger.delivered([{ id: refused.id, status: 'refused', code: 'not-allowed' }])
  const again = (await ledger.batch(all)).map(({ id }) => id)
  expect(again).not.toContain(onTop.id)
  await lock(disk)
  expect(await idsOf(ledger)).toEqual(again)
  expect((await disk.tables.strict.posts.toCollection().primaryKeys()).toSorted()).toEqual([refused.id, ...again].toSorted())
})

test('a copy of an incident that has a number says it, as the courier does', async () => {
  const key = await newPostKey('key-1')
  const { ledger } = await tabletDisk()
  await learn(ledger, key)
  const begun = await ledger.append(entry({ record: 'i1', kind: 'incident', changes: { 'before/': 'Queue' } }))
  expect(await ledger.sealedBatch(all)).toMatchObject([{ id: begun.id }])
  expect((await ledger.sealedBatch(all))[0]).not.toHaveProperty('number')
  await ledger.sealedDelivered([{ id: begun.id, status: 'stored', seq: 1, receivedAt: 5_000, number: 7 }])
  const next = await ledger.append(entry({ record: 'i1', kind: 'incident', after: [begun.id], changes: { 'before/': 'Queue for lunch' } }))
  const sent = await ledger.sealedBatch(all)
  expect(sent).toMatchObject([{ id: next.id, number: 7 }])
  expect((await openPost(sent, tablet, keysOf(key))).map(({ revision }) => revision)).toEqual([{ ...next.text, number: 7 }])
})

test('a batch keeps to its limits, parents first, and one larger than the limit goes alone', async () => {
  const key = await newPostKey('key-1')
  const { ledger } = await tabletDisk()
  await learn(ledger, key)
  const small = await ledger.append(quick('q1', 'a'))
  const large = await ledger.append(quick('q2', 'x'.repeat(50_000)))
  const after = await ledger.append(quick('q3', 'c'))
  const batch = async (limit: { items: number; bytes: number }) => (await ledger.sealedBatch(limit)).map(({ id }) => id)
  expect(await batch({ items: 1, bytes: 1_000_000 })).toEqual([small.id])
  expect(await batch({ items: 9, bytes: 10_000 })).toEqual([small.id])
  await ledger.sealedDelivered([{ id: small.id, status: 'duplicate', seq: 1, receivedAt: 1 }])
  expect(await batch({ items: 9, bytes: 10_000 })).toEqual([large.id])
  expect(await batch({ items: 9, bytes: 1_000_000 })).toEqual([large.id, after.id])
})

test('nothing on the locked disk opens a copy, and no word of it lies there in the clear', async () => {
  const key = await newPostKey('key-1')
  const disk = await tabletDisk()
  await learn(disk.ledger, key)
  const words = 'Quillon hummed under the coats'
  await disk.ledger.append(quick('q1', words))
  await lock(disk)
  const { strict } = disk.tables
  const lies: string[] = []
  const keys: CryptoKey[] = []
  const look = (value: unknown): void => {
    if (value instanceof CryptoKey) keys.push(value)
    else if (value instanceof ArrayBuffer) lies.push(Buffer.from(value).toString('latin1'))
    else if (ArrayBuffer.isView(value)) lies.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1'))
    else if (typeof value === 'string') lies.push(value, Buffer.from(value, 'base64url').toString('latin1'))
    else if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) look(one)
  }
  for (const table of strict.tables) for (const row of await table.toArray()) look(row)
  expect(lies.length).toBeGreaterThan(10)
  expect(lies.filter((one) => one.includes('hummed') || one.includes('coats'))).toEqual([])
  // The one key that opens a copy is derived from the endpoint's private half: no key here agrees one with anybody.
  expect(keys.filter(({ usages }) => usages.includes('deriveBits') || usages.includes('deriveKey'))).toEqual([])
  const [copy] = await disk.ledger.sealedBatch(all)
  const bytes = fromBase64Url(copy?.sealed ?? '')
  for (const one of keys.filter(({ usages }) => usages.includes('decrypt'))) {
    await expect(crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(65, 77), additionalData: new TextEncoder().encode(`${setting}|post|hall-1|${copy?.id}`) }, one, bytes.slice(77))).rejects.toThrow()
  }
})

import { expect, test } from 'vitest'
import { abc } from '../../src/domain/records/abc'
import { calmScript, calmScriptOf } from '../../src/domain/records/calm-script'
import { child } from '../../src/domain/records/child'
import { quickRecord } from '../../src/domain/records/quick-record'
import { enrol } from '../../src/sync/enrol'
import { threeAdults } from '../support/three-adults'

const { endpoint, setting, tablets } = threeAdults()

const twoTablets = () => tablets('amira', 'chris')
const newId = () => crypto.randomUUID()

test('what one adult writes in a dead spot reaches the other once there is signal', async () => {
  const [hall, nest] = await twoTablets()
  const record = newId()
  hall.goOffline()
  await hall.write(abc, record, { before: 'Queue for lunch' }, 'close')
  expect(await hall.sync()).toMatchObject({ kind: 'offline' })
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'here' })
  hall.goOnline()
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect(await nest.sync()).toEqual({ kind: 'done' })
  expect((await nest.read(abc, record)).answers.before).toBe('Queue for lunch')
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
})

test('two adults who change different answers about a child both keep theirs; the same answer is asked about', async () => {
  const [hall, nest] = await twoTablets()
  const moss = newId()
  await hall.write(child, moss, { name: 'Moss Kettle', room: 'Puddle' })
  await hall.sync()
  await nest.sync()
  hall.goOffline()
  nest.goOffline()
  await hall.write(child, moss, { knownAs: 'Mo', room: 'Oak' })
  await nest.write(child, moss, { healthHeld: 'Inhaler in the red bag', room: 'Elm' })
  hall.goOnline()
  nest.goOnline()
  for (const tablet of [hall, nest, hall]) await tablet.sync()
  for (const tablet of [hall, nest]) {
    const reading = await tablet.read(child, moss)
    expect(reading.answers).toMatchObject({ name: 'Moss Kettle', knownAs: 'Mo', healthHeld: 'Inhaler in the red bag' })
    expect(reading.clashes).toEqual(['room/'])
    expect(reading.candidates.get('room/')?.map(({ value }) => value).toSorted()).toEqual(['Elm', 'Oak'])
  }
  await nest.write(child, moss, { room: 'Oak' })
  // Choosing what is already shown is a choice too: it names both heads.
  const shown = await nest.read(child, moss)
  if (shown.clashes.length > 0) {
    await nest.ledger.append({ record: moss, kind: 'child', version: 1, act: 'edit', after: shown.checkpoint.heads, author: 'chris', changes: { 'room/': 'Oak' } })
  }
  await nest.sync()
  await hall.sync()
  expect(await hall.read(child, moss)).toMatchObject({ clashes: [], answers: { room: 'Oak' } })
})

test('a calm script begun on two tablets apart is one script on both, and at the LA', async () => {
  const [hall, nest] = await tablets('hana', 'chris')
  const pip = newId()
  const script = calmScriptOf(pip)
  await hall.write(child, pip, { name: 'Pip Marmalade', keyPerson: 'chris' })
  await hall.sync()
  await nest.sync()
  hall.goOffline()
  nest.goOffline()
  await hall.write(calmScript, script, { child: pip, helpSay: 'I am near.', helps: 'Lego' })
  await nest.write(calmScript, script, { child: pip, helpSay: 'Here I am.', avoid: 'Touch' })
  hall.goOnline()
  nest.goOnline()
  for (const tablet of [hall, nest, hall]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  for (const tablet of [hall, nest]) {
    expect(await tablet.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
    const reading = await tablet.read(calmScript, script)
    expect(reading.answers).toMatchObject({ child: pip, helps: 'Lego', avoid: 'Touch' })
    expect(reading.clashes).toEqual(['helpSay/'])
    expect((await tablet.ledger.timeline(pip)).map(({ record }) => record)).toContain(script)
  }
  expect((await hall.checkpoint(script))?.heads).toEqual((await nest.checkpoint(script))?.heads)
})

test('a lost answer makes no second copy, and an app killed before the receipt sends again', async () => {
  const [hall, nest] = await twoTablets()
  const record = newId()
  await hall.sync()
  await hall.write(quickRecord, record, { words: 'Sorrel sat under the coats' }, 'close')
  hall.net.loseAnswers = 1
  expect(await hall.sync()).toMatchObject({ kind: 'offline' })
  const again = await hall.killed()
  expect(await again.ledger.outlook()).toMatchObject({ waiting: 1 })
  expect(await again.sync()).toEqual({ kind: 'done' })
  await nest.sync()
  expect((await nest.ledger.revisions(record)).length + ((await nest.checkpoint(record))?.count ?? 0)).toBeGreaterThan(0)
  expect(await nest.checkpoint(record)).toMatchObject({ count: 1 })
})

test('a web filter that answers 200 with a page of its own is never taken for a receipt', async () => {
  const [hall] = await tablets('amira')
  const record = newId()
  await hall.write(quickRecord, record, { words: 'Rowan asked for help' }, 'close')
  hall.net.state = 'filter'
  expect(await hall.sync()).toMatchObject({ kind: 'not-ours' })
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'here' })
  hall.net.state = 'there'
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
})

test('a clock three years off neither loses a word nor wins an argument', async () => {
  const [hall, nest] = await twoTablets()
  const pip = newId()
  await hall.write(child, pip, { name: 'Pip Marmalade' })
  await hall.sync()
  await nest.sync()
  nest.clock.offsetMs = -3 * 365 * 86_400_000
  await nest.write(child, pip, { room: 'Elm' })
  await nest.sync()
  await hall.sync()
  expect((await hall.read(child, pip)).answers.room).toBe('Elm')
  await hall.write(child, pip, { room: 'Oak' })
  await hall.sync()
  await nest.sync()
  expect(await nest.read(child, pip)).toMatchObject({ answers: { room: 'Oak' }, clashes: [] })
})

test('a revoked tablet keeps what it has not sent, and sends it once it has joined again', async () => {
  const [hall, nest] = await twoTablets()
  const record = newId()
  await hall.sync()
  await hall.write(quickRecord, record, { words: 'Juniper joined in' }, 'close')
  const identity = await hall.vault.identity()
  await endpoint().revoke(setting(), identity?.device ?? '')
  expect(await hall.sync()).toEqual({ kind: 'revoked' })
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 1 })
  const again = await hall.killed()
  expect((await again.read(quickRecord, record)).answers.words).toBe('Juniper joined in')
  const joined = await enrol(again.wire, again.vault, { code: await endpoint().makeEnrolmentCode(setting()), tabletName: 'Puddle tablet' })
  expect(joined).toMatchObject({ ok: true, value: { device: identity?.device } })
  expect(await again.sync()).toEqual({ kind: 'done' })
  await nest.sync()
  expect((await nest.read(quickRecord, record)).answers.words).toBe('Juniper joined in')
})

test('one record the endpoint does not take waits for a person and holds nothing else up', async () => {
  const [hall, nest] = await twoTablets()
  await hall.sync()
  const theirs = newId()
  await nest.write(quickRecord, theirs, { words: 'Only Chris may add to this' })
  await nest.sync()
  await hall.sync()
  // Not an act the glass offers: another adult's own record.
  await hall.write(quickRecord, theirs, { words: 'Amira wrote over it' })
  const record = newId()
  await hall.write(quickRecord, record, { words: 'Rowan asked for help' }, 'close')
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect(await hall.ledger.standing(theirs)).toEqual({ kind: 'refused', code: 'not-allowed' })
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
  expect((await hall.read(quickRecord, theirs)).answers.words).toBe('Only Chris may add to this')
  expect(await hall.ledger.tray()).toMatchObject([{ record: theirs, code: 'not-allowed' }])
})

test('closed on two tablets apart: the first stands, the other is kept and offered', async () => {
  const [hall, nest] = await tablets('amira', 'amira')
  const record = newId()
  await hall.write(quickRecord, record, { words: 'Begun in the hall' })
  await hall.sync()
  await nest.sync()
  hall.goOffline()
  nest.goOffline()
  await hall.write(quickRecord, record, { words: 'Finished in the hall' }, 'close')
  await nest.write(quickRecord, record, { words: 'Finished in the nest' }, 'close')
  hall.goOnline()
  nest.goOnline()
  await hall.sync()
  await nest.sync()
  await hall.sync()
  for (const tablet of [hall, nest]) expect((await tablet.read(quickRecord, record)).answers.words).toBe('Finished in the hall')
  expect(await nest.ledger.tray()).toMatchObject([{ record, code: 'already-closed' }])
})

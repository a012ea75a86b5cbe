import { expect, test } from 'vitest'
import { account } from '../../src/domain/records/account'
import { incident } from '../../src/domain/records/incident'
import type { TestTablet } from '../support/tablet'
import { threeAdults } from '../support/three-adults'

const { tablets } = threeAdults()

const newId = () => crypto.randomUUID()
const act = async (tablet: TestTablet, record: string, how: 'sign' | 'countersign') =>
  tablet.ledger.append({ record, kind: 'incident', version: 1, act: how, after: (await tablet.checkpoint(record))?.heads ?? [], author: tablet.adult, changes: {} })

test('incidents written offline on two tablets are numbered at receipt, and every tablet knows the same numbers', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const [first, second, third] = [newId(), newId(), newId()]
  hall.goOffline()
  await hall.write(incident, first, { words: 'Held the gate' })
  await hall.write(incident, third, { words: 'Held the door' })
  await nest.write(incident, second, { words: 'Guided by the arm' })
  expect([await hall.sync(), await nest.sync()]).toMatchObject([{ kind: 'offline' }, { kind: 'done' }])
  expect([await hall.ledger.numberOf(first), await nest.ledger.numberOf(second)]).toEqual([null, 1])

  // The answer is lost: numbered there, not known here until it is asked again.
  hall.goOnline()
  hall.net.loseAnswers = 1
  expect(await hall.sync()).toMatchObject({ kind: 'offline' })
  expect(await hall.ledger.numberOf(first)).toBeNull()
  const again = await hall.killed()
  expect([await again.sync(), await nest.sync()]).toEqual([{ kind: 'done' }, { kind: 'done' }])
  const [late] = await tablets('hana')
  expect(await late.sync()).toEqual({ kind: 'done' })
  for (const tablet of [again, nest, late]) {
    expect(await Promise.all([second, first, third].map((record) => tablet.ledger.numberOf(record)))).toEqual([1, 2, 3])
    expect(await tablet.ledger.numberOf('amira')).toBeNull()
  }
})

test('a signature that is not the author’s, and a change of a signed incident made offline, each end where they should', async () => {
  const [hall, nest, office] = await tablets('amira', 'chris', 'hana')
  const record = newId()
  await hall.write(incident, record, { words: 'Held the gate' })
  for (const tablet of [hall, nest, office]) await tablet.sync()

  nest.goOffline()
  await nest.write(incident, record, { placeWords: 'By the bins' })
  // Not an act the glass offers: Hana did not write it.
  await act(office, record, 'sign')
  expect(await office.sync()).toEqual({ kind: 'done' })
  expect(await office.ledger.standing(record)).toEqual({ kind: 'refused', code: 'not-allowed' })
  expect((await office.checkpoint(record))?.freeze).toBeNull()

  await act(hall, record, 'sign')
  await hall.sync()
  await office.sync()
  await act(office, record, 'countersign')
  expect(await office.sync()).toEqual({ kind: 'done' })
  expect(await office.ledger.standing(record)).toMatchObject({ kind: 'received' })

  nest.goOnline()
  for (const tablet of [nest, hall, office]) await tablet.sync()
  for (const tablet of [nest, hall, office]) {
    const reading = await tablet.read(incident, record)
    expect(reading.answers).toMatchObject({ words: 'Held the gate', placeWords: '' })
    expect(reading.checkpoint).toMatchObject({ freeze: { author: 'amira', act: 'sign' }, late: [{ source: { author: 'chris' }, changes: { 'placeWords/': 'By the bins' } }] })
  }
})

test('an account is its author’s: what another adult wrote into it is refused and leaves it as it was', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const record = newId()
  await hall.write(account, record, { words: 'I held the gate.' })
  await hall.sync()
  await nest.sync()
  await nest.write(account, record, { words: 'She let go of the gate.' })
  expect(await nest.sync()).toEqual({ kind: 'done' })
  expect(await nest.ledger.standing(record)).toEqual({ kind: 'refused', code: 'not-allowed' })
  await hall.sync()
  for (const tablet of [hall, nest]) expect((await tablet.read(account, record)).answers.words).toBe('I held the gate.')
})

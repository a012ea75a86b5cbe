import { expect, test, vi } from 'vitest'
import { paperPart } from '../../src/domain/schema/definition'
import { bathNote } from '../support/added-form'
import { threeAdults } from '../support/three-adults'

// The one line, at the tablets and at the endpoint.
vi.mock('../../src/domain/records/catalogue', async (real) => (await import('../support/added-form')).withBathNote(await real<typeof import('../../src/domain/records/catalogue')>()))

const { tablets } = threeAdults()
const newId = () => crypto.randomUUID()

test('a form added by one line is received by the endpoint and merged there, with nothing else written', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const record = newId()
  const began = await hall.write(bathNote, record, { words: 'The jug.' })
  await hall.sync()
  await nest.sync()
  await hall.write(bathNote, record, { toys: ['bath-boat'], splash: 1 })
  await nest.ledger.append({ record, kind: bathNote.kind, version: 1, act: 'edit', after: [began.id], author: 'chris', changes: { 'toys/bath-jug': true, [paperPart]: { wall: '2026-11-24T08:40', zone: 'Europe/London', precision: 'exact' } } })
  for (const tablet of [hall, nest, hall]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  for (const tablet of [hall, nest]) {
    const reading = await tablet.read(bathNote, record)
    expect([reading.answers, reading.clashes]).toMatchObject([{ words: 'The jug.', toys: ['bath-boat', 'bath-jug'], splash: 1 }, []])
    expect(reading.shown[paperPart]).toMatchObject({ wall: '2026-11-24T08:40' })
  }
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
})

test('what its fields may not hold is turned away, kept on its tablet and said', async () => {
  const [hall] = await tablets('amira')
  const record = newId()
  await hall.ledger.append({ record, kind: bathNote.kind, version: 1, act: 'edit', after: [], author: 'amira', changes: { 'splash/': 9 } })
  await hall.sync()
  expect(await hall.ledger.outlook()).toMatchObject({ parked: 1 })
})

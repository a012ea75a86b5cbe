import { beforeAll, describe, expect, test } from 'vitest'
import { fold } from '../../src/domain/history/read'
import type { Revision } from '../../src/domain/history/revision'
import { openRevision } from '../../src/domain/history/revision'
import type { PullRow, Receipt } from '../../src/protocol/messages'
import { newHand } from '../support/make-revisions'
import type { Held, Told } from './truth'
import { brokenPromises, digestWith, noRows } from './truth'

/** Two notes and an incident, all as it should be; each case spoils one thing. */
let revisions: Revision[]
beforeAll(async () => {
  const hand = await newHand()
  const made = (record: string, kind: string, changes: Record<string, string>) => hand.make({ setting: 'willow-hall', device: 'hall-1', author: 'amira', record, kind, changes })
  revisions = [await made('note-1', 'quick-record', { 'words/': 'The newt is out.' }), await made('incident-1', 'incident', { 'before/': 'The bell rang.' }), await made('note-2', 'quick-record', { 'words/': 'The newt is in.' })]
})
const receivedAt = 1_795_000_000_000
const numberOf = ({ header }: Revision) => (header.kind === 'incident' ? { number: 1 } : {})
const rowsOf = (all: readonly Revision[]): PullRow[] => all.map((one, index) => ({ seq: index + 1, receivedAt, ...numberOf(one), ...one.text }))
const recordsOf = (all: readonly Revision[]): Held['records'] => all.map((one, index) => ({ record: one.header.record, kind: one.header.kind, upTo: index + 1, checkpoint: JSON.stringify(fold(null, [openRevision(one.text)])?.checkpoint) }))
const receiptOf = (one: Revision, index: number): Receipt => ({ id: one.id, status: 'stored', seq: index + 1, receivedAt, ...numberOf(one) })

function good(): { held: { rows: PullRow[]; records: Held['records'] }; told: Told } {
  const rows = rowsOf(revisions)
  return {
    held: { rows, records: recordsOf(revisions) },
    told: {
      tablet: 'hall', made: revisions.map(({ text }) => text), receipts: new Map(revisions.map((one, index) => [one.id, receiptOf(one, index)])), contradicted: [],
      read: { seq: rows.length, digest: rows.reduce(digestWith, noRows) },
      records: new Map(revisions.flatMap((one) => { const made = fold(null, [one]); return made ? [[one.header.record, made.checkpoint] as const] : [] })),
    },
  }
}
const spoiled = (row: number, over: Partial<PullRow>) => ({ held, told }: ReturnType<typeof good>) => ({ held: { ...held, rows: held.rows.map((one, index) => (index === row ? { ...one, ...over } : one)) }, told })

test('where everything is as it was told, no promise is broken', () => {
  const { held, told } = good()
  expect(brokenPromises(held, [told])).toEqual([])
})

describe('a promise that was broken is named:', () => {
  test.each<[string, (whole: ReturnType<typeof good>) => { held: Held; told: Told }, RegExp]>([
    ['a receipted revision that is gone', ({ held, told }) => ({ held: { ...held, rows: held.rows.slice(0, 2) }, told }), /was receipted as number 3 and is not there/],
    ['a row that was torn', spoiled(2, { header: '{"setting":"wil' }), /cannot be read[^]*has other bytes than were sent/],
    ['a body that was changed', spoiled(0, { body: '{}' }), /has other bytes than were sent/],
    ['a hole in the numbers', spoiled(2, { seq: 4 }), /a gap: number 3 is 4/],
    ['a revision that is kept twice', ({ held, told }) => ({ held: { ...held, rows: [...held.rows, { ...held.rows[0], seq: 4 } as PullRow] }, told }), /1 revisions are kept twice/],
    ['a number in the book that was left out', spoiled(1, { number: 2 }), /the book is not 1 to 1/],
    ['a note with a number in the book', spoiled(0, { number: 2 }), /quick-record note-1 has the number 2/],
    ['a revision that never had a receipt', ({ held, told }) => ({ held, told: { ...told, receipts: new Map([...told.receipts].slice(1)) } }), /never had a receipt/],
    ['a good revision that was refused', ({ held, told }) => ({ held, told: { ...told, receipts: new Map([...told.receipts].map(([id, one]) => [id, { ...one, status: 'refused' as const, code: 'trouble' as const }])) } }), /a good revision was answered trouble/],
    ['two receipts that differ', ({ held, told }) => ({ held, told: { ...told, contradicted: ['one'] } }), /two receipts of one differ/],
    ['a tablet that has not read everything', ({ held, told }) => ({ held, told: { ...told, read: { seq: 2, digest: '' } } }), /hall has read to 2 of 3/],
    ['a tablet that has read other words', ({ held, told }) => ({ held, told: { ...told, read: { seq: 3, digest: 'other' } } }), /and other words/],
    ['a tablet that shows another record than its rows', ({ held, told }) => ({ held, told: { ...told, records: new Map([...told.records].map(([record, one]) => [record, { ...one, count: 7 }])) } }), /hall reads note-1 otherwise/],
    ['a checkpoint that is not its rows', ({ held, told }) => ({ held: { ...held, records: held.records.map((one) => ({ ...one, checkpoint: '{}' })) }, told }), /the checkpoint of note-1 is not its rows/],
  ])('%s', (_what, spoil, says) => {
    const { held, told } = spoil(good())
    expect(brokenPromises(held, [told]).join('\n')).toMatch(says)
  })
})

import { expect, test } from 'vitest'
import type { Definition } from '../schema/definition'
import type { Changes, Fields } from '../schema/field'
import { anxietyMap } from '../records/anxiety-map'
import { child } from '../records/child'
import { rootsAndFruits } from '../records/roots-and-fruits'
import { fold, view } from '../history/read'
import type { Revision } from '../history/revision'
import { newHand } from '../../../tests/support/make-revisions'
import { differencesIn } from './differences'

const say = { adult: (id: string) => id, child: (id: string) => id, word: (_key: string, usual: string) => usual }

/** One child whose record Moss and Sorrel changed without having seen each other. */
const apart = (start: Changes, byMoss: Changes, bySorrel: Changes) => apartIn(child, start, byMoss, bySorrel)
async function apartIn<F extends Fields>(form: Definition<F>, start: Changes, byMoss: Changes, bySorrel: Changes) {
  const hand = await newHand()
  const of = (author: string, changes: Changes, after: readonly Revision[]) =>
    hand.make({ setting: 'willow-hall', record: 'pip', kind: form.kind, author, device: `${author}-1`, at: author === 'moss' ? 2_000 : 3_000, after: after.map(({ id }) => id), changes })
  const first = await of('rowan', start, [])
  const revisions = [first, await of('moss', byMoss, [first]), await of('sorrel', bySorrel, [first])]
  const folded = fold(null, revisions)
  if (!folded) throw new Error('nothing to read')
  return view(form, folded.checkpoint)
}
const brief = (found: ReturnType<typeof differencesIn>) =>
  found.map(({ part, kind, label, both, versions }) => ({ part, kind, label, both, versions: versions.map(({ words, value, source }) => [source.author, value === null ? null : words]) }))

test('two long texts may be kept one under the other, two short ones side by side', async () => {
  const reading = await apart({}, { 'healthHeld/': 'Asthma.', 'room/': 'Otter' }, { 'healthHeld/': 'Eczema.', 'room/': 'Hedgehog' })
  expect(brief(differencesIn(child, reading, { say, sensitive: false }))).toEqual([
    { part: 'room/', kind: 'words', label: 'Year, class or room', both: 'Otter, Hedgehog', versions: [['moss', 'Otter'], ['sorrel', 'Hedgehog']] },
    { part: 'healthHeld/', kind: 'words', label: 'Health needs that matter if held', both: 'Asthma.\nEczema.', versions: [['moss', 'Asthma.'], ['sorrel', 'Eczema.']] },
  ])
})

test('a coded answer is one or the other, in words, and an answer taken away is a version too', async () => {
  const reading = await apart({ 'senStage/': 'n', 'knownAs/': 'Pip' }, { 'senStage/': 'k', 'knownAs/': null }, { 'senStage/': 'e', 'knownAs/': 'Pippin' })
  expect(brief(differencesIn(child, reading, { say, sensitive: false }))).toEqual([
    { part: 'knownAs/', kind: 'words', label: 'Known as', both: null, versions: [['moss', null], ['sorrel', 'Pippin']] },
    { part: 'senStage/', kind: 'words', label: 'SEN stage', both: null, versions: [['moss', 'SEN support'], ['sorrel', 'Education, health and care plan']] },
  ])
})

test('a parent taken away by one and changed by the other is asked about once, as a whole', async () => {
  const row = { 'parents/p1': true, 'parents/p1/rank': 'a0', 'parents/p1/name': 'Wren Marmalade' }
  const reading = await apart(row, { 'parents/p1': null }, { 'parents/p1': true, 'parents/p1/phone': '01632 960 001' })
  expect(brief(differencesIn(child, reading, { say, sensitive: false }))).toEqual([
    { part: 'parents/p1', kind: 'stays', label: 'Parents and carers: Wren Marmalade', both: null, versions: [['moss', null], ['sorrel', 'Wren Marmalade, 01632 960 001']] },
  ])
})

test('a tick one put and the other took away stays or goes', async () => {
  const reading = await apart({ 'senNeeds/asd': true }, { 'senNeeds/asd': null }, { 'senNeeds/asd': true })
  expect(brief(differencesIn(child, reading, { say, sensitive: false }))).toEqual([
    { part: 'senNeeds/asd', kind: 'stays', label: 'SEN needs', both: null, versions: [['moss', null], ['sorrel', 'Autism']] },
  ])
})

test('nobody is asked to choose between answers they may not read', async () => {
  const row = { 'parents/p1': true, 'parents/p1/rank': 'a0' }
  const reading = await apart(row, { 'upn/': 'H801200001001', 'parents/p1/careOrder': 'yes' }, { 'upn/': 'H801200001002', 'parents/p1/careOrder': 'no' })
  expect(differencesIn(child, reading, { say, sensitive: false })).toEqual([])
  expect(differencesIn(child, reading, { say, sensitive: true }).map(({ part }) => part)).toEqual(['parents/p1/careOrder', 'upn/'])
})

test('two scores under one name are chosen like words; scores under two names both stand', async () => {
  const item = { 'items/i1': true, 'items/i1/rank': 'a0', 'items/i1/words': 'Hall' }
  const reading = await apartIn(anxietyMap, item, { 'items/i1': true, 'items/i1/scores/child': 2, 'items/i1/scores/moss': 1 }, { 'items/i1': true, 'items/i1/scores/child': 5, 'items/i1/scores/sorrel': 4 })
  expect(brief(differencesIn(anxietyMap, reading, { say, sensitive: false }))).toEqual([
    { part: 'items/i1/scores/child', kind: 'words', label: 'Map: Hall, Scores', both: null, versions: [['moss', 'The child +2'], ['sorrel', 'The child +5']] },
  ])
  expect(reading.answers.items[0]?.scores).toMatchObject({ moss: 1, sorrel: 4 })
})

test('nobody who may not see a row that is kept close is asked about it', async () => {
  const row = { 'entries/e1': true, 'entries/e1/rank': 'a0', 'entries/e1/words': 'Noise', 'entries/e1/reach/kept-close': true }
  const reading = await apartIn(rootsAndFruits, row, { 'entries/e1': true, 'entries/e1/words': 'Noise at home' }, { 'entries/e1': true, 'entries/e1/words': 'Moved twice' })
  expect(differencesIn(rootsAndFruits, reading, { say, sensitive: false })).toEqual([])
  expect(differencesIn(rootsAndFruits, reading, { say, sensitive: true }).map(({ part }) => part)).toEqual(['entries/e1/words'])
})

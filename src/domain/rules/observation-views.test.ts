// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { NewRevision, Revision } from '../history/revision'
import { stepsPack } from '../pack/pack'
import { observation } from '../records/observation'
import { blank, touched } from '../schema/definition'
import { linesOf } from '../schema/faces'
import type { Say } from '../schema/field'
import { addedRow } from '../schema/field'
import type { Reader } from './child-export'
import { childFile, chronologyOf, csvOf, everything } from './child-export'

const names: Readonly<Record<string, string>> = { moss: 'Moss', pip: 'Pip', amira: 'Amira' }
const say: Say = { adult: (id) => names[id] ?? id, child: (id) => names[id] ?? id, word: (_key, usual) => usual }
const { views } = observation.fields
const moss = addedRow(views, [], 'moss', { child: 'moss', words: 'Held the jug with both hands', usual: 'yes', wellbeingScale: 4 })
const pip = addedRow(views, [moss], 'pip', { child: 'pip', words: 'Watched, then poured once', usual: 'not-sure' })
const held = (changes: NewRevision['changes'], given: Partial<NewRevision> = {}) => revise({ record: 'look', kind: observation.kind, version: 2, act: 'close', changes, ...given })
const readerOf = (child: string): Reader => ({ child, mayRead: () => true, sensitive: false, say, wallAt: () => '2026-11-24T10:41', parents: [], numberOf: () => null })
/** A child's chronology as lines, as a spreadsheet and as data. */
function takenBy(child: string, revisions: readonly Revision[]): string {
  const folded = fold(null, revisions)
  if (!folded) throw new Error('nothing kept')
  const entries = chronologyOf([folded.checkpoint], readerOf(child))
  const head = { madeAt: '2026-11-24T10:41', setting: 'Willow Hall', pack: stepsPack, filter: everything }
  return [entries.flatMap(({ lines, later }) => [...lines, ...later].map(({ words }) => words)).join('\n'), csvOf(observation, entries, readerOf(child)), JSON.stringify(childFile(entries, readerOf(child), head).records)].join('\n')
}

const answers = { ...blank(observation), children: ['moss', 'pip'], saw: 'Water tray, by turns', before: 'The song had ended', views: [moss, pip] }

test.each([
  ['moss', 'Moss, another child', 'Child: Moss; What this child did: Held the jug with both hands; Wellbeing, as it looked: 4: At ease; Usual at this child’s stage? Yes'],
  ['pip', 'another child, Pip', 'Child: Pip; What this child did: Watched, then poured once; Usual at this child’s stage? Not sure'],
])('in the chronology of %s stands their own part and no other child’s', async (child, who, own) => {
  const folded = fold(null, [await held(touched(observation, blank(observation), answers))])
  if (!folded) throw new Error('nothing kept')
  const [entry] = chronologyOf([folded.checkpoint], readerOf(child))
  const lines = Object.fromEntries((entry?.lines ?? []).map(({ field, words }) => [field, words]))
  expect(lines).toMatchObject({ children: who, saw: 'Water tray, by turns', views: own })
})

const ofOne = { saw: 'By the boat', wellbeingScale: 2, involvementScale: 5, usual: 'no' } as const
test.each<[string, readonly string[], boolean]>([
  ['of one child', ['moss'], true],
  ['of several', ['moss', 'pip'], false],
])('in what is taken away of an observation %s stand the numbers and the stage given without a name: %s', async (_how, children, stand) => {
  const kept = [await held(touched(observation, blank(observation), { ...blank(observation), ...ofOne, children }))]
  for (const child of children) {
    const text = takenBy(child, kept)
    expect(['By the boat', 'Uneasy', 'Fully taken up', '"No"', '"wellbeingScale":2', '"involvementScale":5', '"usual":"no"'].map((one) => text.includes(one))).toEqual([true, ...Array<boolean>(6).fill(stand)])
  }
})

test.each<[string, readonly string[], NewRevision['changes'], boolean]>([
  ['of one child', ['moss'], { 'wellbeingScale/': 2 }, true],
  ['of several', ['moss', 'pip'], { 'wellbeingScale/': 2 }, false],
  ['that brings a second child', ['moss'], { 'wellbeingScale/': 2, 'children/pip': true }, false],
])('a late edit %s says such a number: %j %j %s', async (_how, children, changes, says) => {
  const first = await held(touched(observation, blank(observation), { ...blank(observation), children }), { act: 'edit' })
  const closed = await held({}, { after: [first.id], at: 2_000 })
  const late = await held(changes, { act: 'edit', after: [first.id], at: 3_000, author: 'gwen' })
  const text = takenBy('moss', [first, closed, late])
  expect([text.includes('proposed'), text.includes('Uneasy')]).toEqual([true, says])
})

test('a parent’s copy has what was seen and the child’s own part, and no view, number or part of another', () => {
  const full = { ...answers, communication: 'Wants a turn', wellbeing: 'At ease', involvement: 'Pouring' }
  expect(linesOf(observation, full, say, { audience: 'parent', about: 'pip', without: ['Moss'] }).map(({ field, words }) => [field, words])).toEqual([
    ['children', 'another child, Pip'],
    ['saw', 'Water tray, by turns'],
    ['views', 'Child: Pip; What this child did: Watched, then poured once'],
  ])
})

test.each<[string, Partial<typeof answers> & Record<string, unknown>, string[]]>([
  ['of one child the numbers and the stage are asked', { children: ['moss'] }, ['wellbeingScale', 'involvementScale', 'usual']],
  ['of several, each has their own', {}, []],
  ['what was given while there was one is not out of sight', { usual: 'no', wellbeingScale: 2 }, ['wellbeingScale', 'usual']],
])('%s', (_name, given, expected) => {
  const all: Readonly<Record<string, unknown>> = { ...answers, ...given }
  expect((['wellbeingScale', 'involvementScale', 'usual'] as const).filter((name) => observation.fields[name].asked(all))).toEqual(expected)
})

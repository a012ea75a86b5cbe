// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { Checkpoint } from '../history/read'
import { abc } from '../records/abc'
import { anxietyMap } from '../records/anxiety-map'
import { calmScript } from '../records/calm-script'
import { deEscalation } from '../records/de-escalation'
import { incident } from '../records/incident'
import { observation } from '../records/observation'
import { plan } from '../records/plan'
import { predictPrevent } from '../records/predict-prevent'
import { quickRecord } from '../records/quick-record'
import { riskCalculator } from '../records/risk-calculator'
import { rootsAndFruits } from '../records/roots-and-fruits'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank, touched } from '../schema/definition'
import type { Fields, Row, RowFields, RowsField, Say } from '../schema/field'
import { addedRow } from '../schema/field'
import { toldIn } from './carry'
import { neverHere } from './never-in-plan'
import { flowOffers, measureOffers, noEvidence, notYetIn, strategyOffers, timesItDidNot, triggerOffers } from './plan-offers'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
async function kept<F extends Fields>(record: string, form: Definition<F>, answers: Partial<AnswersOf<Definition<F>>>): Promise<Checkpoint> {
  const folded = fold(null, [await revise({ record, kind: form.kind, version: form.version, changes: touched(form, blank(form), { ...blank(form), ...answers }) })])
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}
const rowsOf = <F extends RowFields>(field: RowsField<F>, given: readonly (Partial<Row<F>> & { id: string })[]): readonly Row<F>[] =>
  given.reduce<readonly Row<F>[]>((rows, one) => [...rows, addedRow(field, rows, one.id, one)], [])
const none = { say, standing: [] } as const

describe('triggers', () => {
  const evidence = async () => ({
    ...noEvidence,
    told: toldIn([
      await kept('a1', abc, { before: 'Tidy-up. Everyone stood.' }),
      await kept('a2', abc, { before: 'Tidy-up' }),
      await kept('i1', incident, { antecedents: ['noise', 'before-not-seen', 'other'], triggers: 'The bell' }),
      await kept('o1', observation, { dayPart: 'tidy-up', wellbeingScale: 5, saw: 'Carried the box' }),
      await kept('o2', observation, { dayPart: 'tidy-up', wellbeingScale: 5, usual: 'no' }),
      await kept('o3', observation, { dayPart: 'tidy-up', wellbeingScale: 5, children: ['moss', 'pip'] }),
    ]),
    items: rowsOf(anxietyMap.fields.items, [{ id: 'm1', words: 'Tidy-up', scores: { gwen: 1, dov: 4 }, sources: ['q9'] }, { id: 'm2', words: 'Maths', scores: { gwen: 2 } }, { id: 'm3', words: 'Hall', scores: {} }]),
    entries: rowsOf(rootsAndFruits.fields.entries, [
      { id: 't1', zone: 'root-now', words: 'Moved house', sources: ['q1'] }, { id: 't2', zone: 'root-now', words: 'What is kept close', reach: ['kept-close'] }, { id: 't3', zone: 'feeling-now', words: 'Worried' },
    ]),
  })

  test('what records, map and tree tell of is offered once, with all it stands on, and with the time it did not happen', async () => {
    expect(triggerOffers(await evidence(), none)).toEqual([
      { words: 'Tidy-up', sources: ['a1', 'a2', 'q9'], from: ['m1'], on: ['map'], score: 4, exceptSources: ['o1'] },
      { words: 'The bell', sources: ['i1'], from: [], on: [], score: null, exceptSources: [] },
      { words: 'Noise or crowd', sources: ['i1'], from: [], on: [], score: null, exceptSources: [] },
      { words: 'Moved house', sources: ['q1'], from: ['t1'], on: ['tree'], score: null, exceptSources: [] },
    ])
  })

  test.each<[string, { words: string; sources?: string[]; from?: string[] }, boolean]>([
    ['the same words, however spelt', { words: 'TIDY-UP' }, false],
    ['its item of the map, in other words', { words: 'The end of play', from: ['m1'] }, false],
    ['another line with the same records', { words: 'The bell', sources: ['a1'] }, true],
    ['a line without words yet', { words: '' }, true],
  ])('where this stands in the plan: %s', (_what, standing, isOffered) => {
    expect(notYetIn([{ words: 'Tidy-up', sources: ['a1'], from: ['m1'] }], [standing])).toHaveLength(isOffered ? 1 : 0)
  })

  test('the line from which an item is offered is the pack’s', () => {
    const words = (line: number) => triggerOffers({ ...noEvidence, items: rowsOf(anxietyMap.fields.items, [{ id: 'm1', words: 'Maths', scores: { gwen: 2 } }]) }, { ...none, line }).map((one) => one.words)
    expect(words(2)).toEqual(['Maths'])
    expect(words(3)).toEqual([])
  })

  test.each<[string, Checkpoint | Promise<Checkpoint>, string[]]>([
    ['Hall', kept('q1', quickRecord, { saw: ['joined-in'], place: 'hall' }), ['q1']],
    ['Assembly in the hall', kept('q1', quickRecord, { saw: ['asked-for-help'], place: 'hall' }), ['q1']],
    // Helped back to calm is not a time it did not happen.
    ['Hall', kept('q1', quickRecord, { saw: ['calmed-with-help'], place: 'hall' }), []],
    ['Hall', kept('q1', quickRecord, { saw: ['joined-in', 'threw'], place: 'hall' }), []],
    ['Hall', kept('q1', quickRecord, { saw: ['joined-in'], place: 'class' }), []],
    ['Another place', kept('q1', quickRecord, { saw: ['joined-in'], place: 'other' }), []],
    ['Phonics', kept('o1', observation, { activity: 'Phonics with Gwen', involvementScale: 4 }), ['o1']],
    ['Phonics', kept('o1', observation, { activity: 'Phonics with Gwen', involvementScale: 3 }), []],
    ['', kept('o1', observation, { activity: 'Phonics', involvementScale: 4 }), []],
  ])('“%s” did not happen there', async (words, record, found) => {
    expect(timesItDidNot(toldIn([await record]), say)(words)).toEqual(found)
  })
})

test('what works is offered to a plan, what risk asks for, and what adults said they would add', () => {
  const evidence = {
    ...noEvidence,
    moments: rowsOf(predictPrevent.fields.rows, [
      { id: 'p1', words: 'Tidy-up', prevent: 'Gwen warns him first. ', state: 'working', owner: 'gwen', sources: ['q1'] }, { id: 'p2', words: 'Lunch', prevent: 'We sit near', state: 'in-use' },
      { id: 'p3', words: 'Bus', prevent: 'We wait', state: 'to-start' }, { id: 'p4', words: 'Play', prevent: 'We count', state: 'ended' }, { id: 'p5', words: 'Art', prevent: '', state: 'working' },
    ]),
    harms: rowsOf(riskCalculator.fields.rows, [
      { id: 'r1', words: 'Throws chairs', harm: 'harm-peer', seriousness: 2, probability: 3, measures: 'We keep the door clear', sources: ['i1'] }, { id: 'r2', words: 'Shouts', seriousness: 1, probability: 2 },
      { id: 'r3', words: 'Runs to the road', seriousness: 4, probability: 1, include: 'The gate does not lock.' }, { id: 'r4', words: 'Not weighed yet' },
    ]),
    entries: rowsOf(rootsAndFruits.fields.entries, [{ id: 't1', zone: 'root-planned', words: 'The same adult each morning' }, { id: 't2', zone: 'root-more', words: 'Drumming' }]),
  }
  const all = [
    { words: 'We keep the door clear', for: 'Throws chairs: Another child could be hurt', owner: null, sources: ['i1'], from: ['r1'], on: 'risk' },
    { words: '', for: 'Runs to the road', owner: null, sources: [], from: ['r3'], on: 'risk' },
    { words: 'Gwen warns him first.', for: 'Tidy-up', owner: 'gwen', sources: ['q1'], from: ['p1'], on: 'predict' },
    { words: 'We sit near', for: 'Lunch', owner: null, sources: [], from: ['p2'], on: 'predict' },
    { words: 'The same adult each morning', for: '', owner: null, sources: [], from: ['t1'], on: 'tree' },
  ]
  expect(measureOffers(evidence, none)).toEqual(all)
  expect(notYetIn(measureOffers(evidence, none), [{ words: 'Doors stay clear', from: ['r1'] }, { words: 'We SIT near', from: [] }])).toEqual(all.filter(({ from }) => !['r1', 'p2'].includes(from[0] ?? '')))
})

test('what was tried is offered with what came of it: what helped, what did not, and what did both', async () => {
  const evidence = {
    ...noEvidence,
    told: toldIn([
      await kept('d1', deEscalation, { helped: ['gave-space', 'calm-script'], didNotHelp: ['listened', 'not-sure'] }),
      await kept('d2', deEscalation, { helped: ['calm-script'], didNotHelp: ['gave-space'] }),
      await kept('i1', incident, { helped: ['calm-script'], childSupport: ['quiet-time', 'offered-not-wanted'] }),
      await kept('q1', quickRecord, { saw: ['calmed-with-help'], words: 'Sat with Gwen in the den. Ten minutes.' }),
      await kept('q2', quickRecord, { saw: ['threw'], words: 'Threw a shoe.' }),
      await kept('a1', abc, { helped: 'The drum box' }),
    ]),
    moments: rowsOf(predictPrevent.fields.rows, [{ id: 'p1', words: 'Tidy-up', prevent: 'We warn him', state: 'to-change', evaluation: 'Three of ten.', sources: ['o1'] }, { id: 'p2', words: 'Lunch', prevent: 'We wait', state: 'to-start' }]),
  }
  const all = [
    { words: 'Calm script', band: 'band-early', impact: 'impact-helped', impactWords: 'Seen in 3 records', sources: ['d1', 'd2', 'i1'] },
    { words: 'Gave space', band: 'band-early', impact: 'impact-some', impactWords: 'Helped in 1 record, did not in 1 record', sources: ['d1', 'd2'] },
    { words: 'Listened', band: 'band-early', impact: 'impact-none', impactWords: 'Seen in 1 record', sources: ['d1'] },
    { words: 'Quiet time', band: 'band-recovery', impact: null, impactWords: '', sources: ['i1'] },
    { words: '', band: 'band-early', impact: 'impact-helped', impactWords: 'Seen in 1 record', sources: ['q1'] },
    { words: 'The drum box', band: 'band-early', impact: 'impact-helped', impactWords: 'Seen in 1 record', sources: ['a1'] },
    { words: 'We warn him', band: 'band-settled', impact: 'impact-none', impactWords: 'Three of ten.', sources: ['o1'] },
  ]
  const found = strategyOffers(evidence, none)
  expect(found).toHaveLength(all.length)
  // One that is only a record to be read goes once every such record is cited.
  expect(notYetIn(found, [{ words: 'Sat with Gwen', sources: ['q2'] }]).map(({ words }) => words)).toContain('')
  expect(found).toEqual(expect.arrayContaining(all))
  expect(found.map(({ sources }) => sources.length)).toEqual([3, 2, 1, 1, 1, 1, 1])
  expect(notYetIn(found, [{ words: 'calm SCRIPT', sources: ['q1'] }]).map(({ words }) => words)).toEqual(['Gave space', 'Listened', 'Quiet time', 'The drum box', 'We warn him'])
})

test('steps of the flow come from what was noticed, the fruits of the tree and the calm script, in the order of the flow', async () => {
  const evidence = {
    ...noEvidence,
    told: toldIn([await kept('d1', deEscalation, { noticed: ['went-quiet', 'nothing-seen'] }), await kept('q1', quickRecord, { saw: ['joined-in', 'threw'] })]),
    entries: rowsOf(rootsAndFruits.fields.entries, [
      { id: 't1', zone: 'fruit-now', kind: 'dangerous', words: 'Throws chairs', sources: ['i1'] }, { id: 't2', zone: 'fruit-now', kind: 'difficult', words: 'Hides' }, { id: 't3', zone: 'fruit-now', words: 'Kept close', reach: ['kept-close'] },
      { id: 't4', zone: 'fruit-more', words: 'Hums' }, { id: 't5', zone: 'root-now', words: 'Noise' },
    ]),
    calm: { ...blank(calmScript), noticeSay: 'I can see you.', helps: 'Lego\n a walk ', callHelp: 'Ring Dov', place: 'Library corner' },
  }
  const all = [
    { step: 'flow-calm', see: 'Joined in', act: '', sources: ['q1'] },
    { step: 'flow-calm', see: 'Hums', act: '', sources: [] },
    { step: 'flow-early', see: 'Went quiet', act: '', sources: ['d1'] },
    { step: 'flow-early', see: 'Hides', act: '', sources: [] },
    { step: 'flow-early', see: '', act: 'Say: “I can see you.”', sources: [] },
    { step: 'flow-early', see: '', act: 'Lego, a walk', sources: [] },
    { step: 'flow-act', see: 'Throws chairs', act: '', sources: ['i1'] },
    { step: 'flow-act', see: '', act: 'Ring Dov', sources: [] },
    { step: 'flow-recover', see: '', act: 'Library corner', sources: [] },
  ]
  expect(flowOffers(evidence, none)).toEqual(all)
  expect(flowOffers(evidence, { say, standing: [{ step: 'flow-early', see: 'hides', act: 'Move near' }] })).toEqual(all.filter(({ see }) => see !== 'Hides'))
})

describe('what is never part of a plan', () => {
  const everyWord = (fields: Fields | RowFields): string[] =>
    Object.values(fields).flatMap((field) => [field.label, field.hint ?? '', ...('options' in field ? field.options.flatMap(({ label, hint }) => [label, hint ?? '']) : []), ...(field.shape === 'rows' ? everyWord(field.of) : [])])

  test('no question, hint or option of a plan says it', () => {
    expect(everyWord(plan.fields).flatMap(neverHere)).toEqual([])
  })
  test('no code of a record that offers anything says it', () => {
    expect([deEscalation, incident, quickRecord, observation, abc].flatMap(({ fields }) => everyWord(fields)).flatMap(neverHere)).toEqual([])
  })
  test('it is offered nowhere, whatever a record says', async () => {
    const evidence = {
      ...noEvidence,
      told: toldIn([await kept('a1', abc, { before: 'Sent home the day before', helped: 'Mum collected him early' }), await kept('q1', quickRecord, { saw: ['threw'], words: 'Went on a reduced timetable.' })]),
      moments: rowsOf(predictPrevent.fields.rows, [{ id: 'p1', words: 'Friday', prevent: 'We ask parents to collect at one.', state: 'working' }]),
      harms: rowsOf(riskCalculator.fields.rows, [{ id: 'r1', words: 'Hits', seriousness: 3, probability: 3, measures: 'Part-time timetable' }]),
      entries: rowsOf(rootsAndFruits.fields.entries, [{ id: 't1', zone: 'root-planned', words: 'Goes home early on Fridays' }]),
      calm: { ...blank(calmScript), callHelp: 'Ring mum to fetch him' },
    }
    expect([triggerOffers(evidence, none), measureOffers(evidence, none), strategyOffers(evidence, none), flowOffers(evidence, none)]).toEqual([[], [], [], []])
  })
  test.each<[string, string[]]>([
    ['Reduced timetable until Easter', ['shorter-week']],
    ['a part-time timetable', ['shorter-week']],
    ['Shorter school day', ['shorter-week']],
    ['Send him home', ['sent-home']],
    ['Pip is sent home to calm', ['sent-home']],
    ['We ask mum to collect', ['sent-home']],
    ['Phone parents to come and pick up Pip', ['sent-home']],
    ['Collect early', ['sent-home']],
    ['picked up early, then a reduced timetable', ['shorter-week', 'sent-home']],
    // What a plan may well say.
    ['A visual timetable', []],
    ['Send a note home', []],
    ['Send home a note', []],
    ['We collect his coat first', []],
    ['Gwen tells home at the gate', []],
    ['Early signs: paces', []],
    ['Home time is hard', []],
    ['Ask mum how the night was', []],
    ['Time out of class to walk', []],
  ])('“%s” is told: %j', (words, codes) => {
    expect(neverHere(words).map(({ code }) => code)).toEqual(codes)
  })
})

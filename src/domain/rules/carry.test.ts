// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { Checkpoint } from '../history/read'
import { abc } from '../records/abc'
import { anxietyMap } from '../records/anxiety-map'
import { incident } from '../records/incident'
import { observation } from '../records/observation'
import { predictPrevent } from '../records/predict-prevent'
import { quickRecord } from '../records/quick-record'
import { rootsAndFruits } from '../records/roots-and-fruits'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank, touched } from '../schema/definition'
import type { Fields, Say } from '../schema/field'
import { addedRow } from '../schema/field'
import { fruitsToWeigh, momentsToPredict, offersAlong, rangeOf, scoresSince, toldIn, waysToMap, waysToRisk, waysToTree } from './carry'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
async function kept<F extends Fields>(record: string, form: Definition<F>, answers: Partial<AnswersOf<Definition<F>>>): Promise<Checkpoint> {
  const folded = fold(null, [await revise({ record, kind: form.kind, version: form.version, changes: touched(form, blank(form), { ...blank(form), ...answers }) })])
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}
const nothing: readonly { place: string; words: string }[] = []

describe('what records offer', () => {
  test('behaviours become fruits, with every record that tells of them; the most told of stands first', async () => {
    const told = toldIn([
      await kept('q1', quickRecord, { saw: ['hid', 'joined-in'] }),
      await kept('q2', quickRecord, { saw: ['hid', 'threw'] }),
      await kept('a1', abc, { saw: 'Threw the tractor.\nThen sat down.', communication: 'I was not ready. It came too fast.', before: 'Tidy-up bell; everyone stood.', helped: 'The drum box' }),
    ])
    expect(offersAlong(waysToTree, told, { say, standing: nothing })).toEqual([
      { place: 'fruit-now', words: 'Hid', sources: ['q1', 'q2'] },
      { place: 'fruit-more', words: 'Joined in', sources: ['q1'] },
      { place: 'fruit-now', words: 'Threw something', sources: ['q2'] },
      { place: 'fruit-now', words: 'Threw the tractor', sources: ['a1'] },
      { place: 'feeling-now', words: 'I was not ready', sources: ['a1'] },
      { place: 'root-now', words: 'Tidy-up bell', sources: ['a1'] },
      { place: 'root-more', words: 'The drum box', sources: ['a1'] },
    ])
  })

  test('what stands there already is not offered again, however it is spelt', async () => {
    const told = toldIn([await kept('q1', quickRecord, { saw: ['hid'] })])
    expect(offersAlong(waysToTree, told, { say, standing: [{ place: 'fruit-now', words: '  HID ' }] })).toEqual([])
    expect(offersAlong(waysToTree, told, { say, standing: [{ place: 'fruit-more', words: 'Hid' }] })).toHaveLength(1)
  })

  test('places, tasks and what came before become items of the map, each in its category', async () => {
    const told = toldIn([
      await kept('q1', quickRecord, { place: 'hall' }),
      await kept('i1', incident, { place: 'hall', antecedents: ['noise', 'an-adult', 'before-not-seen'] }),
      await kept('a1', abc, { activity: 'Phonics' }),
    ])
    expect(offersAlong(waysToMap, told, { say, standing: nothing })).toEqual([
      { place: 'map-place', words: 'Hall', sources: ['q1', 'i1'] },
      { place: 'map-sensory', words: 'Noise or crowd', sources: ['i1'] },
      { place: 'map-adult', words: 'Something with an adult', sources: ['i1'] },
      { place: 'map-activity', words: 'Phonics', sources: ['a1'] },
    ])
  })

  test('a look at something hard offers what came before, what was seen and what it may be telling; where and when, to the map', async () => {
    const told = toldIn([await kept('o1', observation, { saw: 'Bit the train. Then hid it.', before: 'Tidy-up song', communication: 'Do not take it', place: 'playground', dayPart: 'tidy-up', activity: 'Trains', wellbeingScale: 5 })])
    expect(offersAlong(waysToTree, told, { say, standing: nothing })).toEqual([
      { place: 'fruit-now', words: 'Bit the train', sources: ['o1'] },
      { place: 'feeling-now', words: 'Do not take it', sources: ['o1'] },
      { place: 'root-now', words: 'Tidy-up song', sources: ['o1'] },
    ])
    expect(offersAlong(waysToMap, told, { say, standing: nothing })).toEqual([
      { place: 'map-place', words: 'Playground', sources: ['o1'] },
      { place: 'map-time', words: 'Tidy-up', sources: ['o1'] },
      { place: 'map-activity', words: 'Trains', sources: ['o1'] },
      { place: 'map-time', words: 'Tidy-up song', sources: ['o1'] },
    ])
  })

  test.each<[string, Partial<AnswersOf<typeof observation>>, { place: string; words: string }[]]>([
    ['a short look offers the tree nothing', {}, []],
    ['one at something that is not usual at this stage, what was seen', { usual: 'no', involvementScale: 5 }, [{ place: 'fruit-now', words: 'Poured water' }]],
    ['one that is usual, nothing', { usual: 'yes' }, []],
    ['one at a child taken up by something, what was seen and by what', { involvementScale: 4 }, [{ place: 'fruit-more', words: 'Poured water' }, { place: 'root-more', words: 'Water tray' }]],
    ['one at a child at ease, the same', { wellbeingScale: 4 }, [{ place: 'fruit-more', words: 'Poured water' }, { place: 'root-more', words: 'Water tray' }]],
    ['one at a child neither at ease nor upset, nothing', { wellbeingScale: 3, involvementScale: 3 }, []],
  ])('%s', async (_name, answers, expected) => {
    const told = toldIn([await kept('o1', observation, { saw: 'Poured water', activity: 'Water tray', ...answers })])
    expect(offersAlong(waysToTree, told, { say, standing: nothing }).map(({ place, words }) => ({ place, words }))).toEqual(expected)
  })

  test('what stands apart for each of several children is offered to nobody', async () => {
    const views = [addedRow(observation.fields.views, [], 'pip', { child: 'pip', words: 'Threw the jug', usual: 'no' })]
    const told = toldIn([await kept('o1', observation, { children: ['moss', 'pip'], saw: 'Poured water', views })])
    expect(offersAlong(waysToTree, told, { say, standing: nothing })).toEqual([])
  })

  test('an incident in which someone was hurt offers that harm, counted; a "no" and a blank offer none', async () => {
    const told = toldIn([
      await kept('i1', incident, { staffInjury: 'yes', othersInjury: 'none' }),
      await kept('i2', incident, { staffInjury: 'yes', damage: 'yes' }),
    ])
    expect(offersAlong(waysToRisk, told, { say, standing: nothing })).toEqual([
      { place: 'harm-staff', words: '', sources: ['i1', 'i2'] },
      { place: 'harm-property', words: '', sources: ['i2'] },
    ])
  })

  test('a long account is offered as its beginning, cut at a word', async () => {
    const long = `${'Went round and round the book corner with the newt bucket on '.repeat(3)}head`
    const [offer] = offersAlong(waysToTree, toldIn([await kept('a1', abc, { saw: long })]), { say, standing: nothing })
    expect(offer?.words).toMatch(/^Went round and round the book corner with the newt bucket on .* …$/)
    expect(offer?.words.length).toBeLessThanOrEqual(82)
  })
})

describe('what one tool offers the next', () => {
  const item = (id: string, scores: Readonly<Record<string, number>>) => addedRow(anxietyMap.fields.items, [], id, { words: id, scores })
  test('the range of several views, and never a mean', () => {
    expect(rangeOf({ amira: 2, maud: 5 })).toEqual({ low: 2, high: 5 })
    expect(rangeOf({})).toBeNull()
  })

  test('items anyone placed at the line or over are offered to be predicted, the highest first; those begun are not', () => {
    const items = [item('lunch', { amira: 2, maud: 3 }), item('hall', { amira: 5 }), item('maths', { amira: 2 }), item('bus', {}), item('bell', { child: 4 })]
    expect(momentsToPredict(items, [{ item: ['bell'] }]).map(({ id }) => id)).toEqual(['hall', 'lunch'])
    expect(momentsToPredict(items, [], 5).map(({ id }) => id)).toEqual(['hall'])
  })

  test('fruits to weigh: dangerous ones first, and none that a row tells of', () => {
    const entry = (id: string, zone: string, words: string, kind: string | null = null) => addedRow(rootsAndFruits.fields.entries, [], id, { zone, words, kind })
    const entries = [entry('1', 'fruit-now', 'Hides'), entry('2', 'fruit-now', 'Throws chairs', 'dangerous'), entry('3', 'fruit-more', 'Helps'), entry('4', 'fruit-now', 'Bites', 'dangerous'), entry('5', 'fruit-now', ' '), { ...entry('6', 'fruit-now', 'Hides food'), reach: ['kept-close'] }]
    expect(fruitsToWeigh(entries, [{ words: 'bites' }]).map(({ id }) => id)).toEqual(['2', '1'])
  })

  test('a score found at an evaluation belongs to its item of the map', () => {
    const row = (item: readonly string[], newScore: number | null) => addedRow(predictPrevent.fields.rows, [], `r${item.join('')}`, { item, newScore })
    expect([...scoresSince([row(['hall'], 2), row(['bell'], null), row([], 1)])]).toEqual([['hall', 2]])
  })
})

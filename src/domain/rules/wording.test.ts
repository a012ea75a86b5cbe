// @vitest-environment node
import { expect, test } from 'vitest'
import { sanctionWordings, toldIn, wordings } from '../pack/wording'
import { formOf } from '../records/catalogue'
import { nudgesAmong, nudgesIn, sanctionsIn } from './wording'

const found = (words: string) => nudgesIn(words).map((nudge) => nudge.found)

test('each is found where it stands, with what an adult might write, and the words stay as they are', () => {
  const words = 'Moss Kicked off for no reason.'
  expect(nudgesIn(words)).toEqual([
    { found: 'Kicked off', at: 5, instead: '“shouted, pushed the chair”' },
    { found: 'for no reason', at: 16, instead: '“we did not see what happened before”' },
  ])
  expect(words).toBe('Moss Kicked off for no reason.')
})

test.each([
  ['A meltdown, then another meltdown.', ['meltdown', 'meltdown']],
  ['Attention-seeking, attention seeking, ATTENTION\nSEEKING', ['Attention-seeking', 'attention seeking', 'ATTENTION\nSEEKING']],
  ['He was manipulative and naughty', ['manipulative', 'naughty']],
  ['refused', ['refused']],
  ['The perpetrator pushed the victim.', ['perpetrator', 'victim']],
  ['This is problem behaviour.', ['problem behaviour']],
  ['Kicked the ball off the wall', []],
  ['The word naughtyish is another word', []],
  ['Shouted, cried and lay on the floor for 5 minutes.', []],
  ['', []],
])('in “%s”: %j', (words, expected) => {
  expect(found(words)).toEqual(expected)
})

test.each([
  ['It was a punishment.', ['punishment']],
  ['We held him to make him comply.', ['to make him comply']],
  ['Held until she complied; sanctions followed', ['until she complied', 'sanctions']],
  ['It was needed so that nobody was hit.', []],
])('words of a penalty in “%s”: %j', (words, expected) => {
  expect(sanctionsIn(words).map((nudge) => nudge.found)).toEqual(expected)
})

test('no phrase is listed twice, each is found in itself, and none stands in what is offered', () => {
  for (const [list, find] of [[wordings, nudgesIn], [sanctionWordings, sanctionsIn]] as const) {
    const phrases = list.flatMap(({ says }) => says)
    expect(new Set(phrases).size).toBe(phrases.length)
    expect(phrases.filter((phrase) => find(phrase)[0]?.found !== phrase)).toEqual([])
    expect(list.flatMap(({ instead }) => [...nudgesIn(instead), ...sanctionsIn(instead)])).toEqual([])
  }
})

test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['quick-record', { words: 'A tantrum', harm: 'Attacked Pip' }, ['words: tantrum', 'harm: Attacked']],
  ['abc', { before: 'Refused', saw: 'kicked off', after: '', childWords: 'I had a meltdown', place: 'class' }, ['before: Refused', 'saw: kicked off']],
  ['de-escalation', { words: 'No nudge here' }, []],
  ['observation', { saw: 'naughty', childWords: 'naughty' }, ['saw: naughty']],
  ['account', { words: 'He lost it', felt: 'I felt attacked' }, ['words: lost it']],
  ['home-note', { words: 'A meltdown at breakfast' }, ['words: meltdown']],
  ['incident', { words: 'violent', childWords: 'I was violent', firstAidBy: 'Victim Support' }, ['words: violent']],
  ['adult-debrief', { happened: 'He attacked me' }, []],
  ['child-debrief', { words: 'I was naughty' }, []],
  ['worry', { words: 'Somebody attacked him' }, []],
])('in what is told in “%s”, and never in what a child said or an adult felt: %j', (kind, answers, expected) => {
  expect(nudgesAmong(kind, answers).map(({ field, found: words }) => `${field}: ${words}`)).toEqual(expected)
})

test('every place that is looked at is a text of its form', () => {
  const shapes = Object.entries(toldIn).flatMap(([kind, names]) => names.map((name) => formOf(kind)?.fields[name]?.shape))
  expect(new Set(shapes)).toEqual(new Set(['text']))
})

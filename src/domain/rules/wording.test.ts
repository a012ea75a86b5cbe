// @vitest-environment node
import { expect, test } from 'vitest'
import { sanctionWordings, wordings } from '../pack/wording'
import { nudgesIn, sanctionsIn } from './wording'

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

// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { abc } from '../records/abc'
import { forms } from '../records/catalogue'
import { quickRecord } from '../records/quick-record'
import { gapCodes } from '../rules/gaps'
import { blank } from '../schema/definition'
import { linesOf } from '../schema/faces'
import type { Field } from '../schema/field'
import { generalScript } from './calm'
import { glossary } from './glossary'
import { labelPacks } from './labels'
import { earlyYearsPack, isLaterVersion, stepsPack, word } from './pack'
import { parentWords } from './parent-copy'
import { timerPrompts } from './timer'
import { gapWords, locks, refusalSentence, refusalWords, usualWords, wordFor } from './words'

test('a pack’s word stands before the usual one, and a code without words is shown as it is', () => {
  const pack = { ...stepsPack, words: { 'gap.in-future': 'Not yet' } }
  expect(gapWords('in-future', pack)).toBe('Not yet')
  expect(gapWords('in-future')).toBe('Time must be now or earlier')
  expect(word(pack, 'abc.before.label', 'Before')).toBe('Before')
  expect(wordFor(stepsPack, 'gap.from-the-future')).toBe('from-the-future')
})

test('a room says garden where a school says playground, and the code is the same', () => {
  const say = {
    adult: (id: string) => id,
    child: (id: string) => id,
    word: (key: string, usual: string) => word(earlyYearsPack, key, usual),
  }
  expect(linesOf(quickRecord, { ...blank(quickRecord), place: 'playground' }, say)).toEqual([
    { field: 'place', label: 'Where?', words: 'Garden' },
  ])
})

test.each(gapCodes.map((code) => [code]))('what is left (%s) is said in words', (code) => {
  expect(gapWords(code)).not.toBe(code)
})

test('a refusal has a reason that completes a sentence, and a sentence of its own', () => {
  expect(refusalWords('already-closed')).toBe('the record was already closed')
  expect(refusalSentence('wrong-code')).toBe('That code did not match. Check it and try again')
})

// Words that blame a child or a colleague, or that only a programmer says.
const unkind =
  /\b(violent|naughty|challenging|aggressor|perpetrator|victim|offender|kicked off|meltdown|tantrum|attention-seeking|manipulative|refused|defiant|unprovoked|bad choice|punishment|sanction|sync|synced|upload|server|submit|invalid|failed|error|please|successfully)\b/i
const wordsOfFields = (fields: Readonly<Record<string, Field>>): string[] =>
  Object.values(fields).flatMap((field) => [
    field.label,
    field.hint ?? '',
    ...('options' in field ? field.options.flatMap(({ label, hint }) => [label, hint ?? '']) : []),
    ...(field.shape === 'scale' ? Object.values(field.anchors ?? {}) : []),
    ...(field.shape === 'rows' ? wordsOfFields(field.of) : []),
  ])

describe('all words on the glass', () => {
  const said = [
    ...Object.values(usualWords),
    ...Object.values(parentWords),
    ...timerPrompts(stepsPack),
    ...Object.values(earlyYearsPack.words),
    ...labelPacks.flatMap(({ name, hint, words }) => [name, hint, ...Object.values(words)]),
    ...locks.map(({ why }) => why),
    ...generalScript(stepsPack, null).flatMap(({ say, act }) => [say, act]),
    ...forms.flatMap((form) => [form.title, ...wordsOfFields(form.fields)]),
    ...glossary.flatMap(({ term, means }) => [term, means]),
  ]
  test('blame nobody, and are no programmer’s', () => {
    expect(said.filter((words) => unkind.test(words))).toEqual([])
  })
  test('are calm: no exclamation marks, no emoji', () => {
    expect(said.filter((words) => /[!\p{Extended_Pictographic}]/u.test(words))).toEqual([])
  })
  test('are short: no sentence of more than 25 words', () => {
    expect(said.flatMap((words) => words.split(/[.:]\s/)).filter((sentence) => sentence.split(/\s+/).length > 25)).toEqual([])
  })
})

describe('the glossary', () => {
  test('names each term once, in the order of the alphabet', () => {
    expect(new Set(glossary.map(({ code }) => code)).size).toBe(glossary.length)
    const terms = glossary.map(({ term }) => term)
    expect(terms).toEqual(terms.toSorted(new Intl.Collator('en-GB').compare))
  })
  test('keeps “consequence” for what protects or teaches: what followed is “What happened next”', () => {
    expect(abc.fields.after.label).toBe('What happened next')
    expect(wordsOfFields(abc.fields).filter((words) => /consequence/i.test(words))).toEqual([])
  })
})

test.each([
  ['2026.2', '2026.1', true],
  ['2026.10', '2026.9', true],
  ['2027.1', '2026.12', true],
  ['2026.1', '2026.1', false],
  ['2026.9', '2026.10', false],
  ['2025.12', '2026.1', false],
])('version %s comes after %s: %s', (version, than, expected) => {
  expect(isLaterVersion(version, than)).toBe(expected)
})

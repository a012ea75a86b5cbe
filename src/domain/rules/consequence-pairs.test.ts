// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { addedRow } from '../schema/field'
import type { Consequence } from './consequence-pairs'
import { consequencePairs } from './consequence-pairs'

const rows = (...given: (Partial<Consequence> & { id: string })[]): readonly Consequence[] =>
  given.reduce<readonly Consequence[]>((all, one) => [...all, addedRow(plan.fields.consequences, all, one.id, one)], [])
const pairs = (...given: Parameters<typeof rows>) =>
  consequencePairs(rows(...given)).map(({ protective, educational, gaps }) => [protective?.id ?? null, educational.map(({ id }) => id), gaps])

const shut = { id: 'p', type: 'protective', words: 'The gate stays shut', returns: 'After two calm days' }
const learn = { id: 'e', type: 'educational', words: 'Practises waiting' }

test.each<[string, Parameters<typeof rows>, unknown[]]>([
  ['nothing is no pair', [], []],
  ['a pair is linked from either side', [{ ...shut, pair: ['e'] }, learn], [['p', ['e'], []]]],
  ['and from the other', [shut, { ...learn, pair: ['p'] }], [['p', ['e'], []]]],
  ['what protects alone says so', [shut], [['p', [], ['no-teaching']]]],
  ['two that are not linked are no pair', [shut, learn], [['p', [], ['no-teaching']], [null, ['e'], []]]],
  ['learning without words teaches nothing', [{ ...shut, pair: ['e'] }, { ...learn, words: ' ' }], [['p', ['e'], ['no-teaching']]]],
  ['without a way back it says so', [{ ...shut, returns: '', pair: ['e'] }, learn], [['p', ['e'], ['no-return']]]],
  ['a day is a way back too', [{ ...shut, returns: '', returnOn: '2026-12-01', pair: ['e'] }, learn], [['p', ['e'], []]]],
  ['what says neither is asked which it is', [{ id: 'u', words: 'Misses football' }], [[null, ['u'], ['no-kind']]]],
  ['learning alone is whole', [learn], [[null, ['e'], []]]],
  ['they keep their order', [learn, { ...shut, pair: ['f'] }, { id: 'f', type: 'educational', words: 'Draws it' }, { id: 'u' }], [[null, ['e'], []], ['p', ['f'], []], [null, ['u'], []]]],
])('%s', (_what, given, expected) => {
  expect(pairs(...given)).toEqual(expected)
})

// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import type { PlanVersion } from './plan-state'
import { childsWords, profileFit } from './profile-page'

const nobody = { words: '', drawing: null }
const profile = (...letters: readonly number[]) => {
  const [like = '', matters = '', help = '', sayings = ''] = letters.map((many) => 'x'.repeat(many))
  return { like, matters, help, sayings }
}
test.each([
  ['nothing yet', [], 'large'], ['a little of each', [150, 150, 150, 150], 'large'], ['some of each', [300, 300, 300, 300], 'usual'], ['much of each', [420, 420, 420, 420], 'small'],
  ['one alone, which has the whole width', [1_800], 'small'], ['the last of three, which has too', [300, 300, 900], 'small'],
] as const)('of %s the type is as large as the page allows', (_name, letters, size) => {
  expect(profileFit(profile(...letters), nobody)).toEqual({ fits: true, size, over: 0 })
})
test.each([['too much of each', [550, 550, 550, 550], 7], ['too much in one place', [1_000, 100, 100, 100], 6]] as const)('%s is over by so many lines', (_name, letters, over) => {
  expect(profileFit(profile(...letters), nobody)).toEqual({ fits: false, size: 'small', over })
})
test('a line of its own, the child’s words and a drawing take room too', () => {
  const few = profile(40, 40, 40, 40)
  expect(profileFit({ ...few, help: Array.from({ length: 18 }, () => 'a').join('\n') }, nobody).size).toBe('usual')
  expect(profileFit(few, { words: 'I like the drum. '.repeat(30), drawing: null }).size).toBe('usual')
  expect(profileFit(profile(150, 150, 150, 150), { words: '', drawing: '0,0 1,1' }).size).toBe('usual')
})

test('a child’s words are those of the newest plan that has any', () => {
  const version = (inUseFrom: string, childWords: string): PlanVersion => ({ record: 'plan', kind: 'rrp', version: 1, checkpoint: null as never, going: null, state: 'agreed', stale: [], answers: { ...blank(plan), inUseFrom, childWords } })
  expect(childsWords([version('2026-10-01', 'I like drums'), version('2026-11-01', ' '), version('2026-09-01', 'I like trains')])).toEqual({ words: 'I like drums', drawing: null })
  expect(childsWords([])).toEqual(nobody)
})

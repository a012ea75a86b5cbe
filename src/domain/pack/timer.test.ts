// @vitest-environment node
import { expect, test } from 'vitest'
import { stepsPack } from './pack'
import { promptAt, timerPrompts, timerRules } from './timer'

test('prompts take turns, each for as long as the rules say', () => {
  const [breathing, colour, letGo] = timerPrompts(stepsPack)
  const at = (seconds: number) => promptAt(stepsPack, seconds * 1_000, { ...timerRules, promptEveryMs: 30_000 })
  expect([0, 29, 30, 60, 90, 3_600].map(at)).toEqual([breathing, breathing, colour, letGo, breathing, breathing])
  expect(at(-5)).toBe(breathing)
})

test('a pack may say them in its own words', () => {
  expect(timerPrompts({ ...stepsPack, words: { 'timer.let-go': 'Is it safe to let go?' } }).at(-1)).toBe('Is it safe to let go?')
})

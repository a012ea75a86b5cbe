// @vitest-environment node
import { expect, test } from 'vitest'
import { wentWell } from './went-well'

test('a de-escalation is a success by its kind, even where the child was still upset after', () => {
  expect(wentWell('de-escalation', { after: ['still-upset'] })).toBe(true)
})

test.each([
  [['calmed-with-help', 'shouted'], true],
  [['shouted'], false],
  [undefined, false],
])('a quick record that saw %j: %s', (saw, well) => {
  expect(wentWell('quick-record', { saw })).toBe(well)
})

test('no other record claims it', () => {
  expect(wentWell('abc', { saw: ['calmed-with-help'] })).toBe(false)
})

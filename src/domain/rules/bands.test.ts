// @vitest-environment node
import { expect, test } from 'vitest'
import { wallBefore } from './bands'

test.each([
  ['2026-11-24T10:41', 'under-1', '2026-11-24T10:41'],
  ['2026-11-24T10:41', '1-to-5', '2026-11-24T10:38'],
  ['2026-11-24T00:05', '5-to-15', '2026-11-23T23:55'],
  ['2026-11-24T10:41:07', 'over-30', '2026-11-24T09:56'],
  ['2026-11-24T10:41', 'not-sure', null],
])('a band before %s, %s long, began at about %s', (wall, band, began) => {
  expect(wallBefore(wall, band)).toBe(began)
})

// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs, seed } from '../../../tests/support/seed'
import { fromBase64Url, toBase64Url } from './base64url'

test.each([
  [[], ''],
  [[0], 'AA'],
  [[255, 255], '__8'],
  [[251, 239, 190], '----'],
])('bytes %j are written “%s”, without padding', (bytes, text) => {
  expect(toBase64Url(Uint8Array.from(bytes))).toBe(text)
  expect([...fromBase64Url(text)]).toEqual(bytes)
})

test('what was written is read back, far past one piece', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40_000, size: 'max' }), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes)
    }),
    { seed, numRuns: runs(30) },
  )
})

test('what is not base64url is turned down', () => {
  expect(() => fromBase64Url('a b*')).toThrow()
})

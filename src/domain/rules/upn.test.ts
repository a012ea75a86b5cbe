// @vitest-environment node
import { expect, test } from 'vitest'
import { isTemporaryUpn, isUpn, tidyUpn, upnLetter } from './upn'

test.each([
  // Published examples, and others reckoned by hand from the rule. Help pages pass on one that adds up wrongly (266, not 267).
  ['P207000016049', true],
  ['B801200005001', true],
  ['H801200001001', true],
  ['A000000000000', true],
  ['p207 0000 16049', true],
  ['B207000016049', false],
  ['A801200005001', false],
  ['Q207000016048', false],
  ['Q207000010649', false],
  // Temporary: a letter in the last place, A for 0 to Z for 22.
  ['U80120000100A', true],
  ['H80120000100B', true],
  ['E80120000100Z', true],
  ['U80120000100B', false],
  // Letters that are never used, and shapes that are none.
  ['I801200001001', false],
  ['O801200001001', false],
  ['S801200001001', false],
  ['H80120000100I', false],
  ['H80120000100O', false],
  ['H80120000100S', false],
  ['H80120000A001', false],
  ['H80120000100', false],
  ['H8012000010011', false],
  ['8801200001001', false],
  ['UN1', false],
  ['', false],
])('%s is a UPN: %s', (upn, good) => {
  expect(isUpn(upn)).toBe(good)
})

test('any one wrong digit is noticed, and any two neighbours that changed places', () => {
  const upn = 'P207000016049'
  for (let at = 1; at < upn.length; at++) {
    for (const digit of '0123456789') if (digit !== upn[at]) expect(isUpn(upn.slice(0, at) + digit + upn.slice(at + 1))).toBe(false)
    const [one = '', two = ''] = [upn[at], upn[at + 1]]
    if (two !== '' && one !== two) expect(isUpn(upn.slice(0, at) + two + one + upn.slice(at + 2))).toBe(false)
  }
})

test('the letter is reckoned for twelve characters only', () => {
  expect(upnLetter('207000016049')).toBe('P')
  expect(upnLetter('20700001604')).toBeNull()
  expect(upnLetter('2070000160499')).toBeNull()
  expect(upnLetter('20700001604s')).toBeNull()
})

test('a temporary number is one, and a mistyped one is none', () => {
  expect(isTemporaryUpn('u80120000100a')).toBe(true)
  expect(isTemporaryUpn('P207000016049')).toBe(false)
  expect(isTemporaryUpn('B80120000100A')).toBe(false)
  expect(tidyUpn(' p207\u00a0000016049 ')).toBe('P207000016049')
})

// @vitest-environment node
import { expect, test } from 'vitest'
import { isWatching, withWatching } from './watching'

const row = (adult: string | null, ...part: string[]) => ({ id: adult ?? 'n', rank: 'a0', adult, name: '', part })

test.each([
  // adult, before, watches, after
  ['an adult whom nobody named yet', 'amira', [], true, [row('amira', 'timed')]],
  ['an adult who held before', 'amira', [row('amira', 'held')], true, [row('amira', 'held', 'timed')]],
  ['an adult who said so already', 'amira', [row('amira', 'timed')], true, [row('amira', 'timed')]],
  ['an adult who does not after all, and held', 'amira', [row('amira', 'timed', 'held')], false, [row('amira', 'held')]],
  ['an adult who does not after all', 'amira', [row('gwen', 'timed'), row('amira', 'timed')], false, [row('gwen', 'timed'), row('amira')]],
  ['whoever it is', null, [], true, [row(null, 'timed')]],
  ['whoever it is, and does not after all', null, [row(null, 'timed')], false, []],
])('%s', (_who, adult, before, watches, after) => {
  const now = withWatching(before, { adult, watches, newId: () => adult ?? 'n' })
  expect(now).toEqual(after)
  expect([isWatching(before, adult), isWatching(now, adult)]).toEqual([before.some((one) => one.adult === adult && one.part.includes('timed')), watches])
})

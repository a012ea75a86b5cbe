// @vitest-environment node
import { expect, test } from 'vitest'
import { incident } from '../records/incident'
import { careOrRestrict } from './care-or-restrict'

test.each([
  // What for?   free to go?   wanted?
  ['care', 'yes', 'yes', 'care'],
  ['guide', 'yes', 'yes', 'guide'],
  ['stop', 'yes', 'yes', 'intervention'],
  ['stop', 'no', 'no', 'intervention'],
  ['stop', null, null, 'intervention'],
  ['guide', 'no', 'no', 'intervention'],
  ['not-sure', 'no', 'no', 'intervention'],
  ['care', 'no', 'no', 'ask'],
  ['care', 'no', 'yes', 'ask'],
  ['care', 'yes', 'no', 'ask'],
  ['care', 'yes', 'not-sure', 'ask'],
  ['care', 'not-sure', 'yes', 'ask'],
  ['guide', 'yes', 'no', 'ask'],
  ['guide', 'no', 'yes', 'ask'],
  ['not-sure', 'yes', 'yes', 'ask'],
  ['care', null, 'yes', 'ask'],
  ['care', 'yes', null, 'ask'],
  [null, 'yes', 'yes', 'ask'],
  [null, null, null, 'ask'],
])('to %s, free to go: %s, wanted: %s reads as %s', (careAim, careFree, careWish, reads) => {
  expect(careOrRestrict({ careAim, careFree, careWish })).toBe(reads)
})

test('of all the ways to answer, two read as no intervention: what the child was free to leave and wanted', () => {
  const codes = (name: 'careAim' | 'careFree' | 'careWish') => [null, ...incident.fields[name].options.map(({ code }) => code)]
  const none = codes('careAim').flatMap((careAim) => codes('careFree').flatMap((careFree) => codes('careWish').flatMap((careWish) => {
    const reads = careOrRestrict({ careAim, careFree, careWish })
    return reads === 'care' || reads === 'guide' ? [[careAim, careFree, careWish]] : []
  })))
  expect(none).toEqual([['care', 'yes', 'yes'], ['guide', 'yes', 'yes']])
})

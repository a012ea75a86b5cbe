// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { tiers } from '../pack/plans'
import { serviceGroups, servicePhases, services, serviceTowns } from '../pack/services'
import type { ServiceFilter } from './services-found'
import { servicesFound } from './services-found'

const any: ServiceFilter = { phase: null, tier: null, town: null, typed: '' }
const codes = (given: Partial<ServiceFilter>) => servicesFound(services, { ...any, ...given }).map(({ code }) => code)

describe('services', () => {
  test('each has a code of its own, a known group, phases and tiers, and says how it is asked', () => {
    expect(new Set(services.map(({ code }) => code)).size).toBe(services.length)
    for (const { group, phases, tiers: of, ask, what, lastChecked, source } of services) {
      expect(serviceGroups.map(({ code }) => code)).toContain(group)
      expect(servicePhases.map(({ code }) => code)).toEqual(expect.arrayContaining([...phases]))
      expect(tiers.map(({ code }) => code)).toEqual(expect.arrayContaining([...of]))
      expect([phases.length, of.length, ask.length, what.length].every((many) => many > 0)).toBe(true)
      expect(lastChecked).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(source).toMatch(/^County strategy 2020 to 2023, /)
    }
  })
  test('nobody’s number or address is kept, since an old one is worse than none', () => {
    // 999 is everybody’s.
    expect(JSON.stringify(services).replaceAll('999', '').replaceAll(/"(lastChecked|code)":"[^"]*"/g, '')).not.toMatch(/\d{5,}|@|https?:|www\./)
  })
  test('a setting of Early Years is sent to no tier that it does not have, but for safety', () => {
    const early = services.filter(({ phases }) => phases.length === 1 && phases[0] === 'phase-early-years')
    expect(early.filter(({ tiers: of }) => of.includes('tier-4') || of.includes('tier-5'))).toEqual([])
  })
})

test.each<[string, Partial<ServiceFilter>, readonly string[], readonly string[]]>([
  ['nothing chosen finds every one', {}, ['dspl-1', 'ey-ido', 'camhs-crisis'], []],
  ['a town finds its own and the whole county’s', { town: 'Stevenage' }, ['dspl-2', 'pbs-willow', 'esc-stevenage', 'sendiass'], ['dspl-1', 'pbs-hive']],
  ['Early Years finds no secondary service', { phase: 'phase-early-years' }, ['ey-sat', 'health-visitors'], ['esc-stevenage', 'cgl']],
  ['a tier', { tier: 'tier-5' }, ['mash', 'fair-access'], ['ey-ido', 'kooth']],
  ['words typed without accents or apostrophes', { typed: 'bishops  STORTFORD' }, ['dspl-3', 'esc-rivers'], ['dspl-1']],
  ['every word typed must stand there', { typed: 'outreach hitchin' }, ['esc-north-herts'], ['esc-stevenage', 'dspl-1']],
  ['all of it together', { phase: 'phase-primary', tier: 'tier-3', town: 'Cheshunt', typed: 'phoenix' }, ['pbs-phoenix'], ['dspl-4']],
])('%s', (_name, given, are, areNot) => {
  const found = codes(given)
  expect(found).toEqual(expect.arrayContaining([...are]))
  expect(found.filter((code) => areNot.includes(code))).toEqual([])
})

test('towns are each named once, A to Z', () => {
  expect(serviceTowns).toEqual([...new Set(serviceTowns)].sort((a, b) => a.localeCompare(b, 'en-GB')))
  expect(serviceTowns).toContain('Letchworth')
})

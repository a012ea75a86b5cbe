import { afterEach, describe, expect, test } from 'vitest'
import { antecedents } from '../../domain/pack/incident'
import { waysToCalm } from '../../domain/records/de-escalation'
import { places } from '../../domain/records/quick-record'
import type { Grid, Tally } from '../../domain/rules/patterns'
import type { Changes } from '../../domain/schema/field'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import PatternsPage from './PatternsPage.vue'
import { antecedentsFinding, hourName, placesFinding, wayWords, waysFinding, weekFinding, wellFinding } from './pattern-words'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'about' as const })
let made = 0
const quick = (here: Glass, changes: Changes, author = 'moss') =>
  here.disk.ledger.append(entry({ record: `q${(made += 1)}`, kind: 'quick-record', version: 2, act: 'close', author, changes: { 'children/juniper': true, ...changes } }))
async function open(here: Glass): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  page = await here.show(PatternsPage, { id: 'juniper' })
}

const labelOf = (options: readonly { code: string; label: string }[]) => (code: string) => options.find((option) => option.code === code)?.label ?? code
const grid = (given: Partial<Grid>): Grid => ({ said: 8, hours: ['before', '08', '09', 'after'], days: ['mon'], cells: [], mostHour: null, mostDay: null, ...given })
const tally = (given: Partial<Tally>): Tally => ({ said: 8, counts: [], most: null, ...given })

describe('what is said of a picture', () => {
  const said = [
    [weekFinding(grid({ said: 4 }), 9), '4 of 9 say when it was so far: too few for a pattern.'],
    [weekFinding(grid({}), 9), 'They were spread over the week (8 of 9 say when).'],
    [weekFinding(grid({ mostHour: { code: '09', count: 5 } }), 9), 'Most (5 of 8) were between 09:00 and 10:00.'],
    [weekFinding(grid({ mostHour: { code: 'before', count: 5 } }), 9), 'Most (5 of 8) were before 08:00.'],
    [weekFinding(grid({ mostHour: { code: 'after', count: 5 } }), 9), 'Most (5 of 8) were after 10:00.'],
    [weekFinding(grid({ mostDay: { code: 'mon', count: 6 } }), 9), 'Most (6 of 8) were on a Monday.'],
    [placesFinding(tally({ most: { code: 'corridor', count: 6 } }), 9, labelOf(places)), 'Most (6 of 8) were in the corridor.'],
    [placesFinding(tally({ most: { code: 'hall', count: 6 } }), 9, () => 'PE hall'), 'Most (6 of 8) were in the PE hall.'],
    [placesFinding(tally({}), 9, labelOf(places)), 'They were in several places (8 of 9 say where).'],
    [placesFinding(tally({ said: 2 }), 9, labelOf(places)), '2 of 9 say where so far: too few for a pattern.'],
    [antecedentsFinding(tally({ most: { code: 'told-no', count: 5 } }), 9, labelOf(antecedents)), '“Told no or stop” came before 5 of 8.'],
    [antecedentsFinding(tally({ most: { code: 'before-not-seen', count: 5 } }), 9, labelOf(antecedents)), 'In 5 of 8 nobody saw what came before.'],
    [antecedentsFinding(tally({}), 9, labelOf(antecedents)), 'Several things came before (8 of 9 say what).'],
    [antecedentsFinding(tally({ said: 0 }), 9, labelOf(antecedents)), '0 of 9 say what came before so far: too few for a pattern.'],
    [waysFinding({ said: 6, ways: [], most: { code: 'quiet-place', tried: 5, judged: 5, helped: 4, didNotHelp: 1 } }, 9, labelOf(waysToCalm)), '“Quiet place” was tried 5 times and helped 4 times.'],
    [waysFinding({ said: 6, ways: [], most: null }, 9, labelOf(waysToCalm)), 'No one thing helped most of the time (6 of 9 say what was tried).'],
    [waysFinding({ said: 6, ways: [{ code: 'waited', tried: 6, judged: 0, helped: 0, didNotHelp: 0 }], most: null }, 9, labelOf(waysToCalm)), '6 of 9 say what was tried, and none says what helped.'],
    [waysFinding({ said: 1, ways: [], most: null }, 9, labelOf(waysToCalm)), '1 of 9 say what was tried so far: too few for a pattern.'],
    [wellFinding({ count: 4, places: tally({ counts: [{ code: 'hall', count: 3 }] }) }, 9, labelOf(places)), '4 of 9 went well, 3 of them in the hall.'],
    [wellFinding({ count: 4, places: tally({ counts: [{ code: 'hall', count: 1 }] }) }, 9, labelOf(places)), '4 of 9 went well.'],
    [wellFinding({ count: 0, places: tally({}) }, 9, labelOf(places)), 'None of 9 tells of a time that went well.'],
  ] as const

  test.each([
    [{ tried: 5, judged: 5, helped: 4 }, 'helped 4 of 5'],
    [{ tried: 5, judged: 5, helped: 0 }, 'helped 0 of 5'],
    [{ tried: 5, judged: 3, helped: 2 }, 'helped 2 of 3, 2 not said'],
    [{ tried: 5, judged: 0, helped: 0 }, 'not said'],
  ])('that something did not help is not said where nobody said what helped: %o', (way, words) => {
    expect(wayWords({ code: 'waited', didNotHelp: 0, ...way })).toBe(words)
  })

  test.each(said)('is what was counted, then a question: %o', (finding, counted) => {
    expect(finding).toEqual({ counted, question: expect.stringMatching(/^(What|Which|Where|Who|When|How) [^?]+\?$/) })
  })

  test('is about need, and never about what a child is like or will do', () => {
    for (const [{ counted, question }] of said) expect(`${counted} ${question}`).not.toMatch(/\b(always|never|will|likely|risk|score|worst|bad|difficult|dangerous|problem)\b/i)
  })

  test('an hour is named as on a timetable', () => {
    expect(['before', '08', '09', 'after'].map((hour) => hourName(hour, grid({})))).toEqual(['Before 08:00', '08:00 to 09:00', '09:00 to 10:00', 'After 10:00'])
  })
})

test('with four records no pattern is shown, and it is said why', async () => {
  const here = await glass()
  for (let count = 0; count < 4; count += 1) await quick(here, { 'place/': 'corridor' })
  await open(here)
  await here.until(() => page?.text().includes('4 moments so far, in the records you may read. Patterns need at least 5') ?? false)
  expect(page?.find('section').exists()).toBe(false)
})

test('with five, each picture stands over a table of the same numbers, and each asks', async () => {
  const here = await glass()
  for (const day of ['16', '17', '18', '19']) await quick(here, { 'place/': 'corridor', 'when/': at(`2026-11-${day}T10:41`), 'saw/hid': true })
  await quick(here, { 'place/': 'hall', 'when/': at('2026-11-20T12:10'), 'saw/joined-in': true })
  await here.disk.ledger.append(entry({ record: 'd1', kind: 'de-escalation', act: 'close', changes: { 'children/juniper': true, 'when/': at('2026-11-23T10:05'), 'place/': 'corridor', 'tried/waited': true, 'tried/quiet-place': true, 'helped/quiet-place': true } }))
  await open(here)
  await here.until(() => page?.findAll('section').length === 5)
  expect(page?.findAll('section h2').map((one) => one.text())).toEqual(['When', 'Where', 'What came before', 'What was tried, and what helped', 'Times that went well'])
  expect(page?.findAll('section > p').map((one) => one.text())).toEqual([
    'Most (5 of 5) were between 10:00 and 11:00. What is hard about that time, and what would help before it comes: food, rest, quiet, knowing what is next?',
    'Most (5 of 5) were in the corridor. What is hard about the corridor?',
    '0 of 5 say what came before so far: too few for a pattern. Who could look out for what comes before?',
    '1 of 6 say what was tried so far: too few for a pattern. What has helped that is not written down yet?',
    '2 of 6 went well. What was there that met the child’s need, and can there be more of it?',
  ])
  const cells = (section: number) => page?.findAll('section')[section]?.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
  expect(cells(0)?.[2]).toEqual(['10:00 to 11:00', '2', '1', '1', '1', '0'])
  expect(cells(1)).toEqual([['Corridor', '5']])
  expect(cells(3)).toEqual([['Quiet place', '1', '1', '0'], ['Waited', '1', '0', '0']])
  expect(page?.findAll('.week .square').map((one) => one.text()).filter(Boolean)).toEqual(['2', '1', '1', '1'])
  expect(page?.findAll('.bar .number').map((one) => one.text())).toEqual(['5', 'helped 1 of 1', 'helped 0 of 1', '1', '1'])
  expect(page?.findAll('[role=img]').every((one) => (one.attributes('aria-label') ?? '') !== '')).toBe(true)
})

test('a record this adult may not read is in no count', async () => {
  const here = await glass({ roles: ['practitioner'] })
  for (let count = 0; count < 3; count += 1) await quick(here, {})
  for (let count = 0; count < 3; count += 1) await quick(here, {}, 'hetty')
  await open(here)
  await here.until(() => page?.text().includes('3 moments so far') ?? false)
})

test('the child is initials until names are asked for, and named on paper alone', async () => {
  const here = await glass()
  for (let count = 0; count < 5; count += 1) await quick(here, {})
  await open(here)
  await here.until(() => page?.findAll('section').length === 5)
  expect(page?.find('h1').text()).toBe('J.B.: patterns')
  expect(page?.find('.print-only.names').text()).toBe('Juniper Brightwater')
  expect(page?.text().replace('Juniper Brightwater', '')).not.toContain('Juniper')
  expect(document.documentElement.style.getPropertyValue('--print-foot')).toContain('Willow Hall Primary. Printed 24 November 2026')
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { view } from '../../domain/history/read'
import { stepsPack } from '../../domain/pack/pack'
import { anxietyMap, maps } from '../../domain/records/anxiety-map'
import { predictions } from '../../domain/records/predict-prevent'
import type { Changes } from '../../domain/schema/field'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import AnxietyMapPage from './AnxietyMapPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
  vi.restoreAllMocks()
})

const first = maps.idOf('juniper', 1)
const item = (id: string, words: string, given: { category?: string; scores?: Readonly<Record<string, number>> } = {}): Changes => ({
  [`items/${id}`]: true, [`items/${id}/rank`]: `a${id.slice(-1)}`, [`items/${id}/words`]: words, [`items/${id}/category`]: given.category ?? 'map-place',
  ...Object.fromEntries(Object.entries(given.scores ?? {}).map(([who, score]) => [`items/${id}/scores/${who}`, score])),
})
const mapEntry = (changes: Changes, record = first) => entry({ record, kind: anxietyMap.kind, changes: { 'child/': 'juniper', ...changes } })

async function open(here: Glass, given: { version?: string; changes?: Changes } = {}): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  if (given.changes) await here.disk.ledger.append(mapEntry(given.changes))
  page = await here.show(AnxietyMapPage, { id: 'juniper', ...(given.version ? { version: given.version } : {}) })
  await here.until(() => /Nothing on this map|Scoring it again|Ask your SENCO|not on this tablet/.test(page?.text() ?? ''))
}
const text = () => page?.text() ?? ''
const button = (words: string) => page?.findAll('button').find((one) => one.text() === words || one.attributes('aria-label') === words)
async function press(words: string): Promise<void> {
  const found = button(words)
  if (!found) throw new Error(`no button ${words}`)
  await found.trigger('click')
}
async function choose(legend: string, label: string): Promise<void> {
  const group = page?.findAll('fieldset').find((one) => one.text().startsWith(legend))
  const input = group?.findAll('label').find((one) => one.text().startsWith(label))?.find('input')
  if (!input) throw new Error(`no ${label} in ${legend}`)
  await input.setValue(true)
}
const row = (words: string) => page?.findAll('.item').find((one) => one.find('.called').text() === words)
const cell = (words: string, score: number) => row(words)?.find<HTMLInputElement>(`input[value="${score}"]`)
const placed = (words: string) => row(words)?.findAll<HTMLInputElement>('input').filter(({ element }) => element.checked).map(({ element }) => Number(element.value)) ?? []
async function place(words: string, score: number): Promise<void> {
  await cell(words, score)?.setValue(true)
}
async function read(here: Glass, record = first) {
  const checkpoint = await here.disk.ledger.checkpoint(record)
  return checkpoint ? view(anxietyMap, checkpoint).answers : null
}
async function leave(here: Glass): Promise<void> {
  page?.unmount()
  page = null
  await here.settle()
}

/** A page that was left still writes for a moment. */
const kept = (claim: () => Promise<void>) => vi.waitFor(claim, { timeout: 4000, interval: 20 })

describe('placing', () => {
  test('a map that is only looked at leaves no trace', async () => {
    const here = await glass()
    await open(here)
    expect(text()).toContain('Nothing on this map yet.')
    await leave(here)
    expect(await read(here)).toBeNull()
    expect(await here.disk.ledger.drafts('moss')).toEqual([])
  })

  test('a new item is not placed yet, never at nought; one tap places it, and it is kept', async () => {
    const here = await glass()
    await open(here)
    await press('Add item')
    await choose('Kind of item', 'Place')
    await page?.findAll('dialog button').find((one) => one.text() === 'Hall')?.trigger('click')
    await press('Done')
    expect(row('Hall')?.text()).toContain('Not placed yet')
    expect(placed('Hall')).toEqual([])
    await place('Hall', 5)
    expect(placed('Hall')).toEqual([5])
    expect(page?.find('.waiting').text()).toBe('')
    await leave(here)
    await kept(async () => expect(await read(here)).toMatchObject({ child: 'juniper', items: [{ words: 'Hall', category: 'map-place', scores: { moss: 5 } }] }))
  })

  test.each(['Done', 'Escape', 'leaving'])('own words that were typed and not added yet are added by %s', async (how) => {
    const here = await glass()
    await open(here)
    await press('Add item')
    await choose('Kind of item', 'Place')
    await page?.find('#own-item').setValue('  The  back stairs ')
    if (how === 'Done') await press('Done')
    if (how === 'Escape') await page?.find('dialog[open]').trigger('cancel')
    if (how !== 'leaving') expect(row('The back stairs')?.text()).toContain('Not placed yet')
    await leave(here)
    await kept(async () => expect(await read(here)).toMatchObject({ items: [{ words: 'The back stairs', category: 'map-place' }] }))
    expect((await read(here))?.items).toHaveLength(1)
  })

  test('each cell says what it is, one stop a row, and Home and End go to the ends', async () => {
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall') })
    const group = row('Hall')?.find('fieldset')
    expect(group?.attributes('aria-label')).toBe('Hall')
    expect(cell('Hall', 5)?.attributes('aria-label')).toBe('plus 5, raises anxiety most')
    expect(cell('Hall', -5)?.attributes('aria-label')).toBe('minus 5, calmest, relies on this')
    expect(new Set(group?.findAll('input').map((one) => one.attributes('name'))).size).toBe(1)
    await cell('Hall', 0)?.trigger('keydown', { key: 'End' })
    expect(placed('Hall')).toEqual([5])
    await cell('Hall', 5)?.trigger('keydown', { key: 'Home' })
    expect(placed('Hall')).toEqual([-5])
  })

  test('clear is in the row’s menu, and undo brings it back', async () => {
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall') })
    await place('Hall', 3)
    await press('More about Hall')
    await press('Clear my score')
    expect(placed('Hall')).toEqual([])
    expect(row('Hall')?.text()).toContain('Not placed yet')
    await press('Undo')
    expect(placed('Hall')).toEqual([3])
  })

  test('a name for the list that is waiting leads to its row', async () => {
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall') })
    await page?.find('.waits').trigger('click')
    await here.settle()
    expect(document.activeElement).toBe(cell('Hall', -5)?.element)
  })

  test('where there is no room for cells, a stepper says where it stands', async () => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(358)
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall') })
    expect(cell('Hall', 5)?.exists()).toBe(false)
    await press('One higher: Hall')
    expect(page?.find('p.sr-only[role=status]').text()).toBe('Hall, plus 1, some signs; copes with help, 7 of 11')
    for (let step = 0; step < 6; step += 1) await press('One higher: Hall')
    expect(page?.find('p.sr-only[role=status]').text()).toBe('Hall, plus 5, raises anxiety most, 11 of 11')
    expect(row('Hall')?.find('.now').text()).toBe('+5Raises anxiety most')
  })
})

describe('several scorers', () => {
  const two = item('h1', 'Hall', { scores: { hetty: 5 } })

  test('another adult’s number stands beside one’s own, never a mean, and is worth talking about', async () => {
    const here = await glass()
    await here.disk.ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
    await open(here, { changes: two })
    await place('Hall', 2)
    expect(row('Hall')?.find('.note').text()).toBe('You +2, Hetty +5. Worth talking about.')
    expect(cell('Hall', 5)?.classes()).toContain('other')
    expect(text()).not.toContain('3.5')
    await leave(here)
    await kept(async () => expect((await read(here))?.items[0]?.scores).toEqual({ hetty: 5, moss: 2 }))
  })

  test('one’s own mark is still there after a parent’s was written down', async () => {
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall') })
    await place('Hall', 2)
    await choose('Score as', 'Parent or carer')
    expect(placed('Hall')).toEqual([])
    await place('Hall', 5)
    await choose('Score as', 'Me')
    expect(placed('Hall')).toEqual([2])
    expect(row('Hall')?.find('.note').text()).toBe('You +2, Parent or carer +5. Worth talking about.')
  })

  test('a child points to faces and meets no number; the face is a place on the scale', async () => {
    const here = await glass()
    await open(here, { changes: two })
    await choose('Score as', 'The child')
    expect(row('Hall')?.text()).toBe('HallI love itI like itIt is all rightIt is hardIt is too hard')
    await row('Hall')?.findAll('input')[3]?.setValue(true)
    await choose('How many faces', '3 faces')
    expect(row('Hall')?.findAll('.face').map((one) => one.classes().includes('chosen'))).toEqual([false, false, true])
    await leave(here)
    await kept(async () => expect((await read(here))?.items[0]?.scores).toEqual({ hetty: 5, child: 3 }))
  })
})

describe('what follows from a place', () => {
  test('what is relied on is asked about both ways; what is high leads on; the middle neither', async () => {
    const here = await glass()
    await open(here, { changes: { ...item('h1', 'Hall', { scores: { moss: 3 } }), ...item('h2', 'Ms Ade', { scores: { moss: -3 } }), ...item('h3', 'Maths', { scores: { moss: 2 } }) } })
    expect(['Hall', 'Ms Ade', 'Maths'].map((words) => row(words)?.find('.more').exists() ? row(words)?.findAll('.more > *').map((one) => one.text()) : [])).toEqual([
      ['Predict and prevent'], ['Can we use this to help?', 'What if this is not there?'], [],
    ])
  })

  test('a score found by predict and prevent is offered, not copied', async () => {
    const here = await glass()
    await here.disk.ledger.append(entry({ record: predictions.idOf('juniper', 1), kind: 'predict-prevent', changes: { 'child/': 'juniper', 'rows/p1': true, 'rows/p1/rank': 'a0', 'rows/p1/item/h1': true, 'rows/p1/newScore': 2 } }))
    await open(here, { changes: item('h1', 'Hall') })
    expect(placed('Hall')).toEqual([])
    await press('Predict and prevent found +2. Use it')
    expect(placed('Hall')).toEqual([2])
    expect(button('Predict and prevent found +2. Use it')).toBeUndefined()
  })

  test('what this child’s records mention is offered with its records, and keeps them', async () => {
    const here = await glass()
    for (const record of ['q1', 'q2']) await here.disk.ledger.append(entry({ record, kind: 'quick-record', version: 2, act: 'close', changes: { 'children/juniper': true, 'place/': 'hall' } }))
    await open(here)
    await here.until(() => text().includes('2 records mention “Hall”. Add it?'))
    expect(page?.find('.offer [aria-label="2 records of: Hall"]').text()).toBe('2 records')
    await press('Add Hall')
    expect(text()).not.toContain('2 records mention “Hall”')
    await leave(here)
    await kept(async () => expect((await read(here))?.items).toMatchObject([{ words: 'Hall', category: 'map-place', scores: {}, sources: ['q1', 'q2'] }]))
  })
})

describe('the pack', () => {
  test('an item keeps the kind that the pack has taken away, under its name; new ones are offered the pack’s', async () => {
    const here = await glass()
    await here.disk.ledger.keepFact('roster', { pack: { ...stepsPack, words: { 'map.categories': 'map-place map-outdoors', 'code.map-outdoors': 'Garden', 'map.pole.anxious': 'Hardest', 'map.line.predict': '4' } } })
    await open(here, { changes: { ...item('h1', 'Hall', { scores: { moss: 3 } }), ...item('h2', 'Weekends', { category: 'map-home' }) } })
    await here.until(() => text().includes('Hardest'))
    expect(page?.findAll('.lane h2').map((one) => one.text())).toEqual(['Place', 'Home'])
    expect(row('Hall')?.find('.more').exists()).toBe(false)
    expect(cell('Hall', 5)?.attributes('aria-label')).toBe('plus 5, hardest')
    await press('Add item')
    expect(page?.findAll('dialog[open] .chips label').map((one) => one.text())).toEqual(['Place', 'Garden'])
    await press('Done')
    await press('More about Weekends')
    expect(page?.findAll('dialog[open] .chips label').map((one) => one.text())).toEqual(['Place', 'Garden', 'Home'])
  })
})

describe('scoring it again', () => {
  test('the next map has the same rows without scores, and says what has moved since', async () => {
    const here = await glass()
    await open(here, { changes: { ...item('h1', 'Hall', { scores: { moss: 5, hetty: 4 } }), ...item('h2', 'Maths') } })
    await press('Score it again')
    await page?.find('dialog[open] textarea').setValue('Gwen greets her at the gate.')
    await press('Start the next map')
    await here.until(() => text().includes('Compare with 24 November 2026'))
    expect(await read(here)).toMatchObject({ reviewed: '2026-11-24', reviewWords: 'Gwen greets her at the gate.' })
    expect((await read(here, maps.idOf('juniper', 2)))?.items.map(({ id, words, scores }) => [id, words, scores])).toEqual([['h1', 'Hall', {}], ['h2', 'Maths', {}]])
    expect(cell('Hall', 5)?.classes()).toContain('was')
    await place('Hall', 3)
    await choose('How the map is shown', 'Table')
    expect(page?.findAll('.no-print tbody tr').map((one) => one.findAll('td, th').map((part) => part.text()))).toEqual([
      ['Hall', 'Place', '+3 You', 'You: +5 to +3'], ['Maths', 'Place', 'Not placed yet', ''],
    ])
    await choose('How the map is shown', 'Picture')
    expect(page?.find('.no-print .moved').text()).toBe('Hall has moved from +5 to +3 since 24 November 2026.What changed for J.B.? Gwen greets her at the gate.')
    expect(page?.findAll('.no-print svg.map .hollow')).toHaveLength(2)
  })

  test('an earlier map is shown, and cannot be changed', async () => {
    const here = await glass()
    await here.disk.ledger.append(mapEntry(item('h1', 'Hall'), maps.idOf('juniper', 2)))
    await open(here, { version: '1', changes: item('h1', 'Hall', { scores: { moss: 5 } }) })
    expect(text()).toContain('This is an earlier map. It stays as it was.')
    expect(cell('Hall', 5)?.element.disabled).toBe(true)
    expect([button('Add item'), button('Score it again')]).toEqual([undefined, undefined])
  })
})

test('an address may ask for the picture first', async () => {
  const here = await glass()
  await here.router.push('/anxiety-map/juniper?view=picture')
  await open(here, { changes: item('h1', 'Hall', { scores: { moss: 4 } }) })
  expect(page?.find('.no-print svg.map').attributes('aria-label')).toBe('Picture of the map: 1 item from −5 to +5. The table says the same in words.')
})

describe('who', () => {
  test('an adult who does not work with the child is told whom to ask', async () => {
    const here = await glass({ roles: ['practitioner'] })
    await open(here, { changes: item('h1', 'Hall') })
    expect(text()).toContain('Ask your SENCO to share this child’s map with you.')
    expect(text()).not.toContain('Hall')
  })

  test('the child is named on paper alone, where nobody is “you”', async () => {
    const here = await glass()
    await open(here, { changes: item('h1', 'Hall', { scores: { moss: 4 } }) })
    expect(text()).not.toContain('Juniper')
    window.dispatchEvent(new Event('beforeprint'))
    await nextTick()
    expect(page?.find('.paper-only .names').text()).toBe('Juniper Brightwater')
    expect(page?.find('.paper-only tbody').text()).toContain('Moss')
    expect(text().replace('Juniper Brightwater', '')).not.toContain('Juniper')
    window.dispatchEvent(new Event('afterprint'))
    await nextTick()
    expect(text()).not.toContain('Juniper')
  })

  test('a nursery is offered its own day, and three faces', async () => {
    const here = await glass()
    const { identity } = here.session
    if (identity) here.session.$patch({ identity: { ...identity, setting: { ...identity.setting, kind: 'early-years' } } })
    await open(here, { changes: item('h1', 'Hall') })
    await press('Add item')
    expect(page?.find('dialog[open]').text()).toContain('Nappy or toilet')
    await press('Done')
    await choose('Score as', 'The child')
    expect(row('Hall')?.findAll('.face')).toHaveLength(3)
  })
})

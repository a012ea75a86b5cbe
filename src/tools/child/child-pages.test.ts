import { afterEach, expect, test, vi } from 'vitest'
import { child as childForm } from '../../domain/records/child'
import { view } from '../../domain/history/read'
import { useGlance } from '../../workspace/glance'
import { usePeople } from '../../workspace/people'
import { useSync } from '../../workspace/sync'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { closeDisks, elsewhere, entry } from '../../../tests/support/tablet-disk'
import ChildEditPage from './ChildEditPage.vue'
import ChildListPage from './ChildListPage.vue'
import ChildPage from './ChildPage.vue'
import { sections } from './sections'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  closeDisks()
})
const press = (words: string) => page?.findAll('button').find((one) => one.text().includes(words))?.trigger('click')
async function childrenHere(here: Glass): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', room: 'Hedgehog' }))
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', room: 'Otter', keyPerson: 'moss' }))
  await here.disk.ledger.append(childEntry('zoe', { name: 'Zoë Thistledown-Ångström', room: 'Otter' }))
}

test('of an observation of several children a timeline shows this child’s own part first', async () => {
  const here = await glass()
  await childrenHere(here)
  const views = { 'views/v1': true, 'views/v1/rank': 'a0', 'views/v1/child': 'pip', 'views/v1/words': 'Stacked nine cups.', 'views/v2': true, 'views/v2/rank': 'a1', 'views/v2/child': 'juniper', 'views/v2/words': 'Watched from the mat.' } as const
  await here.disk.ledger.append(entry({ record: 'o1', kind: 'observation', version: 2, author: 'moss', act: 'close', changes: { 'children/pip': true, 'children/juniper': true, 'saw/': 'Cups in the garden.', ...views } }))
  page = await here.show(ChildPage, { id: 'juniper' })
  await here.until(() => page?.text().includes('Watched from the mat.') ?? false)
  expect(page.text()).not.toContain('nine cups')
})

test('a timeline without a line this adult may read says so, and says the same where only a worry is there', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await childrenHere(here)
  const of = { 'children/juniper': true, 'words/': 'Pushed the table over.' } as const
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', version: 2, author: 'ewa', act: 'close', changes: of }))
  await here.disk.ledger.append(entry({ record: 'w1', kind: 'worry', author: 'ewa', act: 'close', changes: { 'children/zoe': true, 'words/': 'A bruise.' } }))
  for (const id of ['juniper', 'zoe', 'pip']) {
    page?.unmount()
    page = await here.show(ChildPage, { id })
    await here.until(() => page?.find('[aria-labelledby=timeline] .empty').exists() ?? false)
    expect(page.find('[aria-labelledby=timeline] .empty').text()).toBe('No records yet that you may read. What you record about this child will stand here.')
  }
})

test('every question of the child’s form stands in exactly one section', () => {
  const laid = sections.flatMap(({ fields }) => fields)
  expect([...laid].sort()).toEqual(Object.keys(childForm.fields).sort())
  const restricted = Object.entries(childForm.fields).filter(([, field]) => 'restricted' in field && field.restricted).map(([name]) => name)
  expect(sections.find(({ sensitive }) => sensitive)?.fields).toEqual(restricted)
})

test('my children stand first, and everybody is initials until names are asked for', async () => {
  const here = await glass()
  await childrenHere(here)
  page = await here.show(ChildListPage)
  await here.until(() => page?.findAll('a.child').length === 3)
  expect(page.findAll('h2').map((one) => one.text())).toEqual(['My children', 'Other children'])
  expect(page.findAll('.name').map((one) => one.text())).toEqual(['P.M.', 'J.B.', 'Z.T.'])
  await press('Show names')
  expect(page.findAll('.name').map((one) => one.text())).toEqual(['Pip Marmalade', 'Juniper Brightwater', 'Zoë Thistledown-Ångström'])
})

test('whose roll here has ended stands last, under No longer here, and is nobody’s own child', async () => {
  const here = await glass()
  await childrenHere(here)
  const ended = { 'rolls/r': true, 'rolls/r/rank': 'a0', 'rolls/r/setting': 'willow hall primary', 'rolls/r/to': '2026-07-21' } as const
  await here.disk.ledger.append(entry({ record: 'pip', after: (await here.disk.ledger.checkpoint('pip'))?.heads ?? [], changes: ended }))
  page = await here.show(ChildListPage)
  await here.until(() => page?.findAll('a.child').length === 3)
  expect(page.findAll('h2').map((one) => one.text())).toEqual(['All children', 'No longer here'])
  expect(page.findAll('.name').map((one) => one.text())).toEqual(['J.B.', 'Z.T.', 'P.M.'])
  expect(usePeople(here.pinia)).toMatchObject({ mine: [], rooms: ['Hedgehog', 'Otter'] })
})

test('one press ends the roll here with today as the last day, and can be taken for said only once', async () => {
  const here = await glass()
  await childrenHere(here)
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.text().includes('Today is the last day here') ?? false)
  await press('Today is the last day here')
  await press('Today is the last day here')
  await here.session.flush()
  expect((await here.disk.ledger.draft('pip', 'moss'))?.changes).toMatchObject({ 'rolls/made-1/setting': 'Willow Hall Primary', 'rolls/made-1/to': '2026-11-24' })
  expect(page.findAll('[data-field=rolls] input').filter((one) => (one.element as HTMLInputElement).value === 'Willow Hall Primary')).toHaveLength(1)
})

test('on a tablet that was switched off nobody is sent to their SENCO for what it has let go of', async () => {
  const here = await glass()
  await here.disk.tables.strict.readings.clear()
  useSync(here.pinia).onOutcome({ kind: 'revoked' })
  page = await here.show(ChildListPage)
  await here.until(() => page?.text().includes('switched off by the office') ?? false)
  expect(page.text()).not.toContain('SENCO')
})

test('names shown to one adult are initials again for the next', async () => {
  const here = await glass()
  const glance = useGlance(here.pinia)
  glance.namesShown = true
  await here.session.lock()
  expect(glance.namesShown).toBe(false)
})

test.each([
  ['zoe', ['Z.T.']],
  ['ANGSTROM', ['Z.T.']],
  ['jb', ['J.B.']],
  ['marm', ['P.M.']],
  ['nobody at all', []],
])('looking for “%s” finds %j', async (typed, found) => {
  const here = await glass()
  await childrenHere(here)
  page = await here.show(ChildListPage)
  await here.until(() => page?.findAll('a.child').length === 3)
  await page.find('input[type=search]').setValue(typed)
  expect(page.findAll('.name').map((one) => one.text())).toEqual(found)
  if (found.length === 0) expect(page.text()).toContain('No child matches')
})

test('a tablet without children says how they come, and a practitioner can add one at once', async () => {
  const here = await glass({ roles: ['practitioner'] })
  page = await here.show(ChildListPage)
  expect(page.text()).toContain('No children on this tablet yet')
  expect(page.find('a.button').text()).toBe('Add a child')
})

test('a child’s home says first what matters if the child is held, and who may not have contact', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'pip', changes: {
    'name/': 'Pip Marmalade', 'healthHeld/': 'Asthma. Blue inhaler in the office.',
    'parents/p1': true, 'parents/p1/rank': 'a0', 'parents/p1/name': 'Wren Marmalade', 'parents/p1/contactLimits': 'Collects only with Sam.',
  } }))
  page = await here.show(ChildPage, { id: 'pip' })
  await here.until(() => page?.find('.must').exists() ?? false)
  expect(page.findAll('.must').map((one) => one.text())).toEqual([
    expect.stringContaining('Asthma. Blue inhaler in the office.'), expect.stringContaining('Wren Marmalade: Collects only with Sam.'),
  ])
})

test('a calm script is one press away, and is nothing that happened', async () => {
  const here = await glass({ roles: ['visiting'] })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(entry({ record: 'calm-pip', kind: 'calm-script', changes: { 'child/': 'pip', 'avoid/': 'Crowds' } }))
  page = await here.show(ChildPage, { id: 'pip' })
  await here.until(() => page?.text().includes('No records yet') ?? false)
  expect(page.findAll('a.big').find((one) => one.text() === 'Calm script')?.attributes('href')).toBe('/calm/pip')
  expect(page.text()).not.toContain('Crowds')
})

test('restricted answers are read by leads and by nobody else', async () => {
  for (const [role, sees] of [['senco', true], ['practitioner', false]] as const) {
    const here = await glass({ roles: [role] })
    await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', upn: 'H801200001001' }))
    const shown = await here.show(ChildPage, { id: 'pip' })
    await here.until(() => shown.find('h1').text() === 'Pip Marmalade')
    expect(shown.text().includes('H801200001001')).toBe(sees)
    shown.unmount()
  }
})

test('a key person who has left stands by name where they were chosen', async () => {
  const here = await glass()
  await here.disk.ledger.append(adultEntry('ewa', { name: 'Ewa Lanternfold', roles: ['key-person'], until: '2026-11-23' }))
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', keyPerson: 'ewa' }))
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('[data-field=keyPerson]').text().includes('Ewa Lanternfold') ?? false)
  expect(page.text()).not.toContain('Someone not on this tablet')
  expect(page.find('[data-field=buddy]').text()).not.toContain('Ewa')
})

test('what an adult who has left did not finish is read by leads, who are told so', async () => {
  const here = await glass()
  const nest = await elsewhere()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['practitioner'], until: '2026-11-23' }))
  const open = await nest.write({ record: 'q1', kind: 'quick-record', author: 'sorrel', changes: { 'children/pip': true, 'words/': 'Threw the kaleidoscope' } })
  await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(open), next: 1 }, { epoch: null, seq: 0 })
  page = await here.show(ChildPage, { id: 'pip' })
  await here.until(() => page?.text().includes('Threw the kaleidoscope') ?? false)
  expect(page.text()).toContain('Not finished: Sorrel has left')
})

test('a colleague’s open account is mentioned and not shown', async () => {
  const here = await glass()
  const nest = await elsewhere()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['practitioner'] }))
  const open = await nest.write({ record: 'q1', kind: 'quick-record', author: 'sorrel', changes: { 'children/pip': true, 'words/': 'Threw the kaleidoscope' } })
  await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(open), next: 1 }, { epoch: null, seq: 0 })
  page = await here.show(ChildPage, { id: 'pip' })
  await here.until(() => page?.text().includes('Sorrel began an account that is not finished') ?? false)
  expect(page.text()).not.toContain('kaleidoscope')
})

test('a copy that met nobody for nine days says so', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.keepContact({ skewMs: 0, at: here.disk.clock.at })
  here.disk.clock.at += 9 * 86_400_000
  page = await here.show(ChildPage, { id: 'pip' })
  await here.until(() => page?.text().includes('This copy is 9 days old. There may be a newer one.') ?? false)
})

test('a child added by hand is kept, whoever adds it', async () => {
  const here = await glass({ roles: ['practitioner'] })
  page = await here.show(ChildEditPage, { id: 'rowan' })
  await here.until(() => page?.find('form').exists() ?? false)
  expect(page.text()).not.toContain('Sensitive')
  await page.find('[id="child.name"]').setValue('Rowan Thistledown')
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  const kept = await here.disk.ledger.checkpoint('rowan')
  expect(kept && view(childForm, kept).answers.name).toBe('Rowan Thistledown')
})

test('a UPN that does not fit is said on Done, once, and kept all the same', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('[id="child.upn"]').exists() ?? false)
  await page.find('[id="child.upn"]').setValue('B123456789012')
  await here.settle()
  expect(page.find('.gap').exists()).toBe(false)
  await page.find('form').trigger('submit')
  await here.settle()
  expect(page.find('[data-field="upn"] .gap').text()).toContain('do not fit together')
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  const kept = await here.disk.ledger.checkpoint('pip')
  expect(kept && view(childForm, kept).answers.upn).toBe('B123456789012')
})

test('a practitioner’s change to a parent leaves the Care Order as it was', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(entry({ record: 'pip', changes: {
    'name/': 'Pip Marmalade', 'parents/p1': true, 'parents/p1/rank': 'a0', 'parents/p1/name': 'Wren', 'parents/p1/careOrder': 'yes',
  } }))
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('[id="child.parents.p1.name"]').exists() ?? false)
  expect(page.text()).not.toContain('Care Order')
  await page.find('[id="child.parents.p1.name"]').setValue('Wren Marmalade')
  await press('Add parent or carer')
  await here.settle()
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  const kept = await here.disk.ledger.checkpoint('pip')
  expect(kept && view(childForm, kept).answers.parents).toMatchObject([{ name: 'Wren Marmalade', careOrder: 'yes' }, { name: '', careOrder: null }])
})

const withoutParents = async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  return here
}
test('opened to add a parent who must be told, it opens at the family, and Back and Done lead back to the telling', async () => {
  const here = await withoutParents()
  const way: string[] = []
  here.router.afterEach((to) => { way.push(`${String(to.name)} ${String(to.params['id'])} ${JSON.stringify(to.query)}`) })
  await here.router.push('/child-edit/pip?child=pip&incident=inc-1')
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => document.activeElement?.textContent?.trim() === 'Add parent or carer')
  expect(page.find('a.back').attributes('href')).toBe('/incident/inc-1?child=pip')
  await press('Add parent or carer')
  await here.until(() => page?.find('[data-row] input').exists() ?? false)
  await page.find('[data-row] input').setValue('Wren Marmalade')
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(way.at(-1)).toBe('incident inc-1 {"child":"pip"}')
  const kept = await here.disk.ledger.checkpoint('pip')
  expect(kept && view(childForm, kept).answers.parents).toMatchObject([{ name: 'Wren Marmalade' }])
})

test('opened from anywhere else it opens at its top, and Done leads to the child', async () => {
  const here = await withoutParents()
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('form').exists() ?? false)
  await here.settle()
  expect([document.activeElement, page.find('a.back').attributes('href')]).toEqual([document.body, '/child/pip'])
})

test.each([
  ['incident=https%3A%2F%2Felsewhere.example', 'incident https://elsewhere.example'],
  ['incident=%2F%2Felsewhere.example', 'incident //elsewhere.example'],
  ['incident=a&incident=b', 'child pip'],
  ['incident=', 'child pip'],
  ['back=https%3A%2F%2Felsewhere.example', 'child pip'],
])('whatever the query says (%s), Done stays within the app', async (query, at) => {
  const here = await withoutParents()
  await here.router.push(`/child-edit/pip?${query}`)
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('form').exists() ?? false)
  expect(page.find('a.back').attributes('href')).toMatch(/^\/(?:incident|child)\/[^/]+$/)
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name !== 'child-edit')
  const { name, params } = here.router.currentRoute.value
  expect(`${String(name)} ${String(params['id'])}`).toBe(at)
})

test('leaving the page keeps what was written', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  page = await here.show(ChildEditPage, { id: 'pip' })
  await here.until(() => page?.find('[id="child.room"]').exists() ?? false)
  await page.find('[id="child.room"]').setValue('Otter')
  page.unmount()
  page = null
  await vi.waitFor(async () => {
    const kept = await here.disk.ledger.checkpoint('pip')
    expect(kept && view(childForm, kept).answers.room).toBe('Otter')
  })
})

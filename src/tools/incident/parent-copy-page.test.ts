import { afterEach, expect, test, vi } from 'vitest'
import { view } from '../../domain/history/read'
import { child } from '../../domain/records/child'
import { incident } from '../../domain/records/incident'
import { telling, tellingOf } from '../../domain/records/telling'
import { blank, touched } from '../../domain/schema/definition'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { at, complete, held } from '../../../tests/support/incident'
import { entry } from '../../../tests/support/tablet-disk'
import ParentCopyPage from './ParentCopyPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
  vi.unstubAllGlobals()
})
const { press } = hand(() => page)
const id = 'inc-1'
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const lines = () => Object.fromEntries(page?.findAll('.lines > div').map((one) => [one.find('dt').text(), one.find('dd').text()]) ?? [])
const boxOf = (label: string) => page?.findAll('label').find((one) => one.text().startsWith(label))
const write = (label: string, words: string) => {
  const to = boxOf(label)
  const box = to?.attributes('for')
  return box === undefined ? to?.find('input').setValue(words) : page?.find(`[id="${box}"]`).setValue(words)
}

/** Juniper and Pip were both held; Sorrel saw it; Wren is in another class. Every free word names another child. */
const both = complete({
  children: ['juniper', 'pip'], childrenNear: ['sorrel'], sen: [], adults: [{ id: 'a1', rank: 'a0', adult: 'moss', name: '', part: ['held'] }],
  interventions: [held({ child: 'juniper', holdWords: 'Beside Pip Marmalade' }), held({ id: 'i2', rank: 'a1', child: 'pip', holdWords: 'Away from Juniper and Wren' })],
  words: 'Pip and Juniper fell out. Sorrel watched.', before: 'Pip laughed.', placeWords: 'By PIP’s peg, next to Juniper’s',
  reasonWords: 'Juniper ran at Pip; Pip (Pippa) ran at Juniper.', childInjury: 'yes', childInjuryWords: 'A scratch from sorrel’s bag, near Juniper', supportWords: 'Sat with Wren. Juniper sat too.', childWords: '“Marmalade hit me”, “Brightwater hit me”',
})
const parents = (over: { language?: string; formats?: string[] }) => [
  { id: 'p1', rank: 'a0', name: 'Fern Brightwater', relation: 'mother', phone: '', responsibility: 'yes', careOrder: null, contactLimits: '', language: '', formats: [], ...over },
  { id: 'p2', rank: 'a1', name: 'Ash Brightwater', relation: 'father', phone: '', responsibility: 'yes', careOrder: null, contactLimits: '', language: 'English', formats: [] },
]
async function setting(over: Partial<typeof both> = {}, parent: { language?: string; formats?: string[] } = {}): Promise<Glass> {
  const here = await glass()
  here.disk.clock.at = Date.parse('2026-11-24T15:10:00Z')
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'juniper', kind: 'child', changes: touched(child, blank(child), { ...blank(child), name: 'Juniper Brightwater', parents: parents(parent) }) }))
  await ledger.append(childEntry('pip', { name: 'Philippa Marmalade', knownAs: 'Pip' }))
  await ledger.append(childEntry('sorrel', { name: 'Sorrel Thimble' }))
  await ledger.append(childEntry('wren', { name: 'Wren Bucket' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(entry({ record: id, kind: 'incident', changes: touched(incident, blank(incident), { ...both, ...over }) }))
  return here
}
async function open(here: Glass, about = 'juniper', parent = 'p1'): Promise<void> {
  await here.router.push(`/parent-copy/${id}?parent=${parent}`)
  page = await here.show(ParentCopyPage, { id, child: about })
  await here.until(() => (page?.text() ?? '') !== '')
  await here.settle()
  await here.settle()
}
const notice = () => page?.findAll('.notice .words p').map((one) => one.text()) ?? []
const sheet = () => page?.find('.copy')
/** What stands in another language than the copy's, by that language. */
const marked = () => page?.findAll('.copy .other').map((one) => [one.attributes('lang'), one.text(), one.find('bdi').attributes('lang')]) ?? []
const told = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint(tellingOf(id))
  return checkpoint ? view(telling, checkpoint).answers.told : []
}

test.each([
  ['juniper', /juniper/i, /pip\b|philippa|marmalade|sorrel|thimble|wren|bucket/i],
  ['pip', /pip/i, /juniper|brightwater|sorrel|thimble|wren|bucket/i],
])('the copy for a parent of %s holds no other child’s name in any byte', async (about, own, others) => {
  const here = await setting()
  await open(here, about)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect(document.documentElement.outerHTML).toMatch(own)
  expect(document.documentElement.outerHTML).not.toMatch(others)
  await press('Hand over on this tablet')
  expect(document.documentElement.outerHTML).not.toMatch(others)
})

test('it says what happened to their child in plain words, and nothing that is for staff', async () => {
  const here = await setting()
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect(lines()).toMatchObject({
    'Who this is about': 'Juniper Brightwater', 'Where exactly': 'By another child’s peg, next to Juniper’s', 'Why, in their words': 'Juniper ran at another child; another child (Pippa) ran at Juniper.', 'Was your child hurt?': 'Yes',
  })
  expect(page?.text()).toContain('An adult held Juniper Brightwater to keep people safe.')
  expect(page?.text()).not.toMatch(/fell out|laughed/)
})

test('handed over, nothing else is in reach', async () => {
  const here = await setting()
  await open(here)
  await press('Hand over on this tablet')
  expect([buttons(), page?.findAll('a').length]).toEqual([['Give the tablet back'], 0])
})

test.each([
  ['with a name', 'Fern Brightwater', 'told', 'Thank you.\nRead by Fern Brightwater'],
  ['without one, which is an answer', '', 'told-not-signed', 'Thank you.'],
])('given back %s, it is kept who read it, their own words stand with it, the copy is still owed, and the tablet is locked', async (_how, name, outcome, words) => {
  const here = await setting()
  await open(here)
  await press('Hand over on this tablet')
  await write('You can add your own words', ' Thank you. ')
  await write('Your name', name)
  await press('Give the tablet back')
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect(await told(here)).toMatchObject([{ child: 'juniper', parent: 'p1', outcome, how: 'pick-up', at: at('2026-11-24T15:10'), by: 'moss', copy: 'copy-owed', words }])
})

test('a parent who has a copy in writing is owed none by reading it here as well', async () => {
  const here = await setting()
  const line = { child: 'juniper', parent: 'p1', outcome: 'told', how: 'pick-up', at: at('2026-11-24T15:00'), copy: 'copy-given', by: 'moss' }
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', changes: { 'incident/': id, 'told/t1': true, 'told/t1/rank': 'a0', ...Object.fromEntries(Object.entries(line).map(([name, value]) => [`told/t1/${name}`, value])) } }))
  await open(here)
  await press('Hand over on this tablet')
  await press('Give the tablet back')
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect((await told(here)).map(({ copy }) => copy)).toEqual(['copy-given', null])
})

test('a disk that refuses leaves a parent’s words on the glass and the tablet in their hands, and they are kept with the next press', async () => {
  const here = await setting()
  await open(here)
  await press('Hand over on this tablet')
  await write('You can add your own words', 'She told me too.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Give the tablet back')
  await here.settle()
  await here.settle()
  disk.restore()
  expect([page?.find('textarea').element.value, buttons(), here.session.phase, await told(here)]).toEqual(['She told me too.', ['Give the tablet back'], 'open', []])
  await press('Give the tablet back')
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect((await told(here)).map((line) => line.words)).toEqual(['She told me too.'])
})

test('Print prints, and Back goes to telling', async () => {
  const here = await setting()
  const printing = vi.fn()
  vi.stubGlobal('print', printing)
  await open(here)
  await press('Print')
  expect(printing).toHaveBeenCalledOnce()
  await page?.find('.back').trigger('click')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
})

test('an adult who may not read the incident has no copy of it to give', async () => {
  const here = await setting()
  await here.session.entered('gwen')
  await open(here)
  await here.until(() => page?.text().includes('There is nothing here to copy for a parent yet.') ?? false)
  expect(page?.html()).not.toContain('Juniper')
})

test('an empty incident makes a copy without lines that say nothing', async () => {
  const here = await setting({ ...blank(incident), children: ['juniper'] })
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect(lines()).toEqual({ 'Who this is about': 'Juniper Brightwater' })
})

const first = 'Read it through first. Other children are taken out; check that nothing else should be.'
test.each([
  ['Polish', 'pl', 'ltr', 'Co się stało z Państwa dzieckiem', 'Oddaję tablet', 'The fixed words are in Polish. Ask someone who reads Polish to look at them first; what people wrote is not translated.'],
  ['Romanian', 'ro', 'ltr', 'Ce s-a întâmplat cu copilul dumneavoastră', 'Înapoiez tableta', 'The fixed words are in Romanian. Ask someone who reads Romanian to look at them first; what people wrote is not translated.'],
  ['Urdu', 'ur', 'rtl', 'آپ کے بچے کے ساتھ کیا ہوا', 'ٹیبلٹ واپس کریں', 'The fixed words are in Urdu. Ask someone who reads Urdu to look at them first; what people wrote is not translated.'],
])('a parent who reads %s has the copy in it, and so has the tablet that is handed over; adults read in English that it is a draft', async (language, lang, dir, title, back, note) => {
  const here = await setting({}, { language })
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect([sheet()?.attributes('lang'), sheet()?.attributes('dir'), page?.find('.copy .title').text(), notice()]).toEqual([lang, dir, title, [first, note]])
  expect(page?.find('.copy .notice').exists()).toBe(false)
  await press('Hand over on this tablet')
  expect(buttons()).toEqual([back])
})

test('the other parent, who reads English, has theirs in English', async () => {
  const here = await setting({}, { language: 'Polish' })
  await open(here, 'juniper', 'p2')
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect([sheet()?.attributes('lang'), page?.find('.copy .title').text(), notice(), marked()]).toEqual(['en', 'What happened with your child', [first], []])
})

test('in a copy in Polish, what people wrote is marked as English, for a voice and for the eye', async () => {
  const here = await setting({ childWords: 'It was loud', supportWords: '', reasonWords: '', placeWords: '', childInjury: 'none', childInjuryWords: '', interventions: [held({ child: 'juniper', holdWords: '' })] }, { language: 'polski' })
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect(marked()).toEqual([['en', 'It was loud (nieprzetłumaczone)', 'pl']])
})

test('a language that is not here yet leaves the copy in English, whole, and adults are told', async () => {
  const here = await setting({}, { language: 'Klingon', formats: ['interpreter'] })
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect([sheet()?.attributes('lang'), notice()]).toEqual(['en', [first, 'There are no words in Klingon here yet: this parent may need an interpreter.', 'With an interpreter: book one before you give this copy.']])
})

test('large print is used; what must be done by hand for the other ways is said', async () => {
  const here = await setting({}, { formats: ['large-print', 'bsl'] })
  await open(here)
  await here.until(() => page?.find('.lines').exists() ?? false)
  expect([sheet()?.classes(), notice()]).toEqual([['copy', 'large'], [
    first, 'Large print: this copy prints at 18 point or larger.', 'British Sign Language: book an interpreter. Written English may not be this parent’s first language.',
  ]])
})

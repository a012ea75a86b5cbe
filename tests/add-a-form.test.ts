import { afterEach, describe, expect, test, vi } from 'vitest'
import { read, view } from '../src/domain/history/read'
import { formOf } from '../src/domain/records/catalogue'
import { chronologyOf, csvOf } from '../src/domain/rules/child-export'
import type { Reader } from '../src/domain/rules/child-export'
import { gapsIn } from '../src/domain/rules/gaps'
import { blank, misfits, paperPart, touched } from '../src/domain/schema/definition'
import { csvHeader, csvRow, linesOf } from '../src/domain/schema/faces'
import type { Say } from '../src/domain/schema/field'
import BlankPage from '../src/tools/blank/BlankPage.vue'
import { timelineOf } from '../src/tools/child/timeline'
import RecordPage from '../src/tools/record/RecordPage.vue'
import { bathNote, ownBathNote } from './support/added-form'
import type { Glass, Shown } from './support/glass'
import { childEntry, glass } from './support/glass'
import { cleared } from './support/hand'
import { apart } from './support/revisions'
import { entry, tabletDisk } from './support/tablet-disk'

// The one line: everything below is the app as it is.
vi.mock('../src/domain/records/catalogue', async (real) => (await import('./support/added-form')).withBathNote(await real<typeof import('../src/domain/records/catalogue')>()))

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const say: Say = { adult: () => 'Amira', child: (id) => ({ juniper: 'Juniper', pip: 'Pip' })[id] ?? id, word: (_key, usual) => usual }
const when = { wall: '2026-11-24T08:40', zone: 'Europe/London', precision: 'exact' as const }
const nothing = blank(bathNote)
const answers = { ...nothing, children: ['juniper', 'pip'], when, words: 'The jug, with Pip.', view: '=SUM(A1)', warmth: 'bath-warm', toys: ['bath-boat', 'bath-jug'], splash: 3, key: 'Behind the door' }
async function onTablet(): Promise<Glass> {
  const here = await glass({ disk: await tabletDisk({ formOf }) })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  return here
}
const save = ({ disk: { ledger } }: Glass, changes = touched(bathNote, nothing, answers), after: readonly string[] = []) => ledger.append(entry({ record: 'b1', kind: bathNote.kind, changes, after: [...after] }))

describe('a form of plain fields, added by its definition and one line in the catalogue', () => {
  test('is kept on a tablet and read back, and stands on the timeline of each of its children', async () => {
    const here = await onTablet()
    await save(here)
    const checkpoint = await here.disk.ledger.checkpoint('b1')
    expect(checkpoint && view(bathNote, checkpoint).answers).toEqual(answers)
    const reader = { id: 'moss', mayRead: () => true, say, wallAt: () => '' }
    for (const child of ['juniper', 'pip']) {
      expect(timelineOf(await here.disk.ledger.timeline(child), { ...reader, child }).filter(({ record }) => record === 'b1')).toMatchObject([{ title: 'Water play note', wall: when.wall, firstWords: 'The jug, with Pip.' }])
    }
  })

  test('takes at the door what its fields may hold, and nothing else', () => {
    expect(misfits(bathNote, { ...touched(bathNote, nothing, answers), [paperPart]: when })).toEqual([])
    expect(misfits(bathNote, { 'splash/': 4, 'warmth/': 'Very Warm', 'soap/': 'yes', 'toys/bath-boat': false })).toEqual(['splash/', 'warmth/', 'soap/', 'toys/bath-boat'])
  })

  test('merges what two adults wrote apart, and asks only about the same answer', async () => {
    const here = await onTablet()
    const began = await save(here, touched(bathNote, nothing, { ...nothing, words: 'The jug.' }))
    await save(here, { 'toys/bath-boat': true, 'splash/': 1, 'words/': 'The boat.' }, [began.id])
    await save(here, { 'toys/bath-jug': true, 'view/': 'Loves it', 'words/': 'The jug again.' }, [began.id])
    const checkpoint = await here.disk.ledger.checkpoint('b1')
    const reading = checkpoint && view(bathNote, checkpoint)
    expect(reading?.answers).toMatchObject({ toys: ['bath-boat', 'bath-jug'], splash: 1, view: 'Loves it' })
    expect(reading?.clashes).toEqual(['words/'])
    expect(read(bathNote, await apart(bathNote, nothing, { ...nothing, splash: 2 }, { ...nothing, warmth: 'bath-cool' }))).toMatchObject({ answers: { splash: 2, warmth: 'bath-cool' }, clashes: [] })
  })

  test('is told in lines for staff and in a parent’s copy, which has no view, no other child and nothing restricted', () => {
    expect(linesOf(bathNote, answers, say).map(({ label, words }) => `${label} ${words}`)).toEqual([
      'Who? Juniper, Pip', 'When? 24/11/2026 08:40', 'What was liked The jug, with Pip.', 'What we think of it =SUM(A1)', 'How warm? Warm', 'Toys Boat, Jug', 'How wet? 3: Soaked',
    ])
    expect(linesOf(bathNote, answers, say, { sensitive: true }).at(-1)).toEqual({ field: 'key', label: 'Where the towel is', words: 'Behind the door' })
    expect(linesOf(bathNote, answers, say, { audience: 'parent', about: 'juniper', without: ['Pip'] }).map(({ words }) => words)).toEqual(['Juniper, another child', '24/11/2026 08:40', 'The jug, with another child.', 'Boat, Jug'])
  })

  test('is a spreadsheet, alone and in a child’s chronology, and no cell of it is run', async () => {
    const here = await onTablet()
    await save(here)
    expect([csvHeader(bathNote, say), csvRow(bathNote, answers, say)]).toEqual([
      '"Who?","When?","What was liked","What we think of it","How warm?","Toys","How wet?"',
      '"Juniper, Pip","24/11/2026 08:40","The jug, with Pip.","\'=SUM(A1)","Warm","Boat, Jug","3: Soaked"',
    ])
    const reader: Reader = { child: 'juniper', mayRead: () => true, sensitive: false, say, wallAt: () => '2026-11-24T09:00', parents: [], numberOf: () => null }
    expect(csvOf(bathNote, chronologyOf(await here.disk.ledger.timeline('juniper'), reader), reader)).toContain('"Juniper, another child","24/11/2026 08:40"')
  })

  test('has its gaps found', () => {
    expect(gapsIn(bathNote, nothing, { wall: '2026-11-24T08:00' })).toEqual([{ field: 'children', code: 'choose-child' }])
    expect(gapsIn(bathNote, answers, { wall: '2026-11-24T08:00' })).toEqual([{ field: 'when', code: 'in-future' }])
  })

  test('prints as an empty sheet', async () => {
    const here = await onTablet()
    page = await here.show(BlankPage)
    expect(page.findAll('li').map((one) => one.text())).toContain('Water play notebath-note@1')
    page.unmount()
    page = await here.show(BlankPage, { kind: bathNote.kind })
    const text = page.find('.sheet').text()
    for (const words of ['Water play note', 'bath-note@1', 'What was liked', 'One thing.', 'Cool', 'Warm', 'Boat', 'Jug', '1 Dry. 3 Soaked']) expect(text).toContain(words)
    expect(text).not.toMatch(/Juniper|J\.B\./)
  })

  test('is read on the page of any record, with the time of its paper copy', async () => {
    const here = await onTablet()
    await save(here, { ...touched(bathNote, nothing, answers), [paperPart]: when })
    page = await here.show(RecordPage, { id: 'b1' })
    await here.until(() => page?.find('.lines').exists() ?? false)
    expect(page.find('h1').text()).toBe('Water play note')
    expect(page.find('.facts').text()).toContain('AboutJ.B., P.M.')
    expect(page.find('.facts').text()).toContain('Written on paper24 Nov 08:40, typed in 24 Nov 09:00')
    expect(page.findAll('.lines dt').map((one) => one.text())).toEqual(['When?', 'What was liked', 'What we think of it', 'How warm?', 'Toys', 'How wet?', 'Where the towel is'])
  })
  test('written by one adult alone, is read by them before it is closed, though it has no page of its own to be written on', async () => {
    const here = await onTablet()
    await here.disk.ledger.append(entry({ record: 'b2', kind: ownBathNote.kind, changes: touched(bathNote, nothing, answers) }))
    page = await here.show(RecordPage, { id: 'b2' })
    await here.until(() => page?.find('.lines').exists() ?? false)
    expect(page.text()).toContain('Not finished yet')
    expect(page.findAll('a').map((one) => one.text())).not.toContain('Carry on')
  })
})

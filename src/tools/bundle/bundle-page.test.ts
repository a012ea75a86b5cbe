import { unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { handover } from '../../domain/records/handover'
import { supports } from '../../domain/records/support'
import BundlePage from './BundlePage.vue'

let page: Shown | null = null
const printed = vi.fn()
let files: { name: string; blob: Blob }[] = []
beforeEach(() => {
  files = []
  const made: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${made.push(blob as Blob) - 1}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = made[Number(this.href.slice(5))]
    if (blob) files.push({ name: this.download, blob })
  })
  printed.mockReset()
  vi.stubGlobal('print', printed)
})
afterEach(async () => {
  page = await cleared(page)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
const { press } = hand(() => page)
const text = () => page?.text() ?? ''
const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'exact' as const })

async function open(roles: readonly string[] = ['senco']): Promise<Glass> {
  const here = await glass({ roles })
  const { ledger } = here.disk
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss', healthHeld: 'Asthma' }))
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await ledger.append(adultEntry('amira', { name: 'Amira Quill', roles: ['practitioner'] }))
  await ledger.append(entry({ record: 'd1', kind: 'de-escalation', act: 'close', changes: { 'children/juniper': true, 'children/pip': true, 'when/': at('2026-09-03T13:05'), 'words/': 'Pip had the kite.' } }))
  await ledger.append(entry({ record: 'h1', kind: 'home-note', act: 'close', changes: { 'children/juniper': true, 'when/': at('2026-09-04T08:00'), 'words/': 'A short night.' } }))
  await ledger.append(entry({ record: supports.idOf('juniper'), kind: 'support', changes: { 'child/': 'juniper', 'provision/p1': true, 'provision/p1/rank': 'a0', 'provision/p1/words': 'A seat away from Pip', 'provision/p1/impact': 'impact-none' } }))
  page = await here.show(BundlePage, { id: 'juniper' })
  await here.settle()
  return here
}
async function choose(here: Glass, words: string): Promise<void> {
  await page?.findAll('label').find((one) => one.text().startsWith(words))?.find('input').setValue(true)
  await here.until(() => text().includes('What goes'))
}
/** The box of a part, and whether it is ticked. */
const box = (words: string) => page?.findAll('label.tick-box').find((one) => one.text() === words)?.find('input')
const isTicked = (words: string) => box(words)?.element.checked
const kept = async ({ disk: { ledger } }: Glass) => (await ledger.ofKind('handover')).map((one) => ({ closed: one.freeze?.act, ...view(handover, one).answers }))

test('for outreach it says what is in and what is missing, and ticks nothing that was said in trust or is kept close', async () => {
  const here = await open()
  await choose(here, 'Outreach')
  expect(text()).toContain('No baseline yet.')
  expect(text()).toContain('No plan yet.')
  expect([isTicked('Support put in place, by tier'), isTicked('Chronology'), isTicked('Kept close')]).toEqual([true, true, false])
  expect([isTicked('De-escalation (1)'), isTicked('Home and here (1)')]).toEqual([true, false])
  // What nobody asks for and nobody has written is not even offered.
  expect(box('Risk calculator, as words')).toBeUndefined()
})

test('as files it holds what was ticked and names no other child, and it is written down once: what, for whom, when and by whom', async () => {
  const here = await open()
  await choose(here, 'Outreach')
  await page?.find('#handover\\.to').setValue('DSPL 2, Hetty Overbrook')
  await box('About the child')?.setValue(false)
  await press('Save as files (ZIP)')
  await here.until(() => files.length === 1)
  const [file] = files
  expect(file?.name).toMatch(/^bundle-2026-11-24-0900-[A-Z0-9]{4}-?[A-Z0-9]*\.zip$/)
  const out = Object.fromEntries(Object.entries(unzipSync(new Uint8Array(await (file?.blob ?? new Blob()).arrayBuffer()))).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]))
  expect(Object.keys(out).sort()).toEqual(['bundle.json', 'chronology.csv', 'index.html', 'strategies.csv', 'support.csv', 'parents.csv'].sort())
  expect(Object.values(out).join('')).not.toMatch(/Pip|Marmalade|A short night/)
  expect(out['index.html']).toContain('A seat away from another child')
  expect(out['index.html']).toContain('For Outreach: DSPL 2, Hetty Overbrook')
  const [written, ...more] = await kept(here)
  expect(more).toEqual([])
  expect(written).toMatchObject({ closed: 'close', child: 'juniper', preset: 'for-outreach', to: 'DSPL 2, Hetty Overbrook', how: 'as-zip', when: { wall: '2026-11-24T09:00' } })
  expect(written?.parts).toEqual(['part-plan', 'part-strategies', 'part-support', 'part-parents', 'part-advice', 'part-baseline', 'part-chronology'])
  expect(written?.records).toEqual(['d1', supports.idOf('juniper')])
  expect(out['index.html']).toContain(written?.mark ?? 'no mark')
  await here.until(() => text().includes('Outreach: DSPL 2, Hetty Overbrook'))
  expect(text()).toMatch(/24 November 2026 09:00 · by Moss · as files · mark/)
})

test('on paper it is written down before it is printed, and each time has a mark of its own', async () => {
  const here = await open()
  await choose(here, 'EHC needs assessment')
  const seen: string[] = []
  printed.mockImplementation(() => { seen.push(document.querySelector('.stamp')?.textContent?.replaceAll('\n', ' · ') ?? '') })
  await press('Print')
  await here.until(() => seen.length === 1)
  await press('Print')
  await here.until(() => seen.length === 2)
  const marks = (await kept(here)).map(({ mark, how }) => [mark, how])
  expect(new Set(seen)).toEqual(new Set(marks.map(([mark]) => `Willow Hall Primary · 24 November 2026 · for EHC needs assessment · ${mark}`)))
  expect(marks.map(([, how]) => how)).toEqual(['as-print', 'as-print'])
  // It stays for a browser that makes its sheets later, and is not on the glass meanwhile.
  expect([document.querySelector('#bundle-paper')?.className, document.querySelector('.stamp') !== null]).toEqual(['print-only', true])
  window.dispatchEvent(new Event('keydown'))
  await nextTick()
  expect(document.querySelector('.stamp')).toBeNull()
})

test('where it cannot be written down, nothing leaves', async () => {
  const here = await open()
  await choose(here, 'Families First')
  vi.spyOn(here.disk.ledger, 'append').mockRejectedValue(new DOMException('', 'QuotaExceededError'))
  await press('Save as files (ZIP)')
  await here.until(() => text().includes('nothing was handed on'))
  expect(files).toEqual([])
})

test.each<[string, readonly string[], boolean]>([['a key person of the child', ['key-person'], true], ['a practitioner', ['practitioner'], false], ['a tutor', ['tutor'], false], ['the head', ['head'], true]])('%s', async (_who, roles, may) => {
  await open(roles)
  expect([text().includes('Who is it for?'), text().includes('a lead or this child’s key person makes them')]).toEqual([may, !may])
})

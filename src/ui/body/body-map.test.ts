// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { defineComponent, h, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { regions } from '../../domain/pack/body'
import BodyMap from './BodyMap.vue'
import BodyPaper from './BodyPaper.vue'
import { isOn, type Mark, markWords, regionWords, type Whose, type Word } from './body-marks'

const word: Word = (_key, usual) => usual
const adults = [{ id: 'gwen', label: 'Gwen' }, { id: 'dov', label: 'Dov' }]
const moss: Whose = { key: 'moss', label: 'M.K.', body: 'child', child: 'moss' }
const pip: Whose = { key: 'pip', label: 'P.M.', body: 'infant', child: 'pip' }
const dov: Whose = { key: 'dov', label: 'Dov', body: 'adult', adult: 'dov' }
const mark = (id: string, region: string | null, more: Partial<Mark> = {}): Mark => ({
  id, rank: `a${id}`, body: 'child', child: 'moss', adult: null, region, kind: 'scratch', size: null, words: '', seenBy: 'gwen', firstAid: null, arrived: null, ...more,
})

/** A page that keeps what is answered, as a real page does. */
function page(first: readonly Mark[] = [], given: { whose?: readonly Whose[]; marksSeen?: string | null; askArrival?: boolean } = {}) {
  const marks = shallowRef(first)
  const marksSeen = shallowRef(given.marksSeen ?? null)
  const Page = defineComponent(() => () => h(BodyMap, {
    marks: marks.value, marksSeen: marksSeen.value, whose: given.whose ?? [moss, pip, dov], me: 'gwen', adults, askArrival: given.askArrival ?? false, newId: () => `new-${marks.value.length}`, word,
    'onUpdate:marks': (next: readonly Mark[]) => (marks.value = next), 'onUpdate:marksSeen': (next: string | null) => (marksSeen.value = next),
  }))
  const glass = mount(Page, { attachTo: document.body })
  const button = (name: string) => glass.findAll('button').find((one) => one.text() === name || one.attributes('aria-label') === name)!
  return {
    glass, marks, marksSeen, button,
    region: (code: string) => glass.get<HTMLButtonElement>(`button[data-region="${code}"]`),
    tick: (code: string) => glass.get<HTMLInputElement>(`input[data-region="${code}"]`),
    chip: (code: string) => glass.get(`dialog input[value="${code}"]`),
    isOpen: () => glass.find('dialog').exists(),
  }
}

test('one mark is three taps: where, what, Save mark', async () => {
  const { region, chip, button, marks, glass, isOpen } = page()
  await region('f-forearm-l').trigger('click')
  expect(glass.get('dialog h2').text()).toBe('Child’s left forearm, front')
  await chip('scratch').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value).toEqual([{ ...mark('new-0', 'f-forearm-l'), rank: 'a0' }])
  expect(isOpen()).toBe(false)
  expect(glass.get('[role=status].sr-only').text()).toBe('Mark saved: Child’s left forearm, front')
})

test('size, first aid, arrival, another pair of eyes and words go with the mark', async () => {
  const { region, chip, button, marks, glass } = page([], { askArrival: true })
  await region('b-upper-back').trigger('click')
  await chip('bruise').setValue(true)
  await chip('coin').setValue(true)
  await button('Change who saw it').trigger('click')
  await chip('dov').setValue(true)
  const [firstAid, arrived] = glass.findAll('dialog input[value=yes]')
  await firstAid?.setValue(true)
  await arrived?.setValue(true)
  await glass.get('dialog input[type=text]').setValue('Yellow at the edge')
  await button('Save mark').trigger('click')
  expect(marks.value).toEqual([{ ...mark('new-0', 'b-upper-back'), rank: 'a0', kind: 'bruise', size: 'coin', seenBy: 'dov', firstAid: 'yes', arrived: 'yes', words: 'Yellow at the edge' }])
})

test('whether a mark was there on arrival is asked in Early Years only', async () => {
  for (const askArrival of [true, false]) {
    const { region, glass } = page([], { askArrival })
    await region('f-face').trigger('click')
    expect(glass.get('dialog').text().includes('Was it there on arrival?')).toBe(askArrival)
  }
})

test('Save without saying what was seen asks for it and keeps the sheet open', async () => {
  const { region, button, marks, glass } = page()
  await region('f-face').trigger('click')
  await button('Save mark').trigger('click')
  expect(glass.get('dialog [role=alert]').text()).toBe('Choose what was seen. If nothing fits, choose Other.')
  expect(marks.value).toEqual([])
})

test('figures and list have the same regions under the same names, each name once', () => {
  const { region, tick } = page()
  const pairs = regions.map(({ code }) => [region(code).attributes('aria-label'), tick(code).element.closest('label')?.textContent?.trim()])
  expect(pairs.filter(([onFigure, inList]) => onFigure !== inList)).toEqual([])
  expect(new Set(pairs.map(([onFigure]) => onFigure)).size).toBe(34)
})

test('a mark shows by its number on the figure and ticked in the list', () => {
  const { region, tick } = page([mark('1', 'f-face'), mark('2', 'b-hand-r'), mark('3', 'f-face', { kind: 'bite', size: 'coin' })])
  expect(region('f-face').text()).toBe('13')
  expect(region('f-face').attributes('aria-label')).toBe('Face, 2 marks')
  expect([tick('f-face'), tick('b-hand-r'), tick('f-chest')].map(({ element }) => element.checked)).toEqual([true, true, false])
  expect(tick('f-face').element.closest('li')?.querySelector('.lines')?.textContent).toBe('1 Scratch, seen by Gwen3 Bite, coin size, seen by Gwen')
})

test('a tick asks for a mark and is no tick until one is saved', async () => {
  const { tick, chip, button, marks, isOpen } = page()
  tick('f-tummy').element.click()
  expect(tick('f-tummy').element.checked).toBe(false)
  await new Promise((done) => setTimeout(done))
  expect(isOpen()).toBe(true)
  await chip('red').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value.map(({ region, kind }) => [region, kind])).toEqual([['f-tummy', 'red']])
  expect(tick('f-tummy').element.checked).toBe(true)
})

test('an untick asks before it takes marks away, and keeps them when told to', async () => {
  const { tick, button, marks, isOpen } = page([mark('1', 'f-face'), mark('2', 'f-face'), mark('3', 'f-neck')])
  await tick('f-face').trigger('click')
  await button('Keep them').trigger('click')
  expect([marks.value.length, tick('f-face').element.checked, isOpen()]).toEqual([3, true, false])
  await tick('f-face').trigger('click')
  await button('Take away 2 marks').trigger('click')
  expect(marks.value).toEqual([mark('3', 'f-neck')])
  expect([tick('f-face').element.checked, isOpen()]).toEqual([false, false])
})

test('a region with a mark opens its marks: one is changed, and only that one', async () => {
  const kept = mark('2', 'f-neck')
  const { region, chip, button, marks } = page([mark('1', 'f-face', { words: 'Small' }), kept])
  await region('f-face').trigger('click')
  await button('Change mark 1').trigger('click')
  await chip('bite').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value).toEqual([mark('1', 'f-face', { words: 'Small', kind: 'bite' }), kept])
  expect(marks.value[1]).toBe(kept)
})

test('a region takes a second mark, and its marks are taken away one by one', async () => {
  const { region, chip, button, marks, isOpen } = page([mark('1', 'f-face')])
  await region('f-face').trigger('click')
  await button('Add another mark here').trigger('click')
  await chip('swelling').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value.map(({ kind, region: where }) => [kind, where])).toEqual([['scratch', 'f-face'], ['swelling', 'f-face']])
  await region('f-face').trigger('click')
  await button('Take away mark 1').trigger('click')
  expect(isOpen()).toBe(true)
  await button('Take away mark 1').trigger('click')
  expect([marks.value, isOpen()]).toEqual([[], false])
})

test('a mark that another tablet takes away while it is changed here is kept as a new one', async () => {
  const { region, chip, button, marks } = page([mark('1', 'f-face')])
  await region('f-face').trigger('click')
  await button('Change mark 1').trigger('click')
  marks.value = []
  await chip('bite').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value.map(({ id, kind, region: where }) => [id, kind, where])).toEqual([['new-0', 'bite', 'f-face']])
})

test('"No marks seen" is an answer while there are none; the first mark takes it back, and then it is not offered', async () => {
  const { glass, region, chip, button, marksSeen } = page()
  await glass.get('input[value=no-marks]').setValue(true)
  expect(marksSeen.value).toBe('no-marks')
  await region('f-face').trigger('click')
  await chip('red').setValue(true)
  await button('Save mark').trigger('click')
  expect(marksSeen.value).toBeNull()
  expect(glass.find('input[value=no-marks]').exists()).toBe(false)
  expect(glass.text()).toContain('1 mark recorded. “No marks seen” can only be answered while there are none.')
})

test('where two tablets gave both marks and "No marks seen", it is said, and one tap keeps the marks', async () => {
  const { glass, button, marks, marksSeen } = page([mark('1', 'f-face')], { marksSeen: 'no-marks' })
  expect(glass.text()).toContain('1 mark recorded here, and also the answer “No marks seen”.')
  await button('Keep the marks').trigger('click')
  expect([marks.value.length, marksSeen.value]).toEqual([1, null])
})

test('a mark on a region no map has any more is listed by its code and can be changed or taken away', async () => {
  const { glass, tick, button, marks } = page([mark('1', 'f-elbow-r'), mark('2', null)])
  expect(glass.findAll('legend').at(-1)?.text()).toBe('Other places')
  expect(tick('f-elbow-r').element.closest('label')?.textContent?.trim()).toBe('f-elbow-r')
  expect(tick('').element.closest('label')?.textContent?.trim()).toBe('Where was not recorded')
  await button('Change or add: f-elbow-r').trigger('click')
  expect(glass.get('dialog .mark').text()).toContain('1 Scratch, seen by Gwen')
  await button('Close').trigger('click')
  await tick('').trigger('click')
  await button('Take away 1 mark').trigger('click')
  expect(marks.value).toEqual([mark('1', 'f-elbow-r')])
})

test('each body has its own marks, its own outline and its own left', async () => {
  const { glass, region, chip, button, marks } = page([mark('1', 'f-hand-l')])
  const art = glass.get('.outline').attributes('d')
  await glass.get('input[value=dov]').setValue(true)
  expect(region('f-hand-l').attributes('aria-label')).toBe('Their left hand, front')
  expect(region('f-hand-l').text()).toBe('')
  expect(glass.get('.outline').attributes('d')).not.toBe(art)
  await region('f-hand-l').trigger('click')
  await chip('bite').setValue(true)
  await button('Save mark').trigger('click')
  expect(marks.value.map(({ body, child, adult }) => [body, child, adult])).toEqual([['child', 'moss', null], ['adult', null, 'dov']])
})

test('marks on somebody who is no longer in the record stay in sight', () => {
  const { glass } = page([mark('1', 'f-hand-l', { child: 'juniper' })], { whose: [moss] })
  expect(glass.text()).toContain('Marks on someone not listed here')
  expect(glass.text()).toContain('Child’s left hand, front: Scratch, seen by Gwen')
})

test('each side is one tab stop, arrow keys go from region to region, and Esc gives the focus back', async () => {
  const { glass, region, isOpen } = page()
  const stops = () => glass.findAll('button[data-region]').filter((one) => one.attributes('tabindex') === '0').map((one) => one.attributes('data-region'))
  expect(stops()).toEqual(['f-face', 'b-head'])
  region('f-face').element.focus()
  for (const [from, key] of [['f-face', 'ArrowDown'], ['f-neck', 'ArrowDown'], ['f-chest', 'ArrowRight'], ['f-upper-arm-l', 'ArrowDown']] as const) {
    await region(from).trigger('keydown', { key })
  }
  expect(document.activeElement).toBe(region('f-forearm-l').element)
  expect(stops()).toEqual(['f-forearm-l', 'b-head'])
  await region('f-forearm-l').trigger('click')
  await glass.get('dialog').trigger('cancel')
  expect(isOpen()).toBe(false)
  expect(document.activeElement).toBe(region('f-forearm-l').element)
})

test('each group of the list is one tab stop, and arrow keys go round it', async () => {
  const { glass, tick } = page()
  const stops = () => glass.findAll('input[data-region]').filter((one) => one.attributes('tabindex') !== '-1').map((one) => one.attributes('data-region'))
  expect(stops()).toEqual(['f-face', 'f-upper-arm-r', 'f-chest', 'f-thigh-r'])
  tick('f-face').element.focus()
  await tick('f-face').trigger('keydown', { key: 'ArrowUp' })
  expect(document.activeElement).toBe(tick('b-neck').element)
  await tick('b-neck').trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement).toBe(tick('f-face').element)
})

test('no more than four signs stand on one region', () => {
  const { region } = page(['1', '2', '3', '4', '5', '6'].map((id) => mark(id, 'f-neck')))
  expect(region('f-neck').findAll('.sign').map((sign) => sign.text())).toEqual(['1', '2', '3', '+3'])
})

test('on paper each body has its figures with numbers, and every mark in words', () => {
  const paper = mount(BodyPaper, { props: { whose: moss, marks: [mark('1', 'f-face', { firstAid: 'yes' }), mark('2', 'f-elbow-r')], adults, word } })
  expect(paper.findAll('.sign').map((sign) => sign.text())).toEqual(['1'])
  expect(paper.find('button').exists()).toBe(false)
  expect(paper.findAll('li').map((line) => line.text())).toEqual(['Face: Scratch, seen by Gwen, first aid given', 'f-elbow-r: Scratch, seen by Gwen'])
})

test('the note of what this is stands above it', () => {
  expect(page().glass.text()).toContain('Record what you can see. Do not move clothing. This is not a medical check. No photos.')
})

test.each([
  ['f-forearm-l', 'child', 'Child’s left forearm, front'],
  ['b-foot-r', 'infant', 'Child’s right foot, sole'],
  ['f-forearm-l', 'adult', 'Their left forearm, front'],
  ['f-tummy', 'child', 'Tummy'],
  ['f-elbow-r', 'child', 'f-elbow-r'],
  ['', 'child', 'Where was not recorded'],
] as const)('%s of a body (%s) is called %s', (code, body, words) => expect(regionWords(code, body, word)).toBe(words))

test('the pack calls a region, a kind and a size by its own words', () => {
  const own: Word = (key, usual) => ({ 'code.f-forearm-l': 'Left lower arm, front', 'code.red': 'Redness', 'code.coin': 'Penny' })[key] ?? usual
  expect(regionWords('f-forearm-l', 'child', own)).toBe('Child’s left lower arm, front')
  expect(markWords(mark('1', 'f-face', { kind: 'red', size: 'coin' }), adults, own)).toBe('Redness, penny size, seen by Gwen')
})

test.each([
  [{ kind: null, seenBy: null }, 'Mark'],
  [{ kind: 'burn-of-old' }, 'burn-of-old, seen by Gwen'],
  [{ seenBy: 'left-in-may' }, 'Scratch, seen by someone not on this tablet'],
  [{ size: 'hand', firstAid: 'no', arrived: 'yes' }, 'Scratch, hand size, seen by Gwen, no first aid, there on arrival'],
  [{ firstAid: 'yes', arrived: 'no', words: ' Thin ' }, 'Scratch, seen by Gwen, first aid given, not there on arrival, “Thin”'],
])('%j is said as %s', (more, words) => expect(markWords(mark('1', 'f-face', more), adults, word)).toBe(words))

test.each([
  [{}, [true, false, false]],
  [{ child: 'pip' }, [false, true, false]],
  [{ child: null, adult: 'dov', body: 'adult' }, [false, false, true]],
  [{ body: 'infant' }, [true, false, false]],
])('a mark belongs to whoever it names, whatever the outline: %j', (more, on) => {
  expect([moss, pip, dov].map((whose) => isOn(mark('1', 'f-face', more), whose))).toEqual(on)
})

test('a mark that names nobody belongs to the kind of body', () => {
  const unnamed = mark('1', 'f-face', { child: null })
  expect([isOn(unnamed, { key: 'a', label: '', body: 'child' }), isOn(unnamed, { key: 'b', label: '', body: 'adult' })]).toEqual([true, false])
})

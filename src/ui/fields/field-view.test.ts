// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { defineComponent, h, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import { aChoice, aDay, aDuration, aMoment, aPerson, aRecord, aScale, aText, someChoices, somePeople, someRefs, someRows, someScores, type Field, type Row } from '../../domain/schema/field'
import { provideFieldContext, type FieldContext } from './context'
import FieldView from './FieldView.vue'

/** A page with one question on it, which keeps what is answered, as a real page does. */
function page(field: Field, first: unknown, know: Partial<FieldContext> = {}) {
  const answer = shallowRef(first)
  const Page = defineComponent({
    setup() {
      provideFieldContext(() => know)
      return () => h(FieldView, { field, name: 'abc.asked', modelValue: answer.value, 'onUpdate:modelValue': (next: unknown) => (answer.value = next) })
    },
  })
  return { glass: mount(Page, { attachTo: document.body }), answer }
}
const options = [{ code: 'brief', label: 'Under 1 minute' }, { code: 'long', label: 'Over 5 minutes' }]

test('every shape is drawn with its label', () => {
  const label = 'What happened?'
  const questions: [Field, unknown][] = [
    [aText({ label }), ''], [aText({ label, long: true }), ''], [aChoice({ label, options }), null], [someChoices({ label, options }), []],
    [aScale({ label, from: 1, to: 5 }), null], [aDay({ label }), null], [aMoment({ label }), null], [aDuration({ label, options }), null],
    [aPerson({ label, of: 'adult' }), null], [somePeople({ label, of: 'child' }), []], [aRecord({ label, kind: 'quick-record' }), 'q1'],
    [someRows({ label, row: 'Parent', of: { name: aText({ label: 'Name' }) } }), []],
    [someRefs({ label, to: 'records' }), ['q1']], [someScores({ label, from: -5, to: 5, raters: [] }), { moss: 2 }],
  ]
  for (const [field, blank] of questions) expect(page(field, blank).glass.text()).toContain(label)
})

test('the pack says a label and an option over the form', () => {
  const word: FieldContext['word'] = (key, usual) => ({ 'abc.asked.label': 'For how long?', 'code.brief': 'A moment' })[key] ?? usual
  const { glass } = page(aChoice({ label: 'How long?', options }), null, { word })
  expect(glass.get('legend').text()).toBe('For how long?')
  expect(glass.findAll('.words').map((words) => words.text())).toEqual(['A moment', 'Over 5 minutes'])
})

test('the pack says a cell of every row over the form', () => {
  const word: FieldContext['word'] = (key, usual) => ({ 'abc.asked.name.label': 'Full name' })[key] ?? usual
  const rows = ['p1', 'p2'].map((id, index): Row => ({ id, rank: `a${index}`, name: '' }))
  const { glass } = page(someRows({ label: 'Parents', row: 'Parent', of: { name: aText({ label: 'Name' }) } }), rows, { word })
  expect(glass.findAll('.field-label').map((label) => label.text())).toEqual(['Parents', 'Full name', 'Full name'])
})

test('a code the form no longer offers stays chosen on the glass', () => {
  const { glass } = page(someChoices({ label: 'What helped?', options }), ['retired'])
  expect(glass.findAll<HTMLInputElement>('input').filter((input) => input.element.checked).map((input) => input.element.value)).toEqual(['retired'])
})

test('a time without a day means today, and "about" is kept with it', async () => {
  const { glass, answer } = page(aMoment({ label: 'When?' }), null, { now: () => '2026-11-24T11:00' })
  await glass.get('input[type=checkbox]').setValue(true)
  await glass.get<HTMLInputElement>('input[type=time]').setValue('10:41')
  expect(answer.value).toEqual({ wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'about' })
})

test('a day without a time is not an answer yet, and stays on the glass', async () => {
  const { glass, answer } = page(aMoment({ label: 'When?' }), null)
  await glass.get<HTMLInputElement>('input[type=date]').setValue('2026-11-23')
  expect(answer.value).toBeNull()
  expect(glass.get<HTMLInputElement>('input[type=date]').element.value).toBe('2026-11-23')
  await glass.get<HTMLInputElement>('input[type=time]').setValue('09:05')
  expect(answer.value).toEqual({ wall: '2026-11-23T09:05', zone: 'Europe/London', precision: 'exact' })
})

test('a band is kept as a band, never as a made-up number', async () => {
  const { glass, answer } = page(aDuration({ label: 'How long?', options }), null)
  await glass.get('input[value=brief]').setValue(true)
  expect(answer.value).toEqual({ minutes: null, precision: 'band', band: 'brief' })
})

test('few people are chips; many are found by name', async () => {
  const children = Array.from({ length: 40 }, (_, index) => ({ id: `c${index}`, label: index === 7 ? 'Juniper Brightwater' : `Pip Marmalade ${index}` }))
  expect(page(somePeople({ label: 'Who?', of: 'child' }), [], { children: children.slice(0, 9) }).glass.findAll('.chip')).toHaveLength(9)
  const { glass, answer } = page(somePeople({ label: 'Who?', of: 'child' }), ['c1'], { children })
  await glass.get('input[type=search]').setValue('bright jun')
  expect(glass.text()).toContain('1 of 40')
  await glass.get('.person input').setValue(true)
  expect(answer.value).toEqual(['c1', 'c7'])
})

test('somebody chosen who is not on this tablet stays chosen', () => {
  const { glass } = page(aPerson({ label: 'Key adult', of: 'adult' }), 'left-in-may', { adults: [{ id: 'a1', label: 'Fern Kettle' }] })
  expect(glass.get<HTMLInputElement>('input[value=left-in-may]').element.checked).toBe(true)
})

const parents = someRows({ label: 'Parents', row: 'Parent', of: { name: aText({ label: 'Name' }), lives: aChoice({ label: 'Lives with', options }) } })
const two: Row[] = [{ id: 'p1', rank: 'a0', name: 'Fern Kettle', lives: null }, { id: 'p2', rank: 'a1', name: 'Bramble Kettle', lives: 'long' }]
const names = (rows: unknown) => (rows as Row[]).map((row) => (row as Row & { name: string }).name)

test('a row is added at the end with a new id, and its first question has the focus', async () => {
  const { glass, answer } = page(parents, two, { newId: () => 'p3' })
  await glass.get('.add').trigger('click')
  await new Promise((done) => setTimeout(done))
  expect((answer.value as Row[]).map((row) => row.id)).toEqual(['p1', 'p2', 'p3'])
  expect((answer.value as Row[])[2]!.rank > 'a1').toBe(true)
  expect(document.activeElement?.id).toBe('abc.asked.p3.name')
})

test('a row moved up changes its own rank alone, and the order by rank is the order on the glass', async () => {
  const { glass, answer } = page(parents, two)
  await glass.get('[aria-label="Move Parent 2 up"]').trigger('click')
  expect(names(answer.value)).toEqual(['Bramble Kettle', 'Fern Kettle'])
  const [moved, kept] = answer.value as Row[]
  expect(kept).toBe(two[0])
  expect(moved!.rank < kept!.rank).toBe(true)
  expect(glass.text()).toContain('Now 1 of 2')
})

test('a row taken away leaves the others as they were', async () => {
  const { glass, answer } = page(parents, two)
  await glass.get('[aria-label="Take away Parent 1"]').trigger('click')
  expect(answer.value).toEqual([two[1]])
})

test('a word typed in a row changes that row and no other', async () => {
  const { glass, answer } = page(parents, two)
  await glass.get<HTMLInputElement>('[id="abc.asked.p2.name"]').setValue('Bramble Okonjo-Fern')
  expect(answer.value).toEqual([two[0], { ...two[1], name: 'Bramble Okonjo-Fern' }])
  expect((answer.value as Row[])[0]).toBe(two[0])
})

import { afterEach, describe, expect, test } from 'vitest'
import { forms } from '../../domain/records/catalogue'
import { incident } from '../../domain/records/incident'
import { observation } from '../../domain/records/observation'
import { quickRecord } from '../../domain/records/quick-record'
import { defineRecord } from '../../domain/schema/definition'
import { aChoice, aDay, aDuration, aMoment, aPerson, aRecord, aScale, aText, someChoices, somePeople, someRefs, someRows, someScores } from '../../domain/schema/field'
import type { Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import type { Question } from './blank-form'
import { printable, questionsOf } from './blank-form'
import BlankPage from './BlankPage.vue'

const usual = (_key: string, words: string) => words
const options = [{ code: 'yes', label: 'Yes' }, { code: 'no', label: 'No' }]
const every = defineRecord({
  kind: 'every-shape', version: 3, keeping: 'own', title: 'Every shape',
  fields: {
    who: aPerson({ label: 'Who?', of: 'child', subject: true }),
    line: aText({ label: 'Line', hint: 'One line.' }), lines: aText({ label: 'Lines', long: true }),
    one: aChoice({ label: 'One', options }), any: someChoices({ label: 'Any', options }), long: aDuration({ label: 'How long?', options }),
    scale: aScale({ label: 'Scale', from: 1, to: 3, anchors: { 1: 'Low', 3: 'High' } }), scores: someScores({ label: 'Scores', from: -1, to: 1, raters: [] }),
    day: aDay({ label: 'Day' }), when: aMoment({ label: 'When?' }), adults: somePeople({ label: 'Adults', of: 'adult' }),
    from: aRecord({ label: 'From', kind: 'abc' }), refs: someRefs({ label: 'Records', to: 'records' }),
    rows: someRows({ label: 'Rows', row: 'root', of: { words: aText({ label: 'Words', long: true }), sources: someRefs({ label: 'Records', to: 'records' }) } }),
  },
})
const q = (name: string, label: string, byHand: Question['byHand'], more: Partial<Question> = {}): Question => ({ name, label, hint: '', when: '', byHand, ...more })

test('each shape has its way to be written by hand; whom it is about stands at the head, and what an id points to on the tablet alone', () => {
  const steps = ['−1', '0', '+1'].map((step) => ({ step, anchor: '' }))
  expect(questionsOf(every, usual)).toEqual([
    q('line', 'Line', { way: 'line' }, { hint: 'One line.' }), q('lines', 'Lines', { way: 'lines', count: 4 }),
    q('one', 'One', { way: 'tick', several: false, options }), q('any', 'Any', { way: 'tick', several: true, options }), q('long', 'How long?', { way: 'tick', several: false, options }),
    q('scale', 'Scale', { way: 'scale', steps: [{ step: '1', anchor: 'Low' }, { step: '2', anchor: '' }, { step: '3', anchor: 'High' }] }),
    q('scores', 'Scores', { way: 'rows', row: 'View', count: 3, of: [q('who', 'Who looked', { way: 'line' }), q('score', 'Scores', { way: 'scale', steps })] }),
    q('day', 'Day', { way: 'day' }), q('when', 'When?', { way: 'moment' }), q('adults', 'Adults', { way: 'line' }),
    q('rows', 'Rows', { way: 'rows', row: 'root', count: 4, of: [q('words', 'Words', { way: 'lines', count: 2 })] }),
  ])
})

test('the words are the pack’s', () => {
  const [first] = questionsOf(every, (key, words) => ({ 'every-shape.line.label': 'Strich', 'every-shape.line.hint': 'Nur einer.' })[key] ?? words)
  expect(first).toMatchObject({ label: 'Strich', hint: 'Nur einer.' })
})

describe('a question that only arises after another answer', () => {
  const whens = (form: Parameters<typeof questionsOf>[0]) => Object.fromEntries(questionsOf(form, usual).filter(({ when }) => when !== '').map(({ name, when }) => [name, when]))
  test('says after which', () => {
    expect(whens(quickRecord)).toEqual({ harm: 'If “What we saw” is “Hurt someone” or “Broke something”, or “Anyone hurt?” is “Yes”' })
    expect(whens(incident)).toMatchObject({
      helped: 'If “What was tried first?” is answered', planWhy: 'If “Was the plan followed?” is “Partly” or “No”', damageWords: expect.stringMatching(/is “Yes”$/) as string,
    })
  })
  test('is not on paper where only the tablet answers it', () => {
    expect(questionsOf(quickRecord, usual).map(({ name }) => name)).not.toContain('claimed')
  })
  test('is on paper in any case where it takes two answers to arise', () => {
    const both = defineRecord({ ...every, fields: { one: every.fields.one, line: every.fields.line, more: aText({ label: 'More', asked: ({ one, line }) => one === 'yes' && line !== '' }) } })
    expect(whens(both)).toEqual({ more: 'If it applies' })
  })
})

test('every form about a child or an incident can be printed; lists of the office and worries about safety cannot', () => {
  const left = new Set(forms.map(({ kind }) => kind).filter((kind) => !printable().some((form) => form.kind === kind)))
  for (const kind of ['adult', 'term-calendar', 'worry']) expect(left).toContain(kind)
  for (const kind of ['child', 'quick-record', 'abc', 'observation', 'incident', 'account', 'roots-and-fruits', 'anxiety-map', 'predict-prevent', 'risk-calculator', 'behaviour-checklist', 'adult-debrief']) expect(left).not.toContain(kind)
})

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})

test('the list leads to each form by its code', async () => {
  const here = await glass()
  page = await here.show(BlankPage)
  expect(page.findAll('li').map((one) => one.text())).toContain(`${observation.title}observation@${observation.version}`)
})

test.each(printable().map((form) => [form.kind, form] as const))('%s: an empty sheet with its name, its code, the words in force and nobody’s data', async (kind, form) => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', knownAs: 'Juno' }))
  page = await here.show(BlankPage, { kind })
  const text = page.find('.sheet').text()
  for (const words of [form.title, `${kind}@${form.version}`, 'Child’s initials', 'Written on paper', 'Adult', 'Hertfordshire Steps 2026.1, from 1 September 2026']) expect(text).toContain(words)
  for (const { label } of questionsOf(form, usual)) expect(text).toContain(label)
  expect(text).not.toMatch(/Juniper|Juno|J\.B\.|Moss/)
  expect(page.findAll('.sheet :is(input, textarea, select)')).toEqual([])
})

test('rows are printed four times over', async () => {
  const here = await glass()
  page = await here.show(BlankPage, { kind: 'observation' })
  expect(page.findAll('.number').map((one) => one.text())).toEqual(['child 1', 'child 2', 'child 3', 'child 4'])
})

test('a kind that has no sheet is said to have none', async () => {
  const here = await glass()
  page = await here.show(BlankPage, { kind: 'worry' })
  expect(page.text()).toContain('There is no form of that name to print.')
  expect(page.find('.sheet').exists()).toBe(false)
})

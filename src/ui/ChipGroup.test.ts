// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import ChipGroup from './ChipGroup.vue'

const options = [{ code: 'shouted', label: 'Shouted' }, { code: 'hid', label: 'Hid' }, { code: 'cried', label: 'Cried' }]
const radios = (modelValue: string | null) => mount(ChipGroup, { props: { legend: 'Where?', options, modelValue }, attachTo: document.body })
const boxes = (modelValue: readonly string[]) =>
  mount(ChipGroup<true>, { props: { legend: 'What we saw', note: '(any)', options, modelValue, multiple: true }, attachTo: document.body })

test('a chip is a real radio, named by the legend of its group', () => {
  const group = radios('hid')
  expect(group.get('legend').text()).toBe('Where?')
  expect(group.findAll<HTMLInputElement>('input[type=radio]').map((input) => input.element.checked)).toEqual([false, true, false])
})

test('tapping another chip answers with it, and tapping the chosen chip takes the answer back', async () => {
  const group = radios(null)
  await group.get('input[value=cried]').setValue(true)
  expect(group.emitted('update:modelValue')).toEqual([['cried']])
  await group.setProps({ modelValue: 'cried' })
  await group.get('input[value=cried]').trigger('click')
  expect(group.emitted('update:modelValue')?.at(-1)).toEqual([null])
})

test('ticks come back in the order of the options, whatever order they were made in', async () => {
  const group = boxes(['cried'])
  await group.get('input[value=shouted]').trigger('change')
  expect(group.emitted('update:modelValue')).toEqual([[['shouted', 'cried']]])
})

test('tapping a ticked chip unticks it and keeps the others, even a code that is no longer offered', async () => {
  const group = boxes(['hid', 'retired', 'cried'])
  await group.get('input[value=hid]').trigger('change')
  expect(group.emitted('update:modelValue')).toEqual([[['cried', 'retired']]])
})

describe('the chip that says none of the others', () => {
  const none = [...options, { code: 'nothing', label: 'Nothing seen', none: true as const }]
  const group = (modelValue: readonly string[]) => mount(ChipGroup<true>, { props: { legend: 'What we saw', options: none, modelValue, multiple: true }, attachTo: document.body })

  test('goes when another is ticked', async () => {
    const chips = group(['nothing'])
    await chips.get('input[value=hid]').trigger('change')
    expect(chips.emitted('update:modelValue')).toEqual([[['hid']]])
  })

  test('cannot be ticked beside another, nor reached by arrow keys', async () => {
    const chips = group(['cried'])
    expect(chips.get<HTMLInputElement>('input[value=nothing]').element.disabled).toBe(true)
    const cried = chips.get<HTMLInputElement>('input[value=cried]')
    cried.element.focus()
    await cried.trigger('keydown', { key: 'ArrowRight' })
    expect(document.activeElement).toBe(chips.get('input[value=shouted]').element)
  })

  test('ticked beside another by two adults, either can be taken away', async () => {
    const chips = group(['cried', 'nothing'])
    expect(chips.findAll('input:disabled')).toHaveLength(0)
    await chips.get('input[value=nothing]').trigger('change')
    await chips.get('input[value=cried]').trigger('change')
    expect(chips.emitted('update:modelValue')).toEqual([[['cried']], [['nothing']]])
  })
})

test('a group of tick chips is one tab stop, and arrow keys move inside it and round its ends', async () => {
  const group = boxes(['hid'])
  const inputs = group.findAll<HTMLInputElement>('input')
  const tabStops = () => inputs.filter((input) => input.attributes('tabindex') !== '-1').map((input) => input.element.value)
  expect(tabStops()).toEqual(['hid'])
  inputs[1]?.element.focus()
  await inputs[1]?.trigger('keydown', { key: 'ArrowRight' })
  expect(document.activeElement).toBe(inputs[2]?.element)
  expect(tabStops()).toEqual(['cried'])
  await inputs[2]?.trigger('keydown', { key: 'ArrowDown' })
  expect(document.activeElement).toBe(inputs[0]?.element)
})

test('a chosen chip carries a tick as well as its colour', () => {
  expect(boxes(['hid']).findAll('.tick')).toHaveLength(1)
})

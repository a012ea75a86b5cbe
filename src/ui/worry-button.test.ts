// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import WorryButton from './WorryButton.vue'

const shown = (props: { state: 'none' | 'told' | 'not-kept'; leads?: string }) => mount(WorryButton, { props: { leads: 'Dov or Hetty', ...props }, attachTo: document.body })
type Shown = ReturnType<typeof shown>
const press = (button: Shown, words: string) => button.findAll('button').find((one) => one.text() === words)?.trigger('click')
const isOpen = (button: Shown) => button.get('dialog').element.open

test('one quiet button; pressed, it asks, says who will know and whom to ring, and tells nobody yet', async () => {
  const button = shown({ state: 'none' })
  expect([button.get('button').text(), isOpen(button)]).toEqual(['Worried about safety?', false])
  await press(button, 'Worried about safety?')
  expect(isOpen(button)).toBe(true)
  expect(button.get('dialog').text()).toContain('“Yes” tells Dov or Hetty. Nobody else in this app sees it, and it is on no copy of this record.')
  expect(button.get('dialog').text()).toContain('If a child is in danger now, call 999.')
  expect(button.emitted('tell')).toBeUndefined()
})

test.each([
  ['nothing written', '', ''],
  ['a few words', '  A mark on the wrist.  ', 'A mark on the wrist.'],
])('Yes tells, with %s', async (_how, written, told) => {
  const button = shown({ state: 'none' })
  await press(button, 'Worried about safety?')
  await button.get('textarea').setValue(written)
  await press(button, 'Yes, tell them')
  expect(button.emitted('tell')).toEqual([[told]])
})

test('what was typed and not told is said on the button, and stands in the sheet again', async () => {
  const button = shown({ state: 'none' })
  await button.setProps({ words: 'A mark on the' })
  expect(button.get('button').text()).toBe('Worry not told')
  await press(button, 'Worry not told')
  expect(button.get('textarea').element.value).toBe('A mark on the')
  await button.get('textarea').setValue('A mark on the wrist.')
  expect([button.emitted('write'), button.emitted('tell')]).toEqual([[['A mark on the wrist.']], undefined])
})

test('a page that is about to be done with opens it, and it says why', async () => {
  const button = shown({ state: 'none' })
  await button.setProps({ words: 'A mark on the wrist.', open: true, isAsked: true })
  expect(isOpen(button)).toBe(true)
  expect(button.get('[role=status]').text()).toBe('You wrote this, and nobody is told yet.')
  await press(button, 'No')
  expect(button.emitted('update:open')).toEqual([[false]])
})

test('No closes it and tells nobody', async () => {
  const button = shown({ state: 'none' })
  await press(button, 'Worried about safety?')
  await press(button, 'No')
  expect([isOpen(button), button.emitted('tell')]).toEqual([false, undefined])
})

test('once kept, the button says so and not that anybody heard of it, and the sheet points to a person and the setting’s own system', async () => {
  const button = shown({ state: 'none' })
  await press(button, 'Worried about safety?')
  await press(button, 'Yes, tell them')
  await button.setProps({ state: 'told' })
  expect(button.get('button').text()).toBe('Worry kept')
  expect(button.get('[role=status]').text()).toBe('Kept, and on its way to Dov or Hetty. Speak to them in person as well, now if you can.')
  expect(button.get('dialog').text()).toContain('Then use your setting’s own safeguarding system. This app does not take its place.')
  expect(button.find('textarea').exists()).toBe(false)
  await press(button, 'Back to what I was writing')
  expect(isOpen(button)).toBe(false)
})

test('what could not be kept is said, with what to do instead, and the words stay', async () => {
  const button = shown({ state: 'none' })
  await press(button, 'Worried about safety?')
  await button.get('textarea').setValue('A mark on the wrist.')
  await press(button, 'Yes, tell them')
  await button.setProps({ state: 'not-kept' })
  expect(button.get('[role=alert]').text()).toBe('This could not be kept. Tell Dov or Hetty in person now.')
  expect([button.get('button').text(), button.get('textarea').element.value]).toEqual(['Worry not told', 'A mark on the wrist.'])
  await press(button, 'Yes, tell them')
  expect(button.emitted('tell')).toHaveLength(2)
})

test('where no lead is known on this tablet, it still says who', async () => {
  const button = shown({ state: 'none', leads: '' })
  await press(button, 'Worried about safety?')
  expect(button.get('dialog').text()).toContain('“Yes” tells the safeguarding lead.')
})

const sealed = (state: 'none' | 'told' | 'not-kept') => mount(WorryButton, { props: { leads: 'Dov', sealed: true, state }, attachTo: document.body })
test('before anyone signs in it says that nobody is told yet, and whom to find now', async () => {
  const button = sealed('none')
  await press(button, 'Worried about safety?')
  expect(button.get('dialog').text()).toContain('Until someone signs in here, nobody is told. If a child is in danger now, find Dov in person now, or call 999.')
  expect(button.get('dialog').text()).not.toContain('“Yes” tells')
  await button.get('textarea').setValue('A mark on the wrist.')
  await press(button, 'Yes, seal it')
  expect(button.emitted('tell')).toEqual([['A mark on the wrist.']])
})

test('once sealed it never says that anybody was told, and the words are off the glass', async () => {
  const button = sealed('told')
  expect(button.get('button').text()).toBe('Worry sealed with this')
  await press(button, 'Worry sealed with this')
  expect(button.get('[role=status]').text()).toBe('Sealed with this record. Nobody is told yet. It reaches Dov when someone signs in here and takes this record on.')
  expect(button.find('textarea').exists()).toBe(false)
})

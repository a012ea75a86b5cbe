// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import PinPad from './PinPad.vue'

const pad = (props = {}) => mount(PinPad, { props })
type Pad = ReturnType<typeof pad>
const press = async (on: Pad, ...keys: string[]) => {
  for (const key of keys) await on.findAll('.key').find((button) => button.text() === key)?.trigger('click')
}
const dots = (on: Pad) => on.findAll('.dots .full').length

test('the sixth digit hands the PIN over, once', async () => {
  const on = pad()
  await press(on, '1', '2', '3', '0', '5')
  expect(on.emitted('enter')).toBeUndefined()
  expect(dots(on)).toBe(5)
  await press(on, '6', '7')
  expect(on.emitted('enter')).toEqual([['123056']])
})

test('a pasted PIN with spaces is taken, and more than six digits is cut', async () => {
  const on = pad()
  await on.get('input').setValue(' 123 456 9')
  expect(on.emitted('enter')).toEqual([['123456']])
})

test('letters never reach the PIN', async () => {
  const on = pad()
  await on.get('input').setValue('a1b2')
  expect(on.get('input').element.value).toBe('12')
})

test('a password manager and a paste can fill it: a real password field that says what it is for', () => {
  const field = pad().get('input')
  expect([field.attributes('type'), field.attributes('inputmode'), field.attributes('autocomplete')]).toEqual(['password', 'numeric', 'current-password'])
})

test('Show PIN shows the digits and Hide PIN covers them', async () => {
  const on = pad()
  await press(on, 'Show PIN')
  expect(on.get('input').attributes('type')).toBe('text')
  await press(on, 'Hide PIN')
  expect(on.get('input').attributes('type')).toBe('password')
})

test('one digit can be taken back', async () => {
  const on = pad()
  await press(on, '1', '2')
  await on.get('[aria-label="Take back one digit"]').trigger('click')
  expect(dots(on)).toBe(1)
})

test('a PIN that did not match is forgotten, and the words say so', async () => {
  const on = pad()
  await press(on, '1', '2', '3', '4', '5', '6')
  await on.setProps({ message: 'That PIN did not match. 4 tries left.' })
  expect(dots(on)).toBe(0)
  expect(on.get('[role=alert]').text()).toBe('That PIN did not match. 4 tries left.')
  expect(on.get('input').attributes('aria-invalid')).toBe('true')
})

test('while it waits it takes nothing', async () => {
  const on = pad({ disabled: true })
  await press(on, '1')
  expect(dots(on)).toBe(0)
})

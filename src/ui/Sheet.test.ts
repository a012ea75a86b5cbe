// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import HideCover from './HideCover.vue'
import Sheet from './Sheet.vue'

function asker(): HTMLButtonElement {
  const button = document.createElement('button')
  document.body.append(button)
  button.focus()
  return button
}

test('closing a sheet gives focus back to what opened it', async () => {
  const button = asker()
  const sheet = mount(Sheet, { props: { open: true, title: 'Locking soon' }, slots: { default: '<p>Your work is kept.</p>' }, attachTo: document.body })
  expect(sheet.get('dialog').element.open).toBe(true)
  sheet.get('button').element.focus()
  await sheet.setProps({ open: false })
  expect(sheet.get('dialog').element.open).toBe(false)
  expect(document.activeElement).toBe(button)
})

test('Esc asks to close and does not close by itself', async () => {
  const sheet = mount(Sheet, { props: { open: true, title: 'Locking soon' }, attachTo: document.body })
  await sheet.get('dialog').trigger('cancel')
  expect(sheet.emitted('close')).toHaveLength(1)
  expect(sheet.get('dialog').element.open).toBe(true)
})

test('the cover stays when Esc closes it, until Show again', async () => {
  const button = asker()
  const cover = mount(HideCover, { props: { hidden: true }, attachTo: document.body })
  cover.get('dialog').element.close()
  await cover.get('dialog').trigger('close')
  expect(cover.get('dialog').element.open).toBe(true)
  await cover.get('button').trigger('click')
  expect(cover.emitted('show')).toHaveLength(1)
  await cover.setProps({ hidden: false })
  expect(cover.get('dialog').element.open).toBe(false)
  expect(document.activeElement).toBe(button)
})

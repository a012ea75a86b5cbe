// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { nudgesAmong } from '../domain/rules/wording'
import WordsButton from './WordsButton.vue'

const words = 'Moss kicked off for no reason.'
const page = (said: string) => mount(defineComponent(() => () => [h('textarea', { value: said }), h('div', { class: 'save-bar' }, [h(WordsButton, { nudges: nudgesAmong('quick-record', { words: said }), label: () => 'In your own words' }), h('button', { class: 'primary' }, 'Save and close')])]), { attachTo: document.body })
type Page = ReturnType<typeof page>
let shown: Page
afterEach(() => { shown.unmount() })
const press = (said: string) => shown.findAll('button').find((one) => one.text() === said)?.trigger('click')
const buttons = () => shown.findAll('.save-bar > button').map((one) => one.text())

test('where nothing is to be said, there is nothing', () => {
  shown = page('Shouted, and pushed the chair.')
  expect(buttons()).toEqual(['Save and close'])
})

test('a button beside Save; pressed, each is shown with what was seen in its place, and it can be saved as it is', async () => {
  shown = page(words)
  expect(buttons()).toEqual(['Words to look at', 'Save and close'])
  await press('Words to look at')
  expect(shown.findAll('.notice p').map((one) => one.text())).toEqual([
    '“kicked off” may read as blame later. Try what you saw: “shouted, pushed the chair”. (In your own words)',
    '“for no reason” may read as blame later. Try what you saw: “we did not see what happened before”. (In your own words)',
  ])
  expect(shown.get('dialog').text()).toContain('You can save it as it is.')
})

test('Keep is respected: what is kept is said no more, and after the last of them only saving is left', async () => {
  shown = page(words)
  await press('Words to look at')
  await press('Keep')
  expect(shown.findAll('.notice')).toHaveLength(1)
  await press('Keep')
  expect([buttons(), shown.get('dialog').element.open, shown.get('textarea').element.value]).toEqual([['Save and close'], false, words])
  await new Promise((resolve) => setTimeout(resolve))
  expect(document.activeElement?.textContent).toBe('Save and close')
})

test('Change goes to the words themselves and chooses them, and alters nothing', async () => {
  shown = page(words)
  await press('Words to look at')
  await press('Change')
  const box = shown.get('textarea').element
  await new Promise((resolve) => setTimeout(resolve))
  expect([document.activeElement === box, box.value.slice(box.selectionStart, box.selectionEnd), box.value]).toEqual([true, 'kicked off', words])
})

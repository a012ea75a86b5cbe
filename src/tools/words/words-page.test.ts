import { afterEach, expect, test } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { glass } from '../../../tests/support/glass'
import { closeDisks, entry } from '../../../tests/support/tablet-disk'
import { settingWords, settingWordsId } from '../../domain/records/setting-words'
import { view } from '../../domain/history/read'
import { usePack } from '../../workspace/pack'
import WordsPage from './WordsPage.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  closeDisks()
})
const shown = (): Shown => {
  if (!page) throw new Error('no page is shown')
  return page
}
const button = (name: string) => shown().findAll('button').find((one) => one.text() === name || one.attributes('aria-label') === name)
async function press(here: Glass, name: string): Promise<void> {
  const found = button(name)
  if (!found) throw new Error(`there is no “${name}”`)
  await found.trigger('click')
  await here.settle()
}
async function leave(here: Glass): Promise<void> {
  await press(here, 'Done')
  await here.until(() => here.router.currentRoute.value.name === 'settings')
}
async function opened(roles: readonly string[], changes: Record<string, string | boolean> = {}): Promise<Glass> {
  const here = await glass({ roles })
  if (Object.keys(changes).length > 0) await here.disk.ledger.append(entry({ record: settingWordsId, kind: 'setting-words', author: 'moss', changes }))
  page = await here.show(WordsPage)
  return here
}
const own = (key: string, word: string) => ({ [`words/${key.replaceAll('.', '_')}`]: true, [`words/${key.replaceAll('.', '_')}/rank`]: 'a0', [`words/${key.replaceAll('.', '_')}/key`]: key, [`words/${key.replaceAll('.', '_')}/word`]: word })
const kept = async (here: Glass) => {
  const found = await here.disk.ledger.checkpoint(settingWordsId)
  return found ? view(settingWords, found).answers : null
}
const preview = () => Object.fromEntries(shown().findAll('dl .line').map((line) => [line.find('dt').text(), line.find('dd').text()]))

test('labels are seen before they hold, and hold on this tablet once the page is left', async () => {
  const here = await opened(['tutor'])
  expect(preview()['Roots and Fruits']).toBe('Roots and Fruits')
  await shown().find('input[value="therapeutic-thinking"]').setValue(true)
  expect(preview()).toMatchObject({ 'Roots and Fruits': 'Therapeutic Tree', 'Anxiety map': 'Anxiety analysis', 'Debrief with a child': 'Debrief with a child' })
  await leave(here)
  const pack = usePack(here.pinia)
  await here.until(() => pack.labels.code === 'therapeutic-thinking')
  expect(pack.word('roots-and-fruits.title', 'Roots and Fruits')).toBe('Therapeutic Tree')
  expect(pack.said).toBe('Hertfordshire Steps 2026.1 from 1 September 2026, labels Therapeutic Thinking 2026.1 from 1 September 2026')
})

test('a word of our own is found by its core word, kept in its place, and marked as local', async () => {
  const here = await opened(['senco'])
  await press(here, 'Add a word of our own')
  await shown().find('input[type=search]').setValue('playgr')
  const [first] = shown().findAll('dialog button.core')
  expect(first?.text()).toContain('Playground')
  await first?.trigger('click')
  await press(here, 'Keep this word')
  expect(shown().find('.gap').text()).toBe('Write what you say here')
  await shown().find('#own-word').setValue(' The Dell ')
  await shown().find('form').trigger('submit')
  await here.settle()
  expect(shown().find('.own').text()).toMatch(/The Dell local.*For “Playground”/s)
  await leave(here)
  const pack = usePack(here.pinia)
  await here.until(() => pack.local.size === 1)
  expect([pack.word('code.playground', 'Playground'), pack.isLocal('code.playground'), pack.isLocal('code.hall')]).toEqual(['The Dell', true, false])
  expect(pack.said).toMatch(/, 1 local$/)
  expect(await kept(here)).toMatchObject({ words: [{ id: 'code_playground', key: 'code.playground', word: 'The Dell' }] })
})

test('a word that the law keeps is shown with why, and cannot be chosen', async () => {
  const here = await opened(['head'])
  await press(here, 'Add a word of our own')
  await shown().find('input[type=search]').setValue('force used')
  expect(shown().findAll('dialog button.core')).toEqual([])
  expect(shown().find('dialog li').text()).toContain('The law asks for this word')
  expect(shown().find('dialog svg[role=img]').attributes('aria-label')).toBe('Locked')
})

test('a locked word that another app let through is not in use, and can be taken away', async () => {
  const here = await opened(['tutor'], { ...own('code.force', 'Helped along'), ...own('code.hall', 'The Barn') })
  await here.until(() => shown().findAll('.own').length === 2)
  expect(shown().findAll('.own').map((one) => one.find('.pill').text())).toEqual(['not in use', 'local'])
  expect(button('Change Helped along')).toBeUndefined()
  await press(here, 'Take away Helped along')
  expect(shown().findAll('.own').map((one) => one.find('.word').text())).toEqual(['The Barn'])
  await leave(here)
  expect((await kept(here))?.words.map(({ word }) => word)).toEqual(['The Barn'])
})

test('those who do not choose the words see them, and whom to ask', async () => {
  await opened(['practitioner'], own('code.hall', 'The Barn'))
  expect(shown().text()).toContain('Your Steps tutor, SENCO or head can change these.')
  expect(shown().find('.parts').attributes('inert')).toBeDefined()
  expect(button('Done')).toBeUndefined()
})

test('a word of another script, and one of 120 letters, stand whole', async () => {
  const long = 'The quiet room behind the library by the old boiler '.repeat(3).slice(0, 120)
  const here = await opened(['tutor'], { ...own('code.hall', long), ...own('code.playground', 'ساحة اللعب') })
  await here.until(() => shown().findAll('.own').length === 2)
  expect(shown().findAll('bdi.word').map((one) => one.text()).sort()).toEqual([long.trim(), 'ساحة اللعب'].sort())
})

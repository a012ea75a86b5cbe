import { afterEach, expect, test } from 'vitest'
import { useAppearance } from '../../ui/appearance'
import type { Shown } from '../../../tests/support/glass'
import { adultEntry, glass } from '../../../tests/support/glass'
import { closeDisks } from '../../../tests/support/tablet-disk'
import HelpPage from './HelpPage.vue'
import SettingsPage from './SettingsPage.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  useAppearance().chooseTheme('tablet')
  useAppearance().chooseSize(100)
  closeDisks()
})

test('whom to ask is those who work here today', async () => {
  const here = await glass()
  await here.disk.ledger.append(adultEntry('tansy', { name: 'Tansy Underhill', roles: ['dsl'] }))
  await here.disk.ledger.append(adultEntry('barley', { name: 'Barley Wick', roles: ['dsl'], until: '2026-10-01' }))
  page = await here.show(HelpPage)
  await here.until(() => page?.text().includes('Tansy Underhill') ?? false)
  expect(page.text()).not.toContain('Barley')
  expect(page.text()).toContain('the school office')
})

test('a word is found by what it means too', async () => {
  const here = await glass()
  page = await here.show(HelpPage)
  await page.find('input[type=search]').setValue('co-regulation')
  expect(page.findAll('.term summary').map((one) => one.text())).toEqual(['Regulation'])
})

test('the look chosen is on the page at once, and holds when the app starts again', async () => {
  const here = await glass()
  page = await here.show(SettingsPage)
  await page.find('input[value=dark]').setValue(true)
  await page.find('input[value="150"]').setValue(true)
  expect(document.documentElement.dataset['theme']).toBe('dark')
  expect(document.documentElement.style.fontSize).toBe('150%')
  expect([localStorage.getItem('steps-theme'), localStorage.getItem('steps-text-size')]).toEqual(['dark', '150'])
})

test('how long until it locks is kept on this tablet', async () => {
  const here = await glass()
  page = await here.show(SettingsPage)
  await page.find('input[value="10"]').setValue(true)
  await here.settle()
  expect(await here.disk.ledger.fact('lock-after-minutes')).toBe(10)
})

import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import ClockNotice from './ClockNotice.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

test('a clock that is years ahead is told to whoever holds the tablet, locked or not, until it was seen right', async () => {
  const here = await glass()
  page = await here.show(ClockNotice)
  expect(page.text()).toBe('')
  await here.disk.ledger.keepContact({ skewMs: 731 * 86_400_000, at: here.disk.clock.at })
  await here.until(() => page?.text().includes('It was 731 days ahead when it last met the office') ?? false)
  await here.session.lock()
  await here.until(() => !here.disk.vault.open)
  expect(page.text()).toContain('This tablet’s clock is wrong')
  await here.disk.ledger.keepContact({ skewMs: 40, at: here.disk.clock.at })
  await here.until(() => page?.text() === '')
})

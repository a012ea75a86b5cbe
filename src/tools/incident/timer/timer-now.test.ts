import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { failingDisk } from '../../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import TimerNow from './TimerNow.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
const [second, minute] = [1_000, 60_000]
const figures = () => page?.find('[role=timer]').text()
const log = () => page?.findAll('.lines li').map((one) => `${one.find('.clock').text()} ${one.find('.words').text()}`)
async function pass(here: Glass, ms: number): Promise<void> {
  here.disk.clock.at += ms
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
}
async function started(): Promise<Glass> {
  const here = await glass()
  await here.session.lock()
  page = await here.show(TimerNow)
  await here.until(() => log()?.length === 1)
  return here
}
/** What the tablet knows of its timers without any key. */
const timers = async ({ disk }: Glass) => (await disk.ledger.timers()).map(({ locked, stamps }) => [locked, stamps.map(({ what }) => what)])
/** What its letters hold once the tablet key is open. */
async function letters({ disk }: Glass) {
  await disk.unlock()
  const found = await disk.ledger.letters()
  disk.vault.lock()
  return found.map(({ kind, changes }) => [kind, Object.entries(changes).flatMap(([part, value]) => (part.endsWith('/what') && typeof value === 'string' ? [value] : [])).sort((a, b) => a.localeCompare(b))])
}

test('to open it is to start it, on the disk before a second is shown', async () => {
  const here = await started()
  expect([figures(), log()]).toEqual(['00:00:00', ['09:00:00 Hold began']])
  expect(await timers(here)).toEqual([[true, ['began']]])
  expect(await letters(here)).toEqual([['incident', ['began']]])
  expect(page?.text()).toContain('Open it again from the lock screen.')
})

test('every press is sealed at once, and after the end the lock screen knows of no timer', async () => {
  const here = await started()
  await pass(here, minute)
  await press('Changed hold')
  await here.until(() => log()?.length === 2)
  expect([await letters(here), await timers(here)]).toEqual([[['incident', ['began', 'changed']]], [[true, ['began', 'changed']]]])
  await pass(here, second)
  await press('Hold ended')
  await here.until(() => page?.find('.ended').exists() ?? false)
  expect([await letters(here), await timers(here)]).toEqual([[['incident', ['began', 'changed', 'ended']]], []])
  const clockAt = (time: string) => ({ wall: `2026-11-24T${time}`, zone: 'Europe/London', precision: 'exact', ms: expect.any(Number) as number })
  await here.disk.unlock()
  expect((await here.disk.ledger.letters())[0]?.changes).toMatchObject({ 'when/': clockAt('09:00'), 'ended/': clockAt('09:01') })
  expect(page?.text()).toContain('Sign in later to say who it is about.')
})

test('whoever only watches says so here as when signed in; it is sealed at once, and taken back leaves nothing', async () => {
  const here = await started()
  const parts = async () => {
    await here.disk.unlock()
    const [letter] = await here.disk.ledger.letters()
    here.disk.vault.lock()
    return Object.keys(letter?.changes ?? {}).filter((part) => part.startsWith('adults/')).map((part) => part.split('/').slice(2).join('/'))
  }
  await page?.find('input[type=checkbox]').setValue(true)
  await here.settle()
  expect([page?.text().includes('I am watching and keeping the time'), await parts()]).toEqual([true, ['', 'rank', 'part/timed']])
  await press('Changed hold')
  await here.until(() => log()?.length === 2)
  expect(await parts()).toEqual(['', 'rank', 'part/timed'])
  await page?.find('input[type=checkbox]').setValue(false)
  await here.settle()
  expect(await parts()).toEqual([])
})

test('after a killed browser it goes on where it was, and loses no time it had shown as kept', async () => {
  const here = await started()
  await pass(here, minute)
  await press('Changed hold')
  await here.until(() => log()?.length === 2)
  // The page goes without a word; another process reads the disk.
  const disk = await here.disk.reload()
  disk.clock.at += 4 * minute
  await disk.unlock()
  const again = await glass({ disk })
  await again.session.lock()
  const goOn = (await disk.ledger.timers())[0]
  page?.unmount()
  page = await again.show(TimerNow, { goOn })
  expect([figures(), log()]).toEqual(['00:05:00', ['09:01:00 Changed hold', '09:00:00 Hold began']])
  await pass(again, 10 * second)
  expect(figures()).toBe('00:05:10')
  await press('Hold ended')
  await again.until(() => page?.find('.ended').exists() ?? false)
  expect([await letters(again), await timers(again)]).toEqual([[['incident', ['began', 'changed', 'ended']]], []])
})

test('a clock put back over a reload shows no less than was held', async () => {
  const here = await started()
  await pass(here, 2 * minute)
  await press('Changed hold')
  await here.until(() => log()?.length === 2)
  page?.unmount()
  here.disk.clock.at -= 60 * minute
  page = await here.show(TimerNow, { goOn: (await here.disk.ledger.timers())[0] })
  expect([figures(), page.text().includes('The clock of this tablet was changed')]).toEqual(['00:02:00', true])
  await press('Hold ended')
  await here.until(() => page?.find('.ended').exists() ?? false)
  expect(figures()).toBe('00:02:00')
})

test('closed while it runs, it runs on; opened by a slip and taken away, it leaves nothing', async () => {
  const here = await started()
  await press('Close, timer runs on')
  await here.until(() => page?.emitted('done') !== undefined)
  expect([await timers(here), await here.disk.ledger.letterCount()]).toEqual([[[true, ['began']]], 1])
  page?.unmount()
  page = await here.show(TimerNow, { goOn: (await here.disk.ledger.timers())[0] })
  await press('Edit')
  await press('This did not happen')
  await press('Take away')
  await here.until(() => log()?.length === 0)
  await press('Save and close')
  await here.until(() => page?.emitted('done') !== undefined)
  expect([await timers(here), await here.disk.ledger.letterCount()]).toEqual([[], 0])
})

test('a disk that refuses a press leaves the time with its press, and says so until it is kept', async () => {
  const here = await started()
  await pass(here, minute)
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'letters' || table === 'facts')
  disk.due = 1
  await press('Changed hold')
  await here.until(() => page?.text().includes('Not saved yet.') ?? false)
  disk.restore()
  await pass(here, minute)
  await press('Try again')
  await here.until(() => !(page?.text().includes('Not saved yet.') ?? true))
  expect([log(), await timers(here)]).toEqual([['09:01:00 Changed hold', '09:00:00 Hold began'], [[true, ['began', 'changed']]]])
})

test('opened in another tab, it is that tab’s, and this one writes nothing over it', async () => {
  let lose = () => {}
  const here = await glass({ hold: (_name, { onLost }) => { lose = onLost; return Promise.resolve(() => undefined) } })
  await here.session.lock()
  page = await here.show(TimerNow)
  await here.until(() => log()?.length === 1)
  lose()
  await here.until(() => page?.emitted('done') !== undefined)
  expect(await timers(here)).toEqual([[true, ['began']]])
})

test('a worry is sealed beside the timer, and still stands after it was gone on with, and after all its times were taken away', async () => {
  const here = await started()
  await press('Worried about safety?')
  await page?.get('dialog textarea').setValue('A mark on the wrist.')
  await press('Yes, seal it')
  await here.until(() => page?.text().includes('Worry sealed with this') ?? false)
  await press('Back to what I was writing')
  await press('Close, timer runs on')
  await here.until(() => page?.emitted('done') !== undefined)
  page?.unmount()
  page = await here.show(TimerNow, { goOn: (await here.disk.ledger.timers())[0] })
  await press('Edit')
  await press('This did not happen')
  await press('Take away')
  await here.until(() => log()?.length === 0)
  await press('Save and close')
  await here.until(() => page?.emitted('done') !== undefined)
  expect([await timers(here), await here.disk.ledger.letterForLead()]).toEqual([[], true])
  await here.disk.unlock()
  expect((await here.disk.ledger.letters()).map(({ worry }) => worry?.['words/'])).toEqual(['A mark on the wrist.'])
})

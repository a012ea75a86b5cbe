import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { flushPromises } from '@vue/test-utils'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { stepsPack } from '../../../domain/pack/pack'
import type { Stamp } from '../../../domain/rules/hold-times'
import { useTablet } from '../../../workspace/tablet'
import { useTimerMark } from '../../../workspace/use-timer-mark'
import HoldTimer from './HoldTimer.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
const [second, minute] = [1_000, 60_000]

/** A disk that answers when it is told to, and refuses when it is told to. */
function slowDisk() {
  const asked: { stamps: readonly Stamp[]; answer: (ok: boolean) => Promise<void> }[] = []
  const kept = shallowRef<readonly Stamp[]>([])
  return {
    asked, kept,
    keep: (stamps: readonly Stamp[]) =>
      new Promise<void>((resolve, reject) => {
        // As a record does: what is on the glass is known at once, and on the disk later.
        kept.value = stamps
        asked.push({ stamps, answer: async (ok) => {
          if (ok) resolve()
          else reject(new Error('full'))
          await flushPromises()
        } })
      }),
  }
}
async function shown(given: Record<string, unknown> = {}, before: readonly Stamp[] = [], above: (stamps: () => readonly Stamp[]) => void = () => undefined) {
  const here = await glass()
  const disk = slowDisk()
  disk.kept.value = before
  const told: unknown[][] = []
  const Parent = defineComponent({
    setup: () => above(() => disk.kept.value),
    render: () => h(HoldTimer, {
      stamps: disk.kept.value, keep: disk.keep, pack: stepsPack, who: 'moss', ...given,
      onObserve: (watching: boolean) => told.push(['observe', watching]), onByHand: () => told.push(['by hand']),
    }),
  })
  page = await here.show(Parent)
  return { here, disk, told }
}
const answer = async (disk: ReturnType<typeof slowDisk>, ok = true) => {
  const next = disk.asked.shift()
  if (!next) throw new Error('nothing was to be kept')
  await next.answer(ok)
  return next.stamps.map(({ what, at, who }) => [what, at?.ms, who])
}
/** The clock of the tablet goes on, and the glass with it. */
async function pass(here: Glass, ms: number): Promise<void> {
  here.disk.clock.at += ms
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
}
const figures = () => page?.find('[role=timer]').text()
const buttons = () => page?.findAll('button').map((one) => one.text())
const log = () => page?.findAll('.lines li').map((one) => `${one.find('.clock').text()} ${one.find('.words').text()}`)

test('a press is on the disk with its time before anything on the glass changes', async () => {
  const { here, disk } = await shown()
  const began = here.disk.clock.at
  expect([figures(), buttons()]).toEqual(['00:00:00', ['Start timer', 'Enter times instead (about is fine)']])
  await press('Start timer')
  await pass(here, 3 * second)
  expect([figures(), buttons()]).toEqual(['00:00:00', ['Start timer', 'Enter times instead (about is fine)']])
  expect(await answer(disk)).toEqual([['began', began, 'moss']])
  expect([figures(), log()]).toEqual(['00:00:03', ['09:00:00 Hold began']])
  expect(buttons()).toEqual(['Say the time', 'Hold ended', 'Changed hold', 'Let go', 'Swap adult', 'Edit'])
  await pass(here, 99 * second)
  await press('Hold ended')
  expect(buttons()).toContain('Hold ended')
  await answer(disk)
  expect(page?.find('.ended').text()).toBe('Hold ended 09:01:42 Held for 1 minute 42 seconds.')
  await pass(here, minute)
  expect([figures(), log()]).toEqual(['00:01:42', ['09:01:42 Hold ended', '09:00:00 Hold began']])
})

test('nothing changes before the whole tablet knows that it runs: killed then, whoever restarts it is led back to it', async () => {
  let answerMark = () => {}
  const { disk } = await shown({}, [], (stamps) => {
    vi.spyOn(useTablet().ledger, 'keepTimer').mockImplementation(() => new Promise((resolve) => { answerMark = resolve }))
    useTimerMark('incident-1', stamps)
  })
  answerMark()
  await press('Start timer')
  await answer(disk)
  expect(buttons()).toContain('Start timer')
  answerMark()
  await flushPromises()
  expect(buttons()).toContain('Hold ended')
})

test('a second press while the first is written waits its turn and is never lost', async () => {
  const { here, disk } = await shown({ begins: true })
  const began = here.disk.clock.at
  await answer(disk)
  await pass(here, minute)
  await press('Changed hold')
  await pass(here, second)
  await press('Hold ended')
  await press('Hold ended')
  expect(await answer(disk)).toEqual([['began', began, 'moss'], ['changed', began + minute, 'moss']])
  expect(await answer(disk)).toEqual([['began', began, 'moss'], ['changed', began + minute, 'moss'], ['ended', began + minute + second, 'moss']])
  expect([disk.asked.length, figures()]).toEqual([0, '00:01:01'])
})

test('the second tap of a double tap does not end what the first began, nor hold again what it let go', async () => {
  const { here, disk } = await shown()
  await press('Start timer')
  await answer(disk)
  await pass(here, 200)
  await press('Hold ended')
  expect(disk.asked).toEqual([])
  await pass(here, second)
  await press('Let go')
  await answer(disk)
  await press('Held again')
  expect([disk.asked, page?.find('.since').text()]).toEqual([[], 'Started 09:00:00. Not held just now. 00:00:01 in all.'])
  await pass(here, second)
  await press('Held again')
  await answer(disk)
  await pass(here, 3 * second)
  expect([figures(), page?.find('.since').text()]).toEqual(['00:00:04', 'Started 09:00:00. 00:00:05 in all.'])
})

test('a disk that refuses: the time is that of the press, the time runs on, and an end shows only once it is kept', async () => {
  const { here, disk } = await shown({ begins: true })
  const began = here.disk.clock.at
  await answer(disk, false)
  await pass(here, 10 * second)
  expect([page?.text().includes('Not saved yet.'), figures()]).toEqual([true, '00:00:10'])
  await press('Hold ended')
  await answer(disk, false)
  expect([page?.find('.ended').exists(), buttons()?.includes('Hold ended')]).toEqual([false, true])
  await pass(here, minute)
  await press('Try again')
  expect(await answer(disk)).toEqual([['began', began, 'moss'], ['ended', began + 10 * second, 'moss']])
  expect([page?.text().includes('Not saved yet'), figures(), page?.find('.ended').exists()]).toEqual([false, '00:00:10', true])
})

test('a time is put right in the log, and a stamp that was wrong is taken away after a second look', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  await pass(here, 2 * minute)
  await press('Changed hold')
  await answer(disk)
  await page?.findAll('.lines button')[1]?.trigger('click')
  expect(page?.find('dialog h2').text()).toBe('Hold began')
  await page?.find('dialog input[type=time]').setValue('08:58')
  await press('Save time')
  await answer(disk)
  expect([figures(), log()]).toEqual(['00:04:00', ['09:02:00 Changed hold', '08:58 Hold began']])
  await page?.findAll('.lines button')[0]?.trigger('click')
  await press('This did not happen')
  expect(disk.asked).toEqual([])
  await press('Take away')
  await answer(disk)
  expect([page?.find('dialog').exists(), log()]).toEqual([false, ['08:58 Hold began']])
})

test('a time that is only called “about” keeps the second that was stamped', async () => {
  const { here, disk } = await shown({ begins: true })
  const began = here.disk.clock.at
  await answer(disk)
  await press('Edit')
  await page?.find('dialog input[type=checkbox]').setValue(true)
  await press('Save time')
  expect(disk.asked[0]?.stamps[0]?.at).toEqual({ wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'about', ms: began })
  await answer(disk)
  expect(log()).toEqual(['about 09:00:00 Hold began'])
})

test('an end said before the start is kept as said, and one of the times is to be changed', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  await pass(here, 2 * minute)
  await press('Hold ended')
  await answer(disk)
  await page?.findAll('.lines button')[0]?.trigger('click')
  await page?.find('dialog input[type=time]').setValue('08:52')
  await press('Save time')
  await answer(disk)
  expect(page?.text()).toContain('The hold cannot end before it began at 09:00:00. Change one of the times.')
  expect([figures(), page?.find('.ended b').text()]).toEqual(['00:00:00', 'Hold ended 08:52'])
})

test('a forgotten timer asks when it ended, and takes a guess as “about”', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  await pass(here, 39 * minute)
  expect(page?.text()).not.toContain('Still running')
  await pass(here, 4 * minute)
  expect(page?.text()).toContain('Still running after 43 min. When did it end?')
  expect(page?.findAll('.notice button').map((one) => one.text())).toEqual(['09:02', 'Just now', 'Other'])
  await press('09:02')
  expect(disk.asked[0]?.stamps[1]?.at).toEqual({ wall: '2026-11-24T09:02', zone: 'Europe/London', precision: 'about' })
  await answer(disk)
  expect([page?.text().includes('Still running'), figures(), page?.find('.ended b').text()]).toEqual([false, '00:02:00', 'Hold ended about 09:02'])
})

test.each([
  ['Just now', '00:43:00', null],
  ['Other', '00:05:00', '09:05'],
])('a forgotten timer that ended “%s” was held for %s', async (way, held, said) => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  await pass(here, 43 * minute)
  await press(way)
  if (said !== null) {
    await page?.find('dialog input[type=time]').setValue(said)
    await press('Save time')
  }
  await answer(disk)
  expect(figures()).toBe(held)
})

test('a clock put back while it runs never shows less, and is told', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  await pass(here, minute)
  await press('Changed hold')
  await answer(disk)
  await pass(here, -10 * minute)
  expect([figures(), page?.text().includes('The clock of this tablet was changed while this ran.')]).toEqual(['00:01:00', true])
  await press('Hold ended')
  await answer(disk)
  expect([figures(), page?.find('.ended').exists()]).toEqual(['00:01:00', true])
})

test('the time is said when it is asked for, and prompts take turns without a sound', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  expect([page?.find('[role=timer]').attributes('aria-live'), page?.find('.prompt').text()]).toEqual(['off', 'Breathing: can the child breathe and speak freely?'])
  await pass(here, 20 * second)
  expect(page?.find('.prompt').text()).toBe('Colour: look at the face and lips.')
  await pass(here, 20 * second)
  expect(page?.find('.prompt').text()).toBe('Can you let go now?')
  await press('Say the time')
  expect(page?.find('[role=status].sr-only').text()).toBe('Held for 40 seconds')
})

test('whoever only watches says so, and whoever had no timer enters times', async () => {
  const { told } = await shown({ watching: false })
  await page?.find('input[type=checkbox]').setValue(true)
  await press('Enter times instead (about is fine)')
  expect(told).toEqual([['observe', true], ['by hand']])
})

test('the big button has the focus, and an Enter held down on it does nothing; what stands in its place takes the focus on', async () => {
  const { here, disk } = await shown({ begins: true })
  await answer(disk)
  const big = page?.find<HTMLButtonElement>('.end')
  expect(document.activeElement).toBe(big?.element)
  const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, cancelable: true })
  big?.element.dispatchEvent(held)
  const fresh = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true })
  big?.element.dispatchEvent(fresh)
  expect([held.defaultPrevented, fresh.defaultPrevented]).toEqual([true, false])
  await pass(here, minute)
  await press('Hold ended')
  await answer(disk)
  expect(document.activeElement?.className).toBe('ended')
})

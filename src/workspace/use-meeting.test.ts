import { defineComponent, h } from 'vue'
import { afterEach, expect, test, vi } from 'vitest'
import { childEntry, glass } from '../../tests/support/glass'
import { closeDisks } from '../../tests/support/tablet-disk'
import { usePeople } from './people'
import { useMeeting } from './use-meeting'

afterEach(closeDisks)

const open = async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', knownAs: 'Pip' }))
  const got: { meeting?: ReturnType<typeof useMeeting>; people?: ReturnType<typeof usePeople> } = {}
  const page = await here.show(defineComponent({ setup() {
    got.meeting = useMeeting()
    got.people = usePeople()
    return () => h('p')
  } }))
  const { meeting, people } = got
  if (!meeting || !people) throw new Error('not shown')
  await here.until(() => people.children.length === 1)
  return { here, page, meeting, people, child: people.childById.get('pip') ?? null }
}
const looksAt = ({ meeting, child }: Awaited<ReturnType<typeof open>>) => ({
  on: meeting.on, called: meeting.seen(child)?.called, said: meeting.say.child('pip'), close: meeting.mayShowClose(true), large: document.documentElement.hasAttribute('data-meeting'),
})

test('a meeting sees initials and nothing that is kept close, and afterwards all is as it was', async () => {
  const it = await open()
  const usual = { on: false, called: 'Pip', said: 'Pip', close: true, large: false }
  expect(looksAt(it)).toEqual(usual)
  it.meeting.show(true)
  await it.here.settle()
  expect(looksAt(it)).toEqual({ on: true, called: 'P.M.', said: 'P.M.', close: false, large: true })
  expect([it.meeting.mayShowClose(false), it.meeting.say.adult('moss')]).toEqual([false, 'Moss'])
  it.meeting.show(false)
  await it.here.settle()
  expect(looksAt(it)).toEqual(usual)
  it.page.unmount()
})

test('the tablet stays open for a meeting, and a lock ends it', async () => {
  const it = await open()
  it.meeting.show(true)
  it.here.disk.clock.at += 30 * 60_000
  await it.here.session.tick()
  expect([it.here.session.open, it.meeting.on]).toEqual([true, true])
  await it.here.session.lock()
  expect(it.meeting.on).toBe(false)
  it.page.unmount()
})

test('a meeting that was forgotten ends by itself', async () => {
  const it = await open()
  vi.useFakeTimers()
  it.meeting.show(true)
  vi.advanceTimersByTime(90 * 60_000)
  expect(it.meeting.on).toBe(false)
  vi.useRealTimers()
  it.page.unmount()
})

import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { failingDisk } from '../../tests/support/failing-disk'
import type { Glass, Shown } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { incident } from '../domain/records/incident'
import { quickRecord } from '../domain/records/quick-record'
import type { Stamp } from '../domain/rules/hold-times'
import { useLetter } from './use-letter'

const idle = shallowRef(false)
vi.mock('@vueuse/core', async (original) => ({ ...(await original<typeof import('@vueuse/core')>()), useIdle: () => ({ idle }) }))

let page: Shown | null = null
afterEach(async () => {
  idle.value = false
  page = await cleared(page)
})
let left = 0
async function shown<T>(make: () => T): Promise<{ here: Glass; letter: T }> {
  left = 0
  const here = await glass()
  await here.session.lock()
  const held: { letter: T | null } = { letter: null }
  page = await here.show(defineComponent({
    setup() {
      held.letter = make()
      return () => h('p')
    },
  }))
  if (held.letter === null) throw new Error('it was set up')
  return { here, letter: held.letter }
}
const onLeft = () => { left += 1 }
const stamp = (what: string, index: number): Stamp => ({
  id: `s${index}`, rank: `a${index}`, what, who: null, at: { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact', ms: Date.parse('2026-11-24T09:00:00Z') + index },
})
const timer = () => useLetter(incident, { first: () => ({}), onLeft, times: ({ stamps }) => stamps })

test('words left lying on the glass of a locked tablet are taken off it', async () => {
  const { here, letter } = await shown(() => useLetter(quickRecord, { first: () => ({}), onLeft }))
  letter.edit('words', 'By the pond', { soon: true })
  idle.value = true
  await here.until(() => left === 1)
  expect(await here.disk.ledger.letterCount()).toBe(1)
})

test('a hold that is being timed is not, until it has ended', async () => {
  const { here, letter } = await shown(timer)
  letter.edit('stamps', [stamp('began', 0)])
  idle.value = true
  await here.settle()
  expect(left).toBe(0)
  idle.value = false
  await nextTick()
  letter.edit('stamps', [stamp('began', 0), stamp('ended', 1)])
  await letter.keep()
  idle.value = true
  await here.until(() => left === 1)
  expect([await here.disk.ledger.letterCount(), await here.disk.ledger.timers()]).toEqual([1, []])
})

test('kept means on the disk: a refusal is thrown to whoever waits for it, and another try keeps it', async () => {
  const { here, letter } = await shown(timer)
  await here.settle()
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'letters')
  disk.due = 1
  letter.edit('stamps', [stamp('began', 0)], { soon: true })
  await expect(letter.keep()).rejects.toThrow()
  expect([letter.failed.value, await here.disk.ledger.timers()]).toEqual([true, []])
  disk.restore()
  await letter.keep()
  expect([letter.failed.value, (await here.disk.ledger.timers()).length]).toEqual([false, 1])
})

test('one that goes on keeps its id and its start', async () => {
  const { here } = await shown(() => useLetter(incident, { first: () => ({ stamps: [stamp('began', 0)] }), goOn: { id: 'letter-1', startedAt: 5 }, onLeft, times: ({ stamps }) => stamps }))
  await here.settle()
  expect(await here.disk.ledger.timers()).toEqual([{ record: 'letter-1', startedAt: 5, stamps: [stamp('began', 0)], locked: true }])
  await here.disk.unlock()
  expect((await here.disk.ledger.letters()).map(({ id, startedAt }) => [id, startedAt])).toEqual([['letter-1', 5]])
})

const first = () => useLetter(quickRecord, { first: (at) => ({ when: at }), onLeft })
test('a worry is sealed with the letter, points to it, and keeps one in which nothing else was written', async () => {
  const { here, letter } = await shown(first)
  expect(letter.worry.state.value).toBe('none')
  await letter.worry.tell('A mark on the wrist.')
  expect(letter.worry.state.value).toBe('told')
  await letter.close()
  expect([left, await here.disk.ledger.letterCount()]).toEqual([1, 1])
  await here.disk.unlock()
  const [kept] = await here.disk.ledger.letters()
  expect(kept?.worry).toEqual({ 'from/': kept?.id, 'words/': 'A mark on the wrist.', 'when/': { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact' } })
  expect(await here.disk.ledger.ofKind('worry')).toEqual([])
})

test('one that the disk refuses is said to be not kept, and is sealed with the next write', async () => {
  const { here, letter } = await shown(first)
  await here.settle()
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => {
    disk.due = disk.calls + 1
    return table === 'letters'
  })
  disk.due = 1
  await letter.worry.tell('')
  expect(letter.worry.state.value).toBe('not-kept')
  disk.restore()
  letter.edit('words', 'By the pond')
  await letter.keep()
  expect(letter.worry.state.value).toBe('told')
})

test('whom to find is known by the tiles, for no adult’s record opens before a sign-in', async () => {
  const { here, letter } = await shown(first)
  expect(letter.worry.leads.value).toBe('')
  const tile = { initials: 'D', senior: true, until: null }
  await here.disk.unlock()
  await here.disk.vault.keepTiles([
    { ...tile, adult: 'dov', shortName: 'Dov', roleWords: 'Safeguarding lead (DSL), Head or manager' },
    { ...tile, adult: 'hetty', shortName: 'Hetty', roleWords: 'Head or manager' },
    { ...tile, adult: 'gus', shortName: 'Gus', roleWords: 'Safeguarding lead (DSL)', until: '2026-11-01' },
  ])
  await here.session.start()
  await here.until(() => letter.worry.leads.value === 'Dov')
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Kept } from './keeper'
import { createKeeper } from './keeper'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** A disk that writes when told to, so that a test can hold a write open. */
function keeping() {
  const disk: string[] = []
  const shown: Kept[] = []
  const troubles: unknown[] = []
  const began = Date.now()
  let next: (() => Promise<void>) | null = null
  const keeper = createKeeper<string>({
    write: async (words) => {
      await next?.()
      disk.push(words)
    },
    now: () => 1_000 + Date.now() - began,
    onKept: (kept) => { shown.push(kept) },
    onTrouble: (error) => { troubles.push(error) },
  })
  return { keeper, disk, shown, troubles, slow: (work: (() => Promise<void>) | null) => { next = work } }
}

test('typing is written 500 ms after it stops, once, with the newest words', async () => {
  const { keeper, disk, shown } = keeping()
  for (const words of ['Q', 'Qu', 'Queue']) keeper.changed(words, { soon: true })
  await vi.advanceTimersByTimeAsync(499)
  expect(disk).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(disk).toEqual(['Queue'])
  expect(shown).toEqual([{ kind: 'saved', at: 1_500 }])
})

test('typing on and on without a pause is written all the same, every two seconds at the latest', async () => {
  const { keeper, disk } = keeping()
  for (let typed = 1; typed <= 30; typed++) {
    keeper.changed('w'.repeat(typed), { soon: true })
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(disk).toHaveLength(1)
  expect(disk[0]?.length).toBeGreaterThanOrEqual(20)
})

test('a tap is written at once', async () => {
  const { keeper, disk } = keeping()
  keeper.changed('Hall', { soon: false })
  await vi.advanceTimersByTimeAsync(0)
  expect(disk).toEqual(['Hall'])
})

test('an older write never lands after a newer one, and whoever flushes waits for the newest', async () => {
  const { keeper, disk, slow } = keeping()
  let finish: () => void = () => undefined
  slow(() => new Promise((resolve) => { finish = resolve }))
  keeper.changed('first', { soon: false })
  await vi.advanceTimersByTimeAsync(0)
  slow(null)
  keeper.changed('second', { soon: true })
  const flushed = keeper.flush()
  expect(disk).toEqual([])
  finish()
  await flushed
  expect(disk).toEqual(['first', 'second'])
})

test('"Saving..." shows only when a write takes longer than 400 ms, and "saved" only after it completed', async () => {
  const { keeper, shown, slow } = keeping()
  let finish: () => void = () => undefined
  slow(() => new Promise((resolve) => { finish = resolve }))
  keeper.changed('slow words', { soon: false })
  await vi.advanceTimersByTimeAsync(399)
  expect(shown).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(shown).toEqual([{ kind: 'saving' }])
  finish()
  await vi.advanceTimersByTimeAsync(0)
  expect(shown.at(-1)).toEqual({ kind: 'saved', at: 1_400 })
})

test('a full disk is said, the words stay, and the next try writes them', async () => {
  const { keeper, disk, shown, troubles, slow } = keeping()
  slow(() => Promise.reject(new DOMException('full', 'QuotaExceededError')))
  keeper.changed('not yet on disk', { soon: false })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown).toEqual([{ kind: 'save-failed' }])
  expect(troubles).toHaveLength(1)
  slow(null)
  await keeper.flush()
  expect(disk).toEqual(['not yet on disk'])
  expect(shown.at(-1)).toEqual({ kind: 'saved', at: 1_000 })
})

test('words that became a revision are not written again as a draft', async () => {
  const { keeper, disk } = keeping()
  keeper.changed('closed with these words', { soon: true })
  await keeper.settle()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(disk).toEqual([])
})

import { afterEach, expect, test } from 'vitest'
import { glass } from '../../tests/support/glass'
import type { Glass, Shown } from '../../tests/support/glass'
import { learn, newPostKey } from '../../tests/support/post-key'
import { closeDisks, entry } from '../../tests/support/tablet-disk'
import { useSync } from '../workspace/sync'
import LockPage from './LockPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page?.unmount()
  page = null
  await new Promise((resolve) => setTimeout(resolve, 100))
  closeDisks()
})

/** A tablet that knows the endpoint's key, with two records that wait (its adult’s own and this one), seen from the lock screen. */
async function locked(knowsKey = true): Promise<{ here: Glass; said: () => string; ids: () => Promise<string[]> }> {
  const here = await glass()
  if (knowsKey) await learn(here.disk.ledger, await newPostKey('key-1'))
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'words/': 'Hummed under the coats' } }))
  await here.session.lock()
  const shown = await here.show(LockPage)
  page = shown
  const ids = async () => (await here.disk.ledger.tray()).map(({ id }) => id)
  return { here, said: () => shown.find('.notices').text(), ids }
}
const receipts = (ids: readonly string[]) => ids.map((id, index) => ({ id, status: 'stored' as const, seq: index + 1, receivedAt: 5_000 }))

test('what waits is said to go by itself, is asked for at once, and once it is there: all sent', async () => {
  const { here, said, ids } = await locked()
  const before = here.rounds.count
  await here.until(() => said().includes('2 not sent yet. They go by themselves when there is internet.'))
  expect(before).toBeGreaterThan(0)
  useSync(here.pinia).onProgress({ phase: 'sending', done: 0, of: 2 })
  await here.settle()
  expect(said()).toContain('2 not sent yet. Sending now.')
  await here.disk.ledger.sealedDelivered(receipts(await ids()))
  useSync(here.pinia).onProgress({ phase: 'resting', done: 0, of: 0 })
  await here.until(() => said().includes('All sent.'))
  expect(said()).not.toContain('not sent yet')
})

test('a tablet that cannot seal says who is needed', async () => {
  const { here, said } = await locked(false)
  await here.until(() => said().includes('2 not sent yet. Sign in where there is internet to send them.'))
})

test('a refusal is never “all sent”, and a letter that waits for somebody is not either', async () => {
  const { here, said, ids } = await locked()
  const [first = '', second = ''] = await ids()
  await here.disk.ledger.sealedDelivered([...receipts([first]), { id: second, status: 'refused', code: 'not-allowed' }])
  await here.until(() => said().includes('1 not sent yet. Sign in where there is internet to send it.'))
  await here.disk.ledger.keepLetter({ id: 'letter-1', kind: 'quick-record', changes: { 'words/': 'Seen by nobody' }, startedAt: 1 })
  await here.disk.ledger.delivered(receipts([second]))
  await here.until(() => !said().includes('not sent yet'))
  expect(said()).toContain('1 record is waiting for someone to sign in.')
  expect(said()).not.toContain('All sent')
})

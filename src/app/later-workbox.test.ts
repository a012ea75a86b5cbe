import { expect, test, vi } from 'vitest'
import { laterWorkbox } from './later-workbox'

const { said } = vi.hoisted(() => ({ said: [] as string[] }))
vi.mock('workbox-window', () => ({
  Workbox: class {
    constructor(url: string) { said.push(`for ${url}`) }
    addEventListener(type: string) { said.push(`hears ${type}`) }
    register() { said.push('registers') }
    update() { said.push('looks') }
    messageSkipWaiting() { said.push('starts the new one') }
  },
}))

test('what is asked before Workbox is read is done once it is, in the same order', async () => {
  const workbox = laterWorkbox('/service-worker.js')
  workbox.addEventListener('waiting', () => undefined)
  const asked = [workbox.register(), workbox.update()]
  workbox.messageSkipWaiting()
  expect(said).toEqual([])
  await Promise.all(asked)
  await vi.waitFor(() => expect(said).toEqual(['for /service-worker.js', 'hears waiting', 'registers', 'looks', 'starts the new one']))
})

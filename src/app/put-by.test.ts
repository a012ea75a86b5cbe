import { expect, test } from 'vitest'
import { keepNoKeyPutBy } from './put-by'

function page(flush: () => Promise<void>) {
  const at = new EventTarget()
  const did: string[] = []
  keepNoKeyPutBy(at, { flush: () => flush().finally(() => did.push('written')), shut: () => did.push('shut'), reload: () => did.push('reloaded') })
  return { did, comes: (type: string, persisted: boolean) => at.dispatchEvent(Object.assign(new Event(type), { persisted })) }
}
const turn = () => new Promise((resolve) => setTimeout(resolve))

test('put by, its last words are written before the key goes, and it opens anew only then', async () => {
  let written = (): void => undefined
  const { did, comes } = page(() => new Promise((resolve) => { written = resolve }))
  comes('pagehide', true)
  comes('pageshow', true)
  await turn()
  expect(did).toEqual([])
  written()
  await turn()
  expect(did).toEqual(['written', 'shut', 'reloaded'])
})

test('a disk that refuses does not keep the key there', async () => {
  const { did, comes } = page(() => Promise.reject(new Error('full')))
  comes('pagehide', true)
  await turn()
  expect(did).toEqual(['written', 'shut'])
})

test('a page that only ends, or is shown for the first time, does neither', async () => {
  const { did, comes } = page(() => Promise.resolve())
  comes('pageshow', false)
  comes('pagehide', false)
  await turn()
  expect(did).toEqual([])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { pokesOverPostgres } from './pokes'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

describe.each(['pglite', 'postgres'] as const)('pokes on %s', (on) => {
  let endpoint: TestEndpoint
  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())

  function reader(stream: Response) {
    const words = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    return { next: async () => (await words?.read())?.value, done: async () => (await words?.read())?.done }
  }

  test('a tablet hears where its setting is, and then each push of a colleague’s tablet, and nothing of another setting', async () => {
    const [here, there] = [await endpoint.addSetting(), await endpoint.addSetting()]
    for (const setting of [here, there]) await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
    const [hall, nest, other] = [await enrolTestTablet(endpoint, here), await enrolTestTablet(endpoint, here), await enrolTestTablet(endpoint, there)]
    const leaving = new AbortController()
    const stream = await hall.get('/events', {}, { signal: leaving.signal, headers: {} })
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(stream.headers.get('cache-control')).toContain('no-transform')
    expect(stream.headers.get('x-accel-buffering')).toBe('no')
    const events = reader(stream)
    expect(await events.next()).toBe('data: {"seq":1}\n\n')
    for (const tablet of [other, nest]) {
      const note = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira' })
      await tablet.push(note.text)
      await tablet.push(note.text)
    }
    expect(await events.next()).toBe('data: {"seq":2}\n\n')
    leaving.abort()
    expect(await events.done()).toBe(true)
  })
})

test('on PostgreSQL a push taken by one process pokes tablets of another', async () => {
  const endpoint = await testEndpoint({ on: 'postgres' })
  const elsewhere = await pokesOverPostgres(endpoint.url ?? '', () => undefined)
  const heard = new Promise<number>((resolve) => elsewhere.listen('willow', resolve))
  endpoint.pokes.poke('willow', 7)
  expect(await heard).toBe(7)
  await elsewhere.close()
  await endpoint.close()
})

test('a server that shuts down ends its streams', async () => {
  const endpoint = await testEndpoint()
  const setting = await endpoint.addSetting()
  const tablet = await enrolTestTablet(endpoint, setting)
  const stream = await tablet.get('/events')
  const ended = stream.text()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await endpoint.close()
  expect(await ended).toBe('data: {"seq":0}\n\n')
})

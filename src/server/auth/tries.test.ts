import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestEndpoint } from '../test-endpoint'
import { testEndpoint } from '../test-endpoint'
import type { Tries } from './tries'
import { countTries } from './tries'

const minuteMs = 60_000

describe.each(['pglite', 'postgres'] as const)('wrong tries on %s', (on) => {
  let endpoint: TestEndpoint
  let at = 1_000_000
  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())

  const counter = (of: string): Tries => countTries(endpoint.db, { of, most: 3, windowMs: 15 * minuteMs, now: () => at })
  async function fail(tries: Tries, name: string, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await tries.failed(name)
  }

  test('stop whoever makes them until a quarter of an hour after the first, and nobody else', async () => {
    const tries = counter('address')
    await fail(tries, 'one', 2)
    expect(await tries.waitFor('one')).toBe(0)
    at += 5 * minuteMs
    await fail(tries, 'one', 1)
    expect([await tries.waitFor('one'), await tries.waitFor('another'), await counter('code').waitFor('one')]).toEqual([600, 0, 0])
    at += 10 * minuteMs
    expect(await tries.waitFor('one')).toBe(0)
    await fail(tries, 'one', 1)
    expect(await tries.waitFor('one')).toBe(0)
  })

  test('made at once, and by several processes, are counted each', async () => {
    const processes = [counter('code'), counter('code'), counter('code')]
    await Promise.all(processes.map((tries) => tries.failed('guess')))
    expect(await Promise.all(processes.map((tries) => tries.waitFor('guess')))).toEqual([900, 900, 900])
  })

  test('are forgotten when their time is over, and are never kept under the name itself', async () => {
    const tries = counter('code')
    await fail(tries, 'DANDELION-2468', 1)
    expect(JSON.stringify(await endpoint.db.selectFrom('wrong_try').selectAll().execute())).not.toContain('DANDELION')
    at += 16 * minuteMs
    await fail(tries, 'next', 1)
    expect(await endpoint.db.selectFrom('wrong_try').select('count').execute()).toEqual([{ count: 1 }])
  })
})

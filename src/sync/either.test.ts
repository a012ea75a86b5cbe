import { afterEach, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { ask } from './ask'
import { either } from './either'

const any = Object.getOwnPropertyDescriptor(AbortSignal, 'any')
afterEach(() => {
  if (any) Object.defineProperty(AbortSignal, 'any', any)
})

describe.each([['a browser of today', true], ['Safari before 17.4', false]])('%s', (_browser, has) => {
  function begin(): { one: AbortController; other: AbortController; both: AbortSignal } {
    if (!has) Reflect.deleteProperty(AbortSignal, 'any')
    const [one, other] = [new AbortController(), new AbortController()]
    return { one, other, both: either(one.signal, other.signal) }
  }

  test('either ends it, with its own reason, and the other says nothing more', () => {
    const { one, other, both } = begin()
    const heard = vi.fn()
    both.addEventListener('abort', heard)
    expect(both.aborted).toBe(false)
    other.abort('late')
    one.abort('away')
    expect([both.aborted, both.reason, heard.mock.calls.length]).toEqual([true, 'late', 1])
  })

  test('one that has ended before ends it at once', () => {
    const { one, other } = begin()
    one.abort('away')
    expect(either(other.signal, one.signal)).toMatchObject({ aborted: true, reason: 'away' })
  })

  test('a tablet is answered there', async () => {
    begin()
    const wire = { fetch: () => Promise.resolve(Response.json({ fine: true })), now: Date.now, patienceMs: 1_000 }
    const question = { method: 'GET', path: '/health', token: null, reply: v.object({ fine: v.boolean() }), signal: new AbortController().signal } as const
    expect(await ask(wire, question)).toMatchObject({ ok: true, value: { fine: true } })
  })

  test('and one that waits too long, or is told to stop, is offline', async () => {
    begin()
    const never = (_url: string, init?: RequestInit): Promise<Response> => new Promise((_, reject) => { init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))) })
    const question = { method: 'GET', path: '/health', token: null, reply: v.object({}) } as const
    expect(await ask({ fetch: never, now: Date.now, patienceMs: 20 }, question)).toEqual({ ok: false, problem: 'offline' })
    expect(await ask({ fetch: never, now: Date.now, patienceMs: 60_000 }, { ...question, signal: AbortSignal.timeout(20) })).toEqual({ ok: false, problem: 'offline' })
  })
})

import { createParser } from 'eventsource-parser'
import { apiBase } from '../protocol/version'
import type { Fetch } from './ask'
import { either } from './either'

/** Silence longer than this means a dead line: the endpoint says something every 20 s. */
export const silenceMs = 45_000

/**
 * Listens for pokes over one streaming request, so that another tablet's change is fetched at once. Resolves when the line
 * ends, for whatever reason: the caller decides when to listen again. A poke carries nothing but "there is something new".
 */
export async function listen(options: { fetch: Fetch; token: string; signal: AbortSignal; onPoke: () => void; silence?: number }): Promise<void> {
  const quiet = new AbortController()
  let alarm: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(alarm)
    alarm = setTimeout(() => quiet.abort(), options.silence ?? silenceMs)
  }
  heard()
  try {
    const response = await options.fetch(`${apiBase}/events`, {
      headers: { authorization: `Bearer ${options.token}`, accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal: either(options.signal, quiet.signal),
    })
    if (!response.ok || !response.body || !response.headers.get('content-type')?.includes('text/event-stream')) return
    const parser = createParser({ onEvent: options.onPoke })
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard()
      parser.feed(decoder.decode(part.value, { stream: true }))
    }
  } catch {
    // Cut, silent or told to stop: the caller listens again when it may.
  } finally {
    clearTimeout(alarm)
    quiet.abort()
  }
}

import { setTimeout as pause } from 'node:timers/promises'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { startEndpoint } from '../kill/endpoint.mjs'
import type { CutLine } from './cut-line'

/** Where the endpoint lives: one address, whichever process is behind it, and somebody who starts it again when it is gone. */
export interface House {
  /** Straight to the process that runs now, past the bad line. Waits for one. */
  readonly straight: () => Promise<string>
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Times it was started; and times it ended though nobody ended it. */
  readonly starts: () => number
  readonly endedByItself: () => number
  /** Why it did not start, where it did not. */
  readonly said: () => string
  readonly close: () => Promise<void>
}

const againAfterMs = 250

export async function openHouse(where: Parameters<typeof startEndpoint>[0], line: CutLine): Promise<House> {
  // Changed by functions that run in between, which the compiler does not follow.
  let running = null as EndpointProcess | null
  let isOpen = true
  let isEnding = false
  let [starts, byItself] = [0, 0]
  let lastWords = ''

  async function start(): Promise<void> {
    const next = await startEndpoint(where)
    starts += 1
    running = next
    line.leadTo(Number(new URL(next.url).port))
  }
  await start()
  const looking = (async () => {
    while (isOpen) {
      await running?.ended
      if (!isEnding && isOpen) byItself += 1
      running = null
      isEnding = false
      while (isOpen && running === null) {
        // A full disk, or a database that is not back yet, lets nothing start: tried again.
        await start().catch((error: unknown) => {
          lastWords = error instanceof Error ? error.message : 'nothing was said'
          return pause(againAfterMs)
        })
      }
    }
  })()
  const end = async (how: 'kill' | 'stop') => {
    isEnding = running !== null
    await running?.[how]()
  }
  return {
    straight: async () => {
      for (const until = Date.now() + 120_000; Date.now() < until; await pause(50)) if (running) return running.url
      throw new Error(`the endpoint did not start again: ${lastWords}`)
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    starts: () => starts,
    endedByItself: () => byItself,
    said: () => lastWords,
    close: async () => {
      isOpen = false
      await running?.kill()
      await looking
      // One that was on its way up when the house closed.
      await running?.kill()
    },
  }
}

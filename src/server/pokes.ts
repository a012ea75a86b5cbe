import { EventEmitter } from 'node:events'
import pg from 'pg'

type Hear = (seq: number) => void

/** Tells open tablets of a setting that there is something new, up to a number. Losing one costs a minute, never a row. */
export interface Pokes {
  readonly poke: (setting: string, seq: number) => void
  /** Returns how to stop listening. */
  readonly listen: (setting: string, hear: Hear) => () => void
  /** Whether what other processes say is heard at this moment. */
  readonly areHeard: () => boolean
  readonly close: () => Promise<void>
}

/** Within this process: all that PGlite can have. */
export function pokesInProcess(): Pokes {
  const { poke, listen, close } = openRoom()
  return { poke, listen, areHeard: () => true, close: () => Promise.resolve(close()) }
}

function openRoom() {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    poke: (setting: string, seq: number) => void emitter.emit(setting, seq),
    listen: (setting: string, hear: Hear) => {
      emitter.on(setting, hear)
      return () => void emitter.off(setting, hear)
    },
    /** Settings that someone listens to. */
    settings: () => emitter.eventNames().filter((name) => typeof name === 'string'),
    close: () => void emitter.removeAllListeners(),
  }
}

/** In a number’s place, where what is new has none: words of the LA are no row of a setting. */
export const unnumbered = -1
/** Of PostgreSQL; says `<number> <setting>`. */
export const channel = 'steps_poke'

/** Between all processes on one PostgreSQL, by LISTEN and NOTIFY over one connection of its own. `onLost` hears of every break. */
export async function pokesOverPostgres(
  url: string,
  onLost: (error: Error) => void,
  { againAfterMs = 2_000, lookEveryMs = 30_000, answerWithinMs = 10_000 } = {},
): Promise<Pokes> {
  const here = openRoom()
  /** What no other process has heard yet: the highest number of each setting. */
  const unsaid = new Map<string, number>()
  let line: pg.Client | null = null
  let isSaying = false
  let isClosed = false
  let connecting = Promise.resolve()
  let asking: Promise<unknown> = Promise.resolve()
  let again: NodeJS.Timeout | undefined

  const lost = (error: unknown) => { onLost(error instanceof Error ? error : new Error('no connection')) }

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: 'steps-pokes', keepAlive: true, connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs })
    next.on('error', lost)
    next.on('notification', ({ payload = '' }) => {
      const space = payload.indexOf(' ')
      here.poke(payload.slice(space + 1), Number(payload.slice(0, space)))
    })
    try {
      await next.connect()
      // A poke keeps nothing, so nobody waits for the disk because of one.
      await next.query('set synchronous_commit = off')
      await next.query(`listen ${channel}`)
    } catch (error) {
      hangUp(next)
      throw error
    }
    if (isClosed) return hangUp(next)
    next.once('end', () => { dropped(next) })
    line = next
    // Only after LISTEN: what is committed from now on is heard, and what was committed before is looked up.
    await look()
    say()
  }

  /** One after another, as the driver wants it. */
  function ask<Row extends pg.QueryResultRow>(on: pg.Client, question: string, values: unknown[]): Promise<pg.QueryResult<Row>> {
    const answer = asking.then(() => on.query<Row>(question, values))
    asking = answer.catch(() => undefined)
    return answer
  }

  /** On a line that no longer answers it never resolves, so nobody waits for it. */
  function hangUp(client: pg.Client): void {
    client.end().catch(lost)
  }
  function dropped(client: pg.Client): void {
    if (line !== client) return
    line = null
    tryAgain()
  }
  function breakOff(client: pg.Client, error: unknown): void {
    lost(error)
    hangUp(client)
    dropped(client)
  }
  function tryAgain(): void {
    clearTimeout(again)
    if (isClosed) return
    again = setTimeout(() => {
      connecting = connect().catch((error: unknown) => {
        lost(error)
        if (line === null) tryAgain()
      })
    }, againAfterMs)
  }

  /**
   * Pokes whoever listens here up to where their setting is: for all that was said while nobody heard, and by a process that
   * died between its commit and its poke. A line that breaks without a word is found out by it.
   */
  async function look(): Promise<void> {
    const on = line
    if (!on) return
    try {
      const { rows } = await ask<{ setting: string; seq: string }>(on, 'select setting, seq::text from setting_head where setting = any($1)', [here.settings()])
      for (const { setting, seq } of rows) here.poke(setting, Number(seq))
    } catch (error) {
      breakOff(on, error)
    }
  }
  const looking = setInterval(() => void look(), lookEveryMs)

  /** One question at a time: what comes meanwhile goes together, and only the last number of each setting. */
  function say(): void {
    const on = line
    if (!on || isSaying || unsaid.size === 0) return
    const said = [...unsaid]
    unsaid.clear()
    isSaying = true
    ask(on, 'select pg_notify($1, said) from unnest($2::text[]) as said', [channel, said.map(([setting, seq]) => `${seq} ${setting}`)])
      .catch((error: unknown) => {
        for (const [setting, seq] of said) keep(setting, seq)
        breakOff(on, error)
      })
      .finally(() => {
        isSaying = false
        say()
      })
  }
  const keep = (setting: string, seq: number) => void unsaid.set(setting, Math.max(unsaid.get(setting) ?? unnumbered, seq))

  try {
    await connect()
  } catch (error) {
    isClosed = true
    clearInterval(looking)
    throw error
  }
  return {
    poke: (setting, seq) => {
      here.poke(setting, seq)
      keep(setting, seq)
      say()
    },
    listen: here.listen,
    areHeard: () => line !== null,
    close: async () => {
      isClosed = true
      clearTimeout(again)
      clearInterval(looking)
      await connecting
      here.close()
      const last = line
      line = null
      await last?.end()
    },
  }
}

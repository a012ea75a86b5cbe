import { EventEmitter } from 'node:events'
import pg from 'pg'

type Hear = (seq: number) => void

/** Tells open tablets of a setting that there is something new, up to a number. Losing one costs a minute, never a row. */
export interface Pokes {
  readonly poke: (setting: string, seq: number) => void
  /** Returns how to stop listening. */
  readonly listen: (setting: string, hear: Hear) => () => void
  readonly close: () => Promise<void>
}

/** Within this process: all that PGlite can have. */
export function pokesInProcess(): Pokes {
  const emitter = new EventEmitter().setMaxListeners(0)
  return {
    poke: (setting, seq) => void emitter.emit(setting, seq),
    listen: (setting, hear) => {
      emitter.on(setting, hear)
      return () => void emitter.off(setting, hear)
    },
    close: () => {
      emitter.removeAllListeners()
      return Promise.resolve()
    },
  }
}

/** In a number’s place, where what is new has none: words of the LA are no row of a setting. */
export const unnumbered = -1
/** Of PostgreSQL; says `<number> <setting>`. */
export const channel = 'steps_poke'
const againAfterMs = 5_000

/**
 * Between all processes on one PostgreSQL, by LISTEN and NOTIFY over one connection of its own. While that connection is
 * down, tablets of this process are still poked, and it is tried again until it is back. `onLost` hears of every break.
 */
export async function pokesOverPostgres(url: string, onLost: (error: Error) => void): Promise<Pokes> {
  const here = pokesInProcess()
  let client: pg.Client | null = null
  let closed = false
  let again: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client({ connectionString: url })
    next.on('error', onLost)
    next.on('end', () => {
      if (client === next) client = null
      if (!closed) again = setTimeout(retry, againAfterMs)
    })
    next.on('notification', ({ payload = '' }) => {
      const space = payload.indexOf(' ')
      here.poke(payload.slice(space + 1), Number(payload.slice(0, space)))
    })
    await next.connect()
    await next.query(`listen ${channel}`)
    client = next
  }
  const retry = () => {
    connect().catch((error: unknown) => {
      onLost(error instanceof Error ? error : new Error('no connection'))
      if (!closed) again = setTimeout(retry, againAfterMs)
    })
  }
  await connect()

  return {
    poke: (setting, seq) => {
      here.poke(setting, seq)
      client?.query('select pg_notify($1, $2)', [channel, `${seq} ${setting}`]).catch(onLost)
    },
    listen: here.listen,
    close: async () => {
      closed = true
      clearTimeout(again)
      await here.close()
      await client?.end()
    },
  }
}

import { recognise } from '../auth/tablet'
import { tokenFrom } from '../auth/tokens'
import { within } from '../database/within'
import { errorFacts } from '../log'
import { unnumbered } from '../pokes'
import { fromTablet } from './replies'

/** Proxies close a silent stream; a comment keeps it open, and is when a revoked tablet's stream is ended. */
const commentEveryMs = 20_000

/** Pokes: `data: {"seq":n}`, at once and whenever the setting has something new. */
export const sendEvents = fromTablet('read', (c, endpoint, { setting }) => {
  const { db, pokes, closing, log } = endpoint
  const token = tokenFrom(c.req.header('authorization'))
  const text = new TextEncoder()
  let stop: () => void = () => undefined

  let said = -1
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (words: string) => {
        try {
          controller.enqueue(text.encode(words))
        } catch {
          // The tablet went away between two words.
          stop()
        }
      }
      const poke = (seq: number) => {
        if (seq !== unnumbered && seq <= said) return
        said = Math.max(said, seq)
        say(`data: ${JSON.stringify({ seq: said })}\n\n`)
      }
      const comment = async () => {
        const known = await recognise(db, token, 'read')
        if (known.ok) say(':\n\n')
        else stop()
      }
      const silence = pokes.listen(setting, poke)
      const timer = setInterval(() => {
        comment().catch((error: unknown) => {
          log.warn(errorFacts(error), 'event stream')
        })
      }, commentEveryMs)
      stop = () => {
        stop = () => undefined
        clearInterval(timer)
        silence()
        closing.removeEventListener('abort', end)
        try {
          controller.close()
        } catch {
          // Closed from the other side already.
          return
        }
      }
      const end = () => {
        stop()
      }
      closing.addEventListener('abort', end)
      c.req.raw.signal.addEventListener('abort', end)
      // Listening comes before asking: a commit in between is heard twice and never missed.
      const head = await within(db, setting, (tx) => tx.selectFrom('setting_head').select('seq').where('setting', '=', setting).executeTakeFirst())
      poke(head?.seq ?? 0)
    },
    cancel() {
      stop()
    },
  })
  return Promise.resolve(c.body(stream, 200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' }))
})

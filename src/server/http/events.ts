import { tokenFrom, tokenHash } from '../auth/tokens'
import { within } from '../database/within'
import { unnumbered } from '../pokes'
import { fromTablet } from './replies'

/** What the LA publishes is for every tablet of a county, and in no hurry: so many ms for each are left between their questions. */
const spreadMs = 5

/** Pokes: `data: {"seq":n}`, at once and whenever the setting has something new. */
export const sendEvents = fromTablet('read', (c, endpoint, { setting, device }) => {
  const { db, pokes, streams, metrics } = endpoint
  const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' }
  // Nobody reads the body of this answer, so nobody would ever end its stream.
  if (c.req.method === 'HEAD') return Promise.resolve(c.body(null, 200, headers))
  const token = tokenFrom(c.req.header('authorization'))
  const text = new TextEncoder()
  let stop: () => void = () => undefined

  let said = -1
  let later: NodeJS.Timeout | undefined
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
      const tell = () => {
        metrics.poked()
        say(`data: ${JSON.stringify({ seq: said })}\n\n`)
      }
      const poke = (seq: number) => {
        if (seq === unnumbered) {
          clearTimeout(later)
          later = setTimeout(tell, Math.random() * streams.count() * spreadMs)
          return
        }
        if (seq <= said) return
        said = seq
        tell()
      }
      const end = () => {
        stop()
      }
      const leave = streams.join({ setting, device, readHash: tokenHash(token?.text ?? ''), say, end })
      const silence = pokes.listen(setting, poke)
      stop = () => {
        stop = () => undefined
        leave()
        silence()
        clearTimeout(later)
        try {
          controller.close()
        } catch {
          // Closed from the other side already.
          return
        }
      }
      c.req.raw.signal.addEventListener('abort', end)
      // Listening comes before asking: a commit in between is heard twice and never missed.
      const head = await within(db, setting, (tx) => tx.selectFrom('setting_head').select('seq').where('setting', '=', setting).executeTakeFirst())
      poke(head?.seq ?? 0)
    },
    cancel() {
      stop()
    },
  })
  return Promise.resolve(c.body(stream, 200, headers))
})

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import type { Chance } from '../kill/chance'

/** A school's bad line: every connection through it has a fate of its own. */
const fates = ['whole', 'cut in the request', 'cut in the answer', 'answer ends too soon', 'slow'] as const
export type Fate = (typeof fates)[number]

export interface CutLine {
  readonly url: string
  /** The endpoint's port, which every start of its process changes. */
  readonly leadTo: (port: number) => void
  /** Nobody gets through, and whoever was is cut off. */
  readonly down: () => void
  readonly up: () => void
  /** From now on nothing happens to what goes over it. */
  readonly clearUp: () => void
  /** Connections that met each fate: one that was to be cut further on than it got was whole. */
  readonly met: () => Readonly<Record<Fate, number>>
  readonly close: () => Promise<void>
}

export async function openCutLine(chance: Chance): Promise<CutLine> {
  const open = new Set<Socket>()
  const met: Record<Fate, number> = { whole: 0, 'cut in the request': 0, 'cut in the answer': 0, 'answer ends too soon': 0, slow: 0 }
  let port = 0
  let isDown = false
  let isClear = false

  const server = createServer((tablet) => {
    if (isDown || port === 0) return void tablet.resetAndDestroy()
    const fate = isClear ? 'whole' : (fates[Math.max(0, chance.between(-12, fates.length - 1))] ?? 'whole')
    // Several requests go over one connection, so that a cut falls anywhere: in a header, in a body, between two.
    const after = chance.between(1, fate === 'cut in the request' ? 12_000 : 40_000)
    const endpoint = connect(port, '127.0.0.1')
    let isOver = false
    const end = (how: 'cut' | 'close') => {
      for (const side of [tablet, endpoint]) {
        open.delete(side)
        if (how === 'cut') side.resetAndDestroy()
        else side.end()
      }
    }
    const over = (fate: Fate, how: 'cut' | 'close') => {
      if (isOver) return
      isOver = true
      met[fate] += 1
      end(how)
    }
    for (const side of [tablet, endpoint]) {
      open.add(side)
      side.on('error', () => over('whole', 'cut'))
      side.on('close', () => over('whole', 'cut'))
    }
    carry(tablet, endpoint, { most: fate === 'cut in the request' ? after : Infinity, lateMs: 0, full: () => over(fate, 'cut') })
    carry(endpoint, tablet, {
      most: fate === 'cut in the answer' || fate === 'answer ends too soon' ? after : Infinity,
      lateMs: fate === 'slow' ? chance.between(20, 400) : 0,
      full: () => over(fate, fate === 'cut in the answer' ? 'cut' : 'close'),
    })
    if (fate === 'slow') met.slow += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port for the line')
  const cutAll = () => {
    for (const side of open) side.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    leadTo: (to) => { port = to },
    down: () => {
      isDown = true
      cutAll()
    },
    up: () => { isDown = false },
    clearUp: () => {
      isClear = true
      cutAll()
    },
    met: () => ({ ...met }),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      cutAll()
      await closed
    },
  }
}

/** Carries so many bytes one way and then says so; `Infinity` is for ever. */
function carry(from: Socket, to: Socket, { most, lateMs, full }: { most: number; lateMs: number; full: () => void }): void {
  let carried = 0
  from.on('data', (bytes) => {
    const room = most - carried
    carried += bytes.length
    const part = bytes.length > room ? bytes.subarray(0, room) : bytes
    const write = () => {
      if (to.writable) to.write(part)
      if (carried >= most) full()
    }
    if (lateMs === 0) write()
    else setTimeout(write, lateMs)
  })
  from.on('end', () => {
    if (lateMs === 0) to.end()
    else setTimeout(() => to.end(), lateMs)
  })
}

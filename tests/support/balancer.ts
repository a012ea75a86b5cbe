import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A plain load balancer: each request goes to the next process in turn, and to the one after it where nobody answers the door. */
export interface Balancer {
  readonly url: string
  readonly fetch: typeof globalThis.fetch
  readonly close: () => Promise<void>
}

/** Says which process answered: its place among `processes`. */
export const servedBy = (reply: Response): number => Number(reply.headers.get('x-served-by'))

/** `processes`: their addresses. */
export async function openBalancer(processes: readonly string[]): Promise<Balancer> {
  let turn = 0
  const server = createServer((asked, reply) => {
    const first = turn
    turn = (turn + 1) % processes.length
    readAll(asked).then(
      (body) => { pass({ asked, reply, body, at: first, left: processes.length }) },
      () => reply.destroy(),
    )
  })
  function pass({ asked, reply, body, at, left }: { asked: IncomingMessage; reply: ServerResponse; body: Buffer; at: number; left: number }): void {
    if (left === 0) return void reply.writeHead(502).end()
    const place = at % processes.length
    const onward = request(new URL(asked.url ?? '/', processes[place]), { method: asked.method, headers: asked.headers, agent: false }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'x-served-by': String(place) })
      answer.on('error', () => reply.destroy()).pipe(reply)
      reply.on('close', () => answer.destroy())
    })
    onward.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody is at that door, so nothing was asked there. A line that broke later is the tablet's to try again.
      if (error.code === 'ECONNREFUSED') pass({ asked, reply, body, at: place + 1, left: left - 1 })
      else reply.destroy()
    })
    onward.end(body)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    fetch: (input, init) => globalThis.fetch(input instanceof Request ? input : new URL(input, url), init),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readAll(asked: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  // A request without an encoding is read as bytes.
  for await (const part of asked) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

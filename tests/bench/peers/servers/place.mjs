// One origin for a page and what it syncs with, counting the bytes on its sockets.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }
const zipped = promisify(gzip)

/** `/page/...` from `pages`; what syncs is `answer`'s. */
export async function openPlace({ pages, answer }) {
  const gone = { in: 0, out: 0 }
  const sockets = new Set()
  const server = createServer((request, response) => {
    if (request.url.startsWith('/sync') || request.url.startsWith('/api/')) return answer(request, response)
    const file = join(pages, normalize(new URL(request.url, 'http://bench').pathname.slice('/page'.length)))
    readFile(extname(file) ? file : join(file, 'index.html')).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/html', 'cache-control': 'no-cache' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
      gone.in += socket.bytesRead
      gone.out += socket.bytesWritten
    })
  })
  await new Promise((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${server.address().port}`,
    /** All bytes on all connections so far, both ways, headers too. */
    bytes: () => [...sockets].reduce((all, { bytesRead, bytesWritten }) => all + bytesRead + bytesWritten, gone.in + gone.out),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
/** As our own endpoint answers: gzip at its usual level, unless there is nothing to win. */
export async function send(response, type, body, { zip = true } = {}) {
  const sent = zip ? await zipped(body) : body
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...(zip && { 'content-encoding': 'gzip' }) }).end(sent)
}
export const numberIn = (request, name, otherwise) => Number(new URL(request.url, 'http://bench').searchParams.get(name) ?? otherwise)

import { createHash } from 'node:crypto'
import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Another address of the endpoint, where the next version of the app comes out when the test says so: the same app, with a mark in its page. */
export interface NextVersion {
  readonly url: string
  isOut: boolean
  readonly close: () => Promise<void>
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64')

export async function nextVersion(endpoint: string): Promise<NextVersion> {
  const page = await (await fetch(new URL('/index.html', endpoint))).text()
  const worker = await (await fetch(new URL('/service-worker.js', endpoint))).text()
  const next = page.replace('<head>', '<head><meta name="version" content="next">')
  const nextWorker = worker.replace(sha256(page), sha256(next)).replace(/("revision":")[^"]+("[^}]*"url":"index\.html")/, '$1next$2')

  const server = createServer((asked, answer) => {
    const path = (asked.url ?? '/').split('?')[0] ?? '/'
    const isPage = !path.startsWith('/api/') && !path.includes('.')
    const changed = path === '/service-worker.js' ? nextWorker : isPage || path === '/index.html' ? next : null
    if (host.isOut && changed !== null) {
      answer.writeHead(200, { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html', 'cache-control': 'no-cache' }).end(changed)
      return
    }
    const passed = ask(new URL(asked.url ?? '/', endpoint), { method: asked.method, headers: asked.headers }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.headers)
      came.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is never a path
  const host: NextVersion = {
    url: `http://localhost:${port}/`,
    isOut: false,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return host
}

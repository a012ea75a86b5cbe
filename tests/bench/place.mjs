// Serves the built app and the bench's own page from one origin, keeps the rows the page makes, and knows no endpoint.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import { builtApp } from '../kill/endpoint.mjs'

const project = join(import.meta.dirname, '../..')
export const work = join(project, '.tmp/bench')
const page = join(work, 'page')
const web = join(builtApp, 'web')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' }

let built
const buildPage = () =>
  (built ??= build({
    configFile: false, logLevel: 'error', root: join(import.meta.dirname, 'page'), base: '/bench/', plugins: [vue()], worker: { format: 'es' },
    build: { outDir: page, emptyOutDir: true, target: 'es2022' },
  }))

export async function openPlace() {
  await buildPage()
  const rows = new Map()
  const server = createServer((request, response) => {
    answer(request, rows).then(
      ([type, body]) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${server.address().port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(request, rows) {
  const path = new URL(request.url, 'http://bench').pathname
  if (path.startsWith('/api/')) throw new Error('no endpoint here')
  if (path.startsWith('/rows/')) {
    if (request.method === 'PUT') rows.set(path, await bodyOf(request))
    return ['application/json', rows.get(path)]
  }
  const file = path.startsWith('/bench/') ? join(page, normalize(path.slice('/bench'.length))) : join(web, normalize(path))
  const named = extname(file) ? file : join(path.startsWith('/bench/') ? page : web, 'index.html')
  return [types[extname(named)] ?? 'application/octet-stream', await readFile(named)]
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

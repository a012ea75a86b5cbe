import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { createApp } from '../../src/server/app'
import { openLog } from '../../src/server/log'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { testEndpoint } from '../../src/server/test-endpoint'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'

/** What somebody sends to the door, as data: a case that failed is kept as it stands. `{{name}}` is filled in by `Door.names`. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  /** Sent as UTF-8; null is no body, with no length said. */
  readonly body: string | null
  /** `cut`: half the body, and then the line is cut. */
  readonly how?: 'at once' | 'slow' | 'chunked' | 'cut'
}
export interface Answer {
  /** 0: the line was closed without an answer. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly ms: number
}

/** The endpoint on a port, with two settings, and everything that a stranger may have got hold of. */
export interface Door {
  readonly endpoint: TestEndpoint
  readonly setting: string
  readonly tablet: TestTablet
  readonly elsewhere: TestTablet
  readonly names: Readonly<Record<string, string>>
  readonly clock: { at: number }
  readonly url: string
  readonly knock: (asked: Asked) => Promise<Answer>
  /** Bytes as they are, and what comes back until the line is closed. */
  readonly say: (bytes: string) => Promise<string>
  /** Streams that wait for pokes. */
  readonly listening: () => number
  /** Lines of the log, at its finest, since the last time. */
  readonly takeLog: () => string[]
  readonly close: () => Promise<void>
}

export const author = 'gwen'
const adults = [
  { id: 'gwen', name: 'Gwen Lanternhall', roles: ['senco'] }, { id: 'amira', name: 'Amira Ash', roles: ['practitioner'] }, { id: 'hetty', name: 'Hetty Overbrook', roles: ['head', 'dsl'] },
  { id: 'dov', name: 'Dov Saltmarsh', roles: ['governor'] }, { id: 'vesper', name: 'Vesper Inkwell', roles: ['visiting'] },
] as const
export const adultIds: readonly string[] = adults.map(({ id }) => id)

export async function openDoor(): Promise<Door> {
  const clock = { at: Date.parse('2026-11-24T09:00:00Z') }
  const web = await mkdtemp(join(tmpdir(), 'steps-fuzz-'))
  await mkdir(join(web, 'assets'))
  await Promise.all([writeFile(join(web, 'index.html'), '<!doctype html><title>Steps</title>'), writeFile(join(web, 'assets', 'app.js'), 'export {}')])
  const endpoint = await testEndpoint({ now: () => clock.at })
  const setting = await endpoint.addSetting({ id: 'willow-hall' })
  const otherSetting = await endpoint.addSetting({ id: 'mill-lane', kind: 'early-years' })
  for (const one of [setting, otherSetting]) await endpoint.addAdults(one, ...adults.map((adult) => ({ ...adult, roles: [...adult.roles] })))
  const [tablet, elsewhere, lost] = [await enrolTestTablet(endpoint, setting), await enrolTestTablet(endpoint, otherSetting), await enrolTestTablet(endpoint, setting)]
  await endpoint.revoke(setting, lost.device)
  await endpoint.makeEnrolmentCode(setting, { code: 'WILLOW-9753', reusable: true })
  await endpoint.makeOneTimeCode(setting, author, { code: 'GWEN-9753', reusable: true })
  const first = await tablet.make({ record: 'moss', kind: 'child', author, changes: { 'name/': 'Moss Kettle' } })
  await tablet.push(first.text)
  const { epoch } = await tablet.pull({ after: 0 })
  const next = (await tablet.snapshot({ limit: 1 })).next ?? ''
  const lines: string[] = []
  // What the test's own endpoint keeps of its log would be taken for a leak.
  let listening = 0
  const pokes: TestEndpoint['pokes'] = {
    ...endpoint.pokes,
    listen: (of, hear) => {
      listening += 1
      const stop = endpoint.pokes.listen(of, hear)
      return () => {
        listening -= 1
        stop()
      }
    },
  }
  const app = createApp({ db: endpoint.db, pokes, log: openLog('trace', { write: (line) => void lines.push(line) }), now: () => clock.at, web: { directory: web } })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port for the door')
  const { port } = address
  const names = {
    device: tablet.device, post: tablet.postToken, read: tablet.readToken, otherPost: elsewhere.postToken, otherRead: elsewhere.readToken, otherDevice: elsewhere.device,
    lostPost: lost.postToken, lostRead: lost.readToken, epoch, mark: next, revision: first.id, header: first.text.header, publicKey: lost.hand.publicKey,
  }
  return {
    endpoint, setting, tablet, elsewhere, clock,
    url: `http://127.0.0.1:${port}`,
    names,
    knock: (asked) => exchange(port, { ...asked, path: filled(asked.path, names), headers: asked.headers.map(([name, value]) => [name, filled(value, names)] as const), body: asked.body === null ? null : filled(asked.body, names) }),
    say: (bytes) => rawExchange(port, [bytes]).then(({ text }) => text),
    listening: () => listening,
    takeLog: () => lines.splice(0),
    close: async () => {
      const closed = once(server, 'close')
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
      await closed
      await endpoint.close()
      await rm(web, { recursive: true, force: true })
    },
  }
}

/** `{{name}}` by what it stands for, and `((mark ...))` by a page's mark that says so; any other stays as it is. */
export const filled = (text: string, names: Readonly<Record<string, string>>): string =>
  text
    .replace(/\{\{(\w+)\}\}/g, (whole, name: string) => (Object.hasOwn(names, name) ? (names[name] ?? whole) : whole))
    .replace(/\(\(mark (.*?)\)\)/g, (_whole, mark: string) => Buffer.from(mark).toString('base64url'))

/** A stranger's patience. What has not been answered by then hangs. */
export const patienceMs = 5_000

async function exchange(port: number, { method, path, headers, body, how = 'at once' }: Asked): Promise<Answer> {
  const bytes = body === null ? null : Buffer.from(body, 'utf8')
  const own = new Set(headers.map(([name]) => name.toLowerCase()))
  const usual: [string, string][] = [['Host', `127.0.0.1:${port}`], ['Connection', 'close'], ...(bytes === null ? [] : [how === 'chunked' ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(bytes.length)]] as [string, string][])]
  const head = Buffer.from([`${method} ${path} HTTP/1.1`, ...usual.filter(([name]) => !own.has(name.toLowerCase())).concat(headers.map(([name, value]) => [name, value])).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n'), 'latin1')
  const half = bytes ? Math.floor(bytes.length / 2) : 0
  const pieces: (Buffer | 'wait' | 'cut')[] = [head]
  if (bytes && how === 'at once') pieces.push(bytes)
  if (bytes && how === 'slow') pieces.push(bytes.subarray(0, half), 'wait', bytes.subarray(half))
  if (bytes && how === 'cut') pieces.push(bytes.subarray(0, half), 'cut')
  if (bytes && how === 'chunked') pieces.push(Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from(bytes.length === 0 ? '\r\n' : '\r\n0\r\n\r\n'))
  return rawExchange(port, pieces)
}

function rawExchange(port: number, pieces: readonly (Buffer | string)[]): Promise<Answer> {
  return new Promise((resolve) => {
    const began = performance.now()
    const got: Buffer[] = []
    const line = connect(port, '127.0.0.1')
    const done = () => {
      clearTimeout(late)
      line.destroy()
      resolve({ ...answerIn(Buffer.concat(got)), ms: performance.now() - began })
    }
    const late = setTimeout(done, patienceMs + 500)
    line.on('data', (bytes) => {
      got.push(bytes)
      // A stream of pokes never ends: that it began is its answer.
      if (/^HTTP\/1\.1 200 [^]*text\/event-stream[^]*\r\n\r\n[^]*data:/i.test(withoutContinue(Buffer.concat(got)).toString('latin1'))) done()
    })
    line.on('error', done)
    line.on('close', done)
    line.on('connect', () => void send())
    async function send(): Promise<void> {
      for (const piece of pieces) {
        if (piece === 'cut') return void setTimeout(done, 5)
        if (piece === 'wait') await new Promise((after) => setTimeout(after, 30))
        else if (line.writable) line.write(piece)
      }
    }
  })
}

function answerIn(given: Buffer): Omit<Answer, 'ms'> {
  const bytes = withoutContinue(given)
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.subarray(0, Math.max(0, end)).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1] ?? 0)
  let body = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4)
  if (/chunked/i.test(headers['transfer-encoding'] ?? '')) body = unchunked(body)
  if (headers['content-encoding'] === 'gzip') body = gunzipSync(body)
  return { status, headers, text: body.toString('utf8') }
}

/** An endpoint that was asked whether to go on says so first. */
function withoutContinue(bytes: Buffer): Buffer {
  const isFirst = bytes.subarray(0, 12).toString('latin1') === 'HTTP/1.1 100'
  return isFirst ? bytes.subarray(bytes.indexOf('\r\n\r\n') + 4) : bytes
}

function unchunked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (!(size > 0)) break
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}

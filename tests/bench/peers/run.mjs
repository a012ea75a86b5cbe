// `npm run bench:peers`: the same work for our data layer, for others, and for what no data layer can beat; one table for each back end.
// `--records 1000 --times 1 --only ours,floor --backends leveldb` for a quick look; `--keep figures.json` goes on with figures kept there.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser } from '../../kill/chromium.mjs'
import { median } from '../figures.mjs'
import { peers } from './peers.mjs'
import { buildOurServer, buildPage, install, work } from './prepare.mjs'
import { processorTime } from './processor-time.mjs'
import { startServer } from './server.mjs'
import { tables } from './table.mjs'

const { values } = parseArgs({ options: {
  records: { type: 'string', default: '10000' }, times: { type: 'string', default: '5' }, only: { type: 'string', default: Object.keys(peers).join() },
  backends: { type: 'string', default: 'leveldb,sqlite' }, keep: { type: 'string' },
} })
const records = Number(values.records)
const times = Number(values.times)
const asked = values.only.split(',')
const flags = { leveldb: ['--disable-features=IdbSqliteBackingStore'], sqlite: ['--enable-features=IdbSqliteBackingStore'] }
const backends = values.backends.split(',')
const unknown = [...asked.filter((name) => !(name in peers)), ...backends.filter((name) => !(name in flags))]
if (unknown.length) {
  process.stderr.write(`Not known: ${unknown.join(', ')}. There are ${Object.keys(peers).join(', ')} on ${Object.keys(flags).join(', ')}.\n`)
  process.exit(2)
}
const edits = { warm: 20, count: 100 }
const opened = 25
const changes = 100
const patienceMs = 600_000
/** Figures by back end, peer and row. */
const figures = values.keep ? await kept(values.keep) : {}
function note(backend, peer, row, ...some) {
  const theirs = ((figures[backend] ??= {})[peer] ??= {})
  theirs[row] = [...(theirs[row] ?? []), ...some]
  process.stderr.write(`  ${row} ${some.length === 1 ? some[0].toFixed(1) : median(some).toFixed(1)}\n`)
}

install()
await mkdir(work, { recursive: true })
const servers = {}
let browser
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void (browser?.kill() ?? Promise.resolve()).finally(() => process.exit(1)))
const loads = [loadavg()[0]]
try {
  for (const name of asked) {
    const { driver, server, options } = peers[name]
    peers[name].weight = await buildPage(name, driver)
    const module = server ?? (await buildOurServer())
    servers[name] = await startServer({ module, pages: join(work, 'pages'), options })
    process.stderr.write(`${name}: filling its server...\n`)
    await servers[name].ask('fill', records)
  }
  // Texts that no earlier run wrote.
  let turn = Math.floor(Date.now() / 1_000) % 1_000_000
  for (let time = 0; time < times; time += 1) {
    for (const backend of backends) {
      const before = figures[backend]?.[asked[0]]?.load?.length ?? 0
      for (let place = 0; place < asked.length; place += 1) {
        // Another one begins each time, so that none is always first or last.
        const name = asked[(place + before) % asked.length]
        process.stderr.write(`${time + 1} of ${times}, ${backend}: ${name}\n`)
        turn += 1
        await here({ name, backend })
        await there({ name, backend, turn })
        loads.push(loadavg()[0])
      }
    }
    if (values.keep) await writeFile(values.keep, JSON.stringify({ records, figures }))
  }
} finally {
  for (const server of Object.values(servers)) await server.close()
}
process.stdout.write(tables({ figures, peers, asked, records, loads }))

async function kept(file) {
  try {
    const found = JSON.parse(await readFile(file, 'utf8'))
    return found.records === records ? found.figures : {}
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return {}
  }
}

/** What a tablet does by itself: fills, is opened again, reads, writes. */
async function here({ name, backend }) {
  const say = (row, ...some) => note(backend, name, row, ...some)
  const disk = await onTablet({ name, backend }, async ({ newPage, processor }) => {
    const page = await newPage()
    await page.evaluate(() => window.bench.open('here'))
    const [ms, worked] = await processor(() => page.evaluate(() => window.bench.load()))
    say('load', ms)
    say('load-processor', worked)
    await page.evaluate(() => window.bench.holdsAll())
    // Another page: nothing is left in memory of what was read or written.
    const again = await newPage()
    await again.evaluate(() => window.bench.open('here'))
    say('latest', ...(await again.evaluate((many) => window.bench.latest(many), opened)))
    const figures = await again.evaluate(({ warm, count }) => window.bench.edits(warm + count, 1), edits)
    say('edit', ...figures.slice(edits.warm))
    await again.evaluate(() => window.bench.forceStrict())
    say('edit-strict', ...(await again.evaluate(({ count }) => window.bench.edits(count, 1_000), edits)))
  })
  say('disk-load', disk)
}

/** What an empty tablet does with a server that holds everything. */
async function there({ name, backend, turn }) {
  const say = (row, ...some) => note(backend, name, row, ...some)
  const server = servers[name]
  const bytes = async (work) => {
    const before = await server.ask('bytes')
    const answer = await work()
    return [answer, (await server.ask('bytes')) - before]
  }
  const disk = await onTablet({ name, backend }, async ({ newPage, processor }) => {
    const page = await newPage()
    await page.evaluate(() => window.bench.join('there'))
    const [[{ ms, screenMs }, worked], first] = await bytes(() => processor(() => page.evaluate(() => window.bench.replicate())))
    say('replicate', ms)
    say('replicate-processor', worked)
    say('wire-first', first)
    if (screenMs !== null) say('first-screen', screenMs)
    await page.evaluate(() => window.bench.holdsAll())
    await server.ask('change', { many: changes, turn })
    const [caught, since] = await bytes(() => page.evaluate((asked) => window.bench.catchUp(asked), { many: changes, turn }))
    say('catch-up', caught)
    say('wire-changes', since)
  })
  say('disk-replicated', disk)
  if (name !== 'ours') return
  await onTablet({ name, backend }, async ({ newPage, processor }) => {
    const page = await newPage()
    await page.evaluate(() => window.bench.join('whole'))
    const [ms, worked] = await processor(() => page.evaluate(() => window.bench.replicateWhole()))
    say('replicate-whole', ms)
    say('replicate-whole-processor', worked)
    await page.evaluate(() => window.bench.holdsAll())
  })
}

/** A browser with an empty profile; gives what lies in its IndexedDB once it is closed, in bytes. */
async function onTablet({ name, backend }, use) {
  const profile = await mkdtemp(join(tmpdir(), 'steps-peers-'))
  const { url, pid } = servers[name]
  try {
    browser = await openBrowser({ profile, flags: flags[backend] })
    try {
      const { page } = browser
      page.setDefaultTimeout(patienceMs)
      const broken = new Promise((_, reject) => page.once('pageerror', reject))
      broken.catch(() => undefined)
      const newPage = async () => {
        await page.goto(`${url}/page/${name}/`)
        await page.waitForFunction(() => 'bench' in window)
        await page.evaluate((count) => window.bench.prepare(count), records)
        return page
      }
      const worked = () => processorTime((one) => one.pid === pid || (one.command.includes(profile) && !one.command.includes('--type=')))
      const processor = async (work) => {
        const before = worked()
        const answer = await work()
        return [answer, worked() - before]
      }
      await Promise.race([broken, use({ newPage, processor })])
    } finally {
      await browser.close()
    }
    return await sizeOf(join(profile, 'Default/IndexedDB'))
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function sizeOf(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))))
  return sizes.reduce((all, { size }) => all + size, 0)
}

// What the bench needs before it runs: the peers installed, a page built for each, our endpoint built, and what each weighs.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const here = import.meta.dirname
const project = join(here, '../../..')
export const work = join(project, '.tmp/bench-peers')
const alias = { dexie: [{ find: /^dexie$/, replacement: join(project, 'node_modules/dexie/dist/modern/dexie.mjs') }] }

/** The first time, and again when what is pinned has changed. */
export function install() {
  const mark = join(here, 'node_modules/.installed-from')
  const lock = readFileSync(join(here, 'package-lock.json'), 'utf8')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  process.stderr.write('Installing the peers, once...\n')
  execFileSync('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], { stdio: ['ignore', 2, 2] })
  writeFileSync(mark, lock)
}

const options = (name, entry, outDir) => ({
  configFile: false, logLevel: 'error', root: here, base: `/page/${name}/`, publicDir: false, define: { global: 'globalThis' }, worker: { format: 'es' },
  resolve: { alias: alias[name] ?? [] },
  build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: false, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { entryFileNames: 'page.js' } } },
})

/** Builds the page that measures this data layer, and the data layer alone, which is weighed: bytes of JavaScript and of WASM, gzipped. */
export async function buildPage(name, driver) {
  const given = options(name, join(here, 'page/harness.mjs'), join(work, 'pages', name))
  given.resolve = { alias: [...given.resolve.alias, { find: 'peer-under-test', replacement: driver }] }
  await build(given)
  writeFileSync(join(work, 'pages', name, 'index.html'), `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Bench</title></head><body><script type="module" src="/page/${name}/page.js"></script></body></html>`)
  const alone = join(work, 'alone', name)
  await build(options(name, driver, alone))
  const files = readdirSync(alone, { recursive: true }).map(String)
  const weigh = (ending) => files.filter((file) => file.endsWith(ending)).reduce((all, file) => all + gzipSync(readFileSync(join(alone, file)), { level: 9 }).length, 0)
  return { js: weigh('.js'), wasm: weigh('.wasm') }
}

/** Our endpoint as a module for Node; packages stay outside it. */
export async function buildOurServer() {
  const outDir = join(work, 'server')
  await build({ configFile: false, logLevel: 'error', root: project, build: { ssr: join(here, 'servers/ours.ts'), outDir, emptyOutDir: true, target: 'node20', rolldownOptions: { output: { entryFileNames: 'ours.mjs' } } } })
  return join(outDir, 'ours.mjs')
}

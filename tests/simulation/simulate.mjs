import { fork } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'

/**
 * `npm run simulate -- --histories 100000 --processes 2`: seeded histories until there were so many or the time is up, and a
 * table of what came of them. `--from-seed N` goes on where another run ended; `--planted` looks for each planted fault.
 */

const here = import.meta.dirname
const worker = process.env['SIMULATION_PROGRAM']
if (worker !== undefined) {
  const { simulate } = await import(pathToFileURL(worker).href)
  const mayStop = { now: false }
  // Ctrl-C reaches all processes of the terminal: this one ends when it is told.
  process.on('SIGINT', () => undefined)
  process.on('message', (/** @type {any} */ said) => {
    if (said === 'stop') mayStop.now = true
    else void simulate(said, (/** @type {unknown} */ line) => process.send?.(line), mayStop).then(() => process.disconnect())
  })
} else {
  const { values } = parseArgs({ options: { 'seed': { type: 'string' }, 'from-seed': { type: 'string' }, 'minutes': { type: 'string' }, 'processes': { type: 'string', default: '1' }, 'histories': { type: 'string' }, 'planted': { type: 'boolean', default: false } } })
  const seed = values['from-seed'] ?? values.seed
  // A number of histories alone has no end in time.
  const minutes = Number(values.minutes ?? (values.histories === undefined ? 1 : Number.MAX_SAFE_INTEGER))
  process.exitCode = await run({
    seed: values.planted ? 1 : Number(seed ?? Date.now() % 1_000_000_000), minutes, processes: Number(values.processes), histories: Number(values.histories ?? Number.MAX_SAFE_INTEGER), planted: values.planted,
  })
}

/** @param {{ seed: number, minutes: number, processes: number, histories: number, planted: boolean }} asked */
async function run({ seed, minutes, processes, histories, planted }) {
  const parent = join(here, '../../.tmp')
  await mkdir(parent, { recursive: true })
  const place = await mkdtemp(join(parent, 'simulation-'))
  // Vite leaves packages out of a program for Node, so it stays inside the project while it runs.
  await build({ configFile: false, logLevel: 'error', root: join(here, '../..'), build: { ssr: join(here, 'program.ts'), outDir: place, target: 'node20', rolldownOptions: { output: { entryFileNames: 'program.mjs', chunkFileNames: '[name].mjs' } } } })
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  const figures = Array.from({ length: processes }, (_, index) => ({ histories: 0, steps: 0, cpuMs: 0, next: seed + index, happened: {} }))
  const sum = (/** @type {'histories' | 'steps' | 'cpuMs'} */ name) => figures.reduce((all, one) => all + one[name], 0)
  const say = (/** @type {string} */ text) => void process.stdout.write(`${text}\n`)
  let broken = 0
  let missed = 0
  say(planted ? `planted faults, ${processes} processes` : `simulation: seeds from ${seed}, ${processes} processes`)
  const progress = () => say(`${(seconds() / 60).toFixed(1)} min: ${sum('histories')} histories, ${sum('steps')} steps, ${broken} failures; --from-seed ${Math.min(...figures.map(({ next }) => next))} goes on from here`)
  const everyMinute = planted ? undefined : setInterval(progress, 60_000)
  const children = new Set()
  const stop = () => children.forEach((child) => child.connected && child.send('stop'))
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const hear = (/** @type {number} */ index, /** @type {any} */ line) => {
    if (line.is === 'figures') figures[index] = line
    else if (line.is === 'planted') {
      missed += line.seed === null ? 1 : 0
      say(`| ${line.fault} | ${line.seed ?? 'not caught'} | ${(line.cpuMs / 1_000).toFixed(1)} s | ${line.broken ?? ''} |`)
    } else {
      broken += 1
      say(`\nseed ${line.history.seed}, ${line.where} (trace ${line.trace}): ${line.broken}\n${JSON.stringify({ promise: line.broken.split('\n')[0], history: line.history })}\n`)
    }
  }
  try {
    await Promise.all(figures.map((_, index) => new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), [], { execArgv: ['--max-semi-space-size=128', '--single-threaded-gc'], env: { ...process.env, SIMULATION_PROGRAM: join(place, 'program.mjs') } })
      children.add(child)
      child.on('message', (line) => hear(index, line))
      child.once('error', reject)
      child.once('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`a process of the simulation ended with ${code}`))))
      child.send({ from: seed + index, stride: processes, forMs: minutes * 60_000, most: Math.ceil(histories / processes), planted })
    })))
  } finally {
    clearInterval(everyMinute)
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    await rm(place, { recursive: true, force: true })
  }
  if (planted) return missed === 0 ? 0 : 1
  progress()
  const happened = new Map()
  for (const one of figures) for (const [what, times] of Object.entries(one.happened)) happened.set(what, (happened.get(what) ?? 0) + times)
  const rows = [
    ['histories', sum('histories')], ['steps', sum('steps')], ['seconds', Math.round(seconds())], ['failures', broken],
    ['histories a second', (sum('histories') / seconds()).toFixed(1)], ['CPU ms a history', Math.round(sum('cpuMs') / Math.max(1, sum('histories')))],
    ...[...happened].sort(([a], [b]) => a.localeCompare(b)),
  ]
  say(rows.map(([name, value]) => `| ${String(name).padEnd(30)} | ${String(value).padStart(9)} |`).join('\n'))
  return broken === 0 ? 0 : 1
}

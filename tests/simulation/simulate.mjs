import { fork } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'

/** `node tests/simulation/simulate.mjs --seed N --minutes M --processes P`: seeded histories until the time is up, and a table of what came of them. */

const here = import.meta.dirname
const worker = process.env['SIMULATION_PROGRAM']
if (worker !== undefined) {
  const { simulate } = await import(pathToFileURL(worker).href)
  process.once('message', (asked) => void simulate(asked, (line) => process.send?.(line)).then(() => process.disconnect()))
} else {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, minutes: { type: 'string', default: '1' }, processes: { type: 'string', default: '1' }, histories: { type: 'string' } } })
  process.exitCode = await run({
    seed: Number(values.seed ?? Date.now() % 1_000_000_000), minutes: Number(values.minutes), processes: Number(values.processes), histories: Number(values.histories ?? Number.MAX_SAFE_INTEGER),
  })
}

/** @param {{ seed: number, minutes: number, processes: number, histories: number }} asked */
async function run({ seed, minutes, processes, histories }) {
  const parent = join(here, '../../.tmp')
  await mkdir(parent, { recursive: true })
  const place = await mkdtemp(join(parent, 'simulation-'))
  // Vite leaves packages out of a program for Node, so it stays inside the project while it runs.
  await build({ configFile: false, logLevel: 'error', root: join(here, '../..'), build: { ssr: join(here, 'program.ts'), outDir: place, target: 'node20', rolldownOptions: { output: { entryFileNames: 'program.mjs' } } } })
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  const figures = Array.from({ length: processes }, () => ({ histories: 0, steps: 0, cpuMs: 0 }))
  const sum = (/** @type {'histories' | 'steps' | 'cpuMs'} */ name) => figures.reduce((all, one) => all + one[name], 0)
  let broken = 0
  process.stdout.write(`simulation: seeds from ${seed}, ${minutes} min, ${processes} processes\n`)
  const everyMinute = setInterval(() => process.stdout.write(`${Math.round(seconds() / 60)} min: ${sum('histories')} histories, ${broken} failures\n`), 60_000)
  try {
    await Promise.all(figures.map((_, index) => new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), [], { execArgv: ['--max-semi-space-size=32'], env: { ...process.env, SIMULATION_PROGRAM: join(place, 'program.mjs') } })
      child.on('message', (/** @type {any} */ line) => {
        if (line.is === 'figures') figures[index] = line
        else {
          broken += 1
          process.stdout.write(`\nseed ${line.history.seed}, ${line.where} (trace ${line.trace}): ${line.broken}\n${JSON.stringify({ promise: line.broken.split('\n')[0], history: line.history })}\n\n`)
        }
      })
      child.once('error', reject)
      child.once('exit', (code) => (code === 0 ? resolve(undefined) : reject(new Error(`a process of the simulation ended with ${code}`))))
      child.send({ from: seed + index, stride: processes, forMs: minutes * 60_000, most: Math.ceil(histories / processes) })
    })))
  } finally {
    clearInterval(everyMinute)
    await rm(place, { recursive: true, force: true })
  }
  const rows = [
    ['histories', sum('histories')], ['steps', sum('steps')], ['seconds', Math.round(seconds())], ['failures', broken],
    ['histories a second', (sum('histories') / seconds()).toFixed(1)], ['CPU ms a history', Math.round(sum('cpuMs') / Math.max(1, sum('histories')))],
  ]
  process.stdout.write(`${rows.map(([name, value]) => `| ${String(name).padEnd(20)} | ${String(value).padStart(9)} |`).join('\n')}\n`)
  return broken === 0 ? 0 : 1
}

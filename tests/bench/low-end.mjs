// `npm run bench:tablet`, after a build: every screen on a slow tablet that holds 10,000 records, used by a hand.
// `npm run bench:tablet -- phone scroll` runs only those; `ONLY=plan` only the screens called so; `LEAK=planted` must end badly.
import { cpus, loadavg } from 'node:os'
import { quantile, round } from './figures.mjs'
import { onFullTablet, throttle } from './full-tablet.mjs'
import { locks } from './low-end/locks.mjs'
import { scroll } from './low-end/scroll.mjs'
import { weigh, withScreen } from './low-end/tablet.mjs'
import { rowOf, walk } from './low-end/walk.mjs'
import { table, verdict } from './table.mjs'

const sizes = { tablet: { width: 1024, height: 768 }, phone: { width: 390, height: 844 } }
const limits = { touch: 200, key: 100, heap: 120 }
/** What somebody does in half an hour of steady work: a page every 40 seconds, ten taps a minute, and words here and there. */
const halfHour = { pages: 45, taps: 300, keys: 900 }
const full = { count: 7_000, incidents: { count: 40, finished: 20 }, mapsOf: [60], everyTool: { lines: 2_000 } }

const say = (words) => process.stderr.write(`  ${words}\n`)
const parts = {
  tablet: (tablet) => screensAt(tablet, 'tablet'),
  phone: (tablet) => screensAt(tablet, 'phone'),
  scroll: async (tablet) => [...(await scroll(tablet, { size: sizes.tablet, say })), ...(await scroll(tablet, { size: sizes.phone, say }))],
  locks: (tablet) => locks(tablet, { size: sizes.tablet, say, leak: process.env.LEAK === 'planted' }),
}
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in parts))
if (unknown.length) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.\n`)
  process.exit(2)
}

function screensAt(tablet, name) {
  const size = sizes[name]
  return withScreen(tablet, size, async ({ page, tools }) => {
    const { seen, done } = await walk(page, tools, { say, only: process.env.ONLY ? new RegExp(process.env.ONLY, 'i') : null })
    const { heap } = await weigh(page, tools)
    const at = `${size.width}x${size.height}`
    const columns = { screen: `Screen at ${at}`, count: 'Interactions', p75: 'p75 ms', worst: 'Worst ms', of: 'at', key: 'Key echo p50 / p95', stands: 'Stands after ms', long: 'Tasks over 200 ms' }
    process.stdout.write(`${table(columns, seen.map(rowOf))}\n`)
    for (const { name: screen, long } of seen) for (const { what, ms } of long) process.stdout.write(`Task of ${ms} ms: ${screen}, ${what}\n`)
    process.stdout.write('\n')
    return totals({ at, seen, done, heap })
  })
}

function totals({ at, seen, done, heap }) {
  const touches = seen.flatMap((one) => one.touches)
  const taps = seen.flatMap((one) => one.taps)
  const keys = seen.flatMap((one) => one.keys)
  const inp = quantile(seen.map(({ worst }) => worst.ms), 0.75)
  const isHalfHour = Object.entries(halfHour).every(([name, least]) => done[name] >= least)
  const row = (what, figure, most, unit) => ({ what: `${at}: ${what}`, figure: `${round(figure)} ${unit}`, limit: `${most} ${unit}`, isOver: figure > most })
  return [
    row(`the worst interaction of each of ${seen.length} screens (INP), p75`, inp, limits.touch, 'ms'),
    row(`all ${touches.length} interactions, p75`, quantile(touches, 0.75), limits.touch, 'ms'),
    row(`its ${taps.length} taps alone, p75`, quantile(taps, 0.75), limits.touch, 'ms'),
    row(`key to paint, ${keys.length} keys, p75`, quantile(keys, 0.75), limits.key, 'ms'),
    row(`heap after ${done.pages} pages, ${done.taps} taps and ${done.keys} keys, ${isHalfHour ? 'more than' : 'less than'} half an hour’s use`, heap, limits.heap, 'MB'),
  ]
}

const loads = [loadavg()[0]]
const rows = await onFullTablet(full, async (tablet) => {
  const all = []
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    process.stderr.write(`${name}...\n`)
    all.push(...(await part(tablet)))
    loads.push(loadavg()[0])
  }
  return all
})
const columns = { what: 'Measured', figure: 'Figure', limit: 'Limit', verdict: 'Verdict' }
process.stdout.write(table(columns, rows.map((row) => ({ ...row, verdict: verdict(row) }))))
process.stdout.write(`\nProcessor ${throttle} times slower but for the locks. Load of the machine ${loads[0].toFixed(1)} at the start, ${Math.max(...loads).toFixed(1)} at most, on ${cpus().length} processors.\n`)
if (rows.some((row) => row.isOver)) {
  process.stdout.write('A hard limit is passed.\n')
  process.exitCode = 1
}

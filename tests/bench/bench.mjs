// `npm run bench`, after a build: one table of figures beside their aims; ends badly when a hard limit is passed.
// `npm run bench -- cold-start pin` measures only those.
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { builtApp } from '../kill/endpoint.mjs'
import { openChild } from './child.mjs'
import { coldStart } from './cold-start.mjs'
import { drawnTools } from './drawn-tools.mjs'
import { firstLoad } from './first-load.mjs'
import { firstPull } from './first-pull.mjs'
import { incidentsOnOneTablet } from './incidents.mjs'
import { pinToToday } from './pin.mjs'
import { pushes } from './pushes.mjs'
import { table, verdict } from './table.mjs'
import { writes } from './writes.mjs'

/** Each gives rows `{ what, figure, aim, limit, isOver }`; a row with no limit is only reported. */
const measures = {
  'first-load': () => firstLoad(join(builtApp, 'web')),
  'cold-start': coldStart,
  pin: pinToToday,
  child: openChild,
  incidents: incidentsOnOneTablet,
  'drawn-tools': drawnTools,
  writes,
  'first-pull': firstPull,
  pushes,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in measures))
if (unknown.length) {
  process.stderr.write(`No such measure: ${unknown.join(', ')}. There are: ${Object.keys(measures).join(', ')}.\n`)
  process.exit(2)
}

const rows = []
const loads = [loadavg()[0]]
for (const [name, measure] of Object.entries(measures)) {
  if (asked.length && !asked.includes(name)) continue
  process.stderr.write(`${name}...\n`)
  rows.push(...(await measure()))
  loads.push(loadavg()[0])
}

const columns = { what: 'Measured', figure: 'Figure', aim: 'Aim', limit: 'Limit', verdict: 'Verdict' }
process.stdout.write(table(columns, rows.map((row) => ({ ...row, verdict: verdict(row) }))))
process.stdout.write(`\nMedians, with the least and the most in brackets. Load of the machine ${loads[0].toFixed(1)} at the start, ${Math.max(...loads).toFixed(1)} at most, on ${cpus().length} processors.\n`)
if (rows.some((row) => row.isOver)) {
  process.stdout.write('A hard limit is passed.\n')
  process.exitCode = 1
}

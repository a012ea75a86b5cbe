// `npm run bench:growth`: what each thing costs as work grows, as a table and as `.github/growth.svg`.
// `npm run bench:growth -- --only tablet --records 1000,10000` and so on: a part of it, or other sizes; the picture then goes
// to `.tmp/growth.svg`. Parts may be run one by one: what was measured last is kept in `.tmp/growth.json`, and `--draw` measures
// nothing and draws that.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { growEndpoint } from './endpoint.mjs'
import { growthPicture } from './picture.mjs'
import { panelsOf, tablesOf } from './table.mjs'
import { growTablet } from './tablet.mjs'

const project = join(import.meta.dirname, '../../..')
const kept = join(project, '.tmp/growth.json')
const parts = ['tablet', 'settings', 'deep', 'streams', 'facts']
/** 2,500 settings of 800 revisions each are two million. */
const full = { records: '1000,10000,100000', revisions: '2000000', deep: '1000,10000,100000', streams: '500,1000,2500,5000', facts: '20000,200000,2000000' }
const perSetting = 800

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true }, picture: { type: 'string' }, draw: { type: 'boolean' },
    ...Object.fromEntries(Object.keys(full).map((name) => [name, { type: 'string' }])),
  },
})
const only = values.draw ? [] : (values.only ?? parts)
const unknown = only.filter((part) => !parts.includes(part))
if (unknown.length > 0) {
  process.stderr.write(`No such part: ${unknown.join(', ')}. There are: ${parts.join(', ')}.\n`)
  process.exit(2)
}
const numbers = (name) => (values[name] ?? full[name]).split(',').map(Number)
const isFull = Object.keys(full).every((name) => values[name] === undefined)

/** 1, 10 and 100 settings, and as many as hold all the revisions. */
function settingsFor(revisions) {
  const most = Math.max(1, Math.round(revisions / perSetting))
  return [...new Set([1, 10, 100].filter((count) => count < most).concat(most))]
}

const began = performance.now()
const tell = (words) => process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${words}\n`)
const loads = [loadavg()[0]]
const sizes = {
  settings: only.includes('settings') ? settingsFor(numbers('revisions')[0]) : [],
  deep: only.includes('deep') ? numbers('deep') : [],
  streams: only.includes('streams') ? numbers('streams') : [],
  facts: only.includes('facts') ? numbers('facts') : [],
}
mkdirSync(join(project, '.tmp'), { recursive: true })
const all = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {}
const begun = new Set()
/** At once: a long run that is stopped keeps what it has. */
function keep(part, row) {
  all[part] = [...(begun.has(part) ? all[part] : []), row]
  begun.add(part)
  loads.push(loadavg()[0])
  all.machine = `${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GB, ${new Date().toISOString().slice(0, 10)}, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`
  writeFileSync(kept, JSON.stringify(all, null, 1))
}
if (only.includes('tablet')) await growTablet(numbers('records'), { tell, keep })
if (only.some((part) => part !== 'tablet')) await growEndpoint(sizes, { tell, keep })

const cell = (words, width) => words.padEnd(width)
for (const { head, rows } of tablesOf(all)) {
  const widths = head.map((words, column) => Math.max(words.length, ...rows.map((row) => row[column].length)))
  const line = (row) => `| ${row.map((words, column) => cell(words, widths[column])).join(' | ')} |\n`
  process.stdout.write(`\n${line(head)}|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n${rows.map(line).join('')}`)
}
process.stdout.write(`\n${all.machine}\n`)
const picture = values.picture ?? join(project, isFull && parts.every((part) => all[part]) ? '.github/growth.svg' : '.tmp/growth.svg')
writeFileSync(picture, growthPicture({ panels: panelsOf(all), says: `${all.machine}. PostgreSQL with fsync; the tablet in headless Chromium, everything sealed and signed.` }))
process.stdout.write(`Drawn: ${picture}\n`)
process.exit(0)

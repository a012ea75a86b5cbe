// `npm run bench`, after a build: one table of figures beside their aims; ends badly when a hard limit is passed.
import { join } from 'node:path'
import { firstLoad } from './first-load.mjs'

const web = join(import.meta.dirname, '../../dist/web')

/** Each gives rows `{ what, figure, aim, limit, isOver }`; a row with no limit is only reported. */
const measures = [() => firstLoad(web)]

const rows = []
for (const measure of measures) rows.push(...(await measure()))

const columns = ['what', 'figure', 'aim', 'limit']
const head = { what: 'Measured', figure: 'Figure', aim: 'Aim', limit: 'Limit' }
const cell = (row, column) => row[column] ?? ''
const widths = columns.map((column) => Math.max(...[head, ...rows].map((row) => cell(row, column).length)))
const line = (row) => `| ${columns.map((column, i) => cell(row, column).padEnd(widths[i])).join(' | ')} |\n`

process.stdout.write(line(head))
process.stdout.write(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`)
for (const row of rows) process.stdout.write(line(row))
if (rows.some((row) => row.isOver)) {
  process.stdout.write('\nA hard limit is passed.\n')
  process.exitCode = 1
}

/** A table as Markdown writes it: `columns` is the name of each cell of a row and what stands over it. */
export function table(columns, rows) {
  const names = Object.keys(columns)
  const cells = [columns, ...rows].map((row) => names.map((name) => String(row[name] ?? '')))
  const widths = names.map((_, i) => Math.max(...cells.map((row) => row[i].length)))
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |\n`
  const [head, ...body] = cells.map(line)
  return `${head}|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n${body.join('')}`
}
export const verdict = (row) => (row.limit === undefined ? '' : row.isOver ? 'FAIL' : 'pass')

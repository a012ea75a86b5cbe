// The figures as tables.
import { cpus } from 'node:os'
import { median, quantile, round } from '../figures.mjs'

const ms = (figure) => `${round(figure)} ms`
const megabytes = (figure) => `${(figure / 1e6).toFixed(1)} MB`
const kilobytes = (figure) => `${(figure / 1e3).toFixed(0)} KB`
const p95 = (some) => quantile(some, 0.95)

/** `against`: whom the ratio is taken to; `goal`: how many times that ours may be. */
const rows = [
  { row: 'load', what: 'Bulk load of all records', worth: median, write: ms, against: 'dexie', goal: 1.8 },
  { row: 'load-processor', what: '... processor time', worth: median, write: ms, against: 'dexie' },
  { row: 'edit', what: 'Durable edit, p50', worth: median, write: ms, against: 'dexie', goal: 1.5 },
  { row: 'edit', what: 'Durable edit, p95', worth: p95, write: ms, against: 'dexie' },
  { row: 'edit-strict', what: '... with strict forced on all, p50', worth: median, write: ms, against: 'dexie' },
  { row: 'latest', what: 'Latest 50 of a child, p50', worth: median, write: ms, against: 'dexie', goal: 1.2 },
  { row: 'latest', what: 'Latest 50 of a child, p95', worth: p95, write: ms, against: 'dexie' },
  { row: 'replicate', what: 'First replication to an empty tablet', worth: median, write: ms, against: 'floor', goal: 1.4 },
  { row: 'replicate-processor', what: '... processor time, server too', worth: median, write: ms, against: 'floor' },
  { row: 'replicate-whole', what: '... every revision, hashes verified', worth: median, write: ms, against: 'floor', from: 'replicate' },
  { row: 'replicate-whole-processor', what: '... processor time of that', worth: median, write: ms, against: 'floor', from: 'replicate-processor' },
  { row: 'first-screen', what: '... until the first screen can be shown', worth: median, write: ms, limit: 2_000 },
  { row: 'catch-up', what: 'Catch-up of 100 changes', worth: median, write: ms, against: 'floor' },
  { row: 'wire-first', what: 'On the wire, first replication', worth: median, write: megabytes, against: 'floor' },
  { row: 'wire-changes', what: 'On the wire, 100 changes', worth: median, write: kilobytes, against: 'floor' },
  { row: 'disk-load', what: 'On disk after load and edits', worth: median, write: megabytes, against: 'dexie' },
  { row: 'disk-replicated', what: 'On disk after replication', worth: median, write: megabytes, against: 'dexie' },
]

const lined = (lines) => {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const drawn = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
  return `${[drawn[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...drawn.slice(1)].join('\n')}\n`
}

export function tables({ figures, peers, asked, records, loads }) {
  const parts = Object.entries(figures).map(([backend, byPeer]) => `\n## ${backend}\n\n${lined(table(byPeer, { peers, asked }))}`)
  const weights = [['Data layer alone, gzip', 'JavaScript', 'WASM'], ...asked.map((name) => [peers[name].title, kilobytes(peers[name].weight.js), peers[name].weight.wasm ? kilobytes(peers[name].weight.wasm) : ''])]
  const choices = [['Data layer', 'Durability', 'How it is used'], ...asked.map((name) => [peers[name].title, peers[name].durability, peers[name].used])]
  const runs = Math.max(...Object.values(figures).flatMap((byPeer) => Object.values(byPeer).map(({ load }) => load?.length ?? 0)))
  return `${parts.join('')}\n${lined(weights)}\n${lined(choices)}\n` +
    `${records} records of 2.4 to 3.8 KB, medians of ${runs}; in brackets times the row’s yardstick (plain Dexie on the tablet, the floor over the wire). ` +
    `Load of the machine ${loads[0].toFixed(1)} at the start, ${Math.max(...loads).toFixed(1)} at most, on ${cpus().length} processors.\n`
}

function table(byPeer, { peers, asked }) {
  const found = (name, { row, worth }) => (byPeer[name]?.[row] ? worth(byPeer[name][row]) : null)
  const lines = rows.filter((one) => asked.some((name) => byPeer[name]?.[one.row])).map((one) => {
    const yardstick = one.against ? found(one.against, one.from ? { ...one, row: one.from } : one) : null
    const cells = asked.map((name) => {
      const figure = found(name, one)
      if (figure === null) return ''
      return yardstick ? `${one.write(figure)} (${(figure / yardstick).toFixed(2)})` : one.write(figure)
    })
    return [one.what, ...cells, verdict(one, found('ours', one), yardstick)]
  })
  return [['', ...asked.map((name) => peers[name].title), 'Goal for ours'], ...lines]
}

function verdict({ goal, limit, write }, ours, yardstick) {
  if (ours === null) return ''
  if (limit !== undefined) return `${write(limit)}: ${ours <= limit ? 'met' : 'not met'}`
  if (goal === undefined || yardstick === null) return ''
  return `${goal}: ${ours / yardstick <= goal ? 'met' : 'not met'}`
}

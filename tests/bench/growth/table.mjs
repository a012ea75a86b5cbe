// What the growth bench says: the same figures as a table and as curves.
import { round } from '../figures.mjs'

const million = 1e6
const mb = (bytes) => bytes / million
const plain = (figure) => (figure === null || figure === undefined ? '' : round(figure))
const people = (count) => count.toLocaleString('en-GB')

/** Each part of the bench, as rows under its own head. */
export function tablesOf({ tablet, settings, deep, streams, facts }) {
  return [
    tablet && {
      head: ['Tablet, records', 'PIN to Today, ms (6x)', 'Child page, ms (6x)', 'Children page, ms (6x)', 'Latest 50, ms', 'Keystroke kept, ms', 'Record finished, ms', 'Received, records/s', 'On disk, MB'],
      rows: tablet.map((one) => [people(one.records), plain(one.today), plain(one.childPage), plain(one.childrenPage), plain(one.latest), plain(one.keystroke), plain(one.finished), plain(one.records / one.fillSeconds), plain(mb(one.bytes))]),
    },
    settings && {
      head: ['Settings', 'Revisions', 'Push p50, ms', 'Push p99, ms', 'Pull of nothing p99', 'Pull of 100 p99', 'CPU a 1,000 pushes, s: endpoint', 'PostgreSQL', 'Database, MB'],
      rows: settings.map((one) => [people(one.settings), people(one.revisions), plain(one.push.p50), plain(one.push.p99), plain(one.pullNothing.p99), plain(one.pullHundred.p99), plain(seconds(one.pushCpu.endpoint)), plain(seconds(one.pushCpu.postgres)), plain(mb(one.bytes))]),
    },
    deep && {
      head: ['One setting, revisions', 'Push p50, ms', 'Push p99, ms', 'Pull of 100 p99', 'History p99', 'First sync, s', 'its first pages, ms', 'its last pages, ms'],
      rows: deep.map((one) => [people(one.revisions), plain(one.push.p50), plain(one.push.p99), plain(one.pullHundred.p99), plain(one.history.p99), plain(one.sync.seconds), plain(one.sync.first), plain(one.sync.last)]),
    },
    streams && {
      head: ['Open streams', 'KB each', 'Opened a second', 'Idle, part of a processor: endpoint', 'PostgreSQL', 'Poke to the first, ms', 'to the last, ms'],
      rows: streams.map((one) => [people(one.streams), plain(one.bytesEach / 1000), plain(one.openedPerSecond), share(one.idle.endpoint), share(one.idle.postgres), plain(one.all.first), plain(one.all.last)]),
    },
    facts && {
      head: ['County facts', 'One school year by month, ms', 'Three years, ms'],
      rows: facts.map((one) => [people(one.facts), plain(one.year), plain(one.all)]),
    },
  ].filter((table) => table)
}
const seconds = (ms) => (ms === null ? null : ms / 1000)
const share = (part) => (part === null ? '' : `${(part * 100).toFixed(1)} %`)

export function panelsOf({ tablet = [], settings = [], deep = [], streams = [], facts = [] }) {
  const line = (rows, name, x, y) => ({ name, points: rows.map((row) => [x(row), y(row)]) })
  const records = (row) => row.records
  const revisions = (row) => row.revisions
  return [
    { title: 'A tablet: what a person waits for', across: 'records on the tablet', unit: 'ms, processor 6 times slower', lines: [line(tablet, 'PIN to Today', records, (row) => row.today), line(tablet, 'a child', records, (row) => row.childPage), line(tablet, 'children', records, (row) => row.childrenPage)] },
    { title: 'A tablet: its disk', across: 'records on the tablet', unit: 'ms', lines: [line(tablet, 'latest 50', records, (row) => row.latest), line(tablet, 'keystroke', records, (row) => row.keystroke), line(tablet, 'finished', records, (row) => row.finished)] },
    { title: 'A tablet: bytes', across: 'records on the tablet', unit: 'MB on its disk', lines: [line(tablet, 'all, sealed', records, (row) => mb(row.bytes))] },
    { title: 'Endpoint: a county grows', across: 'revisions of all settings, 800 each', unit: 'ms, p99', lines: [line(settings, 'push', revisions, (row) => row.push.p99), line(settings, 'pull of 100', revisions, (row) => row.pullHundred.p99), line(settings, 'nothing new', revisions, (row) => row.pullNothing.p99)] },
    { title: 'Endpoint: one setting grows', across: 'revisions of that setting', unit: 'ms', lines: [line(deep, 'push p99', revisions, (row) => row.push.p99), line(deep, 'pull of 100 p99', revisions, (row) => row.pullHundred.p99), line(deep, 'last page', revisions, (row) => row.sync.last)] },
    { title: 'Endpoint: processor', across: 'revisions of all settings', unit: 's of processor time for 1,000 pushes', lines: [line(settings, 'endpoint', revisions, (row) => (row.pushCpu.endpoint ?? 0) / 1000), line(settings, 'PostgreSQL', revisions, (row) => (row.pushCpu.postgres ?? 0) / 1000)] },
    { title: 'Pokes to a whole county', across: 'open streams on one process', unit: 'ms from one NOTIFY a setting', lines: [line(streams, 'to the last', (row) => row.streams, (row) => row.all.last), line(streams, 'to the first', (row) => row.streams, (row) => row.all.first)] },
    { title: 'Open streams: memory', across: 'open streams on one process', unit: 'MB above none', lines: [line(streams, 'the process', (row) => row.streams, (row) => (row.bytesEach * row.streams) / million)] },
    { title: 'What the county counts', across: 'facts', unit: 'ms, by month and kind', lines: [line(facts, 'one school year', (row) => row.facts, (row) => row.year), line(facts, 'three', (row) => row.facts, (row) => row.all)] },
  ]
}

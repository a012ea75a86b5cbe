// Runs in the page: the same work for every data layer, timed from outside it and checked afterwards.
import * as peer from 'peer-under-test'
import { changedIn, childOf, childrenIn, editedText, recordsOf } from '../records.mjs'

const screenful = 50
let records = []

async function timed(work) {
  const began = performance.now()
  await work()
  return performance.now() - began
}
function must(claim, words) {
  if (!claim) throw new Error(`${peer.name}: ${words}`)
}
const same = (a, b) => ['id', 'child', 'at', 'place', 'before', 'saw', 'helped', 'communication', 'intensity'].every((name) => a[name] === b[name])
/** Spread over all records, and so over all children. */
const spread = (times) => Array.from({ length: times }, (_, time) => records[Math.floor(((time + 0.5) * records.length) / times)])

window.bench = {
  async prepare(count) {
    records = recordsOf(count)
    await peer.prepare?.(records)
  },
  open: (database) => peer.open(database),
  /** As a tablet that is about to be filled over the wire: enrolled, where there is such a thing. */
  join: async (database) => (peer.join ? peer.join(database) : peer.open(database)),
  /** ms until all records are on the disk. */
  load: () => timed(() => peer.load(records)),
  async holdsAll() {
    const count = await peer.count()
    must(count === records.length, `${count} of ${records.length} are here`)
    for (const record of spread(5)) must(same(record, await peer.read(record)), 'a record is another one here')
  },
  /** The newest 50 of several children, none opened before in this page: ms for each. */
  async latest(most) {
    const children = childrenIn(records.length)
    const times = Math.min(most, children)
    const figures = []
    for (let time = 0; time < times; time += 1) {
      const child = childOf(Math.floor((time * children) / times))
      let found = []
      figures.push(await timed(async () => {
        found = await peer.latest(child, screenful)
      }))
      const wanted = records.filter((one) => one.child === child).sort((a, b) => b.at - a.at).slice(0, screenful)
      must(found.length === wanted.length && wanted.every((one, index) => same(one, found[index])), `not the newest of ${child}`)
    }
    return figures
  },
  /** One answer of a record that is open changed, until the disk has it: ms for each. `turn` keeps the texts apart. */
  async edits(times, turn) {
    const figures = []
    for (const [time, record] of spread(times).entries()) {
      const held = await peer.hold(record)
      const after = editedText(record, turn + time)
      figures.push(await timed(() => peer.edit(held, after)))
      await peer.release?.(held)
    }
    const last = spread(times).at(-1)
    must((await peer.read(last)).after === editedText(last, turn + times - 1), 'the last edit is not here')
    return figures
  },
  /** ms until an empty tablet holds everything, and until it has what its first screen is made of (null where nothing comes in that order). */
  async replicate() {
    let screenMs = null
    const began = performance.now()
    await peer.replicate(() => {
      screenMs ??= performance.now() - began
    })
    return { ms: performance.now() - began, screenMs }
  },
  /** Every revision there is; null where replication is that already. */
  replicateWhole: async () => (peer.replicateWhole ? timed(() => peer.replicateWhole()) : null),
  /** What was changed elsewhere meanwhile. */
  async catchUp({ many, turn }) {
    const ms = await timed(() => peer.catchUp())
    for (const record of changedIn(records, many)) must((await peer.read(record)).after === editedText(record, turn), 'a change from elsewhere is not here')
    return ms
  },
  /** From now on every write waits for the disk, whatever the data layer asked for. */
  forceStrict() {
    const plain = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function strict(stores, mode, options) {
      return plain.call(this, stores, mode, mode === 'readwrite' ? { ...options, durability: 'strict' } : options)
    }
  },
}

import * as A from '@automerge/automerge/slim'
import wasm from '@automerge/automerge/automerge.wasm?url'
import { framesIn } from '../frames.mjs'

// One document a record, kept whole; the columns it is found by beside it. Texts are immutable strings: no letter-by-letter merging is asked for.
export const name = 'automerge'
let db
const strict = { durability: 'strict' }
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})
const complete = (tx) => new Promise((resolve, reject) => {
  tx.oncomplete = () => resolve()
  tx.onabort = () => reject(tx.error)
})
const made = (value) => (typeof value === 'string' ? new A.ImmutableString(value) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, made(one)])) : value)
const plain = (value) => (A.isImmutableString(value) ? value.val : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value)
const rowOf = (doc, bytes) => ({ id: doc.id.val, child: doc.child.val, at: doc.at, bytes })

let ready
export async function open(database) {
  await (ready ??= A.initializeWasm(wasm))
  db?.close()
  const asked = indexedDB.open(database, 1)
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore('rows', { keyPath: 'id' }).createIndex('child', ['child', 'at'])
    asked.result.createObjectStore('facts')
  }
  db = await done(asked)
}
async function putAll(rows, cursor) {
  const tx = db.transaction(['rows', 'facts'], 'readwrite', strict)
  const store = tx.objectStore('rows')
  for (const row of rows) store.put(row)
  if (cursor !== undefined) tx.objectStore('facts').put(cursor, 'cursor')
  await complete(tx)
}
const docOf = (record) => A.from(made(record))
export async function load(records) {
  for (let start = 0; start < records.length; start += 1_000) {
    await putAll(records.slice(start, start + 1_000).map((record) => {
      const doc = docOf(record)
      const row = rowOf(doc, A.save(doc))
      A.free(doc)
      return row
    }))
  }
}
export const count = () => done(db.transaction('rows').objectStore('rows').count())
const rowBy = (id) => done(db.transaction('rows').objectStore('rows').get(id))
function readRow({ bytes }) {
  const doc = A.load(bytes)
  const found = plain(doc)
  A.free(doc)
  return found
}
export const read = async ({ id }) => readRow(await rowBy(id))
export async function latest(child, limit) {
  const keys = IDBKeyRange.bound([child, -Infinity], [child, Infinity])
  const index = db.transaction('rows').objectStore('rows').index('child')
  const newest = 'getAllRecords' in index ? await done(index.getAll({ query: keys, count: limit, direction: 'prev' })) : (await done(index.getAll(keys))).reverse().slice(0, limit)
  return newest.map(readRow)
}
export const hold = async ({ id }) => ({ doc: A.load((await rowBy(id)).bytes) })
export async function edit(held, after) {
  held.doc = A.change(held.doc, (draft) => {
    draft.after = made(after)
  })
  await putAll([rowOf(held.doc, A.save(held.doc))])
}
export const release = ({ doc }) => A.free(doc)

/** Frames are whole documents until everything is here, and then single changes. Each is loaded, which checks its hashes, before it counts as received. */
async function pages() {
  let after = (await done(db.transaction('facts').objectStore('facts').get('cursor'))) ?? 0
  for (let more = true; more; ) {
    const { head, frames } = framesIn(await (await fetch(`/sync/pull?after=${after}&limit=500`)).arrayBuffer())
    const rows = []
    for (const [index, bytes] of frames.entries()) {
      const { id, whole } = head.frames[index]
      if (whole) {
        const doc = A.load(bytes)
        rows.push(rowOf(doc, bytes))
        A.free(doc)
      } else {
        const doc = A.loadIncremental(A.load((await rowBy(id)).bytes), bytes)
        rows.push(rowOf(doc, A.save(doc)))
        A.free(doc)
      }
    }
    await putAll(rows, head.cursor)
    after = head.cursor
    more = head.more
  }
}
export const replicate = pages
export const catchUp = pages

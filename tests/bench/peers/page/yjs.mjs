import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'

// One document a child, a map of records in it, each a map of its answers: what is opened together is one document.
export const name = 'yjs'
let database = ''
let cursor = 0

async function openDoc(child) {
  const doc = new Y.Doc()
  const disk = new IndexeddbPersistence(`${database}-${child}`, doc)
  await disk.whenSynced
  return { child, doc, disk, rows: doc.getMap('rows') }
}
/** Says nothing itself of when a write is on the disk: a question asked after it on the same table is answered after it. */
const kept = ({ disk }) => new Promise((resolve, reject) => {
  const tx = disk.db.transaction('updates')
  tx.objectStore('updates').count()
  tx.oncomplete = () => resolve()
  tx.onabort = () => reject(tx.error)
})
async function closeDoc(one) {
  await one.disk.destroy()
  one.doc.destroy()
}
async function within(child, work) {
  const one = await openDoc(child)
  const answer = await work(one)
  await closeDoc(one)
  return answer
}
const plain = (row) => row.toJSON()

export async function open(name) {
  database = name
}
export async function load(records) {
  const byChild = Map.groupBy(records, ({ child }) => child)
  for (const [child, theirs] of byChild) {
    await within(child, async (one) => {
      one.doc.transact(() => {
        for (const record of theirs) one.rows.set(record.id, new Y.Map(Object.entries(record)))
      })
      await kept(one)
    })
  }
}
async function names() {
  const found = await indexedDB.databases()
  return found.map(({ name }) => name).filter((name) => name.startsWith(`${database}-`)).map((name) => name.slice(database.length + 1))
}
export async function count() {
  let all = 0
  for (const child of await names()) all += await within(child, async ({ rows }) => rows.size)
  return all
}
export const read = ({ child, id }) => within(child, async ({ rows }) => plain(rows.get(id)))
export const latest = (child, limit) => within(child, async ({ rows }) => [...rows.values()].sort((a, b) => b.get('at') - a.get('at')).slice(0, limit).map(plain))
export async function hold({ child, id }) {
  const one = await openDoc(child)
  return { ...one, row: one.rows.get(id) }
}
export async function edit(held, after) {
  held.row.set('after', after)
  await kept(held)
}
export const release = closeDoc

/** Which documents have changed since; for each, what this tablet lacks of it. */
async function pull() {
  const { children, next } = await (await fetch(`/sync/changed?after=${cursor}`)).json()
  const waiting = [...children]
  const one = async () => {
    for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) {
      await within(child, async (mine) => {
        const answer = await fetch(`/sync/doc?child=${child}`, { method: 'POST', body: Y.encodeStateVector(mine.doc) })
        Y.applyUpdate(mine.doc, new Uint8Array(await answer.arrayBuffer()))
        await kept(mine)
      })
    }
  }
  await Promise.all(Array.from({ length: 4 }, one))
  cursor = next
}
export const replicate = pull
export const catchUp = pull

// The floor: IndexedDB as the browser has it, and JSON in pages.
export const name = 'floor'
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

export async function open(database) {
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
export async function load(records) {
  for (let start = 0; start < records.length; start += 1_000) await putAll(records.slice(start, start + 1_000))
}
export const count = () => done(db.transaction('rows').objectStore('rows').count())
export const read = ({ id }) => done(db.transaction('rows').objectStore('rows').get(id))
export async function latest(child, limit) {
  const keys = IDBKeyRange.bound([child, -Infinity], [child, Infinity])
  const index = db.transaction('rows').objectStore('rows').index('child')
  if ('getAllRecords' in index) return done(index.getAll({ query: keys, count: limit, direction: 'prev' }))
  const found = await done(index.getAll(keys))
  return found.reverse().slice(0, limit)
}
export const hold = read
export const edit = (held, after) => putAll([{ ...held, after }])
async function pages() {
  let after = (await done(db.transaction('facts').objectStore('facts').get('cursor'))) ?? 0
  for (let more = true; more; ) {
    const page = await (await fetch(`/sync/pull?after=${after}&limit=500`)).json()
    if (page.documents.length > 0) await putAll(page.documents, page.cursor)
    after = page.cursor
    more = page.more
  }
}
export const replicate = pages
export const catchUp = pages

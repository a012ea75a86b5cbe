import Dexie from 'dexie'

export const name = 'dexie'
let db

export async function open(database) {
  db?.close()
  db = new Dexie(database, { chromeTransactionDurability: 'strict' })
  db.version(1).stores({ rows: 'id, [child+at]', facts: '' })
  await db.open()
}
export async function load(records) {
  for (let start = 0; start < records.length; start += 1_000) await db.rows.bulkPut(records.slice(start, start + 1_000))
}
export const count = () => db.rows.count()
export const read = ({ id }) => db.rows.get(id)
export const latest = (child, limit) => db.rows.where('[child+at]').between([child, Dexie.minKey], [child, Dexie.maxKey]).reverse().limit(limit).toArray()
export const hold = read
export const edit = (held, after) => db.rows.put({ ...held, after })
async function pages() {
  let after = (await db.facts.get('cursor')) ?? 0
  for (let more = true; more; ) {
    const page = await (await fetch(`/sync/pull?after=${after}&limit=500`)).json()
    await db.transaction('rw', db.rows, db.facts, async () => {
      await db.rows.bulkPut(page.documents)
      await db.facts.put(page.cursor, 'cursor')
    })
    after = page.cursor
    more = page.more
  }
}
export const replicate = pages
export const catchUp = pages

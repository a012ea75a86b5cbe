import PouchDB from 'pouchdb-browser'

export const name = 'pouchdb'
let db

/** Ids that sort as they are asked for, as its documentation advises: no second index is needed. */
const idOf = ({ child, at, id }) => `${child}/${String(at).padStart(15, '0')}/${id}`
const docOf = (record) => ({ _id: idOf(record), ...record })

export async function open(database) {
  await db?.close()
  db = new PouchDB(database)
  await db.info()
}
export async function load(records) {
  for (let start = 0; start < records.length; start += 1_000) {
    const answers = await db.bulkDocs(records.slice(start, start + 1_000).map(docOf))
    if (answers.some(({ ok }) => !ok)) throw new Error('a document was not taken')
  }
}
export const count = async () => (await db.info()).doc_count
export const read = (record) => db.get(idOf(record))
export async function latest(child, limit) {
  const { rows } = await db.allDocs({ include_docs: true, descending: true, startkey: `${child}/\uffff`, endkey: `${child}/`, limit })
  return rows.map(({ doc }) => doc)
}
export const hold = read
export const edit = (held, after) => db.put({ ...held, after })
const pull = () => db.replicate.from(`${location.origin}/sync/bench`, { batch_size: 500 })
export const replicate = pull
export const catchUp = pull

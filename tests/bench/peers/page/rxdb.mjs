import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

export const name = 'rxdb'
let db
let replication
const text = { type: 'string' }
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    child: { type: 'string', maxLength: 64 },
    at: { type: 'number', minimum: 0, maximum: 1e14, multipleOf: 1 },
    kind: text, author: text, place: text, placeWords: text, activity: text, before: text, saw: text, after: text, helped: text, communication: text, childWords: text,
    intensity: { type: 'number' },
    when: { type: 'object', properties: { wall: text, zone: text, precision: text } },
  },
  required: ['id', 'child', 'at'],
  indexes: [['child', 'at']],
}

export async function open(database) {
  await db?.close()
  db = await createRxDatabase({ name: database, storage: getRxStorageDexie({ chromeTransactionDurability: 'strict' }), multiInstance: false, eventReduce: true })
  await db.addCollections({ rows: { schema } })
}
export async function load(records) {
  for (let start = 0; start < records.length; start += 1_000) {
    const { error } = await db.rows.bulkInsert(records.slice(start, start + 1_000))
    if (error.length > 0) throw new Error('a document was not taken')
  }
}
export const count = () => db.rows.count().exec()
export const read = ({ id }) => db.rows.findOne(id).exec()
export const latest = (child, limit) => db.rows.find({ selector: { child }, sort: [{ at: 'desc' }], limit, index: ['child', 'at'] }).exec()
export const hold = read
export const edit = (held, after) => held.incrementalPatch({ after })
export async function replicate() {
  replication = replicateRxCollection({
    collection: db.rows,
    replicationIdentifier: `bench-${location.origin}`,
    live: true,
    pull: {
      batchSize: 500,
      async handler(checkpoint, batchSize) {
        const page = await (await fetch(`/sync/pull?after=${checkpoint?.cursor ?? 0}&limit=${batchSize}`)).json()
        return { documents: page.documents, checkpoint: { cursor: page.cursor } }
      },
    },
  })
  replication.error$.subscribe((error) => {
    throw error
  })
  await replication.awaitInitialReplication()
  await replication.awaitInSync()
}
export async function catchUp() {
  replication.reSync()
  await replication.awaitInSync()
}

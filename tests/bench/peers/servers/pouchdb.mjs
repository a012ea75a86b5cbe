// PouchDB's own server: express-pouchdb over PouchDB 9 in memory, with no more than PouchDB itself asks of it.
import { createRequire } from 'node:module'
import { changedIn, editedText, recordsOf } from '../records.mjs'

const require = createRequire(import.meta.url)

export async function openServer() {
  const express = require('express')
  const PouchDB = require('pouchdb-core').plugin(require('pouchdb-adapter-memory')).plugin(require('pouchdb-mapreduce')).plugin(require('pouchdb-replication'))
  const Memory = PouchDB.defaults({ adapter: 'memory' })
  const app = express()
  app.use('/sync', require('express-pouchdb')(Memory, { mode: 'minimumForPouchDB' }))
  const db = new Memory('bench')
  const idOf = ({ child, at, id }) => `${child}/${String(at).padStart(15, '0')}/${id}`
  let records = []
  return {
    async fill(count) {
      records = recordsOf(count)
      for (let start = 0; start < count; start += 1_000) await db.bulkDocs(records.slice(start, start + 1_000).map((record) => ({ _id: idOf(record), ...record })))
    },
    async change({ many, turn }) {
      for (const record of changedIn(records, many)) await db.put({ ...(await db.get(idOf(record))), after: editedText(record, turn) })
    },
    answer: app,
    close: () => undefined,
  }
}

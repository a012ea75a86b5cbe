// Yjs documents in memory: which ones changed after a number, and of one what a state vector lacks.
import * as Y from 'yjs'
import { changedIn, editedText, recordsOf } from '../records.mjs'
import { bodyOf, numberIn, send } from './place.mjs'

export async function openServer() {
  let records = []
  const docs = new Map()
  const changedAt = new Map()
  let last = 0
  return {
    fill(count) {
      records = recordsOf(count)
      for (const record of records) {
        if (!docs.has(record.child)) docs.set(record.child, new Y.Doc())
        docs.get(record.child).getMap('rows').set(record.id, new Y.Map(Object.entries(record)))
        changedAt.set(record.child, (last += 1))
      }
    },
    change({ many, turn }) {
      for (const record of changedIn(records, many)) {
        docs.get(record.child).getMap('rows').get(record.id).set('after', editedText(record, turn))
        changedAt.set(record.child, (last += 1))
      }
    },
    async answer(request, response) {
      if (request.url.startsWith('/sync/changed')) {
        const after = numberIn(request, 'after', 0)
        return send(response, 'application/json', JSON.stringify({ children: [...docs.keys()].filter((child) => changedAt.get(child) > after), next: last }))
      }
      const doc = docs.get(new URL(request.url, 'http://bench').searchParams.get('child'))
      return send(response, 'application/octet-stream', Y.encodeStateAsUpdate(doc, new Uint8Array(await bodyOf(request))))
    },
    close: () => undefined,
  }
}

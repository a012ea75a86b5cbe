// Automerge documents in memory: whole ones after a number, and for a tablet that holds everything the single changes since.
import * as A from '@automerge/automerge'
import { frameUp } from '../frames.mjs'
import { changedIn, editedText, recordsOf } from '../records.mjs'
import { numberIn, send } from './place.mjs'

const made = (value) => (typeof value === 'string' ? new A.ImmutableString(value) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, made(one)])) : value)

export async function openServer() {
  let records = []
  const bytes = new Map()
  const changes = []
  return {
    fill(count) {
      records = recordsOf(count)
      for (const record of records) {
        const doc = A.from(made(record))
        bytes.set(record.id, A.save(doc))
        A.free(doc)
      }
    },
    change({ many, turn }) {
      for (const record of changedIn(records, many)) {
        const doc = A.change(A.load(bytes.get(record.id)), (draft) => {
          draft.after = made(editedText(record, turn))
        })
        changes.push({ id: record.id, bytes: A.getLastLocalChange(doc) })
        bytes.set(record.id, A.save(doc))
        A.free(doc)
      }
    },
    answer(request, response) {
      const after = numberIn(request, 'after', 0)
      const limit = numberIn(request, 'limit', 500)
      const whole = after < records.length
      const some = whole ? records.slice(after, after + limit).map(({ id }) => ({ id, bytes: bytes.get(id) })) : changes.slice(after - records.length, after - records.length + limit)
      // A document sent whole has all changes in it: whoever took the last whole one has them all.
      const cursor = whole && after + some.length === records.length ? records.length + changes.length : after + some.length
      const head = { cursor, more: cursor < records.length + changes.length, frames: some.map(({ id }) => ({ id, whole })) }
      void send(response, 'application/octet-stream', Buffer.concat(frameUp(head, some.map((one) => one.bytes))), { zip: false })
    },
    close: () => undefined,
  }
}

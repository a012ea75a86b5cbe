// Documents in memory and pages of them as JSON after a number: for the floor, plain Dexie and RxDB.
import { changedIn, editedText, recordsOf } from '../records.mjs'
import { numberIn, send } from './place.mjs'

export async function openServer({ zip = true } = {}) {
  let records = []
  /** By number, the oldest first; a document that changes is numbered anew. */
  let rows = []
  let last = 0
  return {
    fill(count) {
      records = recordsOf(count)
      rows = records.map((document) => ({ seq: (last += 1), document: { ...document, _deleted: false } }))
    },
    change({ many, turn }) {
      for (const record of changedIn(records, many)) {
        const at = rows.findIndex(({ document }) => document.id === record.id)
        const [{ document }] = rows.splice(at, 1)
        rows.push({ seq: (last += 1), document: { ...document, after: editedText(record, turn) } })
      }
    },
    answer(request, response) {
      const after = numberIn(request, 'after', 0)
      const limit = numberIn(request, 'limit', 500)
      let from = 0
      for (let to = rows.length; from < to; ) {
        const middle = (from + to) >> 1
        if (rows[middle].seq > after) to = middle
        else from = middle + 1
      }
      const some = rows.slice(from, from + limit)
      const page = { documents: some.map(({ document }) => document), cursor: some.at(-1)?.seq ?? after, more: from + limit < rows.length }
      void send(response, 'application/json', JSON.stringify(page), { zip })
    },
    close: () => undefined,
  }
}

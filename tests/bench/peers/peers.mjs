// Who is measured, and how each is used.
import { join } from 'node:path'

const page = (file) => join(import.meta.dirname, 'page', file)
const server = (file) => join(import.meta.dirname, 'servers', file)

/** `server` null: our own, which is built first. */
export const peers = {
  ours: {
    title: 'Steps', driver: page('ours.ts'), server: null,
    durability: 'strict',
    used: 'vault, ledger and courier as the app puts them together, sealed with AES-GCM; against our endpoint on PostgreSQL with fsync. Bulk: pages of 500 revisions through ledger.receive, each one’s hashes verified, then folded and sealed. Edit: a signed revision with outbox entry and reading. First replication: as the app does it, checkpoints (which carry no hash of their own) and what came since; the row below it brings every revision instead and verifies each hash. The endpoint verifies every signature when a revision is pushed',
  },
  floor: {
    title: 'floor', driver: page('indexeddb.mjs'), server: server('json.mjs'),
    durability: 'strict',
    used: 'bare IndexedDB, no library: one transaction a batch; JSON pages of 500, gzip; no history, outbox or sealing',
  },
  bare: {
    title: 'floor, no gzip', driver: page('indexeddb.mjs'), server: server('json.mjs'), options: { zip: false },
    durability: 'strict',
    used: 'the floor with nothing compressed: quicker where the network costs nothing, as here, and slower on any school’s Wi-Fi',
  },
  dexie: {
    title: 'Dexie', driver: page('dexie.mjs'), server: server('json.mjs'),
    durability: 'strict (chromeTransactionDurability)',
    used: 'bulkPut; compound index; put of the whole record; the same JSON pages as the floor; no history, outbox or sealing',
  },
  pouchdb: {
    title: 'PouchDB', driver: page('pouchdb.mjs'), server: server('pouchdb.mjs'),
    durability: 'relaxed: it offers no other',
    used: 'pouchdb-browser (idb adapter, its default); bulkDocs; ids that sort by child and time, read by allDocs; put with the document at hand; replicate.from with batch_size 500 against express-pouchdb over PouchDB in memory',
  },
  rxdb: {
    title: 'RxDB', driver: page('rxdb.mjs'), server: server('json.mjs'),
    durability: 'strict (passed on to Dexie)',
    used: 'free Dexie storage, no dev mode, one tab; bulkInsert; compound index; incrementalPatch with the document at hand; replicateRxCollection with a pull handler, batches of 500, the same JSON server as the floor',
  },
  automerge: {
    title: 'Automerge', driver: page('automerge.mjs'), server: server('automerge.mjs'),
    durability: 'strict (its bytes lie in IndexedDB as we put them)',
    used: 'one document a record, ImmutableString for every text (collaborative text is several times slower), saved whole; columns to find it by beside it; documents loaded (and so verified) before they count as received; changes applied with loadIncremental',
  },
  yjs: {
    title: 'Yjs', driver: page('yjs.mjs'), server: server('yjs.mjs'),
    durability: 'relaxed: y-indexeddb offers no other',
    used: 'one document a child with a map of records, each a map of plain values; y-indexeddb; a child’s document is opened from the disk to be read; state vectors and updates over HTTP, four documents at a time',
  },
}

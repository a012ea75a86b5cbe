import Dexie from 'dexie'
import type { Revision } from '../domain/history/revision'
import { checkRevision } from '../domain/history/revision'
import type { Definition } from '../domain/schema/definition'
import type { Sealed } from './db'
import type { Erased } from './erased'
import type { Facts } from './facts'
import type { IncomingRow } from './incoming'
import { isErasure } from './incoming'
import type { Readings } from './readings'
import type { Inside } from './sealed-rows'

/** Enough at once to be quick, and few enough to keep a cheap tablet awake. */
const atOnce = 200
const knownForms = 'forms'
/** Raised with each kind of row that this app reads and an older one kept as it came; beside the forms, under a name that none has. */
const rowKinds = { name: ' rows', version: 1 }

/**
 * Reads again what an older app could not: records of forms it did not know (whose they are, and which children they are
 * about), and revisions it could not judge. Cut off anywhere, it begins again at the next sign-in.
 */
export function openAfterUpdate({ strict, vault, rows }: Inside, { readings, facts, erased }: { readings: Readings; facts: Facts; erased: Erased }): (forms: readonly Definition[]) => Promise<void> {
  async function placeAgain(kind: string): Promise<void> {
    const records = await strict.readings.where('[kind+at]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).primaryKeys()
    for (let from = 0; from < records.length; from += atOnce) {
      const some = records.slice(from, from + atOnce).map((record) => ({ record, fresh: [] }))
      while ((await readings.commit(await readings.renew(some), [], () => Promise.resolve(true))) === 'moved');
    }
  }

  async function judgeAgain(): Promise<void> {
    const setting = (await vault.identity())?.setting.id
    for (const aside of await strict.setAside.filter(({ reason }) => reason === 'not-valid').toArray()) {
      // Set aside by `incoming.ts`, sealed, in this shape.
      const text = await rows.unseal('setAside', aside.id, aside.row as Sealed)
      const row = text === null ? null : (JSON.parse(text) as IncomingRow)
      const verdict = row && (await checkRevision(row, vault.sha256))
      if (row && verdict?.ok && verdict.revision.header.setting === setting) await takeIn(row, verdict.revision, aside.id)
    }
  }

  /** Rows of kinds that the older app did not know, in the order in which they came. */
  async function readRowsAgain(): Promise<void> {
    const found = await strict.setAside.filter(({ reason }) => reason === 'unknown-row').toArray()
    for (const aside of found) {
      const text = await rows.unseal('setAside', aside.id, aside.row as Sealed)
      const row = text === null ? null : (JSON.parse(text) as { seq: number })
      if (!row || !isErasure(row)) continue
      const erasing = await erased.prepare(new Map([[row.erase.record, row.erase.at]]), [])
      await readings.commit([], erased.tables, async () => {
        await erased.drop({ ...erasing, aside: [...erasing.aside, aside.id] })
        return true
      })
    }
  }

  async function takeIn({ seq, receivedAt }: IncomingRow, revision: Revision, aside: string): Promise<void> {
    const made = await rows.sealRevision(revision, { seq, receivedAt })
    const { record } = revision.header
    for (;;) {
      const upTo = (await strict.readings.get(record))?.upTo ?? 0
      const here = (await strict.revisions.get(revision.id)) !== undefined
      const renewed = seq <= upTo || here ? [] : await readings.renew([{ record, fresh: [revision], patient: true }])
      const outcome = await readings.commit(renewed, [strict.revisions, strict.setAside], async () => {
        if (!here) await strict.revisions.put(made)
        await strict.setAside.delete(aside)
        return true
      })
      if (outcome !== 'moved') return
    }
  }

  return async (forms) => {
    const known = Object.fromEntries([...forms.map(({ kind, version }): [string, number] => [kind, version]), [rowKinds.name, rowKinds.version]])
    const before = (await facts.fact<Record<string, number>>(knownForms)) ?? {}
    const changed = forms.filter(({ kind, version }) => before[kind] !== version)
    if (before[rowKinds.name] !== rowKinds.version) await readRowsAgain()
    else if (changed.length === 0) return
    for (const { kind } of changed) await placeAgain(kind)
    await judgeAgain()
    await facts.keepFact(knownForms, known)
  }
}

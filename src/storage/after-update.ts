import Dexie from 'dexie'
import type { Revision } from '../domain/history/revision'
import { checkRevision } from '../domain/history/revision'
import type { Definition } from '../domain/schema/definition'
import type { Sealed } from './db'
import type { Facts } from './facts'
import type { IncomingRow } from './incoming'
import type { Readings } from './readings'
import type { Inside } from './sealed-rows'

/** Enough at once to be quick, and few enough to keep a cheap tablet awake. */
const atOnce = 200
const knownForms = 'forms'

/**
 * Reads again what an older app could not: records of forms it did not know (whose they are, and which children they are
 * about), and revisions it could not judge. Cut off anywhere, it begins again at the next sign-in.
 */
export function openAfterUpdate({ strict, vault, rows }: Inside, { readings, facts }: { readings: Readings; facts: Facts }): (forms: readonly Definition[]) => Promise<void> {
  async function placeAgain(kind: string): Promise<void> {
    const records = await strict.readings.where('[kind+at]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).primaryKeys()
    for (let from = 0; from < records.length; from += atOnce) {
      const some = records.slice(from, from + atOnce).map((record) => ({ record, fresh: [], anew: true }))
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
    const known = Object.fromEntries(forms.map(({ kind, version }) => [kind, version]))
    const before = (await facts.fact<Record<string, number>>(knownForms)) ?? {}
    const changed = forms.filter(({ kind, version }) => before[kind] !== version)
    if (changed.length === 0) return
    for (const { kind } of changed) await placeAgain(kind)
    await judgeAgain()
    await facts.keepFact(knownForms, known)
  }
}

import type { Contact, Stand } from './facts'
import { factNames } from './facts'
import type { Inside } from './sealed-rows'

/** Without a word of a backup this long, one is taken to have been made. */
const heldForMs = 14 * 86_400_000

interface Held { readonly record: string; readonly at: number }

/**
 * What this tablet sent and the endpoint received, until a backup has it. No revision is ever pruned here, so holding back
 * means two things: such records stay when all that was received is dropped, and how many they are is told.
 */
export interface HeldBack {
  /** To be called within a transaction that holds `facts`. `at`: when it was received, ms. */
  readonly hold: (received: readonly { readonly id: string; readonly record: string; readonly at: number }[]) => Promise<void>
  readonly heldBack: () => Promise<number>
  /** Their records. To be called within a transaction that holds `facts`. */
  readonly heldRecords: () => Promise<readonly string[]>
  /** Where the endpoint said that they stand: it must have them there, also before the cursor comes to them. */
  readonly receipts: () => Promise<readonly Stand[]>
  /** All rows up to this one are in a backup. */
  readonly backedUp: (durableSeq: number) => Promise<void>
}

export function openHeldBack({ strict }: Pick<Inside, 'strict'>): HeldBack {
  /** By the endpoint's clock, when it was last heard: this tablet's own may be years ahead. */
  async function clock(): Promise<(held: Held) => boolean> {
    // Written by `facts.ts`, in this shape.
    const heard = (await strict.facts.get(factNames.contact))?.value as Contact | undefined
    return ({ at }) => heard !== undefined && heard.at - heard.skewMs - at >= heldForMs
  }
  const all = async () =>
    // Written below, in this shape.
    (await strict.facts.where('name').startsWith(factNames.held('')).toArray()).map(({ name, value }) => ({ name, id: name.slice(factNames.held('').length), held: value as Held }))

  return {
    async hold(received) {
      if (received.length > 0) await strict.facts.bulkPut(received.map(({ id, record, at }) => ({ name: factNames.held(id), value: { record, at } satisfies Held })))
    },
    async heldBack() {
      const [found, isOver] = await Promise.all([all(), clock()])
      return found.filter(({ held }) => !isOver(held)).length
    },
    async heldRecords() {
      const [found, isOver] = await Promise.all([all(), clock()])
      return found.flatMap(({ held }) => (isOver(held) ? [] : [held.record]))
    },
    async receipts() {
      const found = await all()
      const rows = found.length > 0 ? await strict.revisions.bulkGet(found.map(({ id }) => id)) : []
      return rows.flatMap((row): Stand[] => (row && row.seq !== null && row.receivedAt !== null ? [{ seq: row.seq, id: row.id, receivedAt: row.receivedAt }] : []))
    },
    backedUp: (durableSeq) =>
      strict.transaction('rw', strict.facts, strict.revisions, async () => {
        const [found, isOver] = await Promise.all([all(), clock()])
        const rows = await strict.revisions.bulkGet(found.map(({ id }) => id))
        // One without a number waits for it: the endpoint was restored, and nothing is known of where it stands there.
        const isSafe = (index: number): boolean => rows[index] === undefined || (rows[index].seq !== null && rows[index].seq <= durableSeq)
        await strict.facts.bulkDelete(found.flatMap(({ name, held }, index) => (isOver(held) || isSafe(index) ? [name] : [])))
      }),
  }
}

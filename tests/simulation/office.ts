import type { LedgerEntry } from '../../src/server/erasure-ledger'
import { backupMarks, beginEpoch, noteBackup } from '../../src/server/epochs'
import { eraseAgain } from '../../src/server/erase-again'
import { eraseRecord } from '../../src/server/erasure'
import { pokesInProcess } from '../../src/server/pokes'
import type { SimulatedEndpoint } from './endpoint'
import { pageOf, setting } from './paper'
import type { World } from './world'
import { count } from './world'

/** What the office does to the endpoint. The file of erasures lies apart from the database, and no restore takes it back. */
export interface Office {
  readonly erase: (world: World, record: string) => Promise<string>
  readonly backUp: (world: World, isNoted: boolean) => Promise<string>
  readonly restore: (world: World, isTold: boolean) => Promise<string>
}

export function openOffice({ db, copies, clock }: SimulatedEndpoint): Office {
  const file: LedgerEntry[] = []
  const pokes = pokesInProcess()
  const ledger = { add: (entry: LedgerEntry) => Promise.resolve(void file.push(entry)), read: () => Promise.resolve({ entries: [...file], unreadable: 0 }) }
  let hasBackup = false
  return {
    async erase(world, record) {
      const erasure = { act: 'erase', setting, record, kind: pageOf(record).kind, why: 'request', decidedBy: 'hetty', reviewedBy: 'dov', at: clock.at } as const
      const isErased = await eraseRecord(erasure, { db, pokes, first: () => ledger.add(erasure) })
      if (isErased) world.truth.erased(record)
      if (isErased) count(world, 'record erased')
      return String(isErased)
    },
    async backUp(world, isNoted) {
      const marks = await backupMarks(db)
      await copies.make()
      hasBackup = true
      world.truth.backedUp()
      if (isNoted) await noteBackup(db, marks.join('\n'))
      return ''
    },
    async restore(world, isTold) {
      if (!hasBackup) return 'no backup'
      await copies.putBack()
      count(world, isTold ? 'restored' : 'restored, and nobody said so')
      if (isTold) await beginEpoch(db, setting, clock.at)
      if (world.surroundings.around.forgetsErasures !== true) await eraseAgain(ledger, { db, pokes })
      await world.truth.restored()
      return ''
    },
  }
}

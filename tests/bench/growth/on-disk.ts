import { formOf } from '../../../src/domain/records/catalogue'
import { openTables } from '../../../src/storage/db'
import { openHealth } from '../../../src/storage/health'
import { openLedger } from '../../../src/storage/ledger'
import { openVault } from '../../../src/storage/vault'
import { amira, firstChild } from '../page/county'

/** Ms of each, one figure a time; nothing that was opened before is kept for the next. */
export interface OnDisk {
  readonly latest: number[]
  readonly children: number[]
  readonly unfinished: number[]
  readonly keystroke: number[]
  readonly finished: number[]
}

const shown = 50
const warm = 10
const times = 40

/** On the tables that the app will open, full as they are. What it writes is taken away by nobody: forty records among many. */
export async function timeOnDisk(pin: string): Promise<OnDisk> {
  const tables = openTables()
  const health = await openHealth(tables)
  const vault = await openVault(tables.strict, { enrolled: health.enrolled })
  await vault.unlock(amira, pin)
  const ledger = openLedger({ tables, vault, formOf, now: Date.now })
  const timed: OnDisk = { latest: [], children: [], unfinished: [], keystroke: [], finished: [] }
  const time = async (into: number[], work: () => Promise<unknown>) => {
    ledger.forget()
    const began = performance.now()
    await work()
    into.push(performance.now() - began)
  }
  const words = 'Sat under the table and would not say why. '.repeat(20)
  for (let index = 0; index < times + warm; index += 1) {
    const record = `bench-grown-${index}`
    const changes = { [`children/${firstChild}`]: true as const, 'words/': `${words}${index}`, 'place/': 'hall' }
    await time(timed.latest, () => ledger.timeline(firstChild, shown))
    await time(timed.children, () => ledger.ofKind('child'))
    await time(timed.unfinished, () => ledger.openBy(amira))
    await time(timed.keystroke, () => ledger.keepDraft({ record, adult: amira, kind: 'quick-record', after: [], changes, startedAt: Date.now() }))
    await time(timed.finished, () => ledger.append({ record, kind: 'quick-record', version: 1, act: 'close', after: [], author: amira, changes }))
  }
  vault.lock()
  tables.strict.close()
  tables.relaxed.close()
  for (const figures of Object.values(timed)) figures.splice(0, warm)
  return timed
}

import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as v from 'valibot'

const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
/** Why a record may be erased: its time is over, somebody asked and it was granted, or it should never have been made. */
export const erasureReasons = ['retention', 'request', 'mistake'] as const
/** Why a child’s records may not be: an inquiry, a claim or a court, the child’s protection (a file to hand over among it). */
export const holdReasons = ['inquiry', 'legal', 'child-protection'] as const

const erasureSchema = v.looseObject({
  act: v.literal('erase'), setting: name, record: name, kind: v.string(), why: v.picklist(erasureReasons), decidedBy: name, reviewedBy: name, at: v.number(),
})
const holdSchema = v.looseObject({
  act: v.picklist(['hold', 'unhold']), setting: name, child: name, why: v.picklist(holdReasons), decidedBy: name, at: v.number(),
})
/** A tablet that was taken back. */
const revocationSchema = v.looseObject({ act: v.literal('revoke'), setting: name, device: name, at: v.number() })
/** The public key of a desk of the LA's, with which it signed adults. */
const deskSchema = v.looseObject({ act: v.literal('desk'), setting: name, device: name, publicKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{80,200}$/)), at: v.number() })
const entrySchema = v.pipe(v.string(), v.parseJson(), v.union([erasureSchema, holdSchema, revocationSchema, deskSchema]))
/** Ids, codes and a time; never a name or a word of what was erased. */
export type Erasure = v.InferOutput<typeof erasureSchema>
export type HoldEntry = v.InferOutput<typeof holdSchema>
export type DeskEntry = v.InferOutput<typeof deskSchema>
export type LedgerEntry = v.InferOutput<typeof entrySchema>

/**
 * What no restore may undo, a line each, in a file that no backup of the database holds: what was erased, what is held, which
 * tablets were taken back, and the keys that the LA signed adults with. Whoever restores an older copy has all of it done
 * again (`erase-again.ts`).
 */
export interface ErasureLedger {
  /** Resolves when the line is on the disk. */
  readonly add: (entry: LedgerEntry) => Promise<void>
  /** `unreadable`: lines that are none of ours, or were cut off while they were written; what they would have erased was not erased. */
  readonly read: () => Promise<{ readonly entries: readonly LedgerEntry[]; readonly unreadable: number }>
}

export function openErasureLedger(path: string): ErasureLedger {
  const text = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
  return {
    async add(entry) {
      await mkdir(dirname(path), { recursive: true })
      const before = await text()
      const file = await open(path, 'a', 0o600)
      try {
        // A line that a crash cut short must not swallow this one.
        await file.appendFile(`${before === '' || before.endsWith('\n') ? '' : '\n'}${JSON.stringify(entry)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    async read() {
      const lines = (await text()).split('\n').filter((line) => line !== '')
      const read = lines.map((line) => v.safeParse(entrySchema, line))
      return { entries: read.flatMap((one) => (one.success ? [one.output] : [])), unreadable: read.filter((one) => !one.success).length }
    },
  }
}

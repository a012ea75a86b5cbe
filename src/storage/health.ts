import { randomBytes } from './keys'
import type { Tables } from './db'
import { troubleOf, type DiskState } from './trouble'
import { identityFact } from './vault'

export type { DiskState } from './trouble'

export interface Health {
  readonly state: DiskState
  /** Told on every change of state. */
  onChange(listener: (state: DiskState) => void): () => void
  /** Asks the browser to keep our rows; false where it will not promise (a tab on iPad, a temporary session). */
  persisted(): Promise<boolean>
  /** Bytes left by the browser's own estimate; null where it gives none. */
  room(): Promise<number | null>
  /** Opens a connection that the browser killed; safe to call at any time (also on visibilitychange). */
  reopen(): Promise<DiskState>
  /** Hands in an error that a read or a write met; null when it says nothing of the disk and is a bug. */
  notice(error: unknown): DiskState | null
  /**
   * Gives the kept room back to the disk so that the words on the glass can be saved; true if there was some to give.
   * `reopen` takes it back when there is room again, and only then is a full disk well.
   */
  freeBallast(): Promise<boolean>
  /** Leaves the mark by which a vanished database is noticed. */
  readonly enrolled: () => void
}

export interface HealthOptions {
  readonly storage?: Partial<Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>> | undefined
  /** Somewhere that is not the database. */
  readonly marks?: Pick<Storage, 'getItem' | 'setItem'>
  readonly ballastBytes?: number
}

const mark = { name: 'steps-toolkit.tablet', enrolled: 'enrolled' } as const
const ballastFact = 'ballast'
/** Room for thousands of notes. Above 64 KiB Chromium keeps a value as a file of its own, so that deleting it frees real room. */
const usualBallastBytes = 512 * 1024

/** Watches the disk under both connections. Never rejects: trouble is what `state` says. */
export async function openHealth(tables: Tables, options: HealthOptions = {}): Promise<Health> {
  const { marks = pageMarks(), ballastBytes = usualBallastBytes } = options
  const storage = 'storage' in options ? options.storage : pageStorage()
  const { strict, relaxed } = tables
  let state: DiskState = 'well'
  let looking: Promise<DiskState> | null = null
  let answer: (state: DiskState) => void = () => undefined
  const listeners = new Set<(state: DiskState) => void>()

  function enter(next: DiskState): DiskState {
    if (next !== state) {
      state = next
      for (const listener of listeners) listener(next)
    }
    return next
  }

  for (const db of [strict, relaxed]) {
    db.on('blocked', () => {
      // The open itself answers only when the other tab is gone; whoever waits is told now.
      answer(enter('blocked'))
    })
    // Dexie lets go by itself, so that the other tab is not held up.
    db.on('versionchange', (event) => {
      enter(event.newVersion === null ? 'gone' : 'blocked')
    })
    db.on('close', () => {
      if (looking) return
      if (state === 'well') enter('closed')
      // In a moment it is known why: closed by the browser, it is opened again; closed by us, it stays so.
      setTimeout(() => {
        if (state === 'closed' && !db.hasBeenClosed()) void reopen()
      })
    })
  }

  function reopen(): Promise<DiskState> {
    looking ??= new Promise((resolve) => {
      answer = resolve
      void look().then((found) => {
        looking = null
        resolve(found)
      })
    })
    return looking
  }

  async function look(): Promise<DiskState> {
    try {
      return enter(await examine())
    } catch {
      // The first failure is often a dead connection that does not know it yet (iPadOS after the background): only a second one counts.
      for (const db of [strict, relaxed]) db.close({ disableAutoOpen: false })
    }
    try {
      return enter(await examine())
    } catch (error) {
      return enter(troubleOf(error) ?? 'closed')
    }
  }

  async function examine(): Promise<DiskState> {
    await Promise.all([strict.open(), relaxed.open()])
    const [isEnrolled] = await Promise.all([has(identityFact), relaxed.drafts.count()])
    if (isEnrolled) leaveMark()
    else if (marks?.getItem(mark.name) === mark.enrolled) return 'gone'
    return fillBallast()
  }

  const has = async (name: string): Promise<boolean> => (await strict.facts.where('name').equals(name).count()) > 0

  async function fillBallast(): Promise<DiskState> {
    try {
      if (!(await has(ballastFact))) await strict.facts.put({ name: ballastFact, value: noise(ballastBytes) })
      return 'well'
    } catch (error) {
      if (troubleOf(error) === 'full') return 'full'
      throw error
    }
  }

  async function freeBallast(): Promise<boolean> {
    try {
      if (!(await has(ballastFact))) return false
      await strict.facts.delete(ballastFact)
      return true
    } catch (error) {
      notice(error)
      return false
    }
  }

  function leaveMark(): void {
    try {
      marks?.setItem(mark.name, mark.enrolled)
    } catch {
      // Without a mark a vanished database looks like a new tablet, which is said on the glass too. Nothing is lost by going on.
      return
    }
  }

  function notice(error: unknown): DiskState | null {
    const trouble = troubleOf(error)
    if (trouble !== null) enter(trouble)
    return trouble
  }

  function onChange(listener: (state: DiskState) => void): () => void {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  await reopen()
  return {
    get state() {
      return state
    },
    onChange,
    async persisted() {
      return ((await storage?.persisted?.()) ?? false) || ((await storage?.persist?.()) ?? false)
    },
    async room() {
      const { quota, usage } = (await storage?.estimate?.()) ?? {}
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage)
    },
    reopen,
    notice,
    freeBallast,
    enrolled() {
      leaveMark()
      if (state === 'gone') void reopen()
    },
  }
}

/** Does not compress, on a disk that tries. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  // The browser gives at most 64 KiB at a time.
  for (let start = 0; start < length; start += 65_536) bytes.set(randomBytes(Math.min(65_536, length - start)), start)
  return bytes
}

/** Absent on plain http. */
const pageStorage = (): HealthOptions['storage'] => (typeof navigator === 'undefined' ? undefined : navigator.storage)

function pageMarks(): Pick<Storage, 'getItem' | 'setItem'> | undefined {
  try {
    return localStorage
  } catch {
    // Refused to this page by policy.
    return undefined
  }
}

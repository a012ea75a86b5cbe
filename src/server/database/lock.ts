import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The directory belongs to another process. `process` is its id, null when it could not be read. */
export class DirectoryInUse extends Error {
  override name = 'DirectoryInUse'
  readonly process: number | null
  constructor(process: number | null) {
    super(`the data directory is in use by ${process === null ? 'another process' : `process ${process}`}`)
    this.process = process
  }
}

const held = new Set<string>()

/**
 * Takes a directory for this process alone; gives back how to let it go.
 *
 * PGlite takes no lock of its own, and two processes on one directory silently lose each other's rows. A lock left by a
 * process that was killed is taken over. A process id that the system has given to something else since looks like a
 * running server: the message names the file to remove.
 */
export async function lockDirectory(file: string): Promise<() => void> {
  // In a container every run has the same process id: a lock in our name that we do not hold is from a run before.
  if (held.has(file)) throw new DirectoryInUse(process.pid)
  for (let attempt = 0; attempt < 3; attempt++) {
    if (written(file)) {
      // Two that found the same dead lock could both have removed it: the one whose lock still stands has it.
      await pause(60)
      if (holder(file) !== process.pid) throw new DirectoryInUse(holder(file))
      held.add(file)
      return () => {
        held.delete(file)
        if (holder(file) === process.pid) rmSync(file, { force: true })
      }
    }
    const other = holder(file)
    if (other !== null && other !== process.pid && isRunning(other)) throw new DirectoryInUse(other)
    rmSync(file, { force: true })
  }
  throw new DirectoryInUse(null)
}

function written(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function holder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, yet there.
    return codeOf(error) === 'EPERM'
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

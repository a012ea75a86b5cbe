import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk for one endpoint, small enough to be filled. */
export interface SmallDisk {
  readonly path: string
  /** Null: it can be filled. Else why this machine cannot. */
  readonly cannotFill: string | null
  readonly fill: () => Promise<void>
  readonly free: () => Promise<void>
  readonly remove: () => void
}

const piece = 4 * 1024 * 1024

/** In memory, so that a test never fills the disk of the machine it runs on. Mounting takes root; without it there is only a directory. */
export function openSmallDisk({ megabytes }: { megabytes: number }): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'steps-soak-'))
  const cannotFill = mounted(path, megabytes)
  const ballast = join(path, 'ballast')
  const remove = () => {
    process.off('exit', remove)
    if (cannotFill === null) execFileSync('umount', ['--lazy', path])
    rmSync(path, { recursive: true, force: true })
  }
  // A mount outlives whoever made it.
  process.on('exit', remove)
  return {
    path,
    cannotFill,
    fill: async () => {
      const file = await open(ballast, 'w')
      try {
        // In smaller and smaller pieces, until not one page more fits.
        for (let size = piece; size >= 4096; size /= 4) while (await fits(file.write(Buffer.alloc(size)), size)) continue
      } finally {
        await file.close()
      }
    },
    free: () => rm(ballast, { force: true }),
    remove,
  }
}

function mounted(path: string, megabytes: number): string | null {
  if (process.platform !== 'linux') return 'not on Linux'
  if (process.getuid?.() !== 0) return 'mounting a small disk takes root'
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'steps-soak', path], { stdio: 'ignore' })
    return null
  } catch {
    // In a container root may be no more than a name.
    return 'this machine lets nobody mount a disk'
  }
}

async function fits(writing: Promise<{ bytesWritten: number }>, size: number): Promise<boolean> {
  try {
    return (await writing).bytesWritten === size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}

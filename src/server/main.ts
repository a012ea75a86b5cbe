import { configFrom } from './config'
import { DirectoryInUse } from './database/lock'
import { inWords } from './in-words'
import { runLa } from './la'
import { lockFile } from './running'
import { startServing } from './serve'

/** The program: the LA endpoint, or with `la ...` one errand of the LA's office. */
async function main(): Promise<void> {
  const config = configFrom(process.env)
  const [first, ...rest] = process.argv.slice(2)
  try {
    if (first === 'la') {
      process.exitCode = await runLa(rest, config)
      return
    }
    if (first !== undefined) throw new Error(`unknown command “${first}”. There is only “la”.`)
    const stop = await startServing(config)
    let stopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        // A second Ctrl-C does not wait.
        if (stopping) process.exit(1)
        stopping = true
        stop().then(
          () => process.exit(0),
          () => process.exit(1),
        )
      })
    }
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error
    const who = error.process === null ? 'Another process' : `Process ${error.process}`
    throw new Error(
      `${who} is using ${config.dataDir}. Two on one embedded database would lose each other’s records, so this one stops here.\n` +
        (first === 'la' ? 'Stop the server, run this command, and start it again; on PostgreSQL both can run.\n' : '') +
        `If no such server runs, remove ${lockFile(config)} and try again.`,
      { cause: error },
    )
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${inWords(error)}\n`)
  process.exit(1)
})

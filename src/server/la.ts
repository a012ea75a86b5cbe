import { roles } from '../domain/people'
import { localDay } from '../domain/rules/instants'
import { adultErrands, adultUsage } from './adult-errands'
import type { Config } from './config'
import { sayMonths } from './county'
import { erasureErrands, erasureUsage } from './erasure-errands'
import type { Errand } from './errand'
import { nameOf, optionsOf, textOf, Unclear } from './errand'
import { openLog } from './log'
import { addSetting, publishWords } from './office'
import { restoreErrands, restoreUsage } from './restore-errands'
import { isThere, openRunning } from './running'
import { tabletErrands, tabletUsage } from './tablet-errands'
import { checkWordsFile } from './words-file'

export const usage = `Usage: npm run la -- <errand>

  settings                                              list settings
  add-setting <id> <name> --kind school|early-years --place "the school office"
                                                        with --practice: the county never counts it
${adultUsage}
${tabletUsage}
  publish-words <file.json>                             words, scales and lines of a year, for all settings of a kind
  words                                                 list what is published
  county <YYYY-MM> <YYYY-MM>                            what was counted in these months, in all settings together
${restoreUsage}
${erasureUsage}

Roles: ${roles.join(', ')}
The database is the server's: DATABASE_URL, else DATA_DIR (the server must then be stopped).
`

/** Of one errand: the whole would push what is wrong off a small terminal. */
function usageOf(name: string): string {
  const lines = usage.split('\n')
  const from = lines.findIndex((line) => line.startsWith(`  ${name} `))
  const length = lines.slice(from + 1).findIndex((line) => /^( {2}\S|$)/.test(line)) + 1
  return ['Usage: npm run la -- <errand>; help lists them all', '', ...lines.slice(from, from + length)].join('\n')
}

/** Runs one errand of the LA's office; gives the exit code. Throws `DirectoryInUse` while a server holds PGlite, and where there is no database. */
export async function runLa(
  args: readonly string[],
  config: Config,
  { say = (words: string): void => void process.stdout.write(`${words}\n`), now = Date.now }: { say?: (words: string) => void; now?: () => number } = {},
): Promise<number> {
  const [name = 'help', ...rest] = args
  const errand = Object.hasOwn(errands, name) ? errands[name] : undefined
  if (!errand) {
    say(usage)
    return name === 'help' || name === '--help' ? 0 : 1
  }
  // A shell that lacks the server's DATABASE_URL would be answered by an empty database, as if all were well.
  if (!isThere(config)) {
    const none = `There is no database in ${config.dataDir}`
    if (name !== 'add-setting') throw new Error(`${none}. If the server has DATABASE_URL or another DATA_DIR, this command needs the same.`)
    say(`${none}: a new one is made there. If the server has DATABASE_URL or another DATA_DIR, this is not its own.`)
  }
  const running = await openRunning(config, openLog('silent'))
  try {
    const { values: options, positionals: words } = optionsOf(rest)
    await errand({ running, config, words, options, say, now })
    return 0
  } catch (error) {
    if (!(error instanceof Unclear) && !(error instanceof TypeError && 'code' in error)) throw error
    say(`${error.message}\n\n${usageOf(name)}`)
    return 1
  } finally {
    await running.pokes.close()
    await running.close()
  }
}

const errands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = {
  ...adultErrands,
  ...tabletErrands,
  ...restoreErrands,
  ...erasureErrands,
  settings: async ({ running: { db }, say }) => {
    for (const { id, name, kind, counts } of await db.selectFrom('setting').selectAll().orderBy('id').execute()) say(`${id}  ${name} (${kind}${counts ? '' : ', not counted'})`)
  },
  'add-setting': async ({ running: { db }, words: [id = '', ...words], options: { kind, place = '', practice = false }, say }) => {
    const name = nameOf(words)
    if (!/^[a-z0-9-]{1,40}$/.test(id)) throw new Unclear('A setting’s id is 1 to 40 small letters, digits and dashes.')
    if (name === '' || (kind !== 'school' && kind !== 'early-years') || place.trim() === '') throw new Unclear('A setting needs a name, --kind and --place.')
    if (await db.selectFrom('setting').select('id').where('id', '=', id).executeTakeFirst()) throw new Unclear(`There is a setting ${id} already.`)
    await addSetting(db, { id, name, kind, place: place.trim(), counts: !practice })
    say(`Added ${id}.`)
  },
  county: sayMonths,
  'publish-words': publish,
  words: async ({ running: { db }, say, now }) => {
    const rows = await db.selectFrom('published_words').selectAll().orderBy('kind').orderBy('valid_from', 'desc').orderBy('published_at', 'desc').execute()
    const today = localDay(now(), 'Europe/London')
    const inForce = new Set(['school', 'early-years'].map((kind) => rows.find((row) => row.kind === kind && row.valid_from <= today)))
    for (const row of rows) say(`${row.kind}  ${row.version}  from ${row.valid_from}${inForce.has(row) ? '  in force' : row.valid_from > today ? '  to come' : ''}`)
    if (rows.length === 0) say('Nothing published yet: settings have the words that are built in.')
  },
}

async function publish({ running: { db }, words: [path = ''], say, now }: Errand): Promise<void> {
  const text = await textOf(path)
  const checked = checkWordsFile(text)
  if (!checked.ok) throw new Unclear([`Nothing was published. In ${path}:`, ...checked.problems.map((problem) => `  ${problem}`)].join('\n'))
  const { version, validFrom, words } = checked.file
  const publishing = await publishWords(db, checked.file, now())
  if (publishing === 'published-already') throw new Unclear(`Version ${version} is published already, and papers name it. Give these words a higher number.`)
  if (publishing === 'built-in') throw new Unclear(`Version ${version} is the one that is built into the app, or from before it, and papers name it. Give these words a higher number.`)
  const count = Object.keys(words).length
  say(`Published ${version}, from ${validFrom}: ${count} ${count === 1 ? 'word' : 'words'}.${validFrom > localDay(now(), 'Europe/London') ? ' Tablets have it from that day.' : ''}`)
  if (checked.unknown.length > 0) say(`Nothing here says these; check how they are written: ${checked.unknown.join(', ')}`)
}

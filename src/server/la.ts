import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Role } from '../domain/people'
import { roles } from '../domain/people'
import { localDay } from '../domain/rules/instants'
import type { Config } from './config'
import { sayMonths } from './county'
import { openDesk } from './desk'
import { backupMarks, beginEpoch, noteBackup } from './epochs'
import { erasureErrands, erasureUsage } from './erasure-errands'
import type { Errand } from './errand'
import { knownSetting, optionsOf, Unclear } from './errand'
import { openLedger } from './ledger'
import { openLog } from './log'
import { addSetting, enrolmentLastsMs, makeEnrolmentCode, makeOneTimeCode, oneTimeLastsMs, publishWords, revokeTablet, writeAdult } from './office'
import { openRunning } from './running'
import { checkWordsFile } from './words-file'

export const usage = `Usage: npm run la -- <errand>

  settings                                              list settings
  add-setting <id> <name> --kind school|early-years --place "the school office"
                                                        with --practice: the county never counts it
  add-adult <setting> <name> --role <role> [--role ...] [--room <room> ...] [--until YYYY-MM-DD]
  adults <setting>                                      list adults and their ids
  one-time-code <setting> <adult id>                    for a first sign-in or a forgotten PIN; good for 7 days
  enrolment-code <setting>                              takes one tablet in; good for 7 days
  tablets <setting>                                     list tablets
  revoke <setting> <tablet id>                          a lost tablet reads nothing more
  publish-words <file.json>                             words, scales and lines of a year, for all settings of a kind
  words                                                 list what is published
  county <YYYY-MM> <YYYY-MM>                            what was counted in these months, in all settings together
  backing-up                                            before a backup begins: prints how far each setting's rows go
  backed-up <file>                                      once it is whole and safe, with what backing-up printed
  restored <setting> | --all                            after a restore, before the server starts again
${erasureUsage}

Roles: ${roles.join(', ')}
The database is the server's: DATABASE_URL, else DATA_DIR (the server must then be stopped).
`

/** Runs one errand of the LA's office; gives the exit code. Throws `DirectoryInUse` while a server holds PGlite. */
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
  const running = await openRunning(config, openLog('silent'))
  try {
    const { values: options, positionals: words } = optionsOf(rest)
    await errand({ running, config, words, options, say, now })
    return 0
  } catch (error) {
    if (!(error instanceof Unclear) && !(error instanceof TypeError && 'code' in error)) throw error
    say(`${error.message}\n\n${usage}`)
    return 1
  } finally {
    await running.pokes.close()
    await running.close()
  }
}

const errands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = {
  ...erasureErrands,
  settings: async ({ running: { db }, say }) => {
    for (const { id, name, kind, counts } of await db.selectFrom('setting').selectAll().orderBy('id').execute()) say(`${id}  ${name} (${kind}${counts ? '' : ', not counted'})`)
  },
  'add-setting': async ({ running: { db }, words: [id = '', ...name], options: { kind, place, practice = false }, say }) => {
    if (!/^[a-z0-9-]{1,40}$/.test(id)) throw new Unclear('A setting’s id is 1 to 40 small letters, digits and dashes.')
    if (name.length === 0 || (kind !== 'school' && kind !== 'early-years') || !place) throw new Unclear('A setting needs a name, --kind and --place.')
    if (await db.selectFrom('setting').select('id').where('id', '=', id).executeTakeFirst()) throw new Unclear(`There is a setting ${id} already.`)
    await addSetting(db, { id, name: name.join(' '), kind, place, counts: !practice })
    say(`Added ${id}.`)
  },
  'add-adult': addAdult,
  adults: async ({ running: { db }, words, say }) => {
    const setting = await knownSetting(db, words[0])
    for (const { id, name, roles: has, until } of await db.selectFrom('person').selectAll().where('setting', '=', setting).orderBy('name').execute()) {
      say(`${id}  ${name}  ${(JSON.parse(has) as string[]).join(', ')}${until === null ? '' : `  until ${until}`}`)
    }
  },
  'one-time-code': async ({ running: { db }, words: [first, adult = ''], say, now }) => {
    const setting = await knownSetting(db, first)
    const found = await db.selectFrom('person').select('id').where('setting', '=', setting).where('id', '=', adult).executeTakeFirst()
    if (!found) throw new Unclear(`No adult ${adult} in ${setting}.`)
    say(`One-time code: ${await makeOneTimeCode(db, { setting, adult }, { expiresAt: now() + oneTimeLastsMs })}`)
  },
  'enrolment-code': async ({ running: { db }, words, say, now }) => {
    const setting = await knownSetting(db, words[0])
    say(`Enrolment code: ${await makeEnrolmentCode(db, setting, { expiresAt: now() + enrolmentLastsMs })}`)
  },
  tablets: async ({ running: { db }, words, say }) => {
    const setting = await knownSetting(db, words[0])
    const rows = await db.selectFrom('device').selectAll().where('setting', '=', setting).where('desk', '=', false).orderBy('enrolled_at').execute()
    for (const { id, name, seen_at, revoked_at } of rows) say(`${id}  ${name}  ${revoked_at !== null ? 'revoked' : seen_at === null ? 'not seen yet' : `seen ${new Date(seen_at).toISOString()}`}`)
    if (rows.length === 0) say('No tablets yet.')
  },
  revoke: async ({ running: { db }, words: [first, device = ''], say, now }) => {
    const setting = await knownSetting(db, first)
    if (!(await revokeTablet(db, { setting, device, at: now() }))) throw new Unclear(`No tablet ${device} to revoke in ${setting}.`)
    say('Revoked. What it has not sent stays sealed on it, and can be sent after it is enrolled again.')
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
  // `la -s -- backing-up > marks && pg_dump … && la -- backed-up marks`: see `noteBackup` for why it is two.
  'backing-up': async ({ running: { db }, say }) => {
    for (const line of await backupMarks(db)) say(line)
  },
  'backed-up': async ({ running: { db }, words: [path = ''], say }) => {
    const text = await textOf(path)
    const noted = await noteBackup(db, text)
    if (!noted) throw new Unclear(`${path} is not what “backing-up” printed.`)
    say(`Noted for ${noted.noted} ${noted.noted === 1 ? 'setting' : 'settings'}.${noted.passedBy > 0 ? ` ${noted.passedBy} passed by: not here, or restored since.` : ''}`)
  },
  restored: async ({ running: { db }, words: [id], options: { all = false }, say, now }) => {
    const settings = all ? (await db.selectFrom('setting').select('id').orderBy('id').execute()).map((row) => row.id) : [await knownSetting(db, id)]
    for (const setting of settings) say(`${setting}: goes on from row ${await beginEpoch(db, setting, now())}. Its tablets offer again what came after.`)
  },
}

async function textOf(path: string): Promise<string> {
  if (path === '') throw new Unclear('Which file?')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new Unclear(`There is no file ${path} that can be read.`)
  return text
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

async function addAdult({ running: { db, pokes }, words: [first, ...name], options, say, now }: Errand): Promise<void> {
  const setting = await knownSetting(db, first)
  const wanted = options.role ?? []
  if (name.length === 0 || wanted.length === 0) throw new Unclear('An adult needs a name and at least one --role.')
  const strange = wanted.find((role) => !isRole(role))
  if (strange !== undefined) throw new Unclear(`No role ${strange}.`)
  if (options.until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.until)) throw new Unclear('--until is a day: YYYY-MM-DD.')
  const id = randomUUID()
  const desk = await openDesk({ db, ledger: openLedger({ db, pokes, now }), setting, now })
  await writeAdult(desk, { id, name: name.join(' '), roles: wanted.filter(isRole), rooms: options.room ?? [], until: options.until ?? null })
  await desk.send()
  await desk.close()
  say(`Added, with the id ${id}. One-time code: ${await makeOneTimeCode(db, { setting, adult: id }, { expiresAt: now() + oneTimeLastsMs })}`)
}

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)

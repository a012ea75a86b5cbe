import { backupMarks, beginEpoch, noteBackup } from './epochs'
import { doneAgain, eraseAgain } from './erase-again'
import { openErasureLedger } from './erasure-ledger'
import type { Errand } from './errand'
import { knownSetting, textOf, Unclear } from './errand'
import { tabletLines } from './tablet-errands'

export const restoreUsage = `  backing-up                                            before a backup begins: prints how far each setting's rows go
  backed-up <file>                                      once it is whole and safe, with what backing-up printed
  restored <setting> | --all                            after a restore, before the server starts again`

export const restoreErrands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = {
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
  restored,
}

async function restored({ running: { db, pokes }, config, words: [id], options: { all = false }, say, now }: Errand): Promise<void> {
  const settings = all ? (await db.selectFrom('setting').select('id').orderBy('id').execute()).map((row) => row.id) : [await knownSetting(db, id)]
  if (settings.length === 0) throw new Unclear('There is no setting in this database. Is it the one that was put back?')
  for (const setting of settings) say(`${setting}: goes on from row ${await beginEpoch(db, setting, now())}. Its tablets offer again what came after.`)
  if (config.erasureLedger === null) {
    say('Nothing apart from the backup says what was revoked since, so these tablets are trusted again. Revoke again what was lost: revoke <setting> <tablet id>')
    for (const setting of settings) for (const line of await tabletLines(db, setting, { trusted: true })) say(`${setting}  ${line}`)
  } else say(doneAgain(await eraseAgain(openErasureLedger(config.erasureLedger), { db, pokes })))
  say('A tablet that was enrolled since is not known here: give it a new enrolment code. Nothing on it is lost, and it comes back as itself.')
  say(`An adult who was added since ${config.erasureLedger === null ? 'is added again as who they were, before the server starts' : 'comes back with what tablets hold; one who does not is added again as who they were'}: add-adult <setting> <name> --role <role> --id <adult id>`)
  say('“adults” lists ids that records wait for. Each of these adults needs a new one-time code only on a tablet where they have no PIN.')
}

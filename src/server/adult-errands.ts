import { randomUUID } from 'node:crypto'
import type { Role } from '../domain/people'
import { roles } from '../domain/people'
import type { Database } from './database/within'
import { isDay } from './day'
import { openDesk } from './desk'
import { openErasureLedger } from './erasure-ledger'
import type { Errand } from './errand'
import { knownSetting, nameOf, Unclear } from './errand'
import { openLedger } from './ledger'
import { makeOneTimeCode, oneTimeLastsMs, writeAdult } from './office'
import { laDesk } from './rights'

export const adultUsage = `  add-adult <setting> <name> --role <role> [--role ...] [--room <room> ...] [--until YYYY-MM-DD] [--id <adult id>]
                                                        --id: again, after a restore, as who they were
  adults <setting>                                      list adults and their ids, and ids that only records know
  one-time-code <setting> <adult id>                    for a first sign-in or a forgotten PIN; good for 7 days`

export const adultErrands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = {
  'add-adult': addAdult,
  adults: async ({ running: { db }, words, say }) => {
    const setting = await knownSetting(db, words[0])
    for (const { id, name, roles: has, until } of await db.selectFrom('person').selectAll().where('setting', '=', setting).orderBy('name').execute()) {
      say(`${id}  ${name}  ${(JSON.parse(has) as string[]).join(', ')}${until === null ? '' : `  until ${until}`}`)
    }
    for (const { author, many } of await strangersIn(db, setting)) say(`${author}  not known here, and wrote ${many} ${many === 1 ? 'change that waits' : 'changes that wait'} on tablets`)
  },
  'one-time-code': async ({ running: { db }, words: [first, adult = ''], say, now }) => {
    const setting = await knownSetting(db, first)
    const found = await db.selectFrom('person').select('id').where('setting', '=', setting).where('id', '=', adult).executeTakeFirst()
    if (!found) throw new Unclear(`No adult ${adult} in ${setting}.`)
    say(`One-time code: ${await makeOneTimeCode(db, { setting, adult }, { expiresAt: now() + oneTimeLastsMs })}`)
  },
}

async function addAdult({ running: { db, pokes }, config, words: [first, ...words], options, say, now }: Errand): Promise<void> {
  const setting = await knownSetting(db, first)
  const name = nameOf(words)
  const wanted = options.role ?? []
  if (name === '' || wanted.length === 0) throw new Unclear('An adult needs a name and at least one --role.')
  const strange = wanted.find((role) => !isRole(role))
  if (strange !== undefined) throw new Unclear(`No role ${strange}. Roles: ${roles.join(', ')}.`)
  if (options.until !== undefined && !isDay(options.until)) throw new Unclear('--until is a day: YYYY-MM-DD.')
  const id = options.id ?? randomUUID()
  if (options.id !== undefined) await mustBeFree(db, setting, id)
  const desk = await openDesk({ db, ledger: openLedger({ db, pokes, now }), setting, now })
  if (config.erasureLedger !== null) await openErasureLedger(config.erasureLedger).add(desk.key)
  await writeAdult(desk, { id, name, roles: wanted.filter(isRole), rooms: options.room ?? [], until: options.until ?? null })
  await desk.send()
  await desk.close()
  say(`Added, with the id ${id}. One-time code: ${await makeOneTimeCode(db, { setting, adult: id }, { expiresAt: now() + oneTimeLastsMs })}`)
}

async function mustBeFree(db: Database, setting: string, id: string): Promise<void> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id) || id === laDesk.id) throw new Unclear('--id is the id they had: letters, digits, dashes and underscores, 64 at most.')
  const taken = await db.selectFrom('revision').select('kind').where('setting', '=', setting).where('record', '=', id).limit(1).executeTakeFirst()
  if (taken) throw new Unclear(taken.kind === 'adult' ? `${id} is known here already: “adults” lists them.` : `${id} is the id of another record.`)
}

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)

/** Authors of what was not allowed whom nobody knows here: added after a backup, it may be. */
const strangersIn = (db: Database, setting: string) =>
  db
    .selectFrom('parked')
    .leftJoin('person', (join) => join.onRef('person.setting', '=', 'parked.setting').onRef('person.id', '=', 'parked.author'))
    .select((row) => ['parked.author', row.fn.countAll<number>().as('many')])
    .where('parked.setting', '=', setting)
    .where('parked.code', '=', 'not-allowed')
    .where('parked.author', 'is not', null)
    .where('parked.author', '!=', laDesk.id)
    .where('person.id', 'is', null)
    .groupBy('parked.author')
    .orderBy('parked.author')
    .execute()

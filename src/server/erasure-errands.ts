import { isSenior, worksOn } from '../domain/people'
import { formOf } from '../domain/records/catalogue'
import { localDay } from '../domain/rules/instants'
import type { Database, Tx } from './database/within'
import { eraseRecord, heldAmong, noteHold } from './erasure'
import type { ErasureLedger } from './erasure-ledger'
import { erasureReasons, holdReasons, openErasureLedger } from './erasure-ledger'
import type { Listed } from './erasure-list'
import { leftBehind, recordListed, recordsAbout } from './erasure-list'
import type { Errand } from './errand'
import { knownSetting, Unclear } from './errand'
import { loadPeople } from './people'

export const erasureUsage = `  about <setting> <child id>                            list the records about a child, without a word of them
  erase <setting> <record id> --why ${erasureReasons.join('|')} --decided-by <adult id> --reviewed-by <adult id>
                                                        says what would go; with --confirm it goes, for good
                                                        with --several: the record is about several children
  erased <setting>                                      list what was erased, by whom and why
  hold <setting> <child id> --why ${holdReasons.join('|')} --decided-by <adult id>
                                                        nothing about the child can be erased
  unhold <setting> <child id> --decided-by <adult id>   until this`

/**
 * Erasing is a reviewed act of two, one record at a time: nobody erases a child by one command. How long records are kept is
 * the setting's to decide (`--why retention`): no law that was read gives a number of years, so none is built in.
 */
export const erasureErrands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = { about, erase, erased, hold: holdOrLetGo('hold'), unhold: holdOrLetGo('unhold') }

async function about({ running: { db }, words: [first, child = ''], say }: Errand): Promise<void> {
  const setting = await knownSetting(db, first)
  const { found, why } = await db.transaction().execute(async (tx) => ({ found: await recordsAbout(tx, setting, child), why: (await heldAmong(tx, setting, [child])).get(child) }))
  if (found.length === 0) throw new Unclear(`Nothing here is about ${child === '' ? 'nobody' : child}.`)
  if (why !== undefined) say(`On hold (${why}): nothing about this child can be erased.`)
  for (const one of found) say(lineOf(one, child))
}

const lineOf = ({ day, title, state, record, children }: Listed, child: string): string => {
  const others = children.filter((one) => one !== child).length
  return `${record}  ${title}, ${day}, ${state}${others > 0 ? `, also about ${others} other ${others === 1 ? 'child' : 'children'}` : ''}`
}

async function erase({ running: { db, pokes }, config, words: [first, record = ''], options, say, now }: Errand): Promise<void> {
  const setting = await knownSetting(db, first)
  const ledger = ledgerFrom(config.erasureLedger)
  const why = oneOf(erasureReasons, options.why)
  const at = now()
  const [decidedBy, reviewedBy] = await twoWhoDecide(db, setting, { first: options['decided-by'], second: options['reviewed-by'], at })
  const one = await db.transaction().execute(async (tx) => {
    const found = await recordListed(tx, setting, record)
    if (!found) throw new Unclear(`No record ${record} in ${setting}, or it was erased already. “about” lists a child’s records, “erased” what is gone.`)
    if (found.kind === 'adult') throw new Unclear('An adult’s record says who wrote all the others; it stays.')
    await mustNotBeHeld(tx, setting, found)
    await describe(tx, { setting, found, say })
    return found
  })
  if (one.children.length > 1 && !options.several) throw new Unclear(`It is about ${one.children.length} children, and is their record too. If it is to go for all of them, say so with --several.`)
  // May begin with a dash, which only stands after an equals sign.
  const confirm = record.slice(-6)
  if (options.confirm !== undefined && options.confirm !== confirm) throw new Unclear(`Nothing was erased. ${options.confirm} is not the end of this record’s id: to erase it for good, --confirm=${confirm}`)
  if (options.confirm === undefined) {
    say(`Nothing was erased. To erase it for good, run this again with --confirm=${confirm}`)
    return
  }
  const entry = { act: 'erase' as const, setting, record, kind: one.kind, why, decidedBy, reviewedBy, at }
  const done = await eraseRecord(entry, {
    db, pokes,
    async first(tx) {
      const still = await recordListed(tx, setting, record)
      if (!still || still.children.join() !== one.children.join()) throw new Unclear('It was changed a moment ago. Look at it again.')
      await mustNotBeHeld(tx, setting, still)
      await ledger.add(entry)
    },
  })
  if (!done) throw new Unclear('It was erased a moment ago.')
  say('Erased. Tablets let go of it at their next contact; backups made before now hold it until they are thrown away.')
}

async function describe(tx: Tx, { setting, found, say }: { setting: string; found: Listed; say: (words: string) => void }): Promise<void> {
  say(lineOf(found, found.children.includes(found.record) ? found.record : (found.children[0] ?? '')))
  const left = await leftBehind(tx, setting, found)
  const orphans = left.filter(({ alone }) => alone)
  if (orphans.length > 0) throw new Unclear(`These belong to it, and would be found by nobody afterwards. Erase them first: ${orphans.map(({ record }) => record).join(', ')}`)
  if (left.length > 0) say(`${left.length} ${left.length === 1 ? 'record names' : 'records name'} it and would stay: ${left.map(({ record }) => record).join(', ')}`)
  if (formOf(found.kind)?.fits) say('Its id follows from what it is about: another under the same id can never be kept here again.')
}

async function mustNotBeHeld(tx: Tx, setting: string, { children }: Listed): Promise<void> {
  const [held] = await heldAmong(tx, setting, children)
  if (held) throw new Unclear(`On hold (${held[1]}): nothing about ${held[0]} can be erased.`)
}

async function erased({ running: { db }, words, say }: Errand): Promise<void> {
  const setting = await knownSetting(db, words[0])
  const rows = await db.selectFrom('erasure').selectAll().where('setting', '=', setting).orderBy('seq').execute()
  for (const { record, kind, why, decided_by, reviewed_by, at } of rows) say(`${new Date(at).toISOString()}  ${record}  ${formOf(kind)?.title ?? kind}  ${why}  decided by ${decided_by}, reviewed by ${reviewed_by}`)
  if (rows.length === 0) say('Nothing was erased.')
}

function holdOrLetGo(act: 'hold' | 'unhold'): (errand: Errand) => Promise<void> {
  return async ({ running: { db }, config, words: [first, child = ''], options, say, now }) => {
    const setting = await knownSetting(db, first)
    const ledger = ledgerFrom(config.erasureLedger)
    const at = now()
    const decidedBy = await whoDecides(db, setting, { id: options['decided-by'], as: '--decided-by', at })
    const known = await db.selectFrom('about').select('child').where('setting', '=', setting).where('child', '=', child).limit(1).executeTakeFirst()
    if (!known) throw new Unclear(`Nothing here is about ${child === '' ? 'nobody' : child}.`)
    const standing = await db.transaction().execute(async (tx) => (await heldAmong(tx, setting, [child])).get(child))
    if (act === 'unhold' && standing === undefined) throw new Unclear('It is not on hold.')
    const why = oneOf(holdReasons, act === 'hold' ? options.why : standing)
    const entry = { act, setting, child, why, decidedBy, at }
    await noteHold(entry, { db, first: () => ledger.add(entry) })
    say(act === 'hold' ? 'On hold: nothing about this child can be erased.' : 'No longer on hold.')
  }
}

function ledgerFrom(path: string | null): ErasureLedger {
  if (path === null) throw new Unclear('Set ERASURE_LEDGER to a file on a disk apart from the database and its backups: what is erased must be erased again after a restore.')
  return openErasureLedger(path)
}

function oneOf<C extends string>(codes: readonly C[], given: string | undefined): C {
  const found = codes.find((code) => code === given)
  if (!found) throw new Unclear(`--why is one of ${codes.join(', ')}.`)
  return found
}

async function twoWhoDecide(db: Database, setting: string, { first, second, at }: { first: string | undefined; second: string | undefined; at: number }): Promise<[string, string]> {
  const two: [string, string] = [await whoDecides(db, setting, { id: first, as: '--decided-by', at }), await whoDecides(db, setting, { id: second, as: '--reviewed-by', at })]
  if (two[0] === two[1]) throw new Unclear('Whoever reviews it is another adult than the one who decides.')
  return two
}

/** A senior adult of the setting, who works there today. */
async function whoDecides(db: Database, setting: string, { id, as, at }: { id: string | undefined; as: string; at: number }): Promise<string> {
  const person = id === undefined ? undefined : await db.transaction().execute(async (tx) => (await loadPeople(tx, setting, [id])).get(id))
  if (!person || !isSenior(person) || !worksOn(person, localDay(at, 'Europe/London'))) throw new Unclear(`${as} is the id of a head, safeguarding lead or SENCO who works there. “adults” lists them.`)
  return person.id
}

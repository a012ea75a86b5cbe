import { clockAway } from '../domain/rules/instants'
import type { Database } from './database/within'
import { openErasureLedger } from './erasure-ledger'
import type { Errand } from './errand'
import { knownSetting, Unclear } from './errand'
import { enrolmentLastsMs, makeEnrolmentCode, revokeTablet } from './office'

export const tabletUsage = `  enrolment-code <setting>                              takes one tablet in; good for 7 days
  tablets <setting>                                     list tablets
  revoke <setting> <tablet id>                          a lost tablet reads nothing more`

export const tabletErrands: Readonly<Record<string, (errand: Errand) => Promise<void>>> = {
  'enrolment-code': async ({ running: { db }, words, say, now }) => {
    const setting = await knownSetting(db, words[0])
    const somebody = await db.selectFrom('person').select('id').where('setting', '=', setting).limit(1).executeTakeFirst()
    say(`Enrolment code: ${await makeEnrolmentCode(db, setting, { expiresAt: now() + enrolmentLastsMs })}`)
    if (!somebody) say('No adult was added yet. Add one before this code is used: a tablet on which nobody can sign in asks for no names, and needs a second code.')
  },
  tablets: async ({ running: { db }, words, say }) => {
    const setting = await knownSetting(db, words[0])
    const lines = await tabletLines(db, setting)
    for (const line of lines) say(line)
    if (lines.length === 0) say('No tablets yet.')
  },
  revoke: async ({ running: { db }, config, words: [first, device = ''], say, now }) => {
    const setting = await knownSetting(db, first)
    const at = now()
    if (!(await revokeTablet(db, { setting, device, at }))) throw new Unclear(`No tablet ${device} to revoke in ${setting}.`)
    say('Revoked. What it has not sent stays sealed on it, and can be sent after it is enrolled again.')
    if (config.erasureLedger === null) say('A backup made before now does not know of it: after a restore, revoke it again. With ERASURE_LEDGER that is done by itself.')
    else await openErasureLedger(config.erasureLedger).add({ act: 'revoke', setting, device, at })
  },
}

/** A line each. `trusted`: only those that may read and send. */
export async function tabletLines(db: Database, setting: string, { trusted = false }: { trusted?: boolean } = {}): Promise<string[]> {
  const rows = await db.selectFrom('device').selectAll().where('setting', '=', setting).where('desk', '=', false).orderBy('enrolled_at').execute()
  return rows
    .filter(({ revoked_at }) => !trusted || revoked_at === null)
    .map(({ id, name, seen_at, revoked_at, status }) => `${id}  ${name}  ${revoked_at !== null ? 'revoked' : seen_at === null ? 'not seen yet' : `seen ${new Date(seen_at).toISOString()}`}${holds(status)}`)
}

/** What it said of itself when it was last heard: `http/status.ts` wrote it, in this shape. */
function holds(status: string | null): string {
  const { unsent = 0, heldBack = 0, skewMs = null } = status === null ? {} : (JSON.parse(status) as { unsent?: number; heldBack?: number; skewMs?: number | null })
  const away = clockAway(skewMs)
  return `${unsent > 0 ? `, ${unsent} not sent` : ''}${heldBack > 0 ? `, ${heldBack} in no backup yet` : ''}${away === null ? '' : `, its clock ${away}: set it right`}`
}

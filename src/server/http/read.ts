import * as v from 'valibot'
import { within } from '../database/within'
import type { Restored } from '../epochs'
import { epochText, history, pageRows, pull, snapshot } from '../reading'
import { rosterOf } from '../roster'
import type { Asked } from '../endpoint'
import { fromTablet, hearQuery, refuse } from './replies'

const count = v.pipe(v.string(), v.digits(), v.transform(Number), v.safeInteger())
const limit = v.optional(v.pipe(count, v.minValue(1), v.maxValue(pageRows)))
/** What can be no life's name is asked about as that of one nobody knows: the tablet hears of a restore, and finds its way back. */
const epoch = v.optional(v.pipe(v.string(), v.transform((text) => (v.is(epochText, text) ? text : 'none'))))
/** `number.ms.id` of the last row that was passed: where it is not that row here, there was a restore that nobody told of. */
const stand = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}\.\d{1,15}\.1[A-Za-z0-9_-]{43}$/),
    v.transform((text) => {
      const [seq, receivedAt, id = ''] = text.split('.')
      return { seq: Number(seq), receivedAt: Number(receivedAt), id }
    }),
  ),
)
export const pullQuery = v.looseObject({ epoch, after: v.optional(count, '0'), stand, limit })
export const snapshotQuery = v.looseObject({ epoch, after: v.optional(v.pipe(v.string(), v.maxLength(400))), limit })
export const historyQuery = v.looseObject({ record: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/)) })

const restoredSays = (c: Asked, { epoch: now, forkSeq }: Restored) => c.json({ code: 'restored', epoch: now, forkSeq }, 409)

/** Adults, their roles, and the words of the pack. */
export const sendRoster = fromTablet('read', async (c, { db, now }, { setting }) => c.json(await within(db, setting, (tx) => rosterOf(tx, setting, now()))))

/** What is new after a cursor, in pages. */
export const sendRows = fromTablet('read', async (c, { db, now }, { setting }) => {
  const heard = hearQuery(c, pullQuery)
  if (!heard.ok) return refuse(c, 'not-valid')
  const asked = heard.message
  // A number means nothing without the life it was counted in.
  if (asked.epoch === undefined && asked.after > 0) return refuse(c, 'not-valid')
  const found = await within(db, setting, (tx) => pull(tx, { setting, epoch: asked.epoch ?? null, after: asked.after, stand: asked.stand ?? null, limit: asked.limit ?? pageRows, now: now() }))
  return found.ok ? c.json(found.page) : restoredSays(c, found.restored)
})

/** A first sync: every record as it stands. */
export const sendSnapshot = fromTablet('read', async (c, { db, now }, { setting }) => {
  const heard = hearQuery(c, snapshotQuery)
  if (!heard.ok) return refuse(c, 'not-valid')
  const found = await within(db, setting, (tx) => snapshot(tx, { setting, epoch: heard.message.epoch ?? null, after: heard.message.after ?? null, limit: heard.message.limit ?? 200, now: now() }))
  if (!found) return refuse(c, 'not-valid')
  return found.ok ? c.json(found.page) : restoredSays(c, found.restored)
})

/** One record's whole history. The log keeps which tablet asked for which record. */
export const sendHistory = fromTablet('read', async (c, { db, now }, { setting }) => {
  const heard = hearQuery(c, historyQuery)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { record } = heard.message
  c.set('record', record)
  return c.json({ rows: await within(db, setting, (tx) => history(tx, setting, record)), serverTime: now() })
})

import * as v from 'valibot'
import { roles } from '../domain/people'

/**
 * All that crosses the wire between a tablet and the LA endpoint. Both sides parse with these schemas; the API description
 * is made from them. Objects are loose: a key from a newer side is ignored and never an error.
 */

const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id'))
const revisionId = v.pipe(v.string(), v.regex(/^1[A-Za-z0-9_-]{43}$/, 'a revision id'))
const integer = v.pipe(v.number(), v.safeInteger())
const base64url = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]*$/, 'base64url'))
const code = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))
/** An incident's number in the setting's book; said with all that is said of its record. Other records have none. */
const inBook = v.optional(integer)
/** The number it was told to people under, where the book had to give it another after a restore. Both are shown. */
const formerly = v.optional(integer)
/** All rows up to this one are in a backup; null: the office has never said. */
const durableSeq = v.optional(v.nullable(integer), null)
/** A row that was passed, by all that tells one life of the endpoint's rows from another. */
const standSchema = v.looseObject({ seq: integer, id: revisionId, receivedAt: integer })
export type Stand = v.InferOutput<typeof standSchema>

/** Why the endpoint said no. Words for people are chosen by code on the tablet. */
export const refusals = [
  'not-valid', 'not-whole', 'not-opened', 'not-allowed', 'not-known', 'already-closed', 'too-new', 'too-large', 'wrong-setting',
  'wrong-code', 'used-code', 'expired-code', 'too-many-tries', 'revoked', 'withdrawn', 'restored', 'nothing-there', 'trouble',
] as const
export type Refusal = (typeof refusals)[number]
export const refusalSchema = v.looseObject({ code: v.picklist(refusals) })

export const personSchema = v.looseObject({
  id: name,
  name: v.string(),
  shortName: v.string(),
  roles: v.array(v.picklist(roles)),
  until: v.nullable(v.string()),
  rooms: v.array(v.string()),
})

const whole = (from: number, to: number) => v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to))
/** What the LA sets of the drawn tools; what is left out is the usual. */
export const scalesSchema = v.looseObject({
  /** Of -5 to +5: from here it is predicted; down to here it is relied on; views so far apart are talked about. */
  anxiety: v.optional(v.looseObject({ predict: v.optional(whole(1, 5)), rely: v.optional(whole(-5, -1)), talk: v.optional(whole(1, 10)) })),
  /** How many steps each part of a risk has, and the score from which a plan is asked for. */
  risk: v.optional(v.looseObject({ size: v.picklist([3, 4, 5]), line: whole(1, 25) })),
  faces: v.optional(v.picklist([3, 5])),
})
export const packSchema = v.looseObject({
  name: v.string(),
  version: v.string(),
  validFrom: v.string(),
  words: v.record(v.string(), v.string()),
  // A scale that this app cannot draw leaves it the usual one: nobody may be left without words and adults for it.
  scales: v.fallback(v.optional(scalesSchema), undefined),
})
export const settingSchema = v.looseObject({
  id: name,
  name: v.string(),
  kind: v.picklist(['school', 'early-years']),
  /** Where a tablet with an unsent record of harm is to be taken: "the school office". */
  place: v.string(),
})
export type Setting = v.InferOutput<typeof settingSchema>

const escrowText = v.pipe(base64url, v.minLength(16), v.maxLength(2_000))
export const enrolRequest = v.looseObject({
  code,
  tablet: v.looseObject({
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
    /** ECDSA P-256 public key, SPKI, base64url: verifies every revision this tablet signs. */
    publicKey: v.pipe(base64url, v.minLength(100), v.maxLength(400)),
  }),
  /**
   * The tablet key sealed by a secret that never leaves the tablet; handed back against an adult's one-time code. Null only
   * from a tablet that comes back locked: the endpoint keeps the escrow it has for that public key.
   */
  escrow: v.nullable(escrowText),
  /** The setting a returning tablet belongs to: a code of another setting is then refused, and nothing is mixed. */
  setting: v.nullable(name),
  /** The id it had: one that a restore made the endpoint forget has it again, and what it signed stays its own. */
  device: v.optional(v.nullable(name)),
})
/** By which a tablet's revisions are verified: ECDSA P-256, SPKI, base64url. */
const tabletKeySchema = v.looseObject({ id: name, publicKey: v.pipe(base64url, v.minLength(100), v.maxLength(400)) })
/** What a tablet seals its post to: ECDH P-256, a raw point of 65 bytes, base64url. */
export const postKeySchema = v.looseObject({ id: name, publicKey: v.pipe(base64url, v.length(87)) })
export const rosterReply = v.looseObject({
  setting: settingSchema,
  people: v.array(personSchema),
  pack: packSchema,
  /** A tablet that cannot use it seals nothing, and sends while somebody is signed in. */
  postKey: v.fallback(v.optional(postKeySchema), undefined),
  /** All tablets there ever were: an endpoint that a restore made forget one is told its key by the others. */
  tablets: v.optional(v.array(tabletKeySchema)),
  serverTime: integer,
})
export type RosterReply = v.InferOutput<typeof rosterReply>
export const enrolReply = v.looseObject({
  ...rosterReply.entries,
  device: name,
  postToken: v.string(),
  readToken: v.string(),
})
export type EnrolReply = v.InferOutput<typeof enrolReply>

export const unlockRequest = v.looseObject({ adult: name, code })
export const unlockReply = v.looseObject({ escrow: base64url, serverTime: integer })

export const revisionText = v.looseObject({
  id: revisionId,
  header: v.pipe(v.string(), v.maxLength(20_000)),
  body: v.nullable(v.string()),
  signature: base64url,
})
export const pushLimits = { items: 200, bytes: 1_000_000, most: 8_000_000 } as const
export const pushRequest = v.looseObject({
  device: name,
  /** The endpoint's life the tablet last knew; null before first contact. */
  epoch: v.nullable(v.string()),
  /**
   * Parents first. Judged one by one: an item that is no revision is answered, and never stops the rest. An item may carry
   * `number`, the one its incident had in the book before the endpoint was restored.
   */
  revisions: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(1_000)),
})
/**
 * One revision sealed to the endpoint (`domain/history/sealed-post.ts`), under the id of the revision and of the post key.
 * Judged one by one: what does not open is `not-opened`; what does is judged as if it had come by `/push`. `number`: as there.
 */
export const sealedCopy = v.looseObject({ id: revisionId, key: name, sealed: base64url, number: inBook })
export const pushSealedRequest = v.looseObject({
  device: name,
  epoch: v.nullable(v.string()),
  items: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(1_000)),
})
export const receiptSchema = v.looseObject({
  id: v.string(),
  status: v.picklist(['stored', 'duplicate', 'missing-parent', 'refused', 'erased']),
  seq: v.optional(integer),
  /** When the endpoint took it, by its own clock, ms. */
  receivedAt: v.optional(integer),
  number: inBook,
  former: formerly,
  code: v.optional(v.picklist(refusals)),
  /** With `missing-parent`: something of its record was refused, which may be what it stands on, and will not come. */
  parentRefused: v.optional(v.boolean()),
})
export type Receipt = v.InferOutput<typeof receiptSchema>
export const pushReply = v.looseObject({ epoch: v.string(), seq: integer, results: v.array(receiptSchema), serverTime: integer })
export type PushReply = v.InferOutput<typeof pushReply>

export const pullRow = v.looseObject({ seq: integer, receivedAt: integer, number: inBook, former: formerly, ...revisionText.entries })
export type PullRow = v.InferOutput<typeof pullRow>
/** A record was erased (`at`: ms): whoever holds it drops body and salt of its revisions and keeps the headers. */
const eraseRow = v.looseObject({ seq: integer, erase: v.looseObject({ record: name, at: integer }) })
/** A row of a kind that only a newer app knows: kept as it came, and read after the update. A revision cut short is none. */
const laterRow = v.looseObject({ seq: integer, id: v.optional(v.never()), header: v.optional(v.never()) })
const pulledRow = v.union([pullRow, eraseRow, laterRow])

/** `GET /pull?epoch&after&limit`: the rows after a cursor, without a gap, in order. */
export const pullReply = v.looseObject({
  epoch: v.string(),
  rows: v.array(pulledRow),
  next: integer,
  more: v.boolean(),
  headSeq: integer,
  durableSeq,
  serverTime: integer,
})
export type PullReply = v.InferOutput<typeof pullReply>
/** The endpoint was put back from a backup: its rows and the tablet's are the same up to `forkSeq` at the most. */
export const restoredReply = v.looseObject({ code: v.literal('restored'), epoch: v.string(), forkSeq: integer })

/**
 * `POST /missing`: asked after a restore, of every revision a tablet holds, its own and those it pulled, with the keys of all
 * tablets it knows of, since one that joined after the backup is forgotten; and before a first sync, of what was received before it.
 */
export const missingRequest = v.looseObject({ ids: v.pipe(v.array(revisionId), v.minLength(1), v.maxLength(2_000)), tablets: v.optional(v.pipe(v.array(tabletKeySchema), v.maxLength(1_000))) })
export const missingReply = v.looseObject({ epoch: v.string(), missing: v.array(revisionId), serverTime: integer })

/** In a checkpoint's place, as JSON: that there was such a record, and since when there is none (ms). */
export const erasedMark = v.looseObject({ v: v.literal(1), record: name, erasedAt: integer })

/**
 * `GET /snapshot?after`: records as checkpoints, children and adults first, then the newest. Pull goes on from the first
 * page's `asOf`; a row whose seq is not above its record's `upTo` is already in. Erased records come last, each with a
 * checkpoint that is no more than `erasedMark`.
 */
export const snapshotReply = v.looseObject({
  epoch: v.string(),
  asOf: integer,
  /** The row of that number, where it is a revision. */
  stand: v.optional(v.nullable(standSchema), null),
  durableSeq,
  records: v.array(v.looseObject({ record: name, kind: v.string(), upTo: integer, number: inBook, former: formerly, checkpoint: v.string() })),
  /** Opaque; null after the last page. */
  next: v.nullable(v.string()),
  serverTime: integer,
})
export type SnapshotReply = v.InferOutput<typeof snapshotReply>

/** `GET /history?record`: all revisions of one record, oldest first. */
export const historyReply = v.looseObject({ rows: v.array(pullRow), serverTime: integer })

export const statusRequest = v.looseObject({
  cursor: integer,
  unsent: integer,
  /** Received from it and held back, since no backup has it yet. */
  heldBack: v.optional(integer),
  oldestUnsentAt: v.nullable(integer),
  persisted: v.boolean(),
  quotaBytes: v.nullable(integer),
  build: v.pipe(v.string(), v.maxLength(60)),
  skewMs: v.nullable(integer),
  /** Where the endpoint said it has none: see `enrolRequest`. */
  escrow: v.optional(escrowText),
})
export const statusReply = v.looseObject({
  serverTime: integer,
  /** The version of the words in force for this setting. A tablet that has another asks for the roster at once. */
  words: v.optional(v.string()),
  /** How many tablets there ever were. A tablet that knows of fewer asks for the roster as well. */
  tablets: v.optional(integer),
  /** It has no escrow of this tablet, which came back locked after a restore: nobody new could sign in on it. */
  lacksEscrow: v.optional(v.boolean()),
})
export type StatusReply = v.InferOutput<typeof statusReply>

/** What `/events` says: there is something new, up to this number. */
export const poke = v.looseObject({ seq: integer })

import canonicalize from 'canonicalize'
import * as v from 'valibot'
import type { Changes, Value } from '../schema/field'
import { toBase64Url } from './base64url'

/**
 * A revision: one immutable saved change to one record.
 *
 * It is kept and carried as the two texts that were hashed (RFC 8785 canonical JSON of header and body), so no database or
 * tablet in between can change a letter, and keys that only a newer app knows travel on whole. The header names the heads
 * its author had seen (`after`) and the hash of the salted body; the id is the hash of the header.
 */

export const acts = ['edit', 'close', 'sign', 'countersign', 'addendum', 'withdraw'] as const
export type Act = (typeof acts)[number]

const id = v.pipe(v.string(), v.regex(/^1[A-Za-z0-9_-]{43}$/, 'a revision id'))
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id'))
const integer = v.pipe(v.number(), v.safeInteger())
/** Loose on purpose: a header from a newer app keeps its further keys. */
export const headerSchema = v.looseObject({
  v: v.literal(1),
  setting: name,
  record: name,
  kind: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/, 'a kind')),
  version: v.pipe(integer, v.minValue(1)),
  act: v.picklist(acts),
  after: v.pipe(v.array(id), v.maxLength(200)),
  author: name,
  device: name,
  at: integer,
  skewMs: v.nullable(integer),
  bodyHash: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'a hash')),
})
export type Header = v.InferOutput<typeof headerSchema>

/** Years of four figures, with some to spare for zones: a clock outside them could be written down and shown nowhere. */
const [firstInstant, lastInstant] = [Date.parse('0010-01-01T00:00Z'), Date.parse('9990-01-01T00:00Z')]
const isDated = (header: Header): boolean => [header.at, trueTime(header)].every((ms) => ms >= firstInstant && ms <= lastInstant)

const partSchema = v.union([v.null(), v.string(), v.number(), v.boolean(), v.looseObject({})])
export const bodySchema = v.looseObject({
  salt: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/, 'a salt')),
  changes: v.record(v.pipe(v.string(), v.maxLength(300)), partSchema),
})
export interface Body {
  readonly salt: string
  readonly changes: Changes
}

/** A revision as it is stored and sent. `body` is null once erased: header and hash go on verifying without it. */
export interface RevisionText {
  readonly id: string
  readonly header: string
  readonly body: string | null
  /** ECDSA P-256 (IEEE P1363) of the id's bytes as UTF-8, by the key of `header.device`; base64url. */
  readonly signature: string
}
/** A revision ready to be read. */
export interface Revision {
  readonly id: string
  readonly header: Header
  readonly body: Body | null
  readonly text: RevisionText
}

export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
export type Sign = (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
const encoder = new TextEncoder()
const hashOf = async (text: string, sha256: Sha256) => toBase64Url(await sha256(encoder.encode(text)))

/** Throws on what JSON cannot say (a NaN, a cycle): such a value is a bug, never an answer. */
function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('nothing to write')
  return text
}

/** PostgreSQL text refuses NUL, and UTF-8 has no lone surrogates: neither carries meaning, so they go before hashing. */
const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '')
function cleanValue(value: Value | null): Value | null {
  if (typeof value === 'string') return clean(value)
  if (value === null || typeof value !== 'object') return value
  // A moment or a duration, with the same keys: only the letters in its texts go.
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? clean(one) : one])) as unknown as Value
}

export interface NewRevision {
  readonly setting: string
  readonly record: string
  readonly kind: string
  readonly version: number
  readonly act: Act
  /** The heads the author had before their eyes when the edit began: never worked out again at save. */
  readonly after: readonly string[]
  readonly author: string
  readonly device: string
  /** Milliseconds since 1970 by this tablet's clock. */
  readonly at: number
  /** Tablet clock minus endpoint clock at last contact, in ms; null if they never met. */
  readonly skewMs: number | null
  readonly changes: Changes
}

/** Writes, hashes and signs a revision. `salt` is 16 random bytes, so that nobody can confirm a guessed body by its hash. */
export async function makeRevision(made: NewRevision, tools: { sha256: Sha256; sign: Sign; salt: Uint8Array }): Promise<Revision> {
  const { changes, ...rest } = made
  const body: Body = {
    salt: toBase64Url(tools.salt),
    changes: Object.fromEntries(Object.entries(changes).map(([part, value]) => [part, cleanValue(value)])),
  }
  const bodyText = canonical(body)
  const header: Header = { ...rest, v: 1, after: [...new Set(made.after)].sort(byText), bodyHash: await hashOf(bodyText, tools.sha256) }
  const headerText = canonical(header)
  const revisionId = `1${await hashOf(headerText, tools.sha256)}`
  const signature = toBase64Url(await tools.sign(encoder.encode(revisionId)))
  // Read back from its own text, so that what this tablet works with (a -0, say) is what every other one will read.
  return openRevision({ id: revisionId, header: headerText, body: bodyText, signature })
}

/** What the signature covers. */
export const signedBytes = (revisionId: string): Uint8Array<ArrayBuffer> => encoder.encode(revisionId)

/** Texts that were checked when they came in (or were made here): read, not judged again. */
export function openRevision(text: RevisionText): Revision {
  return {
    id: text.id,
    // Both texts passed `checkRevision` before they were stored.
    header: JSON.parse(text.header) as Header,
    body: text.body === null ? null : (JSON.parse(text.body) as Body),
    text,
  }
}

/**
 * Judges a revision that came over the wire; the texts themselves are kept as they came.
 * `not-whole`: the texts are not what was hashed. `not-valid`: whole, but not a revision of this form of envelope.
 */
export async function checkRevision(text: RevisionText, sha256: Sha256): Promise<{ ok: true; revision: Revision } | { ok: false; problem: 'not-whole' | 'not-valid' }> {
  if (`1${await hashOf(text.header, sha256)}` !== text.id) return { ok: false, problem: 'not-whole' }
  const header = parsed(text.header)
  if (!v.is(headerSchema, header) || !isDated(header)) return { ok: false, problem: 'not-valid' }
  let body: unknown = null
  if (text.body !== null) {
    if ((await hashOf(text.body, sha256)) !== header.bodyHash) return { ok: false, problem: 'not-whole' }
    body = parsed(text.body)
    if (!v.is(bodySchema, body)) return { ok: false, problem: 'not-valid' }
  }
  // Judged as a body just now; the schema answers with looser words for the same values.
  return { ok: true, revision: { id: text.id, header, body: body as Body | null, text } }
}

/** What a canonical text says. Undefined for any other: not JSON, keys out of order, 1e999, nested past the stack. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return canonical(value) === text ? value : undefined
  } catch {
    // Each is a way of not being a revision, and none may stop the revisions that came with it.
    return undefined
  }
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** When it happened by the endpoint's clock, as well as this tablet knew it. Breaks ties and is shown; decides nothing. */
export const trueTime = (header: Pick<Header, 'at' | 'skewMs'>): number => header.at - (header.skewMs ?? 0)

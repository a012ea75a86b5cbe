import * as v from 'valibot'
import type { Revision, RevisionText } from '../domain/history/revision'
import { acts, checkRevision } from '../domain/history/revision'
import { formOf } from '../domain/records/catalogue'
import type { Changes } from '../domain/schema/field'
import type { Definition } from '../domain/schema/definition'
import { misfits } from '../domain/schema/definition'
import type { Refusal } from '../protocol/messages'
import { revisionText } from '../protocol/messages'
import { isSigned, sha256 } from './crypto'

/**
 * One revision of a push, judged as far as it can be without looking at its record: is it whole, was it signed by a tablet
 * of this setting, is it of a form and shape this endpoint knows.
 */
export interface Judged {
  /** As it was sent: a receipt answers even what is no revision. */
  readonly id: string
  /** Null when the texts are not a whole revision of this setting, and nothing in them may be believed. */
  readonly revision: Revision | null
  /** Why it is refused unless it is stored already. */
  readonly problem: Refusal | null
  /** The number in the book that its tablet says its incident had, before a restore. */
  readonly told: number | null
}

/** All revisions of a push. `keysOf` finds the public keys of the tablets that signed, revoked ones too. */
export async function judge(
  items: readonly unknown[],
  { setting, keysOf }: { setting: string; keysOf: (devices: readonly string[]) => Promise<ReadonlyMap<string, string>> },
): Promise<Judged[]> {
  const opened = await Promise.all(items.map((item) => open(item, setting)))
  const keys = await keysOf([...new Set(opened.flatMap(({ revision }) => (revision ? [revision.header.device] : [])))])
  return Promise.all(
    opened.map(async (one): Promise<Judged> => {
      if (!one.revision) return one
      const key = keys.get(one.revision.header.device)
      // Another tablet may offer a revision again, but only the one that made it can have signed it.
      if (key === undefined || !(await isSigned(one.revision.text, key))) return { ...one, revision: null, problem: 'not-whole' }
      return { ...one, problem: problemWithForm(one.revision) }
    }),
  )
}

/** What the book's column holds: with a higher one the whole push would come to nothing. */
const highestNumber = 2_147_483_647

async function open(item: unknown, setting: string): Promise<Judged> {
  const id = isObject(item) && typeof item['id'] === 'string' ? item['id'].slice(0, 64) : ''
  const told = isObject(item) && Number.isSafeInteger(item['number']) && Number(item['number']) > 0 && Number(item['number']) <= highestNumber ? Number(item['number']) : null
  if (!v.is(revisionText, item)) return { id, revision: null, problem: 'not-valid', told }
  // The texts are taken out by name: what else the item carries is neither hashed nor stored.
  const text: RevisionText = { id: item.id, header: item.header, body: item.body, signature: item.signature }
  const checked = await whole(text)
  if (!checked.ok) return { id, revision: null, problem: checked.problem === 'not-valid' && isNewer(text.header) ? 'too-new' : checked.problem, told }
  if (checked.revision.header.setting !== setting) return { id, revision: null, problem: 'wrong-setting', told }
  return { id, revision: checked.revision, problem: null, told }
}

/** Nesting deep enough to exhaust the stack is not a revision either. */
async function whole(text: RevisionText): ReturnType<typeof checkRevision> {
  try {
    return await checkRevision(text, sha256)
  } catch {
    // What cannot be written in canonical form was not written by it.
    return { ok: false, problem: 'not-valid' }
  }
}

/** A whole header of a kind that a later endpoint will know: offered again by itself after this one was updated. */
function isNewer(headerText: string): boolean {
  const header = v.safeParse(v.pipe(v.string(), v.parseJson(), v.looseObject({ v: v.unknown(), act: v.unknown() })), headerText)
  if (!header.success) return false
  const { v: envelope, act } = header.output
  return (typeof envelope === 'number' && envelope > 1) || (typeof act === 'string' && !(acts as readonly string[]).includes(act))
}

function problemWithForm({ header, body }: Revision): Refusal | null {
  const form = formOf(header.kind)
  if (!form || header.version > form.version) return 'too-new'
  // Only an erasure takes a body away, and an erasure is the endpoint's own.
  if (!body) return 'not-valid'
  // What several keep is never closed by one of them: every later edit of a child would be late, for good.
  if (header.act === 'close' && form.keeping === 'joint') return 'not-valid'
  if ((header.act === 'sign' || header.act === 'countersign') && Object.keys(body.changes).length > 0) return 'not-valid'
  if (form.fits && !form.fits(header.record, body.changes)) return 'not-valid'
  return misfits(form, broughtUp(form, header.version, body.changes)).length > 0 ? 'not-valid' : null
}

/** Changes written by an older app, as today's form names them. */
function broughtUp(form: Definition, from: number, changes: Changes): Changes {
  let now = changes
  for (let version = from; version < form.version; version++) {
    const step = form.upgrade?.[version]
    if (step) now = Object.assign({}, ...Object.entries(now).map(([part, value]) => step(part, value))) as Changes
  }
  return now
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

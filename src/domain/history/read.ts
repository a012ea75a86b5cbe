import type { AnswersOf, Definition } from '../schema/definition'
import { addendumWords, answersFrom, paperPart, questionWords } from '../schema/definition'
import type { Changes, Fields, Parts, Value } from '../schema/field'
import { order } from './order'
import type { Act, Revision } from './revision'
import { byText, trueTime } from './revision'

/** Who made a change, when, with which version of the form. */
export interface Source {
  readonly revision: string
  readonly author: string
  readonly at: number
  readonly skewMs: number | null
  readonly version: number
}
/** One change to a part that no later change has replaced. */
export interface Candidate {
  readonly value: Value | null
  readonly source: Source
}
/** Changes made outside a frozen record: an addendum on purpose, a late edit because its author did not know. */
export interface Outside {
  readonly source: Source
  readonly changes: Changes
}

/**
 * What a record's revisions come to, as plain data: kept on disk, sent as a first sync, extended by later revisions.
 *
 * Nothing here is merged: every part keeps all the changes that nobody who saw them has replaced.
 */
export interface Checkpoint {
  readonly v: 1
  readonly record: string
  readonly kind: string
  /** The highest form version among the revisions. */
  readonly version: number
  /** By `field/part`: `[index into sources, value]`, in order. */
  readonly parts: Readonly<Record<string, readonly (readonly [number, Value | null])[]>>
  readonly sources: readonly Source[]
  /** The revisions nobody has built on yet, sorted: what the next revision names in `after`. */
  readonly heads: readonly string[]
  readonly count: number
  readonly first: Source
  readonly latest: Source
  readonly freeze: (Source & { readonly act: Act }) | null
  /** Two adults or tablets closed it apart: until the endpoint has said which stands. */
  readonly contested: boolean
  readonly late: readonly Outside[]
  readonly addenda: readonly Outside[]
  readonly withdrawn: Source | null
  /** Seniors who read it after it was signed; left out while there are none. */
  readonly countersigned?: readonly Source[]
  /** Adults who each began it before they had seen another’s beginning, as far as its signature knew of them, sorted; left out where one did. */
  readonly begunBy?: readonly string[]
}

const sourceOf = ({ id, header }: Revision): Source => ({
  revision: id, author: header.author, at: header.at, skewMs: header.skewMs, version: header.version,
})
const freezes = (act: Act): boolean => act === 'close' || act === 'sign'
const begins = ({ header: { act, after } }: Revision): boolean => after.length === 0 && (act === 'edit' || freezes(act))

/**
 * Folds revisions over an earlier checkpoint of the same record, or over nothing.
 *
 * The revisions are put in causal order first, so the order in which they reached this tablet cannot matter. The fold is
 * `exact` when every revision had seen the whole of the earlier checkpoint and none of its parents is missing; otherwise
 * the result is the best that can be shown, and the record's whole history is needed. Null: there was nothing to fold.
 */
export function fold(root: Checkpoint | null, revisions: readonly Revision[]): { checkpoint: Checkpoint; exact: boolean } | null {
  const ordered = order(revisions, root?.heads ?? [])
  const first = ordered.revisions[0]
  if (!first) return root && { checkpoint: root, exact: true }
  const { sees, exact } = ordered

  const isRoot = new Map(root?.sources.map((source) => [source.revision, source]))
  const frozenBefore = root?.freeze ?? null
  const rivals = ordered.revisions.filter(
    (one) => freezes(one.header.act) && !ordered.revisions.some((other) => other !== one && freezes(other.header.act) && sees(one, other.id)),
  )
  const freezing = frozenBefore ? null : (rivals[0] ?? null)
  const inPast = (one: Revision) => !frozenBefore && (!freezing || one === freezing || sees(freezing, one.id))

  const parts = new Map<string, { source: Source; value: Value | null }[]>()
  for (const [part, candidates] of Object.entries(root?.parts ?? {})) {
    parts.set(part, candidates.flatMap(([index, value]) => (root?.sources[index] ? [{ source: root.sources[index], value }] : [])))
  }
  const late = [...(root?.late ?? [])]
  const addenda = [...(root?.addenda ?? [])]
  const countersigned = [...(root?.countersigned ?? [])]
  let withdrawn = root?.withdrawn ?? null

  for (const one of ordered.revisions) {
    const source = sourceOf(one)
    const { act } = one.header
    const changes = one.body?.changes ?? {}
    if (act === 'withdraw') withdrawn ??= source
    else if (act === 'addendum') addenda.push({ source, changes })
    else if (act === 'countersign') countersigned.push(source)
    else if (!inPast(one)) {
      if (Object.keys(changes).length > 0) late.push({ source, changes })
    } else {
      for (const [part, value] of Object.entries(changes)) {
        const standing = (parts.get(part) ?? []).filter(({ source: { revision } }) => !(isRoot.has(revision) ? ordered.seesRoot(one) : sees(one, revision)))
        parts.set(part, [...standing, { source, value }])
      }
    }
  }

  const begunBy = [...new Set([...(root ? whoBegan(root) : [first.header.author]), ...ordered.revisions.filter((one) => begins(one) && inPast(one)).map(({ header }) => header.author)])].sort(byText)
  const last = ordered.revisions.at(-1) ?? first
  const latest = root && trueTime(root.latest) > trueTime(last.header) && !ordered.seesRoot(last) ? root.latest : sourceOf(last)
  const checkpoint: Checkpoint = {
    v: 1,
    record: first.header.record,
    kind: first.header.kind,
    version: Math.max(root?.version ?? 0, ...ordered.revisions.map(({ header }) => header.version)),
    ...packed(parts),
    heads: ordered.heads,
    count: (root?.count ?? 0) + ordered.revisions.length,
    first: root?.first ?? sourceOf(first),
    latest,
    freeze: frozenBefore ?? (freezing && { ...sourceOf(freezing), act: freezing.header.act }),
    contested: (root?.contested ?? false) || (frozenBefore ? rivals.some((one) => !ordered.seesRoot(one)) : rivals.length > 1),
    late,
    addenda,
    withdrawn,
    ...(countersigned.length > 0 ? { countersigned } : {}),
    ...(begunBy.length > 1 ? { begunBy } : {}),
  }
  return { checkpoint, exact }
}

/** Each source once, numbered as it is met, so that a record of twenty answers by one adult names them once. */
function packed(parts: ReadonlyMap<string, readonly { source: Source; value: Value | null }[]>): Pick<Checkpoint, 'parts' | 'sources'> {
  const sources: Source[] = []
  const index = new Map<string, number>()
  const out: Record<string, [number, Value | null][]> = {}
  for (const part of [...parts.keys()].sort(byText)) {
    out[part] = (parts.get(part) ?? []).map(({ source, value }) => {
      let at = index.get(source.revision)
      if (at === undefined) {
        at = sources.push(source) - 1
        index.set(source.revision, at)
      }
      return [at, value]
    })
  }
  return { parts: out, sources }
}

/** A record as a form reads it. */
export interface Reading<F extends Fields = Fields> {
  readonly answers: AnswersOf<Definition<F>>
  /** The parts the answers were read from: a draft is laid over these. */
  readonly shown: Parts
  /** Parts with more than one standing value, for a person to choose between: never a row's rank, nor when a paper was written. */
  readonly clashes: readonly string[]
  /** Every standing value of each part, in order; equal values are one, attributed to the first. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>
  readonly checkpoint: Checkpoint
  /** Written by a newer app than this one: shown as far as it is understood, kept whole, not to be edited here. */
  readonly newer: boolean
}

/** Reads a checkpoint through a form, bringing older answers up to the form's version part by part. */
export function view<F extends Fields>(form: Definition<F>, checkpoint: Checkpoint): Reading<F> {
  const candidates = new Map<string, Candidate[]>()
  const stand = (name: string, one: Candidate) => {
    const others = candidates.get(name)
    if (!others) candidates.set(name, [one])
    else if (!others.some(({ value }) => JSON.stringify(value) === JSON.stringify(one.value))) others.push(one)
  }
  for (const [part, standing] of Object.entries(checkpoint.parts)) {
    for (const [index, value] of standing) {
      const source = checkpoint.sources[index]
      if (!source) continue
      // Nearly every part is of the form's own version: nothing is made of it on the way.
      if (source.version >= form.version) stand(part, { value, source })
      else for (const [name, now] of Object.entries(upgraded(form, source.version, part, value))) stand(name, { value: now, source })
    }
  }
  const shown: Record<string, Value> = {}
  const clashes: string[] = []
  for (const [part, standing] of candidates) {
    const value = standing.findLast((candidate) => candidate.value !== null)?.value
    if (value !== undefined && value !== null) shown[part] = value
    if (standing.length > 1 && !part.endsWith('/rank') && part !== paperPart && !isOfGoneRow(part, candidates)) clashes.push(part)
  }
  return { answers: answersFrom(form, shown), shown, clashes: clashes.sort(byText), candidates, checkpoint, newer: checkpoint.version > form.version }
}

/** A row that everyone took away is asked about no more, whatever stood open within it; if it comes back, so does the question. */
function isOfGoneRow(key: string, candidates: ReadonlyMap<string, readonly Candidate[]>): boolean {
  const [field = '', row = '', ...within] = key.split('/')
  const standing = within.length > 0 ? candidates.get(`${field}/${row}`) : undefined
  return standing !== undefined && standing.every(({ value }) => value === null)
}

function upgraded(form: Definition, from: number, part: string, value: Value | null): Changes {
  let changes: Changes = { [part]: value }
  for (let version = from; version < form.version; version++) {
    const step = form.upgrade?.[version]
    if (step) changes = Object.assign({}, ...Object.entries(changes).map(([name, one]) => step(name, one))) as Changes
  }
  return changes
}

/**
 * Reads a record from its revisions.
 *
 * Nothing is merged into storage; a reading is worked out again whenever a revision arrives. Null: no revisions.
 */
export function read<F extends Fields>(form: Definition<F>, revisions: readonly Revision[]): Reading<F> | null {
  const folded = fold(null, revisions)
  return folded && view(form, folded.checkpoint)
}

/** Whose record it is: its author, or all who began it apart. */
export const whoBegan = ({ begunBy, first }: Checkpoint): readonly string[] => begunBy ?? [first.author]

/** A reviewer's question that nobody who began the record has answered by adding words since; null when none is open. */
export function openQuestion(checkpoint: Checkpoint): Outside | null {
  const { addenda } = checkpoint
  const authors = whoBegan(checkpoint)
  const asked = addenda.findLastIndex(({ changes }) => changes[questionWords] !== undefined)
  const answered = addenda.some(({ source }, index) => index > asked && authors.includes(source.author))
  return asked < 0 || answered ? null : (addenda[asked] ?? null)
}

/** The words of an addendum, if it has any. */
export const wordsAdded = (addendum: Outside): string => {
  const words = addendum.changes[addendumWords] ?? addendum.changes[questionWords]
  return typeof words === 'string' ? words : ''
}

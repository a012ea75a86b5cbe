import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { acts } from '../../src/domain/history/revision'
import type { Revision } from '../../src/domain/history/revision'
import { forms } from '../../src/domain/records/catalogue'
import type { Field } from '../../src/domain/schema/field'
import type { TestTablet } from '../support/enrolled-tablet'
import { adultIds, author } from './door'
import { anyTree, anyWord, textOf } from './tree'

/**
 * A push as data: good rows, and rows that a tablet gone bad (or somebody with its key) sends beside them. Bad ones are
 * whole: hashed and signed as any other, so that they get as far as they can.
 */
export type Row =
  | { readonly good: 'note' | 'incident' }
  | { readonly text: string }
  | { readonly sealed: Sealed }
export interface Sealed {
  readonly kind: string
  readonly act: string
  readonly author: string
  /** Null: one of its own. */
  readonly record: string | null
  readonly at: number
  readonly skewMs: number | null
  readonly version: number
  /** The good row before it is its parent. */
  readonly follows: boolean
  readonly changes: readonly (readonly [string, unknown])[]
  /** Written over the header, and beside it in the push. */
  readonly over: readonly (readonly [string, unknown])[]
  readonly beside: readonly (readonly [string, unknown])[]
}

const extremes = [0, -1, 1, 9_007_199_254_740_991, -9_007_199_254_740_991, 8_640_000_000_000_000, -8_640_000_000_000_000, 8_640_000_000_000_001, 253_402_300_800_000, -62_135_596_800_000, 1e15, -1e15]
const instant = fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }) }, { weight: 1, arbitrary: fc.constantFrom(...extremes) })
const ids = fc.constantFrom('moss', 'gwen', 'i1', 'i1', 'amira', 'nobody', '__proto__', 'constructor', 'toString', 'a', 'x'.repeat(64), 'told-odd', 'plan-moss-plan-1')
const walls = fc.constantFrom('2026-11-24T10:41', '2026-11-24 10:41', '0000-01-01T00:00', '9999-12-31T23:59', '2026-02-31T10:00', '2026-10-25T01:30', '2026-03-29T01:30', '2026-11-24T10:41:09', '2026-11-24T24:00', '1900-01-01T00:00', 'tomorrow')
const zones = fc.constantFrom('Europe/London', 'Nowhere/Else', '', '\u0000', 'UTC', '+25:99', 'Etc/GMT+14', '__proto__', 'Europe/London\n', '-00:00', 'x'.repeat(64))
const codes = fc.constantFrom('yes', 'no', 'none', 'force', 'a', '0', 'x'.repeat(64), 'constructor', '__proto__', 'has-own', 'told', 'wizard', 'senco', 'Not A Code')
const ranks = fc.constantFrom('a0', 'a1', 'Zz', 'a0V', 'a', '', 'a00', 'zzzz', '~', 'b'.repeat(300))
const moment = fc.record({ wall: walls, zone: zones, precision: fc.constantFrom('exact', 'about', 'band'), band: codes, ms: fc.oneof(instant, fc.constant(1.5)) }, { requiredKeys: ['wall', 'zone', 'precision'] })
const duration = fc.record({ minutes: fc.constantFrom(0, 5, 0.1, 10_080, 10_081, 1e-7, null), precision: fc.constantFrom('exact', 'about', 'band'), band: codes }, { requiredKeys: ['minutes', 'precision'] })
const days = fc.constantFrom('2026-11-24', '2026-02-31', '0000-01-01', '9999-12-31', '2026-13-01')

/** A part of an answer and what it holds: mostly what the shape takes, at its edges. */
function partOf(field: Field): fc.Arbitrary<readonly [string, unknown]> {
  const whole = (value: fc.Arbitrary<unknown>) => value.map((one): readonly [string, unknown] => ['', one])
  switch (field.shape) {
    case 'text': return whole(anyWord)
    case 'choice': return whole(codes)
    case 'choices': return codes.map((code): readonly [string, unknown] => [code, true])
    case 'scale': return whole(fc.constantFrom(field.from, field.to, 0, -0, field.to + 1, 0.5))
    case 'scores': return fc.tuple(ids, fc.constantFrom(field.from, field.to, 0)).map(([who, score]): readonly [string, unknown] => [who, score])
    case 'drawing': return whole(fc.constantFrom('10,20 14,26;300,40 310,44', '9999,9999', '1,1', '', '1,2;', '0,0 '.repeat(2_000).trim()))
    case 'day': return whole(days)
    case 'moment': return whole(moment)
    case 'duration': return whole(duration)
    case 'person':
    case 'record': return whole(ids)
    case 'people':
    case 'refs': return ids.map((id): readonly [string, unknown] => [id, true])
    case 'rows': return fc.tuple(ids, fc.oneof(
      fc.constant(['', true] as readonly [string, unknown]), fc.constant(['', null] as readonly [string, unknown]), ranks.map((rank): readonly [string, unknown] => ['rank', rank]),
      ...Object.entries(field.of).map(([name, sub]) => partOf(sub).map(([part, value]): readonly [string, unknown] => [part === '' ? name : `${name}/${part}`, value])),
    )).map(([row, [name, value]]): readonly [string, unknown] => [name === '' ? row : `${row}/${name}`, value])
  }
}

const changeOf = (kind: string): fc.Arbitrary<readonly [string, unknown]> => {
  const fields = Object.entries(forms.find((form) => form.kind === kind)?.fields ?? {})
  const own = fields.map(([name, field]) => partOf(field).map(([part, value]): readonly [string, unknown] => [`${name}/${part}`, value]))
  const always: fc.Arbitrary<readonly [string, unknown]>[] = [
    anyWord.map((words): readonly [string, unknown] => ['addendum/', words]), moment.map((value): readonly [string, unknown] => ['paper/', value]),
  ]
  return fc.oneof(...own, ...always)
}
const oddChange = fc.tuple(fc.constantFrom('__proto__', '__proto__/', 'constructor/', 'words', '/', '', 'words/words/', 'rows/__proto__/__proto__'), fc.oneof(anyWord, fc.constantFrom<unknown>(null, 1e308, true, [], {}, [1])))
const oddOver = fc.tuple(
  fc.constantFrom('v', 'setting', 'record', 'kind', 'version', 'act', 'after', 'author', 'device', 'at', 'skewMs', 'bodyHash', '__proto__', 'extra', 'toJSON'),
  fc.oneof(anyWord, instant, fc.constantFrom<unknown>(null, true, [], {}, 2, [''], ['x'], Array.from({ length: 201 }, () => `1${'A'.repeat(43)}`))),
)
/** What the endpoint and every tablet work most out of. */
const oftener = ['incident', 'incident', 'incident', 'incident', 'telling', 'telling', 'child', 'child', 'adult', 'adult', 'term-calendar', 'plan', 'quick-record', 'abc']
const sealed: fc.Arbitrary<Sealed> = fc.constantFrom(...forms.map(({ kind }) => kind), ...oftener, 'unheard-of', '__proto__').chain((kind) => fc.record({
  kind: fc.constant(kind),
  act: fc.oneof({ weight: 6, arbitrary: fc.constantFrom('edit', 'edit', 'close', 'sign') }, { weight: 2, arbitrary: fc.constantFrom(...acts, 'burn') }),
  author: fc.oneof({ weight: 5, arbitrary: fc.constant(author) }, { weight: 1, arbitrary: fc.constantFrom(...adultIds, 'la', 'nobody', '__proto__') }),
  record: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: ids }),
  at: instant,
  skewMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.oneof(instant, fc.constant(null)) }),
  version: fc.oneof({ weight: 8, arbitrary: fc.constant(forms.find((form) => form.kind === kind)?.version ?? 1) }, { weight: 1, arbitrary: fc.constantFrom(1, 2, 99, 9e15) }),
  follows: fc.boolean(),
  changes: fc.array(fc.oneof({ weight: 12, arbitrary: changeOf(kind) }, { weight: 1, arbitrary: oddChange }), { maxLength: 8 }),
  over: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(oddOver, { maxLength: 2 }) }),
  beside: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fc.tuple(fc.constantFrom('number', 'seq', '__proto__', 'id', 'body', 'signature'), fc.oneof(instant, anyWord, fc.constantFrom<unknown>(2 ** 31, 1.5, null))), { maxLength: 2 }) }),
}))

export const aPush: fc.Arbitrary<readonly Row[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Row>({ good: 'note' }, { good: 'incident' }) },
    { weight: 5, arbitrary: sealed.map((one) => ({ sealed: one })) },
    { weight: 1, arbitrary: anyTree.map((tree) => ({ text: textOf(tree) })) },
  ),
  { minLength: 2, maxLength: 9 },
)

export interface Made {
  /** The body of the request. */
  readonly body: string
  readonly good: readonly Revision[]
  /** How many items it has, where it is JSON. */
  readonly isJson: boolean
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')
let count = 0

/** Writes, hashes and signs what the rows say. */
export async function made(rows: readonly Row[], tablet: TestTablet, setting: string): Promise<Made> {
  const good: Revision[] = []
  const items: string[] = []
  for (const row of rows) {
    count += 1
    if ('good' in row) {
      const one = await tablet.make({ record: `good-${count}`, kind: row.good === 'note' ? 'quick-record' : 'incident', version: forms.find(({ kind }) => kind === (row.good === 'note' ? 'quick-record' : 'incident'))?.version ?? 1, author, changes: row.good === 'note' ? { 'words/': `Sat by the door, time ${count}.` } : { 'before/': 'The bell rang.' } })
      good.push(one)
      items.push(JSON.stringify(one.text))
    } else if ('text' in row) items.push(row.text)
    else items.push(await sealedText(row.sealed, { tablet, setting, parent: good.at(-1) }))
  }
  const body = `{"device":${JSON.stringify(tablet.device)},"epoch":null,"revisions":[${items.join(',')}]}`
  return { body, good, isJson: isJson(body) }
}

async function sealedText(given: Sealed, { tablet, setting, parent }: { tablet: TestTablet; setting: string; parent: Revision | undefined }): Promise<string> {
  const follows = given.follows && parent
  const body = written({ salt: 'A'.repeat(22), changes: entries(given.changes) })
  const header = written({
    v: 1, setting, record: follows ? parent.header.record : (given.record ?? `odd-${count}`), kind: given.kind, version: given.version, act: given.act, after: follows ? [parent.id] : [], author: given.author,
    device: tablet.device, at: given.at, skewMs: given.skewMs, bodyHash: sha256(body), ...entries(given.over),
  })
  const id = `1${sha256(header)}`
  return JSON.stringify({ id, header, body, signature: await tablet.hand.sign(id), ...entries(given.beside) })
}

/** `__proto__` is a key like any other here. */
const entries = (all: readonly (readonly [string, unknown])[]): Record<string, unknown> => Object.fromEntries(all)
function written(value: unknown): string {
  try {
    return canonicalize(value) ?? 'null'
  } catch {
    // What canonical JSON will not say is said as it comes.
    return JSON.stringify(value)
  }
}
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Then the whole message is refused, and nothing of it is kept.
    return false
  }
}

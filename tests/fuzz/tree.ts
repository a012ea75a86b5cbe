import fc from 'fast-check'

/** JSON as it is written and not as it is meant: a leaf is any text, and a key may come twice. */
export type Tree = { readonly raw: string } | { readonly list: readonly Tree[] } | { readonly pairs: readonly (readonly [string, Tree])[] }

export function textOf(tree: Tree): string {
  if ('raw' in tree) return tree.raw
  if ('list' in tree) return `[${tree.list.map(textOf).join(',')}]`
  return `{${tree.pairs.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`).join(',')}}`
}

export const said = (value: unknown): Tree => ({ raw: JSON.stringify(value) })

/** In every word that is made up here, so that an answer or a line of the log that repeats one is found. */
export const canary = 'Quillfeather'

/** What a word may hold that somebody did not think of. */
export const oddWords: readonly string[] = [
  '', ' ', canary, `${canary}\u0000`, `\ud800${canary}`, `${canary}\udfff`, `\u202e${canary}`, `${canary} and ${'e\u0301'.repeat(40)}`, '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty',
  '../../../../etc/passwd', `'; drop table revision; -- ${canary}`, `<script>${canary}</script>`, `=cmd|' /C calc'!A0`, '%00', '%s%n%x', '${jndi:ldap://x}', 'null', 'undefined', 'NaN', '-0', '1e400', 'true',
  '\ufeff', '\u2028\u2029', '🦔'.repeat(20), 'ﷺ'.repeat(50), 'ليلى الفراشة', '9007199254740993', '-1', '0x10', '1_000', '٣', 'İ', 'ß', canary.repeat(60), 'x'.repeat(70_000),
]
export const anyWord: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddWords) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }).map((words) => `${canary}${words}`) },
)
/** As it can stand in JSON, and as it cannot. */
export const oddNumbers: readonly string[] = [
  '0', '-0', '1', '-1', '0.5', '1e400', '-1e400', '1e-400', '9007199254740991', '-9007199254740991', '9007199254740992', '9223372036854775808', '2147483648', '-2147483649', '32768', '1.7976931348623157e308',
  '8640000000000001', '-8640000000000001', '253402300800000', 'NaN', 'Infinity', '01', '.5', '1.', '+1', '0x1', '1e', '--1',
]
const deep = (open: string, close: string) => ({ raw: `${open.repeat(3_000)}${close.repeat(3_000)}` })
const leaf: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 3, arbitrary: anyWord.map(said) },
  { weight: 3, arbitrary: fc.constantFrom(...oddNumbers).map((raw) => ({ raw })) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, [null], [[]], { a: 1 }).map(said) },
  { weight: 1, arbitrary: fc.constantFrom<Tree>(deep('[', ']'), deep('{"a":', '}'), { raw: '' }, { raw: '"' }, { raw: "'a'" }, { raw: '"\\u00"' }, { raw: '"\\ud800"' }, { raw: '{"__proto__":{"a":1}}' }, { raw: '/**/1' }) },
)
const anyKey = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'id', 'header', 'body', 'code', 'length', '', '\u0000', 'number'), fc.string({ maxLength: 8 }))
/** Anything at all. */
export const anyTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(tie('tree'), { maxLength: 4 }).map((list) => ({ list })) },
    { weight: 1, arbitrary: fc.array(fc.tuple(anyKey, tie('tree')), { maxLength: 4 }).map((pairs) => ({ pairs })) },
  ),
})).tree

/** A message as its schema asks for it, spoilt here and there. `hints` are what a real one would say, by the key it stands under. */
export function fromSchema(schema: JsonSchema, hints: Readonly<Record<string, readonly string[]>>, key = ''): fc.Arbitrary<Tree> {
  const hinted = hints[key]
  const right = hinted ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...hinted).map(said) }, { weight: 1, arbitrary: plain(schema, hints) }) : plain(schema, hints)
  return fc.oneof({ weight: 14, arbitrary: right }, { weight: 1, arbitrary: anyTree })
}

export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema | boolean
  readonly minItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
}

function plain(schema: JsonSchema, hints: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Tree> {
  if (schema.const !== undefined) return fc.constant(said(schema.const))
  if (schema.enum) return fc.constantFrom(...schema.enum).map(said)
  if (schema.anyOf && schema.anyOf.length > 0) return fc.oneof(...schema.anyOf.map((one) => plain(one, hints)))
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'object': return objectOf(schema, hints)
    case 'array': return fc.array(typeof schema.items === 'object' ? fromSchema(schema.items, hints) : anyTree, { minLength: Math.min(schema.minItems ?? 0, 2), maxLength: 4 }).map((list) => ({ list }))
    case 'string': return wordsOf(schema).map(said)
    case 'integer':
    case 'number': return fc.oneof(fc.integer().map(said), fc.constantFrom(...oddNumbers).map((raw) => ({ raw })))
    case 'boolean': return fc.boolean().map(said)
    case 'null': return fc.constant(said(null))
    default: return anyTree
  }
}

function wordsOf({ pattern, minLength = 0, maxLength = 60 }: JsonSchema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.oneof({ weight: 3, arbitrary: fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 500 }) }, { weight: 1, arbitrary: anyWord })
  return fc.oneof(fc.string({ minLength: Math.min(minLength, 400), maxLength: Math.min(maxLength, 400) }), anyWord)
}

/** Now and then a key is left out, comes twice, or is one that nobody asked for. */
function objectOf({ properties = {}, required = [] }: JsonSchema, hints: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<Tree> {
  const keys = Object.entries(properties).map(([name, schema]) =>
    fc.tuple(fromSchema(schema, hints, name), fc.integer({ min: 0, max: 39 })).map(([value, lot]): (readonly [string, Tree])[] => {
      if (lot === 0 || (lot < 16 && !required.includes(name))) return []
      return lot === 39 ? [[name, value], [name, value]] : [[name, value]]
    }),
  )
  return fc.tuple(fc.tuple(...keys), fc.oneof({ weight: 9, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fc.tuple(anyKey, anyTree), { maxLength: 2 }) }))
    .map(([own, more]) => ({ pairs: [...own.flat(), ...more] }))
}

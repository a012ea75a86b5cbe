import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { Asked } from './door'
import type { JsonSchema } from './tree'
import { anyTree, anyWord, canary, fromSchema, oddWords, textOf } from './tree'

/** As much of the published description as is asked for here. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly parameters?: readonly { readonly name: string; readonly schema: JsonSchema }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } }
}

/** What a real message would say, by the key it stands under. */
const hints: Readonly<Record<string, readonly string[]>> = {
  device: ['{{device}}', '{{otherDevice}}'], code: ['WILLOW-9753', 'GWEN-9753', canary], adult: ['gwen', 'nobody'], setting: ['willow-hall', 'mill-lane'], publicKey: ['{{publicKey}}'],
  epoch: ['{{epoch}}', '00000000-0000-4000-8000-000000000000'], record: ['moss', 'gwen'], id: ['{{revision}}'], ids: ['{{revision}}'],
}
const queryHints: Readonly<Record<string, readonly string[]>> = { ...hints, after: ['0', '1', '{{mark}}', '999999999', '9007199254740991'], limit: ['1', '500', '0', '501'] }
/** A page's mark is ours, and a stranger can write another in its place. */
const mark = fc.record({ epoch: fc.constantFrom('{{epoch}}', canary), asOf: number(), rank: number(), firstSeq: number() }, { requiredKeys: [] })
function number(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: -2, max: 5 }), fc.double(), fc.constantFrom(1.5, -0, 9e15, 1e300, 2 ** 31, 2 ** 63, 40_000))
}
const madeMark = mark.map((made) => `((mark ${JSON.stringify(made)}))`)

const tokens = ['post', 'read', 'otherPost', 'otherRead', 'lostPost', 'lostRead'] as const
const authorization = (right: string | undefined): fc.Arbitrary<string | null> => fc.oneof(
  { weight: 12, arbitrary: fc.constant(right === undefined ? null : `Bearer {{${right}}}`) },
  { weight: 2, arbitrary: fc.constantFrom(...tokens).map((name) => `Bearer {{${name}}}`) },
  { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Bearer ', 'bearer {{post}}', 'Basic Z3dlbjpnd2Vu', 'Bearer {{post}} {{read}}', 'Bearer willow-hall.{{device}}.xxxxxxxxxxxxxxxxxxxxxxxx', `Bearer ${'a.'.repeat(2_000)}`, 'Bearer __proto__.constructor.xxxxxxxxxxxxxxxxxxxxxxxx', "Bearer willow-hall'--.x.xxxxxxxxxxxxxxxxxxxxxxxx") },
)
/** Headers that nobody needs and somebody sends. */
const oddHeaders: readonly (readonly [string, string])[] = [
  ['Content-Type', 'text/html'], ['Content-Type', 'application/json; charset=utf-16'], ['Content-Type', 'multipart/form-data'], ['Content-Type', ''],
  ['Content-Encoding', 'gzip'], ['Content-Encoding', 'br, gzip, zip-bomb'], ['Accept-Encoding', 'gzip'], ['Accept', 'text/html'], ['Expect', '100-continue'], ['Expect', canary],
  ['Range', 'bytes=0-1,5-2'], ['If-None-Match', '*'], ['If-Modified-Since', 'never'], ['X-Forwarded-For', `${canary}, ::1`], ['X-HTTP-Method-Override', 'DELETE'], ['Origin', 'null'],
  ['Host', canary], ['Host', ''], ['Cookie', `a=${canary}; `.repeat(100)], ['X-Odd', 'x'.repeat(12_000)], ['Upgrade', 'websocket'], ['Accept-Language', '\u00ff\u00fe'], ['Access-Control-Request-Method', 'PUT'],
]
const headers = (right: string | undefined): fc.Arbitrary<Asked['headers']> =>
  fc.tuple(authorization(right), fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...oddHeaders), { maxLength: 3, selector: ([name]) => name }) }))
    .map(([given, odd]) => [...(given === null ? [] : [['Authorization', given] as const]), ...odd])

/** A text as its tree says, or with its end cut off, something after it, or something else altogether. */
const bodyOf = (schema: JsonSchema): fc.Arbitrary<string> => fc.oneof(
  { weight: 20, arbitrary: fromSchema(schema, hints).map(textOf) },
  { weight: 2, arbitrary: fc.tuple(fromSchema(schema, hints).map(textOf), fc.double({ min: 0, max: 1, noNaN: true })).map(([text, part]) => text.slice(0, Math.floor(text.length * part))) },
  { weight: 1, arbitrary: fromSchema(schema, hints).map((tree) => `${textOf(tree)}${textOf(tree)}`) },
  { weight: 1, arbitrary: anyTree.map(textOf) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\ufeff{}', '<html></html>', 'device=x&epoch=y', '\u0000'.repeat(200), `"${canary}`, gzipSync(JSON.stringify({ device: 'x', epoch: null, revisions: [] })).toString('latin1')) },
)
const how = fc.oneof({ weight: 10, arbitrary: fc.constant('at once' as const) }, { weight: 1, arbitrary: fc.constantFrom('slow' as const, 'chunked' as const, 'cut' as const) })
const oddMethods = ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'POST', 'GET'] as const

/** Requests to everything that the description names. */
export function described(description: Description, base: string): fc.Arbitrary<Asked> {
  const all = Object.entries(description.paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]): fc.Arbitrary<Asked> => {
    const right = Object.keys(operation.security?.[0] ?? {})[0]
    const schema = operation.requestBody?.content['application/json'].schema
    const usual = method.toUpperCase()
    return fc.record({
      method: fc.oneof({ weight: 15, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...oddMethods) }),
      path: queryOf(operation).map((query) => `${base}${path}${query}`),
      headers: headers(right),
      body: schema ? bodyOf(schema) : fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyWord }),
      how,
    })
  }))
  return fc.oneof(...all)
}

function queryOf({ parameters = [] }: Operation): fc.Arbitrary<string> {
  const given = parameters.map(({ name }) => {
    const known = queryHints[name] ?? []
    const value = fc.oneof(...(known.length > 0 ? [{ weight: 6, arbitrary: fc.constantFrom(...known) }] : []), ...(name === 'after' ? [{ weight: 4, arbitrary: madeMark }] : []), { weight: 2, arbitrary: anyWord.map((words) => words.slice(0, 3_000)) })
    return fc.tuple(value, fc.integer({ min: 0, max: 9 })).map(([words, lot]) => (lot < 3 ? [] : lot === 9 ? [`${name}=${encoded(words)}`, `${name}=1`] : [`${name}=${encoded(words)}`]))
  })
  const odd = fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.constantFrom(['%E0%A4%A=1'], ['__proto__=1'], ['after[]=1'], ['&&&='], ['=%00'], [`x=${'y'.repeat(6_000)}`]) })
  return fc.tuple(...given, odd).map((parts) => (parts.flat().length > 0 ? `?${parts.flat().join('&')}` : ''))
}

/** Lone surrogates cannot be written in an address; names to be filled in stay as they are. */
const encoded = (words: string): string => (words.startsWith('{{') || words.startsWith('((') ? words : encodeURIComponent(words.replace(/\p{Surrogate}/gu, '\ufffd')))

/** Addresses that are none of ours, and the pages of the app. */
export const elsewhere = (base: string): fc.Arbitrary<Asked> => fc.record({
  method: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('GET', 'POST') }, { weight: 1, arbitrary: fc.constantFrom(...oddMethods) }),
  path: fc.oneof(
    fc.constantFrom(
      '/', '/healthz', '/readyz', '/metrics', '/%', '/%00', '/a%00b.js', '/%ff', '/%2e%2e/%2e%2e/etc/passwd', '/../../etc/passwd', '/..%2f..%2fetc%2fpasswd', '/assets/', '/assets', '/assets/app.js', '/assets/%00.js', '/assets/none.js', '/assets/..%5c..%5cx',
      '//evil.example/', '///', '/index.html/', '/.git/config', '/service-worker.js', '/?{{post}}', `/${'a/'.repeat(3_000)}`, `/${'b'.repeat(9_000)}`, `/${'%F0%9F%A6%94'.repeat(300)}`, '/a b', '/a\tb', '*', 'http://evil.example/api/v1/pull', '/api', '/api/', '/API/V1/PULL',
      ...['', '/', '/push/', '/push?', '//push', '/pull#after', '/%70ull', '/openapi.json', '/push/../pull', '/pull%00', `/${canary}`, '/__proto__', '/constructor'].map((rest) => `${base}${rest}`),
    ),
    fc.webPath(), anyWord.map((words) => `/${encoded(words.slice(0, 2_000))}`),
  ),
  headers: headers('read'),
  body: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...oddWords) }),
  how,
})

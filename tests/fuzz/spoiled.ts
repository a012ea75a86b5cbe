import fc from 'fast-check'

/** What may come back in an answer's place, as a number of ways to spoil the one that was on its way. */
export interface Spoiling {
  /** Which of the round's answers, counted from 0. */
  readonly answer: number
  readonly how:
    | { readonly cutAt: number }
    | { readonly instead: string }
    | { readonly status: number }
    | { readonly at: number; readonly put: string }
    | { readonly without: number }
}

const pages = ['', '<!doctype html><title>Blocked</title>', '{}', 'null', '[]', '"ok"', '{"code":"trouble"}', '{"code":"quite-new"}', '{"code":["revoked"]}', `${'['.repeat(5_000)}`, '{"rows":[],"__proto__":{"ok":true}}', '\u0000']
/** None of them is what was asked for. */
const odd = ['null', '"x"', '1.5', '-0.5', '1e400', '9007199254740992', '[]', '{}', 'true', '[null]', '{"__proto__":1}', '"\\u0000"', '"\\ud800"', '[[[[[[]]]]]]']
export const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  answer: fc.nat(6),
  how: fc.oneof(
    fc.record({ cutAt: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }) }),
    fc.record({ instead: fc.constantFrom(...pages) }),
    fc.record({ status: fc.constantFrom(204, 301, 400, 401, 403, 404, 413, 418, 429, 500, 502, 503) }),
    fc.record({ at: fc.nat(400), put: fc.constantFrom(...odd) }),
    fc.record({ without: fc.nat(200) }),
  ),
})

export async function spoiled(answer: Response, { how }: Spoiling): Promise<Response> {
  const text = await answer.text()
  if ('status' in how) return new Response(how.status === 204 ? null : text, { status: how.status, headers: { 'content-type': 'text/html', 'retry-after': 'soon' } })
  if ('cutAt' in how) return new Response(text.slice(0, Math.floor(text.length * how.cutAt)), { status: answer.status })
  if ('instead' in how) return new Response(how.instead, { status: answer.status })
  const put = 'put' in how ? how.put : ''
  const value = /(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false|null)(?=[,\]}])/g
  const pair = /"\w+":(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false|null),/g
  // Other words in place of words, or none, would be a lie of the endpoint itself, which may erase: no line and no filter tells one.
  const places = [...text.matchAll('at' in how ? value : pair)].filter(([what]) => !('at' in how) || !what.startsWith('"') || !/^["n]/.test(put))
  const place = places[('at' in how ? how.at : how.without) % Math.max(1, places.length)]
  if (!place) return new Response(text, { status: answer.status })
  return new Response(`${text.slice(0, place.index)}${put}${text.slice(place.index + place[0].length)}`, { status: answer.status })
}

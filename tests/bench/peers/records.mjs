// The records that every data layer is given: the same ones in every browser and every server.

/** Records about each child. */
export const perChild = 200
const from = Date.parse('2025-09-01T08:00:00Z')
const vocabulary = 'sat under the table and would not say why then asked for the blue cushion counted to ten with me and came back to carpet when bell rang lunch queue was long hall noisy door frame held on both hands breathing slowly looked at fish tank waited by trains showed picture card first then'.split(' ')
const places = ['class', 'hall', 'playground', 'corridor', 'toilets', 'other']

/** Mulberry32: the same numbers everywhere. */
function chance(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
const hex = (next, digits) => Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('')
function words(next, letters) {
  let text = ''
  while (text.length < letters) text += `${vocabulary[Math.floor(next() * vocabulary.length)]} `
  return text.trimEnd()
}

export const childOf = (index) => `child-${String(index).padStart(3, '0')}`
export const childrenIn = (count) => Math.max(1, Math.ceil(count / perChild))
export const author = 'amira'

/** Record number `index` of `count`: 2.4 to 3.8 KB as JSON, one every ten minutes, the children in turn. */
export function recordAt(index, count) {
  const next = chance(index + 1)
  const long = () => words(next, 300 + Math.floor(next() * 260))
  const at = from + index * 600_000
  return {
    id: `${hex(next, 8)}-${hex(next, 4)}-7${hex(next, 3)}-9${hex(next, 3)}-${hex(next, 12)}`,
    child: childOf(index % childrenIn(count)),
    kind: 'abc',
    author,
    at,
    when: { wall: new Date(at).toISOString().slice(0, 16), zone: 'Europe/London', precision: 'exact' },
    place: places[Math.floor(next() * places.length)],
    placeWords: words(next, 40),
    activity: words(next, 120),
    before: long(),
    saw: long(),
    intensity: 1 + Math.floor(next() * 5),
    after: long(),
    helped: long(),
    communication: long(),
    childWords: words(next, 120),
  }
}
export const recordsOf = (count) => Array.from({ length: count }, (_, index) => recordAt(index, count))

/** What a later edit makes of one answer. `turn` makes it another text each time. */
export const editedText = (record, turn) => `Edited ${turn}: ${words(chance(turn * 7_919 + record.at % 9_973), 300)}`
/** Which records are changed elsewhere, spread over all children. */
export const changedIn = (records, many) => Array.from({ length: many }, (_, index) => records[Math.floor((index * records.length) / many)])

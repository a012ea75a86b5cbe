// @vitest-environment node
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { revise, sha256, sign } from '../../../tests/support/revisions'
import { printSeed, runs, seed } from '../../../tests/support/seed'
import { toBase64Url } from './base64url'
import { read } from './read'
import { abc } from '../records/abc'
import type { RevisionText } from './revision'
import { checkRevision, headerSchema, makeRevision, openRevision, signedBytes, trueTime } from './revision'

beforeAll(() => printSeed('revisions'))

const hash = async (text: string) => toBase64Url(await sha256(new TextEncoder().encode(text)))
/** A revision whose header and body say exactly this, hashed as a sender would. */
async function sent(header: string, body: string | null): Promise<RevisionText> {
  return { id: `1${await hash(header)}`, header, body, signature: '' }
}
const salt = 'AAAAAAAAAAAAAAAAAAAAAA'
async function withBody(body: string, over: Record<string, unknown> = {}): Promise<RevisionText> {
  const { header } = await revise()
  const fields = Object.entries({ ...header, bodyHash: await hash(body), ...over }).sort(([a], [b]) => (a < b ? -1 : 1))
  return sent(JSON.stringify(Object.fromEntries(fields)), body)
}

describe('making a revision', () => {
  test('its texts are canonical, its id is the hash of its header, and it checks as it was made', async () => {
    const made = await revise({
      after: [`1${'b'.repeat(43)}`, `1${'a'.repeat(43)}`, `1${'b'.repeat(43)}`],
      changes: { 'saw/': 'cried', 'before/': 'queue' },
    })
    expect(made.text.body).toBe(`{"changes":{"before/":"queue","saw/":"cried"},"salt":"${salt}"}`)
    expect(made.header.after).toEqual([`1${'a'.repeat(43)}`, `1${'b'.repeat(43)}`])
    expect(made.id).toBe(`1${await hash(made.text.header)}`)
    expect(await checkRevision(made.text, sha256)).toEqual({ ok: true, revision: made })
    expect(openRevision(made.text)).toEqual(made)
  })

  test('what is signed is the id, and the signature travels beside the texts', async () => {
    const signed: string[] = []
    const made = await makeRevision(
      { ...(await revise()).header, changes: {} },
      { sha256, salt: new Uint8Array(16), sign: (bytes) => (signed.push(new TextDecoder().decode(bytes)), sign()) },
    )
    expect(signed).toEqual([made.id])
    expect(new TextDecoder().decode(signedBytes(made.id))).toBe(made.id)
    expect(made.text.signature).toHaveLength(86)
  })

  test('the same words twice are told apart by their salt, so nobody can confirm a guess', async () => {
    const [one, other] = [await revise({ changes: { 'before/': 'queue' } }, 1), await revise({ changes: { 'before/': 'queue' } }, 2)]
    expect(one.header.bodyHash).not.toBe(other.header.bodyHash)
    expect(one.id).not.toBe(other.id)
  })

  test.each([
    ['NUL', 'qu\0eue', 'queue'],
    ['a high surrogate alone', 'queue\uD83D', 'queue'],
    ['a low surrogate alone', '\uDE00queue', 'queue'],
    ['two the wrong way round', 'qu\uDE00\uD83Deue', 'queue'],
    ['a whole emoji, which stays', 'queue 😀', 'queue 😀'],
    ['a family of joined emoji, which stays', '👩‍👧 and Moss', '👩‍👧 and Moss'],
    ['accents, which stay as typed', 'Zoe\u0308 and Zoë', 'Zoe\u0308 and Zoë'],
    ['a line end, which stays', 'one\r\ntwo\ttab', 'one\r\ntwo\ttab'],
  ])('%s', async (_name, typed, kept) => {
    const made = await revise({
      changes: { 'before/': typed, 'when/': { wall: '2026-11-24T10:41', zone: `Europe/${typed}`, precision: 'exact' } },
    })
    expect(made.body?.changes).toMatchObject({ 'before/': kept, 'when/': { zone: `Europe/${kept}` } })
    expect(await checkRevision(made.text, sha256)).toEqual({ ok: true, revision: made })
  })

  test('200,000 characters are kept, checked and read back', async () => {
    const long = 'Moss sat. 🌧️ '.repeat(20_000).slice(0, 200_000)
    const made = await revise({ changes: { 'before/': long } })
    const checked = await checkRevision(made.text, sha256)
    expect(checked.ok && read(abc, [checked.revision])?.answers.before === made.body?.changes['before/']).toBe(true)
  })

  test.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
  ])('%s is a bug and never an answer', async (_name, number) => {
    await expect(revise({ changes: { 'intensity/': number } })).rejects.toThrow()
  })
})

describe('a revision that was changed on its way', () => {
  test('is noticed whichever letter changed', async () => {
    const { text } = await revise({ changes: { 'before/': 'queue' } })
    const other = (letter: string | undefined) => (letter === 'a' ? 'b' : 'a')
    for (const part of ['id', 'header', 'body'] as const) {
      const whole = text[part] ?? ''
      for (let at = 0; at < whole.length; at++) {
        const changed = { ...text, [part]: whole.slice(0, at) + other(whole[at]) + whole.slice(at + 1) }
        expect(await checkRevision(changed, sha256), `${part}, letter ${at}`).toEqual({ ok: false, problem: 'not-whole' })
      }
    }
  })

  test('is noticed when a letter is added, taken away or two change places', async () => {
    const { text } = await revise({ changes: { 'before/': 'queue' } })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('header' as const, 'body' as const),
        fc.nat(),
        fc.constantFrom('add', 'take', 'swap'),
        async (part, place, how) => {
          const whole = text[part] ?? ''
          const at = place % (whole.length - 1)
          const [one = '', two = ''] = [whole[at], whole[at + 1]]
          const changed = whole.slice(0, at) + (how === 'add' ? ` ${one}${two}` : how === 'take' ? two : two + one) + whole.slice(at + 2)
          fc.pre(changed !== whole)
          expect(await checkRevision({ ...text, [part]: changed }, sha256)).toEqual({ ok: false, problem: 'not-whole' })
        },
      ),
      { seed, numRuns: runs(200) },
    )
  })

  test('another record’s body does not pass as this one’s', async () => {
    const [one, other] = [await revise({ changes: { 'before/': 'queue' } }), await revise({ changes: { 'before/': 'bell' } }, 1)]
    expect(await checkRevision({ ...one.text, body: other.text.body }, sha256)).toEqual({ ok: false, problem: 'not-whole' })
  })

  test('once its body is erased, header and hash go on verifying', async () => {
    const { text } = await revise({ changes: { 'before/': 'queue' } })
    expect(await checkRevision({ ...text, body: null }, sha256)).toMatchObject({ ok: true, revision: { body: null } })
  })
})

describe('a revision that is whole and yet none', () => {
  const body = `{"changes":{},"salt":"${salt}"}`
  test.each<[string, () => Promise<RevisionText>]>([
    ['no JSON', () => sent('Moss', null)],
    ['a list', () => sent('[]', null)],
    ['null', () => sent('null', null)],
    ['keys out of order', async () => sent((await revise()).text.header.replace(/^\{("act":"edit",)(.*)\}$/, '{$2,"act":"edit"}'), null)],
    ['a space too many', async () => sent(`${(await revise()).text.header} `, null)],
    ['a key twice', async () => sent((await revise()).text.header.replace('"act":"edit"', '"act":"close","act":"edit"'), null)],
    ['another envelope', () => withBody(body, { v: 2 })],
    ['an act nobody knows', () => withBody(body, { act: 'merge' })],
    ['an author with a slash', () => withBody(body, { author: '../amira' })],
    ['a parent that is no id', () => withBody(body, { after: ['1abc'] })],
    ['a version of nought', () => withBody(body, { version: 0 })],
    ['a time that is no whole number', () => withBody(body, { at: 1.5 })],
    ['a time in a year of five figures', () => withBody(body, { at: Date.UTC(12_000, 0) })],
    ['a time that no calendar has', () => withBody(body, { at: -9_007_199_254_740_991 })],
    ['a clock so wrong that it means such a time', () => withBody(body, { skewMs: 9_007_199_254_740_991 })],
    ['more parents than any record has heads', () => withBody(body, { after: Array.from({ length: 201 }, () => `1${'a'.repeat(43)}`) })],
    ['a body that is no JSON', () => withBody('{')],
    ['a body without a salt', () => withBody('{"changes":{}}')],
    ['a number no JSON reader keeps', () => withBody(`{"changes":{"intensity/":1e999},"salt":"${salt}"}`)],
    ['a number written another way', () => withBody(`{"changes":{"intensity/":3.0},"salt":"${salt}"}`)],
    [
      'a body nested past the stack',
      () => withBody(`{"changes":{"when/":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}},"salt":"${salt}"}`),
    ],
  ])('%s', async (_name, make) => {
    expect(await checkRevision(await make(), sha256)).toEqual({ ok: false, problem: 'not-valid' })
  })
})

test('keys that only a newer app knows are kept whole, in header and body alike', async () => {
  const text = await withBody(`{"changes":{"before/":"queue","path/":[1,2]},"mood":"calm","salt":"${salt}"}`, {
    zebra: { stripes: [1, 2] },
  })
  const checked = await checkRevision(text, sha256)
  expect(checked).toMatchObject({ ok: true, revision: { text, header: { zebra: { stripes: [1, 2] } }, body: { mood: 'calm' } } })
  expect(openRevision(text)).toEqual(checked.ok && checked.revision)
})

test('whatever is typed, a revision checks as it was made', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string({ maxLength: 300 }), value), fc.integer(), async (changes, at) => {
      const made = await revise({ changes, at })
      expect(await checkRevision(made.text, sha256)).toMatchObject({ ok: true, revision: { id: made.id, text: made.text } })
    }),
    { seed, numRuns: runs(200) },
  )
})

test('the time is told by the endpoint’s clock as well as this tablet knew it', () => {
  expect(trueTime({ at: 5_000, skewMs: 2_000 })).toBe(3_000)
  expect(trueTime({ at: 5_000, skewMs: null })).toBe(5_000)
})

test('a header is judged as it came and never rebuilt', () => {
  expect(headerSchema.type).toBe('loose_object')
})

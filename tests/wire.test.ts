// @vitest-environment node
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { toJsonSchema } from '@valibot/to-json-schema'
import canonicalize from 'canonicalize'
import type * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { bodySchema, headerSchema } from '../src/domain/history/revision'
import { usualWords } from '../src/domain/pack/words'
import { forms } from '../src/domain/records/catalogue'
import * as messages from '../src/protocol/messages'
import { apiBase } from '../src/protocol/version'

/**
 * What travels and rests is pinned, so that no change of it goes by unseen:
 *
 * - a form's **shape** is pinned for each version for ever: tablets that are weeks behind still write it. Another shape
 *   takes a new `version` (and, where answers move, an `upgrade` step), and a record under `tests/old-records/`;
 * - a form's **words** may be made better, if every code still means what it meant;
 * - a **message** may gain what the other side can do without. Any other change takes a new `apiBase`.
 *
 * `PIN_WIRE=1 npx vitest run tests/wire.test.ts` pins what is new, words and messages. It never pins a shape twice.
 */
interface Pins {
  readonly forms: Record<string, { shape: string; words: string }>
  readonly messages: Record<string, Record<string, string>>
  readonly envelope: Record<string, string>
}
const file = new URL('wire.pinned.json', import.meta.url)
const pinned = JSON.parse(readFileSync(file, 'utf8')) as Pins

// Through JSON first: rules are code, and have tests of their own.
const hash = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(JSON.parse(JSON.stringify(value))) ?? '')
    .digest('base64url')
    .slice(0, 22)
const worded = ['label', 'hint', 'title', 'anchors', 'row']
/** A definition with its words, or with all but its words. */
function only(value: unknown, words: boolean, within = false): unknown {
  if (Array.isArray(value)) return value.map((one) => only(one, words, within))
  if (typeof value !== 'object' || value === null) return words === within ? value : undefined
  return Object.fromEntries(
    // Which chip goes out by another changes nothing that rests: either may have come from a tablet of before.
    Object.entries(value).filter(([key]) => key !== 'none').map(([key, one]) => [
      key,
      only(one, words, typeof one === 'string' || key === 'anchors' ? worded.includes(key) || within : within),
    ]),
  )
}
const schema = (one: v.GenericSchema): string => hash(toJsonSchema(one, { errorMode: 'ignore' }))
const isSchema = (one: unknown): one is v.GenericSchema => typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'schema'

const now: Pins = {
  forms: Object.fromEntries(
    forms.map((form) => [`${form.kind}@${form.version}`, { shape: hash(only(form, false)), words: hash(only(form, true)) }]),
  ),
  messages: {
    [apiBase]: Object.fromEntries(Object.entries(messages).flatMap(([name, one]) => (isSchema(one) ? [[name, schema(one)]] : []))),
  },
  envelope: { header: schema(headerSchema), body: schema(bodySchema) },
}

if (process.env['PIN_WIRE']) {
  const kept = Object.fromEntries(
    Object.entries(now.forms).map(([name, one]) => [name, { ...one, ...(pinned.forms[name] && { shape: pinned.forms[name].shape }) }]),
  )
  const next: Pins = { forms: { ...pinned.forms, ...kept }, messages: { ...pinned.messages, ...now.messages }, envelope: now.envelope }
  writeFileSync(file, `${JSON.stringify(next, null, 2)}\n`)
}

describe('a form that changed its shape has a new version', () => {
  test.each(Object.entries(now.forms))('%s', (name, { shape }) => {
    expect(pinned.forms[name]?.shape, `${name}: raise its version, or pin it if it is new (see the top of this file)`).toBe(shape)
  })
})

describe('a form’s words changed on purpose', () => {
  test.each(Object.entries(now.forms))('%s', (name, { words }) => {
    expect(pinned.forms[name]?.words, `${name}: pin the words again, if every code still means what it meant`).toBe(words)
  })
})

test('no version that tablets have written was taken out of the pins', () => {
  for (const form of forms)
    for (let version = 1; version <= form.version; version++) expect(pinned.forms).toHaveProperty([`${form.kind}@${version}`])
})

describe('a message changed on purpose', () => {
  test.each(Object.entries(now.messages[apiBase] ?? {}))('%s', (name, message) => {
    expect(pinned.messages[apiBase]?.[name], `${name}: pin it again, if an older side can do without the change; else raise apiBase`).toBe(
      message,
    )
  })

  test('none went away', () => {
    expect(Object.keys(now.messages[apiBase] ?? {})).toEqual(expect.arrayContaining(Object.keys(pinned.messages[apiBase] ?? {})))
  })
})

test('the envelope of a revision is the same for ever', () => {
  expect(pinned.envelope).toEqual(now.envelope)
})

test.each(messages.refusals.map((code) => [code]))('the refusal “%s” has words for people, alone and within a sentence', (code) => {
  expect(usualWords[`refusal.${code}`]).toMatch(/^[A-Z]/)
  expect(usualWords[`reason.${code}`]).toMatch(/^[a-z]/)
})

test('another label is other words in the same shape; another code, another shape in the same words', () => {
  const form = { kind: 'abc', fields: { place: { shape: 'choice', label: 'Where?', options: [{ code: 'hall', label: 'Hall' }] } } }
  const relabelled = { ...form, fields: { place: { ...form.fields.place, label: 'Which place?' } } }
  const recoded = { ...form, fields: { place: { ...form.fields.place, options: [{ code: 'big-hall', label: 'Hall' }] } } }
  const both = (one: unknown) => [hash(only(one, false)), hash(only(one, true))]
  const [[shape, words], [sameShape, otherWords], [otherShape, sameWords]] = [both(form), both(relabelled), both(recoded)]
  expect([sameShape, sameWords]).toEqual([shape, words])
  expect(otherWords).not.toBe(words)
  expect(otherShape).not.toBe(shape)
})

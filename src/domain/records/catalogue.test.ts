// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { read } from '../history/read'
import type { Field } from '../schema/field'
import { adult, personFrom } from './adult'
import { abc } from './abc'
import { formOf, forms } from './catalogue'
import { calledName, child } from './child'
import { quickRecord } from './quick-record'

test('each form is found by its kind, and no other', () => {
  for (const form of forms) expect(formOf(form.kind)).toBe(form)
  expect(new Set(forms.map(({ kind }) => kind)).size).toBe(forms.length)
  expect(formOf('constructor')).toBeUndefined()
})

test.each([
  ['adult', 'joint'],
  ['child', 'joint'],
  ['quick-record', 'own'],
  ['abc', 'own'],
  ['observation', 'own'],
  ['de-escalation', 'own'],
  ['calm-script', 'joint'],
])('%s is kept as %s', (kind, keeping) => {
  expect(formOf(kind)?.keeping).toBe(keeping)
})

describe.each(forms.map((form) => [form.kind, form] as const))('%s', (_kind, form) => {
  const fields = Object.entries(form.fields).flatMap(([name, field]): [string, Field][] => [
    [name, field],
    ...(field.shape === 'rows' ? Object.entries(field.of) : []),
  ])
  test('has names and codes that stored data can keep for ever', () => {
    for (const [name, field] of fields) {
      expect(name).toMatch(/^[a-z][A-Za-z]*$/)
      expect(name).not.toBe('addendum')
      if ('options' in field) {
        const codes = field.options.map(({ code }) => code)
        expect(new Set(codes).size).toBe(codes.length)
        for (const code of codes) expect(code).toMatch(/^[a-z0-9][a-z0-9.-]{0,63}$/)
      }
    }
  })
  test('says one thing with one code, since a pack renames a code wherever it stands', () => {
    const labels = new Map<string, string>()
    for (const [, field] of forms.flatMap((one) => Object.entries(one.fields)).concat(fields)) {
      if (!('options' in field)) continue
      for (const { code, label } of field.options) expect(labels.set(code, labels.get(code) ?? label).get(code)).toBe(label)
    }
  })
})

test('what went well stands first among what we saw', () => {
  expect(quickRecord.fields.saw.options.slice(0, 3).map(({ label }) => label)).toEqual(['Calmed with help', 'Asked for help', 'Joined in'])
})

test('what could harm a child if it were seen is for those who may see it', () => {
  expect(
    Object.entries(child.fields)
      .filter(([, field]) => field.restricted)
      .map(([name]) => name),
  ).toEqual(['upn', 'sex', 'ethnicity', 'lookedAfter', 'socialWorker'])
})

test('what keeps a child safe at the door, or when held, is for every adult', () => {
  expect(child.fields.healthHeld.restricted).toBeUndefined()
  expect(child.fields.parents.of.contactLimits.restricted).toBeUndefined()
})

test('an ABC is about one child; the others near are not its subject', () => {
  expect(abc.fields.child.subject).toBe(true)
  expect(abc.fields.peers.subject).toBeUndefined()
})

test('a child is called by the name they answer to', () => {
  expect(calledName({ name: 'Moses Kettle', knownAs: 'Moss' })).toBe('Moss')
  expect(calledName({ name: 'Moses Kettle', knownAs: '' })).toBe('Moses Kettle')
})

test('the roster’s line for an adult leaves out roles this app does not know', async () => {
  const made = await revise({
    kind: 'adult',
    record: 'amira',
    changes: {
      'name/': 'Amira Applewhite',
      'roles/practitioner': true,
      'roles/wizard': true,
      'until/': '2026-12-18',
      'rooms/r1': true,
      'rooms/r1/rank': 'a0',
      'rooms/r1/name': 'Oak',
      'rooms/r2': true,
      'rooms/r2/rank': 'a1',
    },
  })
  const reading = read(adult, [made])
  expect(reading && personFrom(reading)).toEqual({
    id: 'amira',
    name: 'Amira Applewhite',
    shortName: 'Amira',
    roles: ['practitioner'],
    until: '2026-12-18',
    rooms: ['Oak'],
  })
})

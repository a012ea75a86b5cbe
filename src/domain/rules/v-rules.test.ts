// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { complete, held, secluded } from '../../../tests/support/incident'
import type { About, Person } from '../people'
import { may } from '../people'
import { account } from '../records/account'
import { telling } from '../records/telling'
import { blank } from '../schema/definition'
import { dutiesOf } from './duties'

/** Where each of the 36 rules for an incident is held to, by file and words of the test; or why it belongs to a later part. */
type Held = readonly { readonly file: string; readonly says: string }[]
const here = (file: string, ...says: string[]): Held => says.map((one) => ({ file: `src/domain/rules/${file}.test.ts`, says: one }))
const at = (file: string, ...says: string[]): Held => says.map((one) => ({ file: `src/${file}.test.ts`, says: one }))

const rules: Readonly<Record<string, Held | string>> = {
  V01: here('before-signing', 'what the record must say (V01, V02, V03)', 'of a record just opened everything is told at once'),
  V02: here('before-signing', 'what came before', 'what was tried first', 'what led up to it is asked of force alone'),
  V03: here('before-signing', 'whether the child was hurt', 'whether other children were hurt', 'whether adults were hurt'),
  V04: here('before-signing', 'kept in a room, or a mobility aid taken away (V04, V05)', 'longer than the ceiling'),
  V05: here('before-signing', 'aid not given back yet, and why'),
  V06: here('before-signing', 'why it was needed (V06)', 'words of a penalty are looked at again'),
  V07: [...here('v-rules', 'nobody signs for another'), ...at('server/incidents', 'an incident is signed by its author')],
  V08: here('before-signing', 'never a bar to signing (V08)'),
  V09: here('before-signing', 'names of other children in free text are warned about and never block (V09)'),
  V10: [...here('before-signing', 'a suggestion only (V10)'), ...here('wording', 'the words stay as they are')],
  V11: here('before-signing', 'times (V11)', 'end before start', 'the stamps decide'),
  V12: here('instants', 'in the hour that is lived twice', 'in the hour that is left out', 'minutes between two times'),
  V13: here('duties', 'the record (V13)', 'a hold over midnight is due on the day it ended'),
  V14: here('duties', 'telling a parent (V14, V21)', 'by phone alone'),
  V15: [...here('duties', 'late asks why and never blocks (V15)'), ...here('before-signing', 'late asks why, and blocks nothing (V15)')],
  V16: here('duties', 'told before they are collected (V16)'),
  V17: [...here('duties', '20 or over (V17)', 'born on 29 February'), ...here('age', 'the 20th birthday on the day')],
  V18: here('instants', 'is not to be trusted'),
  V19: here('duties', 'a parent who must not be told (V19, V22)', 'decided by the only adult who was there'),
  V20: here('duties', 'every parent excepted (V20)'),
  V21: here('duties', 'no answer says that a parent opted out'),
  V22: here('duties', 'in Early Years, by the safeguarding lead', 'decided with no reason'),
  V23: [...at('domain/history/read', 'takes dated words after it, never into its answers'), ...at('server/incidents', 'an edit to a signed record')],
  V24: at('domain/history/read.properties', 'every saved change stands'),
  V25: at('server/incidents', 'two tablets that send at once fill it without a gap'),
  V26: here('v-rules', 'several kinds of intervention are one incident'),
  V27: here('v-rules', 'whoever was not there says how they know'),
  V28: [...here('school-days', 'counting'), ...here('duties', 'that is said to be assumed (V28)')],
  V29: 'answers to requests for records are the office’s part; no form of an incident stands on them',
  V30: here('duties', 'RIDDOR, %s (V30)'),
  V31: here('duties', 'Ofsted, %s (V31)'),
  V32: 'belongs to the suspension form',
  V33: 'belongs to the managed-move form',
  V34: 'belongs to the reduced-timetable form',
  V35: at('server/county-facts', 'a word planted in every answer of every form reaches no fact'),
  V36: 'belongs to the county’s view, which hides small numbers; the facts it adds up are kept by then',
}

test('all 36 are here', () => {
  expect(Object.keys(rules)).toEqual(Array.from({ length: 36 }, (_, index) => `V${String(index + 1).padStart(2, '0')}`))
})

test.each(Object.entries(rules).flatMap(([rule, held]) => (typeof held === 'string' ? [] : held.map(({ file, says }) => [rule, file, says] as const))))('%s is held to in %s: “%s”', (_rule, file, says) => {
  expect(readFileSync(file, 'utf8')).toContain(says)
})

test.each(Object.entries(rules).flatMap(([rule, later]) => (typeof later === 'string' ? [[rule, later] as const] : [])))('%s comes later: %s', (_rule, reason) => {
  expect(reason.split(' ').length).toBeGreaterThan(3)
})

describe('V07', () => {
  const person = (id: string): Person => ({ id, name: id, shortName: id, roles: ['head', 'dsl', 'practitioner'], until: null, rooms: [] })
  const gwens: About = { kind: 'incident', keeping: 'joint', author: 'gwen', closed: false, mine: true, involved: true }
  test('nobody signs for another, whatever their role', () => {
    expect([may(person('gwen'), 'sign', gwens, '2026-11-24'), may(person('amira'), 'sign', gwens, '2026-11-24')]).toEqual([true, false])
    const own: About = { ...gwens, kind: account.kind, keeping: account.keeping }
    expect([may(person('gwen'), 'write', own, '2026-11-24'), may(person('amira'), 'write', own, '2026-11-24')]).toEqual([true, false])
  })
})

test('V26: several kinds of intervention are one incident, and each parent is told of them once', () => {
  const answers = complete({ interventions: [held(), secluded({ id: 'i2' }), held({ id: 'i3', kind: 'restraint' })] })
  const duties = dutiesOf({
    incident: { record: 'inc-1', answers, author: 'gwen', savedAt: 0, signedAt: null, countersigned: false },
    telling: blank(telling), children: new Map(), accounts: [], childDebriefs: [], adultDebriefs: [], profile: 'school', calendar: null, now: Date.parse('2026-11-24T11:00:00Z'), zone: 'Europe/London',
  })
  expect(duties.filter(({ code }) => code === 'tell-parent')).toHaveLength(1)
})

test('V27: whoever was not there says how they know, and from whom', () => {
  const { source, sourceWords } = account.fields
  expect(source.options.map(({ code }) => code)).toEqual(expect.arrayContaining(['took-part', 'heard']))
  expect(['took-part', 'heard'].map((code) => sourceWords.asked?.({ source: code, sourceWords: '' }))).toEqual([false, true])
})

// @vitest-environment node
import { describe, expect, test } from 'vitest'
import type { About, Doing, Person, Role } from './people'
import { isSenior, may, ownAdultParts, roles, worksOn } from './people'

const day = '2026-11-24'
const adult = (role: Role | readonly Role[], over: Partial<Person> = {}): Person => ({
  id: 'amira',
  name: 'Amira Applewhite',
  shortName: 'Amira',
  roles: typeof role === 'string' ? [role] : role,
  until: null,
  rooms: [],
  ...over,
})
const child: About = { kind: 'child', keeping: 'joint', author: 'gwen', closed: false, mine: false, record: 'moss' }
const mineChild: About = { ...child, mine: true }
const newAccount: About = { kind: 'abc', keeping: 'own', author: null, closed: false, mine: false }
const open: About = { ...newAccount, author: 'amira' }
const closed: About = { ...open, closed: true }
const theirsOpen: About = { ...newAccount, author: 'chris' }
const theirsClosed: About = { ...theirsOpen, closed: true }
const theirsMine: About = { ...theirsClosed, mine: true }
const plan: About = { kind: 'incident', keeping: 'joint', author: 'chris', closed: false, mine: true }
const newPlan: About = { ...plan, author: null }
const script: About = { kind: 'calm-script', keeping: 'joint', author: 'chris', closed: false, mine: false, record: 'calm-moss' }
const mineScript: About = { ...script, mine: true }
const newScript: About = { ...mineScript, author: null }
const other: About = { kind: 'adult', keeping: 'joint', author: 'gwen', closed: false, mine: false, record: 'chris' }
const newAdult: About = { ...other, author: null, record: 'supply' }
const self: About = { ...other, record: 'amira' }

// Yes for the roles named, no for all others.
const staff: Role[] = ['practitioner', 'key-person', 'senco', 'dsl', 'head', 'tutor', 'mental-health-lead']
const leads: Role[] = ['senco', 'dsl', 'head', 'mental-health-lead']
const seniors: Role[] = ['senco', 'dsl', 'head']
const scriptWriters: Role[] = [...seniors, 'tutor']
const withVisitor: Role[] = [...staff, 'visiting']
const table: [string, Doing, About, readonly Role[]][] = [
  ['opens a child’s record', 'read', child, withVisitor],
  ['changes a child’s record', 'write', child, staff],
  ['reads the sensitive answers of a child not theirs', 'read-sensitive', child, leads],
  ['reads the sensitive answers of their own child', 'read-sensitive', mineChild, [...leads, 'key-person']],
  ['begins an account', 'write', newAccount, withVisitor],
  ['goes on with their own open account', 'write', open, withVisitor],
  ['changes their own closed account', 'write', closed, []],
  ['adds to their own closed account', 'add-to', closed, withVisitor],
  ['adds to an account not yet closed', 'add-to', open, []],
  ['reads their own account', 'read', open, withVisitor],
  ['reads another’s open account', 'read', theirsOpen, []],
  ['reads another’s closed account about a child not theirs', 'read', theirsClosed, leads],
  ['reads another’s closed account about their own child', 'read', theirsMine, staff],
  ['changes another’s account', 'write', theirsOpen, []],
  ['changes another’s closed account', 'write', theirsMine, []],
  ['adds to another’s closed account', 'add-to', theirsMine, leads],
  ['begins a form that several keep', 'write', newPlan, staff],
  ['changes a form that several keep', 'write', plan, staff],
  ['reads any child’s calm script', 'read', script, withVisitor],
  ['changes the calm script of a child not theirs', 'write', script, scriptWriters],
  ['changes the calm script of their own child', 'write', mineScript, [...scriptWriters, 'key-person']],
  ['begins the calm script of their own child', 'write', newScript, [...scriptWriters, 'key-person']],
  ['adds words to a calm script', 'add-to', mineScript, []],
  ['reads sensitive answers of a calm script', 'read-sensitive', mineScript, []],
  ['sees who is on the roster', 'read', other, roles],
  ['adds an adult', 'write', newAdult, [...seniors, 'la']],
  ['changes another adult', 'write', other, [...seniors, 'la']],
  ['changes their own rooms', 'write', self, roles],
  ['reads sensitive answers of an adult', 'read-sensitive', other, []],
  ['adds words to an adult', 'add-to', self, []],
]

describe.each(table)('who %s', (_name, doing, about, allowed) => {
  test.each(roles.map((role) => [role, allowed.includes(role)] as const))('%s: %s', (role, expected) => {
    expect(may(adult(role), doing, about, day)).toBe(expected)
  })

  test('nobody without a role of the trade', () => {
    expect(may(adult([]), doing, about, day)).toBe(allowed.length === roles.length)
  })

  test('nobody the day after their last', () => {
    for (const role of roles) {
      expect(may(adult(role, { until: '2026-11-23' }), doing, about, day)).toBe(false)
      expect(may(adult(role, { until: day }), doing, about, day)).toBe(allowed.includes(role))
    }
  })
})

test('two roles give what either gives, and a governor who also teaches is a teacher', () => {
  expect(may(adult(['governor', 'practitioner']), 'read', child, day)).toBe(true)
  expect(may(adult(['governor', 'la']), 'read', child, day)).toBe(false)
})

test.each(roles.map((role) => [role, seniors.includes(role)] as const))('%s adds adults on a tablet: %s', (role, expected) => {
  expect(isSenior(adult(role))).toBe(expected)
})

test.each([
  [null, true],
  ['2026-11-25', true],
  ['2026-11-24', true],
  ['2026-11-23', false],
])('someone whose last day is %s works on 24 November: %s', (until, works) => {
  expect(worksOn(adult('practitioner', { until }), day)).toBe(works)
})

test.each([
  ['rooms/r1/name', true],
  ['rooms/r1', true],
  ['roles/head', false],
  ['until/', false],
  ['name/', false],
  ['roomsy/', false],
])('an adult may change “%s” of their own record: %s', (part, own) => {
  expect(ownAdultParts.test(part)).toBe(own)
})

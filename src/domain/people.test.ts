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
const incident: About = { kind: 'incident', keeping: 'joint', author: 'chris', closed: false, mine: false }
const mineIncident: About = { ...incident, mine: true }
const involvedIncident: About = { ...incident, involved: true }
const ownIncident: About = { ...incident, author: 'amira' }
const begunApart: About = { ...incident, begunBy: ['amira', 'chris'] }
const signed = (about: About): About => ({ ...about, closed: true })
const memory: About = { ...theirsClosed, kind: 'account' }
const openMemory: About = { ...theirsOpen, kind: 'account' }
const takenDown: About = { ...memory, takenFor: 'amira' }
const log: About = { kind: 'telling', keeping: 'joint', author: 'chris', closed: false, mine: false }
const wordsHere: About = { kind: 'setting-words', keeping: 'joint', author: 'chris', closed: false, mine: false, record: 'setting-words' }
const terms: About = { kind: 'term-calendar', keeping: 'joint', author: 'chris', closed: false, mine: false }
const tree: About = { kind: 'roots-and-fruits', keeping: 'joint', author: 'chris', closed: false, mine: false, record: 'tree-moss_1' }
const draft: About = { ...tree, kind: 'plan', record: 'plan-rrp-moss_1' }
const course: About = { kind: 'training', keeping: 'joint', author: 'chris', closed: false, mine: false }
const rest: About = { ...theirsClosed, kind: 'adult-debrief', sharedWith: null }
const ownRest: About = { ...open, kind: 'adult-debrief' }
const worry: About = { ...theirsClosed, kind: 'worry' }
const ownWorry: About = { ...closed, kind: 'worry' }
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
  ['reads an open account whose author has left', 'read', { ...theirsOpen, leftBehind: true, mine: true }, leads],
  ['goes on with an open account whose author has left', 'write', { ...theirsOpen, leftBehind: true }, []],
  ['adds to an open account whose author has left', 'add-to', { ...theirsOpen, leftBehind: true }, []],
  ['reads another’s closed account about a child not theirs', 'read', theirsClosed, leads],
  ['reads another’s closed account about their own child', 'read', theirsMine, staff],
  ['changes another’s account', 'write', theirsOpen, []],
  ['changes another’s closed account', 'write', theirsMine, []],
  ['adds to another’s closed account', 'add-to', theirsMine, leads],
  ['begins a form that several keep', 'write', newPlan, staff],
  ['changes a form that several keep', 'write', plan, staff],
  ['signs an incident they began', 'sign', ownIncident, staff],
  ['signs an incident another began', 'sign', signed(mineIncident), []],
  ['signs another’s incident in which they took part', 'sign', involvedIncident, []],
  ['signs an incident they began apart from its author', 'sign', begunApart, staff],
  ['signs an incident that two others began apart', 'sign', { ...involvedIncident, begunBy: ['chris', 'dov'] }, []],
  ['countersigns an incident they began apart from its author', 'countersign', signed(begunApart), []],
  ['countersigns an incident that two others began apart', 'countersign', signed({ ...incident, begunBy: ['chris', 'dov'] }), seniors],
  ['reads an incident they began apart from its author', 'read', begunApart, withVisitor],
  ['adds to a signed incident they began apart from its author', 'add-to', signed(begunApart), withVisitor],
  ['countersigns an incident that another signed', 'countersign', signed(incident), seniors],
  ['countersigns an incident nobody has signed', 'countersign', incident, []],
  ['countersigns their own incident', 'countersign', signed(ownIncident), []],
  ['signs an incident whose author has left', 'sign', { ...incident, leftBehind: true }, seniors],
  ['countersigns an incident that they signed in the place of its author', 'countersign', signed({ ...incident, leftBehind: true, signedBy: 'amira' }), []],
  ['countersigns an incident that another signed in the place of its author', 'countersign', signed({ ...incident, leftBehind: true, signedBy: 'dov' }), seniors],
  ['reads an incident of a child not theirs', 'read', incident, leads],
  ['reads an incident of their own child', 'read', mineIncident, staff],
  ['reads an incident in which they took part', 'read', involvedIncident, staff],
  ['reads an incident they began', 'read', ownIncident, withVisitor],
  ['adds to another’s signed incident', 'add-to', signed(mineIncident), leads],
  ['adds to a signed incident in which they took part', 'add-to', signed(involvedIncident), withVisitor],
  ['adds to an incident not yet signed', 'add-to', ownIncident, []],
  ['reads sensitive answers of an incident', 'read-sensitive', mineIncident, leads],
  ['reads who was told', 'read', log, staff],
  ['writes who was told', 'write', log, staff],
  ['signs who was told', 'sign', log, []],
  ['reads why a parent must not be told', 'read-sensitive', { ...log, mine: true }, leads],
  ['reads the term dates', 'read', terms, withVisitor],
  ['changes the term dates', 'write', terms, seniors],
  ['reads the words used here', 'read', wordsHere, withVisitor],
  ['changes the words used here', 'write', wordsHere, ['tutor', 'senco', 'head']],
  ['reads another’s closed account of an incident', 'read', memory, leads],
  ['reads another’s closed account of an incident about their own child', 'read', { ...memory, mine: true }, staff],
  ['reads another’s closed account of an incident they were in', 'read', { ...memory, involved: true }, staff],
  ['reads another’s account before closing their own', 'read', { ...memory, mine: true, involved: true, owesAccount: true }, []],
  ['reads another’s account that is still being written', 'read', { ...openMemory, mine: true, involved: true, owesAccount: false }, []],
  ['reads an open account of an incident whose author has left', 'read', { ...openMemory, leftBehind: true, involved: true }, leads],
  ['reads it before closing their own', 'read', { ...openMemory, leftBehind: true, owesAccount: true }, []],
  ['reads the open debrief of an adult who has left', 'read', { ...ownRest, author: 'chris', closed: false, leftBehind: true }, []],
  ['reads their own account while they owe it', 'read', { ...open, kind: 'account', owesAccount: true }, withVisitor],
  ['reads an account written down for them', 'read', takenDown, withVisitor],
  ['reads an account written down for them while they owe one', 'read', { ...takenDown, owesAccount: true }, withVisitor],
  ['reads an account for them that is still being written', 'read', { ...takenDown, closed: false }, []],
  ['confirms or adds to an account written down for them', 'add-to', takenDown, withVisitor],
  ['adds to an account for them that is still being written', 'add-to', { ...takenDown, closed: false }, []],
  ['changes an account written down for them', 'write', takenDown, []],
  ['signs an account written down for them', 'sign', takenDown, []],
  ['reads an account written down for another', 'read', { ...takenDown, takenFor: 'gwen' }, leads],
  ['adds to an account written down for another', 'add-to', { ...takenDown, takenFor: 'gwen' }, leads],
  ['adds to an adult’s debrief that names them so', 'add-to', { ...rest, takenFor: 'amira' }, []],
  ['signs an account', 'sign', { ...ownIncident, kind: 'account', keeping: 'own' }, []],
  ['reads their own debrief', 'read', ownRest, withVisitor],
  ['reads another adult’s debrief', 'read', rest, []],
  ['reads another adult’s debrief of an incident about their own child', 'read', { ...rest, mine: true, involved: true }, []],
  ['reads an adult’s debrief that was shared with another', 'read', { ...rest, sharedWith: 'gwen' }, []],
  ['reads an adult’s debrief that was shared with them', 'read', { ...rest, sharedWith: 'amira' }, withVisitor],
  ['reads an adult’s debrief that is to be shared with them, before it is closed', 'read', { ...rest, sharedWith: 'amira', closed: false }, []],
  ['adds to an adult’s debrief that was shared with them', 'add-to', { ...rest, sharedWith: 'amira' }, []],
  ['adds to their own debrief once it is closed', 'add-to', { ...ownRest, closed: true }, withVisitor],
  ['adds to their own debrief before it is closed', 'add-to', ownRest, []],
  ['says that they are worried', 'write', { ...newAccount, kind: 'worry' }, withVisitor],
  ['reads the worry they wrote', 'read', ownWorry, withVisitor],
  ['reads another’s worry about a child not theirs', 'read', worry, ['dsl']],
  ['reads another’s worry about their own child', 'read', { ...worry, mine: true }, ['dsl']],
  ['adds to another’s worry', 'add-to', { ...worry, mine: true }, ['dsl']],
  ['reads sensitive answers of a worry', 'read-sensitive', ownWorry, []],
  ['reads any child’s calm script', 'read', script, withVisitor],
  ['changes the calm script of a child not theirs', 'write', script, scriptWriters],
  ['changes the calm script of their own child', 'write', mineScript, [...scriptWriters, 'key-person']],
  ['begins the calm script of their own child', 'write', newScript, [...scriptWriters, 'key-person']],
  ['adds words to a calm script', 'add-to', mineScript, []],
  ['reads sensitive answers of a calm script', 'read-sensitive', mineScript, []],
  ['reads a tree of a child not theirs', 'read', tree, [...leads, 'tutor']],
  ['reads a tree of their own child', 'read', { ...tree, mine: true }, withVisitor],
  ['changes a tree of a child not theirs', 'write', tree, [...leads, 'tutor']],
  ['changes a tree of their own child', 'write', { ...tree, mine: true }, staff],
  ['signs a tree', 'sign', { ...tree, mine: true }, []],
  ['reads what is kept close on a tree of their own child', 'read-sensitive', { ...tree, mine: true }, [...leads, 'key-person']],
  ['reads any child’s plan', 'read', draft, staff],
  ['reads the plan of a child they visit', 'read', { ...draft, mine: true }, withVisitor],
  ['reads what is kept close in the plan of a child not theirs', 'read-sensitive', draft, leads],
  ['writes the plan of a child not theirs', 'write', draft, [...leads, 'tutor']],
  ['writes the plan of their own child', 'write', { ...draft, mine: true }, staff],
  ['agrees the plan of a child not theirs', 'sign', draft, [...leads, 'tutor']],
  ['agrees the plan of their own child', 'sign', { ...draft, mine: true }, [...leads, 'tutor', 'key-person']],
  ['changes a plan that was agreed', 'write', signed({ ...draft, mine: true }), []],
  ['agrees a plan that was agreed', 'sign', signed({ ...draft, mine: true }), []],
  ['adds words to a plan that was agreed', 'add-to', signed({ ...draft, mine: true }), staff],
  ['adds words to a draft', 'add-to', { ...draft, mine: true }, []],
  ['reads how any plan is going', 'read', { ...draft, kind: 'plan-going' }, staff],
  ['writes how the plan of a child not theirs is going', 'write', { ...draft, kind: 'plan-going' }, [...leads, 'tutor']],
  ['reads the one-page profile of any child', 'read', { ...tree, kind: 'one-page-profile' }, staff],
  ['reads the support of a child not theirs', 'read', { ...tree, kind: 'support' }, [...leads, 'tutor']],
  ['audits the need of a child not theirs', 'write', { ...tree, kind: 'audit-of-need' }, [...leads, 'tutor']],
  ['says that they have read a plan', 'write', { ...newAccount, kind: 'plan-reading' }, withVisitor],
  ['hands papers about a child on', 'write', { ...newAccount, kind: 'handover' }, [...leads, 'key-person']],
  ['reads who was trained', 'read', course, staff],
  ['writes who was trained', 'write', course, [...seniors, 'tutor']],
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

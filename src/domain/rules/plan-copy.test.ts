import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { forParent, planInWords, sayForParent } from './plan-copy'
import type { PlanAnswers } from './plan-state'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
const others = [{ id: 'pip', names: ['Pip Marmalade', 'Pip', 'Marmalade'] }, { id: 'may', names: ['May'] }, { id: 'juniper', names: ['杜松'] }]
const answers: PlanAnswers = {
  ...blank(plan), child: 'moss', planKind: 'rrp', needs: 'KEPT CLOSE', tier: 'tier-2', childWhyNot: 'STAFF ONLY', helpsMe: 'Sits with Pip. Lego.', strengths: '和杜松画画',
  triggers: [{ id: 't1', rank: 'a0', words: 'When PIP shouts, or Pip’s friends do', sources: ['record-1'], except: 'It may pass', exceptSources: ['record-2'], from: ['row-1'] }],
  parents: [{ id: 'p1', rank: 'a0', name: 'Fern', state: 'gave-view', way: 'ask-phone', askedOn: '2026-11-20', whyNot: 'STAFF ONLY', words: 'Marmalade came too' }],
  flow: [{ id: 'f1', rank: 'a0', step: 'flow-early', see: 'Looks for Pip', act: 'Wait', yes: '', sources: ['record-1'] }],
  reviewOn: '2026-12-18',
}

test('what a parent may have holds no other child’s name, no answer for staff, and nothing kept close', () => {
  const own = forParent(answers, { others, say })
  const bytes = JSON.stringify(own)
  for (const gone of ['Pip', 'PIP', 'Marmalade', 'KEPT', 'STAFF', 'record-', 'row-', 'tier-2', 'ask-phone', '2026-11-20']) expect(bytes).not.toContain(gone)
  expect(own).toMatchObject({
    child: 'moss', helpsMe: 'Sits with another child. Lego.', strengths: '和another child画画', needs: '', flow: [{ id: 'f1', rank: 'a0', see: 'Looks for another child', act: 'Wait', sources: [] }],
    // A name that is a word as well stays a word without its capital.
    triggers: [{ words: 'When another child shouts, or another child’s friends do', except: 'It may pass' }],
  })
})

test('what one parent said, thinks and signed is in their own copy and in no other; without a reader in none', () => {
  const apart: PlanAnswers = {
    ...answers,
    parents: [...answers.parents, { id: 'p2', rank: 'a1', name: 'Bracken', state: 'gave-view', way: 'ask-post', askedOn: null, whyNot: '', words: 'Not at Fern’s' }],
    views: [{ id: 'v1', rank: 'a0', who: 'Bracken', parent: [], section: 'flow', view: 'view-disagree', words: 'Nobody asked me', on: null }],
    signatures: [
      { id: 's1', rank: 'a0', who: 'signs-parent', name: 'Bracken', ticks: [], how: 'signed-paper', drawn: null, words: '', on: null },
      { id: 's2', rank: 'a1', who: 'signs-coordinator', name: 'Gwen', ticks: ['tick-read'], how: 'signed-here', drawn: null, words: '', on: null },
    ],
  }
  const copy = (reader: string | null) => {
    const { parents, views, signatures } = forParent(apart, { others, say, reader })
    return [parents.map(({ id }) => id), views.map(({ id }) => id), signatures.map(({ id }) => id)]
  }
  expect([copy('p1'), copy('p2'), copy(null)]).toEqual([[['p1'], [], ['s2']], [['p2'], ['v1'], ['s1', 's2']], [[], [], ['s2']]])
})

test('a plan is said section by section, rows in questions of their own, days as people say them', () => {
  expect(planInWords(answers, { kind: 'rrp', say, face: {} }).map(({ section, lines }) => [section, lines.map(({ label, words, rows }) => [label, words, ...rows.map((row) => row.map((one) => `${one.label}: ${one.words}`))])])).toEqual([
    ['about', [['What helps me', 'Sits with Pip. Lego.'], ['Strengths and interests', '和杜松画画']]],
    ['child-voice', [['Why not yet', 'STAFF ONLY']]],
    ['parent-voice', [['Parents and carers', '', ['Name: Fern', 'Asked?: Gave their view', 'How are they asked?: By phone', 'Asked on: 20 November 2026', 'Why not yet: STAFF ONLY', 'What they say: Marmalade came too']]]],
    ['triggers', [['Triggers', '', ['What sets it off: When PIP shouts, or Pip’s friends do', 'When it did not happen: It may pass']]]],
    ['flow', [['What we see, what we do', '', ['Kind of step: Early signs', 'What we see: Looks for Pip', 'What we say and do: Wait']]]],
    ['review', [['Look at it again on', '18 December 2026']]],
  ])
})

test('what is kept close is said to those who may read it, and to no parent', () => {
  const understand = (face: object) => planInWords(answers, { kind: 'rrp', say, face }).some(({ section }) => section === 'understand')
  expect([understand({ sensitive: true }), understand({ sensitive: false }), understand({ audience: 'parent', sensitive: true })]).toEqual([true, false, false])
})

test('a parent’s copy calls things plainly, and a setting’s own word for it comes first', () => {
  const theirs = sayForParent({ called: 'Moss', say })
  expect([theirs.word('plan.triggers.label', 'Triggers'), theirs.word('code.holds', 'Physical intervention'), theirs.word('plan.helpsMe.label', 'What helps me')]).toEqual(['What happens before', 'If an adult may have to hold Moss', 'What helps me'])
  const own = sayForParent({ called: 'Moss', say: { ...say, word: (key, usual) => (key === 'for-parent.plan.triggers.label' ? 'What is hard for {name}' : usual) } })
  expect(own.word('plan.triggers.label', 'Triggers')).toBe('What is hard for Moss')
})

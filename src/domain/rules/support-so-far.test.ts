// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { support } from '../records/support'
import { blank } from '../schema/definition'
import type { Row, RowsField, Say } from '../schema/field'
import { addedRow } from '../schema/field'
import type { PlanVersion } from './plan-state'
import { provisionMap, provisionOffers, supportHistory } from './support-so-far'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
const row = <F extends RowsField>(field: F, id: string, given: object) => addedRow(field, [], id, given as Partial<Row>) as unknown as Row & Record<string, never>
const provision = (id: string, given: object) => row(support.fields.provision, id, given) as never

test('a provision map goes by tier and then by day, and what has no tier stands last', () => {
  const rows = [provision('late', { tier: 'tier-2', from: '2026-10-01' }), provision('none', {}), provision('never', { tier: 'tier-2' }), provision('early', { tier: 'tier-2', from: '2026-09-01' }), provision('all', { tier: 'tier-1' })]
  expect(provisionMap(rows).map(({ tier, rows: of }) => [tier, of.map((one) => (one as Row).id)])).toEqual([['tier-1', ['all']], ['tier-2', ['early', 'late', 'never']], [null, ['none']]])
  expect(provisionMap([])).toEqual([])
})

test('the history of support says when each began, ended, was asked and answered, the oldest first and what has no day last', () => {
  const answers = {
    ...blank(support),
    provision: [provision('p1', { words: 'Drum box', from: '2026-09-07', to: '2026-10-02', who: 'Amira', impact: 'impact-none', impactWords: 'Left as often.' })],
    advice: [row(support.fields.advice, 'a1', { service: 'DSPL 2', askedOn: '2026-09-20', askedFor: 'Ideas for lunch', answerOn: '2026-09-30', answer: 'answer-advice', advice: 'A visual plan' }) as never],
    parentContacts: [row(support.fields.parentContacts, 'm1', { on: null, who: 'Fern Kettle', how: 'A call', words: 'Rings on Fridays' }) as never],
    scores: [row(support.fields.scores, 's1', { which: 'boxall', on: '2026-09-01', result: '41' }) as never],
  }
  expect(supportHistory(answers, say)).toEqual([
    { day: '2026-09-01', kind: 'scored', row: 's1', title: 'Boxall Profile', words: '41' },
    { day: '2026-09-07', kind: 'began', row: 'p1', title: 'Drum box', words: 'Amira' },
    { day: '2026-09-20', kind: 'asked', row: 'a1', title: 'DSPL 2', words: 'Ideas for lunch' },
    { day: '2026-09-30', kind: 'answered', row: 'a1', title: 'DSPL 2', words: 'They gave advice. A visual plan' },
    { day: '2026-10-02', kind: 'ended', row: 'p1', title: 'Drum box', words: 'Made no difference. Left as often.' },
    { day: null, kind: 'met', row: 'm1', title: 'Fern Kettle. A call', words: 'Rings on Fridays' },
  ])
})

test('what a plan says was tried is offered once, as it was found last, with its records and the plan among them', () => {
  const strategy = (id: string, given: object) => row(plan.fields.strategies, id, given) as never
  const version = (number: number, strategies: readonly never[], impacts: readonly object[] = []): PlanVersion => ({
    record: `plan-rrp-moss_${number}`, kind: 'rrp', version: number, checkpoint: null as never, state: 'agreed', stale: [],
    answers: { ...blank(plan), cycle: number, tier: 'tier-2', inUseFrom: '2026-09-01', strategies }, going: { impacts } as never,
  })
  const plans = [
    version(1, [strategy('s1', { words: 'Drum box', impact: 'impact-too-soon', sources: ['abc-1'] }), strategy('s2', { words: 'Seat by the door', impact: 'impact-harder' })]),
    version(2, [strategy('s1', { words: 'drum  box', impact: 'impact-too-soon', sources: ['abc-2'] })], [{ id: 's1', impact: 'impact-helped', words: 'Four of five days' }]),
  ]
  const standing = [provision('p1', { words: 'seat by the door' })]
  expect(provisionOffers(plans, standing)).toEqual([
    { id: 'plan-rrp-moss_2/s1', given: { words: 'drum  box', impact: 'impact-helped', impactWords: 'Four of five days', sources: ['abc-2', 'plan-rrp-moss_2'], cycle: 2, tier: 'tier-2', from: '2026-09-01' } },
  ])
  expect(provisionOffers([], [])).toEqual([])
})

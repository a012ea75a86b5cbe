import { incident } from '../../src/domain/records/incident'
import type { AnswersOf } from '../../src/domain/schema/definition'
import { blank } from '../../src/domain/schema/definition'
import type { Moment } from '../../src/domain/schema/field'

type Answers = AnswersOf<typeof incident>
type Intervention = Answers['interventions'][number]

export const zone = 'Europe/London'
/** A time as it was said; with `iso`, as the tablet stamped it. */
export const at = (wall: string, iso?: string): Moment => ({ wall, zone, precision: 'exact', ...(iso !== undefined && { ms: Date.parse(iso) }) })

export const held = (over: Partial<Intervention> = {}): Intervention => ({
  id: 'i1', rank: 'a0', child: 'moss', kind: 'force', hold: 'seated', holdWords: '', degree: 'light', who: ['gwen'], planned: 'unplanned', from: null, to: null,
  supervisedBy: null, endedBecause: '', aid: '', aidFrom: null, aidTo: null, aidWhy: '', ...over,
})
export const secluded = (over: Partial<Intervention> = {}): Intervention => held({ kind: 'seclusion', hold: null, degree: null, supervisedBy: 'amira', endedBecause: 'Moss asked to come out.', ...over })

/** An incident with nothing left to say: Moss was held by Gwen for five minutes on a Tuesday morning. */
export const complete = (over: Partial<Answers> = {}): Answers => ({
  ...blank(incident),
  children: ['moss'],
  adults: [
    { id: 'a1', rank: 'a0', adult: 'gwen', name: '', part: ['held'] },
    { id: 'a2', rank: 'a1', adult: 'amira', name: '', part: ['saw'] },
  ],
  sen: [{ id: 's1', rank: 'a0', child: 'moss', stage: 'k', needs: '' }],
  when: at('2026-11-24T10:41'),
  ended: at('2026-11-24T10:46'),
  duration: { minutes: 5, precision: 'exact' },
  place: 'hall',
  interventions: [held()],
  reason: ['injury-other'],
  reasonWords: 'A chair would have hit someone.',
  before: 'The bell rang for lunch.',
  antecedents: ['moving-on'],
  tried: ['gave-space'],
  childInjury: 'none',
  othersInjury: 'none',
  staffInjury: 'none',
  alarm: ['none-of-these'],
  childSupport: ['quiet-time'],
  staffSupport: ['had-break'],
  ...over,
})

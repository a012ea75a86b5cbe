import { impacts, tiers } from '../pack/plans'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aScale, aText, someRefs, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { onePerChild } from './per-child'

export const supports = onePerChild('support')
export const profiles = onePerChild('profile')
const parent = { for: 'parent' } as const
const long = (label: string, hint?: string) => aText({ label, ...(hint === undefined ? {} : { hint }), long: true, ...parent })

/** Stored by name only. Their questions are their publishers’; the setting scores them where it always has, and writes down what came of it. */
export const assessments: readonly Option[] = [
  { code: 'boxall', label: 'Boxall Profile' },
  { code: 'sdq', label: 'Strengths and Difficulties Questionnaire (SDQ)' },
  { code: 'iaeld', label: 'Individual Assessment of Early Learning and Development (IAELD)' },
  { code: 'aet', label: 'Autism Education Trust (AET) self-review' },
  { code: 'early-support', label: 'Early Support Journal' },
  { code: 'assessment-other', label: 'Another assessment' },
]

/** What has been put in place for a child, what services were asked, and where the child began: one record a child, added to over the years. */
export const support = defineRecord({
  kind: 'support',
  version: 1,
  keeping: 'joint',
  title: 'Support so far',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, ...parent }),
    provision: someRows({
      label: 'What has been put in place', row: 'provision', ...parent,
      of: {
        words: aText({ label: 'What', ...parent }), tier: aChoice({ label: 'Tier', options: tiers, ...parent }), from: aDay({ label: 'From', ...parent }), to: aDay({ label: 'Until', ...parent }),
        who: aText({ label: 'By whom', ...parent }), often: aText({ label: 'How often', ...parent }), impact: aChoice({ label: 'What came of it', options: impacts, ...parent }), impactWords: long('How we know'),
        sources: someRefs({ label: 'Records', to: 'records' }), cycle: aScale({ label: 'Cycle of assess, plan, do, review', from: 1, to: 20, ...parent }),
      },
    }),
    advice: someRows({
      label: 'Outside advice', row: 'advice', ...parent,
      of: {
        service: aText({ label: 'Service', ...parent }), code: aText({ label: 'In the directory' }), askedOn: aDay({ label: 'Asked on', ...parent }), askedFor: long('What we asked'), answerOn: aDay({ label: 'Answered on', ...parent }),
        answer: aChoice({ label: 'Answer', options: [{ code: 'answer-waiting', label: 'No answer yet' }, { code: 'answer-yes', label: 'They will help' }, { code: 'answer-advice', label: 'They gave advice' }, { code: 'answer-no', label: 'They cannot help' }], ...parent }),
        advice: long('What they advise'), reviewOn: aDay({ label: 'Look at it again on', ...parent }),
      },
    }),
    parentContacts: someRows({
      label: 'Working with parents', row: 'meeting', ...parent,
      of: { on: aDay({ label: 'On', ...parent }), who: aText({ label: 'With whom', ...parent }), how: aText({ label: 'How', hint: 'A meeting, a call, at the gate.', ...parent }), words: long('What was agreed') },
    }),
    scores: someRows({
      label: 'Baselines and scores', row: 'score', ...parent,
      of: { which: aChoice({ label: 'Which', options: assessments, ...parent }), on: aDay({ label: 'On', ...parent }), result: aText({ label: 'Result', hint: 'As its own form gives it.', ...parent }), by: aText({ label: 'By whom', ...parent }), where: aText({ label: 'Where the form is kept' }) },
    }),
  },
  fits: supports.fits,
})

/** One page that a child would want a new adult to read first. */
export const onePageProfile = defineRecord({
  kind: 'one-page-profile',
  version: 1,
  keeping: 'joint',
  title: 'One-page profile',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, ...parent }),
    like: long('What people like and admire about me'), matters: long('What matters to me'), help: long('How best to support me'), sayings: long('How I show what I feel'), made: aText({ label: 'Made with', ...parent }), on: aDay({ label: 'Made on', ...parent }),
    reviewOn: aDay({ label: 'Look at it again on', ...parent }),
  },
  fits: profiles.fits,
})

/** Solution-focused circle: colleagues look for what works already, and what the first small step would be. */
export const circleNote = defineRecord({
  kind: 'circle-note',
  version: 1,
  keeping: 'joint',
  title: 'Solution circle',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true }), on: aDay({ label: 'On' }), with: aText({ label: 'Who was there' }),
    question: aText({ label: 'What we would like to be different', long: true }), works: aText({ label: 'When it goes better, and what is different then', long: true }),
    ideas: aText({ label: 'Ideas', hint: 'One on each line.', long: true }), scale: aScale({ label: 'How near are we to it, from 0 to 10?', from: 0, to: 10 }),
    step: aText({ label: 'The first small step, who, and by when', long: true }), backOn: aDay({ label: 'Back together on' }),
  },
})

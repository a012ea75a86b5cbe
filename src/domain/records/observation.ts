import { defineRecord } from '../schema/definition'
import { aMoment, aText, somePeople } from '../schema/field'

/** A minute's look at a child or children: what was seen, and their own words, kept apart from what an adult makes of it. */
export const observation = defineRecord({
  kind: 'observation',
  version: 1,
  keeping: 'own',
  title: 'Observation',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    saw: aText({ label: 'What I saw', hint: 'What they did, who was near, what held their interest.', long: true, for: 'parent' }),
    childWords: aText({ label: 'The child’s own words', hint: 'As they said, signed or showed it.', long: true, for: 'parent' }),
    wellbeing: aText({ label: 'How did they seem? (our view)', long: true }),
  },
})

import { defineRecord } from '../schema/definition'
import { aChoice, aDuration, aMoment, aPerson, aRecord, aScale, aText, somePeople } from '../schema/field'
import type { Option } from '../schema/field'
import { places } from './quick-record'

/** Nobody looked at the clock: a band is kept as a band. */
export const durationBands: readonly Option[] = [
  { code: 'under-1', label: 'Less than a minute' },
  { code: '1-to-5', label: '1 to 5 minutes' },
  { code: '5-to-15', label: '5 to 15 minutes' },
  { code: '15-to-30', label: '15 to 30 minutes' },
  { code: 'over-30', label: 'More than 30 minutes' },
  { code: 'not-sure', label: 'Not sure' },
]

/**
 * Before, what we saw, after: one moment, written down while it is fresh, with what the child may have been telling us.
 * What was seen and what we think stand in separate answers.
 */
export const abc = defineRecord({
  kind: 'abc',
  version: 1,
  keeping: 'own',
  title: 'ABC record',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    from: aRecord({ label: 'From quick record', kind: 'quick-record' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    duration: aDuration({ label: 'How long did it last?', for: 'county', options: durationBands }),
    place: aChoice({ label: 'Where?', for: 'county', options: places }),
    placeWords: aText({ label: 'Where exactly?', hint: 'For example: by the trains, at the end of the lunch queue.' }),
    activity: aText({ label: 'What was going on?', hint: 'The lesson, play or routine.', for: 'parent' }),
    adults: somePeople({ label: 'Adults near', of: 'adult' }),
    adultsWords: aText({ label: 'Other adults near' }),
    // Not subjects: the record is not about them, and a copy says "another child".
    peers: somePeople({ label: 'Children near', of: 'child' }),
    before: aText({
      label: 'What was happening just before?',
      hint: 'What was said, asked or changed. Noise, waiting, hunger, who was close.',
      long: true,
    }),
    beforeSeen: aChoice({
      label: 'Did you see what came before?',
      options: [
        { code: 'seen', label: 'Yes, I saw it' },
        { code: 'not-seen', label: 'No, not seen' },
      ],
    }),
    saw: aText({ label: 'What we saw and heard', hint: 'What was done and said: “threw the tractor”, “cried for 5 minutes”.', long: true }),
    intensity: aScale({
      label: 'How strong was it?',
      from: 1,
      to: 5,
      anchors: { 1: 'A little unsettled', 2: 'Unsettled', 3: 'Upset', 4: 'Very upset', 5: 'As upset as we have seen' },
    }),
    // Never "consequence": in Steps that word means what we put in place to protect or to teach.
    after: aText({ label: 'What happened next', hint: 'What adults and children did, and what changed for the child.', long: true }),
    helped: aText({ label: 'What helped?', long: true, for: 'parent' }),
    communication: aText({ label: 'What might the child have been telling us? (our view)', long: true }),
    childWords: aText({ label: 'What did the child say?', hint: 'As they said, signed or showed it.', long: true, for: 'parent' }),
  },
})

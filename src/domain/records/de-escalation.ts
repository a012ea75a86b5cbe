import { defineRecord } from '../schema/definition'
import { aChoice, aDuration, aMoment, aText, someChoices, somePeople } from '../schema/field'
import type { Option } from '../schema/field'
import { durationBands } from './abc'
import { places } from './quick-record'

/** What adults do to help a child back to calm, the lightest first. One list for what was tried, what helped and what did not. */
export const waysToCalm: readonly Option[] = [
  { code: 'waited', label: 'Waited' },
  { code: 'gave-space', label: 'Gave space' },
  { code: 'fewer-words', label: 'Fewer words' },
  { code: 'calm-script', label: 'Calm script' },
  { code: 'listened', label: 'Listened' },
  { code: 'stayed-near', label: 'Stayed near' },
  { code: 'offered-choice', label: 'Offered a choice' },
  { code: 'changed-task', label: 'Changed the task' },
  { code: 'quiet-place', label: 'Quiet place' },
  { code: 'movement', label: 'Walk or movement' },
  { code: 'senses', label: 'Something to hold or hear' },
  { code: 'trusted-adult', label: 'An adult they trust' },
  { code: 'others-moved', label: 'Others moved away' },
  { code: 'other', label: 'Other' },
  { code: 'not-sure', label: 'Not sure' },
]
/** Asked of what was tried; an answer once given is never out of sight. */
const askedOfTried = (name: string) => (answers: Readonly<Record<string, unknown>>): boolean =>
  [answers['tried'], answers[name]].some((given) => Array.isArray(given) && given.length > 0)

/**
 * A moment that was turned: what was noticed early, what adults tried, what helped. As quick to write as a record of harm,
 * and a success wherever it is shown, whatever came after.
 */
export const deEscalation = defineRecord({
  kind: 'de-escalation',
  version: 1,
  keeping: 'own',
  title: 'De-escalation',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    words: aText({ label: 'In your own words', hint: 'What you noticed, what you did, how it went. Need not be neat.', long: true }),
    noticed: someChoices({
      label: 'What did you notice early?',
      for: 'county',
      options: [
        { code: 'went-quiet', label: 'Went quiet' },
        { code: 'louder', label: 'Got louder' },
        { code: 'moved-more', label: 'Moved about more' },
        { code: 'fidgeted', label: 'Fidgeted' },
        { code: 'breathed-fast', label: 'Breathed faster' },
        { code: 'covered-ears', label: 'Covered ears' },
        { code: 'moved-away', label: 'Moved away' },
        { code: 'stayed-close', label: 'Stayed close to an adult' },
        { code: 'said-no', label: 'Said or showed no' },
        { code: 'nothing-seen', label: 'Nothing seen', none: true },
        { code: 'other', label: 'Other' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    }),
    tried: someChoices({ label: 'What was tried?', for: 'county', options: waysToCalm }),
    helped: someChoices({ label: 'What helped?', for: 'county', options: waysToCalm, asked: askedOfTried('helped') }),
    didNotHelp: someChoices({ label: 'What did not help?', for: 'county', options: waysToCalm, asked: askedOfTried('didNotHelp') }),
    after: someChoices({
      label: 'How was the child after?',
      for: 'county',
      options: [
        { code: 'settled', label: 'Settled' },
        { code: 'back-with-others', label: 'Back with the others' },
        { code: 'tired', label: 'Tired' },
        { code: 'wanted-to-talk', label: 'Wanted to talk' },
        { code: 'wanted-to-be-alone', label: 'Wanted to be alone' },
        { code: 'still-upset', label: 'Still upset' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    }),
    duration: aDuration({ label: 'How long did it take?', for: 'county', options: durationBands }),
    place: aChoice({ label: 'Where?', for: 'county', options: places }),
  },
})

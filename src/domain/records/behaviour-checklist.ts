import { behaviourViews } from '../pack/checklist'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aText, someRefs } from '../schema/field'

const thought = (label: string, hint?: string) => aText({ label, long: true, ...(hint === undefined ? {} : { hint }) })

/** One behaviour thought through: is the child overwhelmed, or does it serve a purpose? Adults decide; no answer adds up to a verdict. */
export const behaviourChecklist = defineRecord({
  kind: 'behaviour-checklist',
  version: 1,
  keeping: 'joint',
  title: 'Behaviour checklist',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true }),
    words: aText({ label: 'The behaviour', hint: 'What is done, as we saw it.' }),
    sources: someRefs({ label: 'Records', to: 'records' }),
    // --- unable to contain it
    cause: thought('Could something medical, sensory or developmental be behind it?'),
    feelings: thought('What makes the child anxious, angry, confused, embarrassed or over-excited?'),
    tooMuch: thought('What is too much for them?', 'Noise, people, waiting, words, light, touch, a change.'),
    lower: thought('How do adults lower it, and keep it from rising?'),
    // --- has a purpose
    gain: thought('What does the child gain or avoid?'),
    instead: thought('What would make another way worth trying?'),
    expect: thought('What do they expect to happen afterwards?'),
    influence: thought('How can adults change what the child expects or values?'),
    // --- and so
    view: aChoice({ label: 'What we think is behind it', options: behaviourViews }),
    evidence: thought('What makes us think so?'),
    action: thought('What adults will do', 'Begin with who does it: “We will ...”.'),
    reviewOn: aDay({ label: 'Look at it again on' }),
  },
})

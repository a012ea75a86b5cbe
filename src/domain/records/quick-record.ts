import { defineRecord } from '../schema/definition'
import { aChoice, aMoment, aText, someChoices, somePeople } from '../schema/field'
import type { Option } from '../schema/field'

/** Not being sure is an answer: what an adult remembers two minutes after is worth more than a guess. */
export const yesNoUnsure: readonly Option[] = [
  { code: 'no', label: 'No' },
  { code: 'yes', label: 'Yes' },
  { code: 'not-sure', label: 'Not sure' },
]

/** The order never changes, so that a hand learns it. A setting's pack renames places and may not reorder them. */
export const places: readonly Option[] = [
  { code: 'class', label: 'Class' },
  { code: 'hall', label: 'Hall' },
  { code: 'playground', label: 'Playground' },
  { code: 'corridor', label: 'Corridor' },
  { code: 'toilets', label: 'Toilets' },
  { code: 'other', label: 'Other' },
]

/** Behaviour is called dangerous only by the harm that was seen, so these ask what it was. */
const harmful: readonly string[] = ['hurt-someone', 'broke-something']

/** What an adult saw, in their own words first, written within minutes. Never overwritten; later words are added to it. */
export const quickRecord = defineRecord({
  kind: 'quick-record',
  version: 2,
  keeping: 'own',
  title: 'Quick record',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    words: aText({ label: 'In your own words', hint: 'What you saw and heard. Facts first. Need not be neat.', long: true }),
    saw: someChoices({
      label: 'What we saw',
      hint: 'Choose any.',
      for: 'county',
      options: [
        // What went well stands first: a record that can only hold trouble teaches adults to look only for trouble.
        { code: 'calmed-with-help', label: 'Calmed with help' },
        { code: 'asked-for-help', label: 'Asked for help' },
        { code: 'joined-in', label: 'Joined in' },
        { code: 'shouted', label: 'Shouted' },
        { code: 'threw', label: 'Threw something' },
        { code: 'hit-out', label: 'Hit out' },
        { code: 'pushed', label: 'Pushed' },
        { code: 'left', label: 'Left' },
        { code: 'hid', label: 'Hid' },
        { code: 'cried', label: 'Cried' },
        { code: 'hurt-someone', label: 'Hurt someone' },
        { code: 'broke-something', label: 'Broke something' },
        { code: 'other', label: 'Other' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    }),
    place: aChoice({ label: 'Where?', for: 'county', options: places }),
    hurt: aChoice({ label: 'Anyone hurt?', for: 'county', options: yesNoUnsure }),
    harm: aText({
      label: 'What harm did you see?',
      hint: 'Say what you saw, for each person. Initials are enough.',
      long: true,
      // Words once written are never out of sight, whatever is ticked afterwards.
      asked: ({ hurt, saw, harm }) =>
        hurt === 'yes' ||
        (Array.isArray(saw) && saw.some((code) => harmful.includes(String(code)))) ||
        (typeof harm === 'string' && harm !== ''),
    }),
    held: aChoice({ label: 'Held or kept in?', hint: 'Any holding, or not letting a child leave.', for: 'county', options: yesNoUnsure }),
    claimed: aChoice({
      label: 'Written before anyone signed in',
      options: [
        { code: 'author', label: 'I wrote it' },
        { code: 'witness', label: 'I was there, another adult wrote it' },
      ],
      // Said once, by whoever takes it on.
      asked: ({ claimed }) => claimed !== null,
    }),
  },
})

import { defineRecord } from '../schema/definition'
import { aChoice, aMoment, aPerson, aScale, aText, somePeople, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { places, yesNoUnsure } from './quick-record'

/** Parts of a day that are harder for many children: when several short looks are worth most. In the order they come. */
export const dayParts: readonly Option[] = [
  { code: 'arriving', label: 'Arriving' },
  { code: 'free-play', label: 'Free play' },
  { code: 'group-time', label: 'Group time or lesson' },
  { code: 'tidy-up', label: 'Tidy-up' },
  { code: 'snack-or-lunch', label: 'Snack or lunch' },
  { code: 'toilet-time', label: 'Nappy or toilet' },
  { code: 'outdoors', label: 'Outdoors' },
  { code: 'nap-or-rest', label: 'Nap or rest' },
  { code: 'room-change', label: 'Moving room' },
  { code: 'home-time', label: 'Home time' },
]

const wellbeingScale = aScale({
  label: 'Wellbeing, as it looked',
  from: 1,
  to: 5,
  anchors: { 1: 'Clearly upset', 2: 'Uneasy', 3: 'Neither at ease nor upset', 4: 'At ease', 5: 'Glad and relaxed' },
})
const involvementScale = aScale({
  label: 'Involvement, as it looked',
  from: 1,
  to: 5,
  anchors: { 1: 'Not taken up by anything', 2: 'Now and then', 3: 'Busy, easily drawn away', 4: 'Taken up most of the time', 5: 'Fully taken up, nothing distracts' },
})
const usual = aChoice({ label: 'Usual at this child’s stage?', options: yesNoUnsure })

/** A number or a stage belongs to one child: with several, each has their own, and one given before is never out of sight. */
const ofOneChild = (own: string) => (answers: Readonly<Record<string, unknown>>): boolean => {
  const { children } = answers
  return !Array.isArray(children) || children.length < 2 || (answers[own] ?? null) !== null
}

/** Answered of one child without saying of whom: once there are several, whose they are cannot be told from the record. */
export const ofOneChildAlone: readonly string[] = ['wellbeingScale', 'involvementScale', 'usual']

/**
 * A minute's look at a child or children: what was seen, and their own words, kept apart from what an adult makes of it.
 *
 * The rest is for a longer look, and none of it is asked for: before and after (ABCC), place and time of day, wellbeing and
 * involvement. With several children, what is in `views` is each one's own, and no other child's timeline or copy has it.
 * There are no photos: a record holds words and numbers alone.
 */
export const observation = defineRecord({
  kind: 'observation',
  version: 2,
  keeping: 'own',
  title: 'Observation',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    saw: aText({ label: 'What I saw', hint: 'What they did, who was near, what held their interest.', long: true, for: 'parent' }),
    childWords: aText({ label: 'The child’s own words', hint: 'As they said, signed or showed it.', long: true, for: 'parent' }),
    place: aChoice({ label: 'Where?', for: 'parent', options: places }),
    dayPart: aChoice({ label: 'Which part of the day?', hint: 'If this is often a hard time, several short looks say most.', for: 'parent', options: dayParts }),
    activity: aText({ label: 'What was going on?', hint: 'The play, story or routine.', for: 'parent' }),
    before: aText({ label: 'Just before', hint: 'What was said, asked or changed. Noise, waiting, hunger, who was close.', long: true }),
    after: aText({ label: 'What happened next', hint: 'What adults and children did, and what changed for the child.', long: true }),
    communication: aText({ label: 'What might it be telling us? (our view)', long: true }),
    wellbeing: aText({ label: 'How did they seem? (our view)', long: true }),
    wellbeingScale: { ...wellbeingScale, asked: ofOneChild('wellbeingScale') },
    involvement: aText({ label: 'What held their interest, and for how long? (our view)', long: true }),
    involvementScale: { ...involvementScale, asked: ofOneChild('involvementScale') },
    usual: { ...usual, asked: ofOneChild('usual') },
    views: someRows({
      label: 'Each child’s own part',
      row: 'child',
      for: 'parent',
      of: {
        child: aPerson({ label: 'Child', of: 'child', for: 'parent' }),
        words: aText({ label: 'What this child did', long: true, for: 'parent' }),
        wellbeingScale,
        involvementScale,
        usual,
      },
    }),
  },
})

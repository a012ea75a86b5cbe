import { defineRecord } from '../schema/definition'
import type { Option } from '../schema/field'
import { aChoice, aMoment, aPerson, aRecord, aText, someChoices } from '../schema/field'

/** Not being ready is an answer, and so is saying no. */
const debriefStates: readonly Option[] = [
  { code: 'done', label: 'Done' },
  { code: 'not-ready', label: 'Not ready yet' },
  { code: 'declined', label: 'Said no' },
]

/** After calm: what a child says about it, in their own words, led by an adult who was not in it unless the child prefers. */
export const childDebrief = defineRecord({
  kind: 'child-debrief',
  version: 1,
  keeping: 'own',
  title: 'Debrief with a child',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    incident: aRecord({ label: 'Incident', kind: 'incident' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    state: aChoice({ label: 'How did it go?', options: debriefStates }),
    way: someChoices({
      label: 'How?',
      options: [{ code: 'talking', label: 'Talking' }, { code: 'symbols', label: 'Pictures' }, { code: 'drawing', label: 'Drawing' }, { code: 'play', label: 'Play' }, { code: 'signs', label: 'Signing' }],
    }),
    felt: someChoices({
      label: 'How did it feel?',
      options: [{ code: 'sad', label: 'Sad' }, { code: 'cross', label: 'Cross' }, { code: 'scared', label: 'Scared' }, { code: 'ok', label: 'OK' }, { code: 'else', label: 'Something else' }, { code: 'not-now', label: 'Not now' }],
    }),
    needed: someChoices({
      label: 'What would help?',
      options: [{ code: 'adult-near', label: 'An adult near' }, { code: 'space', label: 'Space' }, { code: 'quiet', label: 'Quiet' }, { code: 'move', label: 'To move' }, { code: 'else', label: 'Something else' }, { code: 'not-now', label: 'Not now' }],
    }),
    words: aText({ label: 'What the child said', hint: 'Word for word, or what they signed or showed.', long: true, for: 'parent' }),
    seen: aText({ label: 'What we saw', long: true }),
    repair: aText({ label: 'What would make it right, and who will do it', long: true }),
    learnt: aText({ label: 'What adults will change', long: true }),
  },
})

/** Rest and support before facts. Private to the adult who writes it and whoever they choose. */
export const adultDebrief = defineRecord({
  kind: 'adult-debrief',
  version: 1,
  keeping: 'own',
  title: 'Debrief for an adult',
  fields: {
    incident: aRecord({ label: 'Incident', kind: 'incident' }),
    when: aMoment({ label: 'When?' }),
    state: aChoice({ label: 'Would you like a debrief?', options: debriefStates }),
    now: someChoices({
      label: 'How are you now?',
      options: [{ code: 'ok', label: 'OK' }, { code: 'shaken', label: 'Shaken' }, { code: 'hurt', label: 'Hurt' }, { code: 'break', label: 'Need a break' }],
    }),
    need: someChoices({
      label: 'What do you need?',
      options: [{ code: 'cover', label: 'Cover' }, { code: 'talk', label: 'A talk' }, { code: 'first-aid', label: 'First aid' }, { code: 'nothing-now', label: 'Nothing now', none: true }],
    }),
    happened: aText({ label: 'What happened, in order', long: true }),
    helped: aText({ label: 'What helped', long: true }),
    change: aText({ label: 'What should change', hint: 'The room, the plan, what adults do.', long: true }),
    sharedWith: aPerson({ label: 'Who may read this?', of: 'adult' }),
  },
})

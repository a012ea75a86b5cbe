import type { Option } from '../schema/field'

/** The faces of a plan: the same plan for different readers. All but `full` and `parent` fit one sheet of A4. */
export const planFaces = [
  { code: 'full', label: 'Whole plan', hint: 'Everything, for those who make it.' },
  { code: 'one-side', label: 'One side', hint: 'For the staff room wall.' },
  { code: 'card', label: 'Card', hint: 'Five lines, for whoever covers.' },
  { code: 'parent', label: 'Parents’ copy', hint: 'Other children are taken out.' },
  { code: 'child', label: 'Child’s page', hint: 'Short words and pictures.' },
] as const satisfies readonly Option[]
export type PlanFace = (typeof planFaces)[number]['code']

/**
 * What the parts of a face are called. `{name}` is the name the child answers to; a pack may say any of them differently
 * under `plan-face.<key>`.
 */
export const faceWords = {
  // --- one side, for staff
  health: 'Health needs that matter if held',
  helps: 'What helps {name}',
  'sets-off': 'What sets it off',
  before: 'What we do before',
  after: 'Afterwards',
  call: 'Call for help',
  targets: 'Targets',
  teaching: 'Another way, taught in steps',
  moving: 'Starting or moving on',
  works: 'What has helped',
  flow: 'What we see, what we do',
  // --- the card
  signs: 'You may see',
  do: 'Say and do',
  'card-helps': 'Helps {name}',
  danger: 'If it gets dangerous',
  // --- for the child
  'child-title': '{name}’s plan',
  'child-helps': 'What helps me',
  'child-adults': 'What adults will do',
  'child-after': 'When it is over',
  'child-words': 'My words',
  'child-drawing': 'My drawing',
  'child-yes': 'I think: yes, this is right.',
  'child-maybe': 'I think: maybe.',
  'child-no': 'I think: no, not this.',
  'child-more': 'Ask an adult to tell you more.',
  // --- for parents
  'parent-title': 'The plan for {name}',
  'parent-draft': 'This is a draft. Nothing in it is agreed. Tell us what is right, what is not, and what is missing.',
  'parent-in-use': 'Adults here work with this plan now. It is not agreed yet.',
  'parent-agreed': 'Adults here have agreed to work by this plan for {name}. You can still say what you think of it.',
  'parent-superseded': 'A newer plan has taken the place of this one.',
  'parent-ended': 'This plan has ended. It is kept so that what helped is not lost.',
  'parent-talk': 'Tell us if something in it is not right, or is not done. You can ask for it to be looked at again on any day.',
} as const satisfies Readonly<Record<string, string>>
export type FaceWord = keyof typeof faceWords

/** What a question of a plan is called in a parent’s copy, where the staff’s word would be a puzzle or a hurt. By `<field>` or `<field>.<cell>`. */
export const parentLabels: Readonly<Record<string, string>> = {
  notYet: 'What is not working yet',
  triggers: 'What happens before',
  'triggers.words': 'What happens before',
  'triggers.except': 'A time it did not happen',
  measures: 'What adults here will do',
  'measures.words': 'What adults will do',
  'measures.for': 'To help with',
  teaching: 'What we teach, step by step',
  'teaching.behaviour': 'What we see now',
  'teaching.meaning': 'What we think it tells us',
  flow: 'What we see, and what we do',
  call: 'Who is called for help',
  responders: 'Adults who come first',
  strategies: 'What we have tried',
  consequences: 'What we do next, and what we teach',
  'consequences.type': 'What it is for',
  views: 'What each person thinks of a part',
  childWays: 'How {name} told us',
  childState: 'Was {name} asked?',
  childWords: 'In {name}’s words',
  childView: 'What {name} thinks of the plan',
  holdsPlanned: 'May adults hold {name} as part of this plan?',
  holdKinds: 'Which holds',
  holdStop: 'What would let us stop',
}
/** What a section is called there, by the key of its usual name. */
export const parentSections: Readonly<Record<string, string>> = {
  'code.about': 'About {name}',
  'code.child-voice': 'What {name} says',
  'code.parent-voice': 'What parents and carers say',
  'code.triggers': 'What happens before',
  'code.prevent': 'What adults do before',
  'code.flow': 'What we see, and what we do',
  'code.strategies': 'What we have tried',
  'code.consequences': 'What we do next, and what we teach',
  'code.holds': 'If an adult may have to hold {name}',
  'code.review': 'When we look at it again',
  'code.agree': 'Who has signed',
}

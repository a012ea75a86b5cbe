import type { PlanSection } from './plans'

/**
 * What a plan still needs, by code. `{name}` is who it is about, `{day}` a day; a pack may say any of them differently under
 * `plan.gate.<code>`. Each says what to do, and none says whose fault it is.
 */
export const gateWords = {
  'no-review-date': 'Choose the day on which you look at it again',
  'review-past': 'The day to look at it again is over. Choose a new one',
  'review-in-holidays': 'That day is not a school day. The next one is {day}',
  'child-not-asked': 'Ask the child, in their own way',
  'child-waiting': 'The child was asked and has not answered yet',
  'child-not-dated': 'Say when the child was asked, and why not yet',
  'child-no-words': 'Write, pick or draw what the child told you',
  'child-no-reason': 'Say when the child chose not to, and what you think lies behind it',
  'parent-not-asked': 'Ask {name}',
  'parent-waiting': '{name} was asked and has not answered yet',
  'parent-not-dated': 'Say when and how {name} is asked',
  'parent-no-words': 'Write what {name} says',
  'parent-no-reason': 'Say when {name} chose not to, and the reason in their words',
  'parents-none': 'Say who the parents or carers are, and ask them',
  'sources-open': 'Some sources are not asked yet',
  'consequence-no-teaching': 'Say what is taught beside it: it protects, and nothing is learnt by it alone',
  'consequence-no-return': 'Say when and how the freedom is given back',
  'consequence-no-kind': 'Say whether it protects or teaches',
  'harder-kept': 'It made things harder before. Change it, or leave it out',
  'hold-no-audit': 'An audit of need for this child comes first',
  'hold-audit-open': 'The audit of need is not decided yet',
  'hold-audit-no': 'The audit of need does not say that a hold is needed',
  'hold-no-kind': 'Choose which holds, from those that are trained',
  'hold-ground': 'A hold on the ground is never part of a plan. Take it out',
  'hold-no-parents': 'Parents have not agreed to it. Say when they were asked, and what they said',
  'hold-parents-unheard': 'No parent has answered yet, so nobody knows that they agree',
  'hold-parents-disagree': '{name} does not agree with it, so it is not part of the plan',
  'hold-no-adults': 'Name the trained adults',
  'hold-not-trained': '{name} has no training in date for this',
  'hold-training-ends': 'The training of {name} runs out on {day}, before this part of the plan ends',
  'hold-no-stop': 'Say what would let you stop using it',
  'hold-no-end': 'Give it an end: the day until which it is part of the plan',
  'hold-end-past': 'The day until which it was part of the plan is over',
  'hold-end-late': 'It runs on too long after the plan is looked at again. It can be part of the plan until {day}',
  'not-signed': 'Whoever looks after the plan signs it',
} as const satisfies Readonly<Record<string, string>>

export type GateCode = keyof typeof gateWords

/** Fixed words of the plan as it is handed to a parent; a pack may say any under `hand-parent.<key>`. Plain enough to read aloud. */
export const parentHandWords = {
  title: '{name}’s plan',
  hello: 'This is a plan to help {name}. You know {name} best. We want to hear from you.',
  how: 'You will see one part at a time. Say what you think. You can leave any part out.',
  free: 'You can say no to a part. We keep your words with the plan.',
  start: 'Start',
  at: 'Part {at} of {all}',
  ask: 'What do you think of this part?',
  'own-words': 'In your own words, if you like',
  back: 'Back',
  on: 'Carry on',
  last: 'Your words',
  more: 'What else should we know, or do?',
  'you-said': 'What you told us',
  name: 'Your name',
  'name-why': 'Type your name to show that you read this. You can leave it out.',
  ticks: 'I say that',
  'give-back': 'Give the tablet back',
  'later-words': 'You can tell us more on any day.',
} as const satisfies Readonly<Record<string, string>>

/** What the parts of a plan are called to a parent, where the staff’s word would be a puzzle. Under `hand-parent.part.<section>`. */
export const parentPartWords: Readonly<Partial<Record<PlanSection, string>>> = {
  about: 'What {name} is like',
  sources: 'What each person told us',
  'child-voice': 'What {name} says',
  understand: 'What we think is going on',
  triggers: 'What happens before',
  prevent: 'What we do before it gets hard',
  targets: 'What we work on',
  teaching: 'What we teach, step by step',
  moving: 'A new place',
  flow: 'What we see, what we do',
  strategies: 'What we have tried',
  consequences: 'What we do next, and what we teach',
  recovery: 'When it is over',
  holds: 'If adults need to hold {name}',
  review: 'When we look at it again',
}

/** Fixed words of the child’s own pages; a pack may say any under `hand-child.<key>`. One idea each, eight words at most. */
export const childHandWords = {
  hello: 'This is your plan.',
  say: 'You can say what you think.',
  helps: 'What helps you?',
  right: 'Is this plan right for you?',
  tell: 'You can write or draw here.',
  words: 'My words',
  drawing: 'My drawing',
  thanks: 'Thank you for telling us.',
  read: 'Read to me',
  'not-now': 'Not now',
  on: 'Carry on',
  back: 'Back',
  'give-back': 'Give the tablet back',
} as const satisfies Readonly<Record<string, string>>

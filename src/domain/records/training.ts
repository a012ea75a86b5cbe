import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aText, someChoices } from '../schema/field'
import type { Option } from '../schema/field'

export const courses: readonly Option[] = [
  { code: 'course-steps', label: 'Hertfordshire Steps or Therapeutic Thinking' },
  { code: 'course-tutor', label: 'Steps tutor' },
  { code: 'course-rpi', label: 'Principles of restrictive physical intervention' },
  { code: 'course-first-aid', label: 'First aid' },
  { code: 'course-other', label: 'Another course' },
]
/** Courses that a named adult in a plan with physical intervention holds in date. */
export const holdCourses: readonly string[] = ['course-rpi']

/** That an adult was on a course, and until when it holds. No more than a plan has to know. */
export const training = defineRecord({
  kind: 'training',
  version: 1,
  keeping: 'joint',
  title: 'Training',
  fields: {
    adult: aPerson({ label: 'Adult', of: 'adult' }), course: aChoice({ label: 'Course', options: courses }), courseWords: aText({ label: 'Which course', hint: 'The name on the certificate.' }),
    on: aDay({ label: 'Done on' }), until: aDay({ label: 'Valid until' }),
  },
})

const noYesUnsure: readonly Option[] = [{ code: 'no', label: 'No' }, { code: 'yes', label: 'Yes' }, { code: 'not-sure', label: 'Not sure' }]

/**
 * Whether one child needs adults to be trained to hold, and what else was tried first: a plan may hold a hold only after it.
 * Its questions are usual ones; a setting’s pack says them in its own words.
 */
export const auditOfNeed = defineRecord({
  kind: 'audit-of-need',
  version: 1,
  keeping: 'joint',
  title: 'Audit of need',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true }),
    on: aDay({ label: 'On' }),
    with: aText({ label: 'Who took part' }),
    harms: aText({ label: 'What harm have we seen, how often, how grave?', long: true }),
    tried: someChoices({
      label: 'What has been tried',
      options: [
        { code: 'tried-tree', label: 'We have made sense of it together (tree and map)' }, { code: 'tried-prevent', label: 'We changed what comes before' }, { code: 'tried-calm', label: 'Every adult uses the same calm words' },
        { code: 'tried-teach', label: 'We taught another way' }, { code: 'tried-advice', label: 'We took outside advice' },
      ],
    }),
    triedWords: aText({ label: 'What came of it', long: true }),
    without: aText({ label: 'What happens if nobody holds?', long: true }),
    health: aText({ label: 'Health, trauma and senses: what makes a hold more harmful for this child', long: true }),
    stillNeeded: aChoice({ label: 'Is physical intervention still needed?', options: noYesUnsure }),
    least: aText({ label: 'The least that would keep everyone safe', long: true }),
    trainNeeded: aText({ label: 'Who needs which training, by when', long: true }),
    parentsWords: aText({ label: 'What parents and the child say', long: true }),
    decidedBy: aPerson({ label: 'Decided by', of: 'adult' }),
    againOn: aDay({ label: 'Look at it again on' }),
  },
})

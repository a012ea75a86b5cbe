import { lateReasons } from '../pack/incident'
import { defineRecord } from '../schema/definition'
import type { Option } from '../schema/field'
import { aChoice, aMoment, aPerson, aRecord, aText, someRows } from '../schema/field'

// One for each incident: adults who tell apart from each other, offline, meet in one record.
const prefix = 'told-'
export const tellingOf = (incident: string): string => `${prefix}${incident}`

/** How a parent was told. Speaking is not writing: the law asks schools for a written report. */
export const tellingWays: readonly Option[] = [
  { code: 'in-person', label: 'In person' },
  { code: 'phone', label: 'By phone' },
  { code: 'letter', label: 'By letter' },
  { code: 'email', label: 'By email or message' },
  { code: 'pick-up', label: 'At pick-up, on this tablet' },
]
/** Whether the parent has it in writing. */
export const copyWays: readonly Option[] = [
  { code: 'copy-given', label: 'Copy given' },
  { code: 'copy-sent', label: 'Copy sent' },
  { code: 'copy-owed', label: 'Copy still owed' },
]

/**
 * Who was told of an incident, and what they said: a log, so that two adults who both rang are two lines and no clash.
 * Goes on after the incident is signed.
 */
export const telling = defineRecord({
  kind: 'telling',
  version: 1,
  keeping: 'joint',
  title: 'Telling parents',
  fits: (record, { 'incident/': of }) => record.startsWith(prefix) && (of === undefined || (typeof of === 'string' && record === tellingOf(of))),
  fields: {
    incident: aRecord({ label: 'Incident', kind: 'incident' }),
    told: someRows({
      label: 'Told, or tried to tell',
      row: 'telling',
      of: {
        child: aPerson({ label: 'Whose parent?', of: 'child' }),
        // The parent's row in the child's record.
        parent: aText({ label: 'Parent' }),
        outcome: aChoice({
          label: 'What came of it?',
          options: [
            { code: 'told', label: 'Told' },
            { code: 'told-not-signed', label: 'Told, did not sign' },
            { code: 'not-reached', label: 'Could not reach them' },
            { code: 'someone-else', label: 'Someone else collected: not told' },
          ],
        }),
        how: aChoice({ label: 'How?', options: tellingWays }),
        at: aMoment({ label: 'When?' }),
        by: aPerson({ label: 'By whom?', of: 'adult' }),
        copy: aChoice({ label: 'Written copy', options: copyWays }),
        copyAt: aMoment({ label: 'Copy when?' }),
        lateReason: aChoice({ label: 'Why on a later day?', options: lateReasons }),
        words: aText({ label: 'What they said', hint: 'In their own words.' }),
      },
    }),
    /** A parent who must not be told: it is likely to result in significant harm to the child (s.93A(5)(a)). */
    mustNot: someRows({
      label: 'Must not be told',
      row: 'decision',
      restricted: true,
      of: {
        child: aPerson({ label: 'Whose parent?', of: 'child' }),
        parent: aText({ label: 'Parent' }),
        reason: aText({ label: 'Why', long: true }),
        askedBy: aPerson({ label: 'Asked by', of: 'adult' }),
        decidedBy: aPerson({ label: 'Decided by', of: 'adult' }),
        at: aMoment({ label: 'When?' }),
        // Taken back, not taken away: the decision stays in the record.
        over: aMoment({ label: 'No longer so since' }),
      },
    }),
    toLa: someRows({
      label: 'Reported to the council where the child lives',
      row: 'report',
      of: {
        child: aPerson({ label: 'Which child?', of: 'child' }),
        la: aText({ label: 'Which council?' }),
        at: aMoment({ label: 'When?' }),
        by: aPerson({ label: 'By whom?', of: 'adult' }),
        ref: aText({ label: 'Their reference' }),
      },
    }),
    /** Other people and offices: the head, the safeguarding lead, Ofsted, the Health and Safety Executive. */
    others: someRows({
      label: 'Others told',
      row: 'telling',
      of: {
        duty: aChoice({
          label: 'Whom?',
          options: [
            { code: 'head', label: 'Head or manager' },
            { code: 'dsl', label: 'Safeguarding lead (DSL)' },
            { code: 'social-worker', label: 'Social worker' },
            { code: 'ofsted', label: 'Ofsted' },
            { code: 'hse', label: 'Health and Safety Executive' },
            { code: 'employer', label: 'Employer’s accident form' },
            { code: 'lado', label: 'Local authority designated officer' },
          ],
        }),
        at: aMoment({ label: 'When?' }),
        by: aPerson({ label: 'By whom?', of: 'adult' }),
        ref: aText({ label: 'Reference' }),
        decision: aText({ label: 'What was decided' }),
      },
    }),
  },
})

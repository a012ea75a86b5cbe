import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { auditOfNeed } from '../records/training'
import type { AnswersOf } from '../schema/definition'

export type Audit = AnswersOf<typeof auditOfNeed>
export interface Audited {
  readonly record: string
  readonly answers: Audit
}

/** Somebody named decided it, on a day, whatever it says. */
export const isDecided = ({ stillNeeded, decidedBy, on }: Pick<Audit, 'stillNeeded' | 'decidedBy' | 'on'>): boolean => stillNeeded !== null && decidedBy !== null && on !== null

/** What was thought through about physical intervention for a child, the latest first. */
export const auditsOf = (child: string, among: readonly Checkpoint[]): Audited[] =>
  among
    .filter(({ kind, withdrawn }) => kind === auditOfNeed.kind && !withdrawn)
    .map((one) => ({ record: one.record, answers: view(auditOfNeed, one).answers }))
    .filter(({ answers }) => answers.child === child)
    .sort((a, b) => ((a.answers.on ?? '') < (b.answers.on ?? '') ? 1 : -1))

/** The last word on it: what was decided before says nothing more. */
export const lastDecided = (audits: readonly Audited[]): Audit | null => audits.find(({ answers }) => isDecided(answers))?.answers ?? null

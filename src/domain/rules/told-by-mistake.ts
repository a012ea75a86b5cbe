import type { telling } from '../records/telling'
import type { AnswersOf } from '../schema/definition'

type ToldLine = AnswersOf<typeof telling>['told'][number]

/** What a line says once it was a mistake: of whom, and by whom, and no more. It stays in the record and tells nobody. */
export const takenBack = { outcome: null, how: null, at: null, copy: null, copyAt: null, lateReason: null } as const
export const isTakenBack = ({ outcome, at }: Pick<ToldLine, 'outcome' | 'at'>): boolean => outcome === null && at === null

/** By whoever wrote it; what a parent said or signed is nobody’s to take back. */
export const mayTakeBackLine = (line: Pick<ToldLine, 'by' | 'words' | 'outcome' | 'at'>, adult: string | null): boolean =>
  adult !== null && line.by === adult && line.words.trim() === '' && !isTakenBack(line)

import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { quickRecord } from '../../domain/records/quick-record'
import type { IncidentAnswers } from './use-incident'

/** What an incident takes over from the first account, so that nothing is asked twice. The account itself stays as it was written. */
export function carriedFrom(checkpoint: Checkpoint): Partial<IncidentAnswers> {
  if (checkpoint.kind !== quickRecord.kind) return {}
  const { children, when, place, words, harm, hurt } = view(quickRecord, checkpoint).answers
  return {
    from: checkpoint.record,
    children,
    ...(when === null ? {} : { when }),
    ...(place === null ? {} : { place }),
    // Nobody was hurt, of anyone: it was asked once.
    ...(hurt === 'no' ? { childInjury: 'none', othersInjury: 'none', staffInjury: 'none' } : {}),
    words: [words, harm].filter((one) => one.trim() !== '').join('\n'),
  }
}

import { clockSlackMs } from '../../domain/pack/legal'
import { instantOf, minutesBetween } from '../../domain/rules/instants'
import type { Moment } from '../../domain/schema/field'
import type { IncidentAnswers } from './use-incident'

type Times = Pick<IncidentAnswers, 'when' | 'ended' | 'stamps'>

export const isAhead = (moment: Moment | null, now: number): boolean => moment !== null && instantOf(moment) > now + clockSlackMs
export const endsBeforeStart = ({ when, ended }: Pick<Times, 'when' | 'ended'>): boolean => (minutesBetween(when, ended) ?? 0) < 0

/** Whether these can be the times of something that happened, by the same measure as the check before signing. */
export const timesCanBe = (times: Times, now: number): boolean =>
  !endsBeforeStart(times) && ![times.when, times.ended, ...times.stamps.map(({ at }) => at)].some((moment) => isAhead(moment, now))

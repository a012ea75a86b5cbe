import type { RunChart, Series } from '../../../domain/rules/run-chart'
import { enoughWeeks, perWeek } from '../../../domain/rules/run-chart'
import { enough } from '../../../domain/rules/patterns'
import { daysWords, number } from './observed-words'

const weeksWords = (weeks: number): string => (weeks === 1 ? '1 week' : `${weeks} weeks`)
const thing = { held: ['physical intervention', 'physical interventions'], calmed: ['time', 'times'], minutes: ['minute', 'minutes'] } as const

/** What one line of the chart shows, with its days; never why. */
export function foundWords({ days, weeks, isEnough }: RunChart, { measure, total, median }: Series): string {
  const observed = weeks.filter((week) => week.days > 0).length
  const over = `in ${daysWords(days)} (${weeksWords(observed)})`
  if (total === 0) return `${measure === 'held' ? 'None' : measure === 'calmed' ? 'None written down' : 'No minutes'} ${over}.`
  const rate = number(perWeek(total, days) ?? 0)
  const [one, many] = thing[measure]
  const counted = `${total} ${total === 1 ? one : many} ${over}: ${rate} for every 5 days.`
  if (median !== null) return `${counted} The dashed line is the middle of all weeks: ${number(median)}.`
  return `${counted} Too few to say: a middle is drawn from ${enoughWeeks} weeks and ${enough} times on.${isEnough ? '' : ' There are not enough weeks yet.'}`
}

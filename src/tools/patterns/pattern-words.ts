import type { Found, Grid, Tally, Way, Ways } from '../../domain/rules/patterns'
import { enough } from '../../domain/rules/patterns'

/** How a code is said: a place, what came before, a way to calm. */
export type Label = (code: string) => string

/**
 * What is said under each picture: what was counted, and then always a question about need. A count never says why, so no
 * sentence here does, and none says what a child is like.
 */
export interface Finding {
  readonly counted: string
  readonly question: string
}

const dayNames: Readonly<Record<string, string>> = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', weekend: 'Saturday or Sunday' }
export const dayName = (code: string): string => dayNames[code] ?? code
export const dayShort = (code: string): string => (code === 'weekend' ? 'Sat, Sun' : dayName(code).slice(0, 3))

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
/** `11:00 to 12:00`; of hours outside the day here, which they are. */
export function hourName(code: string, { hours }: Pick<Grid, 'hours'>): string {
  const shown = hours.filter((hour) => hour !== 'before' && hour !== 'after').map(Number)
  if (code === 'before') return `Before ${clock(Math.min(...shown))}`
  if (code === 'after') return `After ${clock(Math.max(...shown) + 1)}`
  return `${clock(Number(code))} to ${clock(Number(code) + 1)}`
}

/** Within a sentence: "the corridor", and letters that stand for words keep their capitals. */
const within = (label: string): string => (/^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1))
const quoted = (label: string): string => `“${label}”`
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** Too few to call anything a pattern; null where there are enough. */
const tooFew = (said: number, of: number, what: string): string | null => (said < enough ? `${said} of ${of} say ${what} so far: too few for a pattern.` : null)

export function weekFinding(grid: Grid, of: number): Finding {
  const few = tooFew(grid.said, of, 'when it was')
  if (few !== null) return { counted: few, question: 'Which parts of the day should we look at more closely?' }
  const { mostHour, mostDay, said } = grid
  if (mostHour) {
    const hour = within(hourName(mostHour.code, grid))
    const at = /^\d/.test(hour) ? `between ${hour.replace(' to ', ' and ')}` : hour
    return { counted: `Most (${mostHour.count} of ${said}) were ${at}.`, question: 'What is hard about that time, and what would help before it comes: food, rest, quiet, knowing what is next?' }
  }
  if (mostDay) return { counted: `Most (${mostDay.count} of ${said}) were on a ${dayName(mostDay.code)}.`, question: 'What is different about that day, and about the evening before it?' }
  return { counted: `They were spread over the week (${said} of ${of} say when).`, question: 'What might the fuller hours have in common?' }
}

export function placesFinding(places: Tally, of: number, label: Label): Finding {
  const few = tooFew(places.said, of, 'where')
  if (few !== null) return { counted: few, question: 'Where should we look more closely?' }
  if (!places.most) return { counted: `They were in several places (${places.said} of ${of} say where).`, question: 'What might these places have in common?' }
  const place = `the ${within(label(places.most.code))}`
  return { counted: `Most (${places.most.count} of ${places.said}) were in ${place}.`, question: `What is hard about ${place}?` }
}

export function antecedentsFinding(antecedents: Tally, of: number, label: Label): Finding {
  const few = tooFew(antecedents.said, of, 'what came before')
  if (few !== null) return { counted: few, question: 'Who could look out for what comes before?' }
  const { most, said } = antecedents
  if (!most) return { counted: `Several things came before (${said} of ${of} say what).`, question: 'What might the child need that these have in common?' }
  if (most.code === 'before-not-seen') return { counted: `In ${most.count} of ${said} nobody saw what came before.`, question: 'Who could be near enough to see it next time?' }
  return { counted: `${quoted(label(most.code))} came before ${most.count} of ${said}.`, question: 'What might the child need when that happens?' }
}

export function waysFinding(ways: Ways, of: number, label: Label): Finding {
  const few = tooFew(ways.said, of, 'what was tried')
  if (few !== null) return { counted: few, question: 'What has helped that is not written down yet?' }
  if (ways.ways.length > 0 && ways.ways.every(({ judged }) => judged === 0)) return { counted: `${ways.said} of ${of} say what was tried, and none says what helped.`, question: 'What has helped that is not written down yet?' }
  if (!ways.most) return { counted: `No one thing helped most of the time (${ways.said} of ${of} say what was tried).`, question: 'What has not been tried yet that the child might need?' }
  return { counted: `${quoted(label(ways.most.code))} was tried ${times(ways.most.tried)} and helped ${times(ways.most.helped)}.`, question: 'How could the child have it sooner, and ask for it?' }
}

export function wellFinding({ count, places }: Found['well'], of: number, label: Label): Finding {
  if (count === 0) return { counted: `None of ${of} tells of a time that went well.`, question: 'When does it go well, and who could write that down?' }
  const most = places.counts[0]
  const where = most && most.count > 1 && most.code !== 'other' ? `, ${most.count} of them in the ${within(label(most.code))}` : ''
  return { counted: `${count} of ${of} went well${where}.`, question: 'What was there that met the child’s need, and can there be more of it?' }
}

/** `helped 4 of 5`, as it stands at the end of a bar. Where nobody said what helped, it is not said that this did not. */
export function wayWords({ tried, judged, helped }: Way): string {
  if (judged === 0) return 'not said'
  return `helped ${helped} of ${judged}${tried === judged ? '' : `, ${tried - judged} not said`}`
}

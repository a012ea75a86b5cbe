import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { trueTime } from '../../domain/history/revision'
import { abc } from '../../domain/records/abc'
import type { Say } from '../../domain/schema/field'
import { wordsOf } from '../../domain/schema/field'

/** One ABC record as a row of the chart. */
export interface ChartLine {
  readonly record: string
  /** When it happened, or was begun where nobody said: `YYYY-MM-DDTHH:mm`. */
  readonly wall: string
  readonly about: boolean
  readonly place: string | null
  readonly placeWords: string
  readonly activity: string
  readonly before: string
  readonly saw: string
  readonly after: string
  readonly open: boolean
}

// A chart is for looking across; the whole of the words is one tap away.
const longest = 320
export function cut(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  if (line.length <= longest) return line
  const space = line.lastIndexOf(' ', longest)
  return `${line.slice(0, space > longest / 2 ? space : longest)} ...`
}
const joined = (...words: readonly string[]): string => words.filter(Boolean).join(', ')

/** Newest first. Withdrawn records are left out; who may read what is the caller's to say. */
export function chartLines(checkpoints: readonly Checkpoint[], { say, wallAt }: { say: Say; wallAt: (ms: number) => string }): ChartLine[] {
  return checkpoints
    .filter(({ kind, withdrawn }) => kind === abc.kind && withdrawn === null)
    .map((one): ChartLine => {
      const { answers } = view(abc, one)
      const { fields } = abc
      const unseen = answers.beforeSeen === 'not-seen' ? 'We did not see what happened before.' : ''
      return {
        record: one.record,
        wall: answers.when?.wall.replace(' ', 'T').slice(0, 16) ?? wallAt(trueTime(one.first)),
        about: answers.when !== null && answers.when.precision !== 'exact',
        place: answers.place,
        placeWords: joined(wordsOf(fields.place, answers.place, say), cut(answers.placeWords)),
        activity: cut(answers.activity),
        before: cut(answers.before) || unseen,
        saw: [cut(answers.saw), wordsOf(fields.duration, answers.duration, say)].filter(Boolean).join('\n'),
        after: cut(answers.after),
        open: one.freeze === null,
      }
    })
    .sort((a, b) => (a.wall < b.wall ? 1 : a.wall > b.wall ? -1 : a.record < b.record ? 1 : -1))
}

/** Parts of a day in a setting, by the hour they end. */
export const dayParts = [
  { code: 'early', label: 'Before 10:00', until: '10:00' },
  { code: 'morning', label: '10:00 to 12:00', until: '12:00' },
  { code: 'midday', label: '12:00 to 14:00', until: '14:00' },
  { code: 'afternoon', label: 'After 14:00', until: '24:00' },
] as const
const partOf = (wall: string): string => dayParts.find(({ until }) => wall.slice(11, 16) < until)?.code ?? 'afternoon'

export interface ChartFilter {
  /** The first day shown, `YYYY-MM-DD`; null shows all. */
  readonly since: string | null
  readonly places: readonly string[]
  readonly times: readonly string[]
}
export const noFilter: ChartFilter = { since: null, places: [], times: [] }

/** Within a question any tick is enough; the questions are met together. */
export function filtered(lines: readonly ChartLine[], { since, places, times }: ChartFilter): ChartLine[] {
  return lines.filter(
    (line) =>
      (since === null || line.wall.slice(0, 10) >= since) &&
      (places.length === 0 || (line.place !== null && places.includes(line.place))) &&
      (times.length === 0 || times.includes(partOf(line.wall))),
  )
}

import type { RunChart, Series } from '../../../domain/rules/run-chart'

/** A run chart as it is drawn on a plane of 100 by 100: the first week begins at 0, the last ends at 100; nought lies at 100. */

export interface Mark {
  readonly label: string
  /** `YYYY-MM-DD`. */
  readonly day: string
}
export interface DrawnMark extends Mark {
  readonly x: number
  /** Of those that stand close, each has its words on another line. */
  readonly row: number
}

const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00Z`)
/** Where the beginning of a day lies; days may be broken. */
function placeIn({ weeks }: RunChart): (ms: number) => number {
  const from = at(weeks[0]?.from ?? '')
  const length = at(weeks.at(-1)?.to ?? '') + dayMs - from
  return (ms) => ((ms - from) / length) * 100
}

/** The end of the scale: a whole number that is reached or passed. */
export const topOf = ({ rates }: Series): number => Math.max(1, Math.ceil(Math.max(0, ...rates.map((rate) => rate ?? 0))))
export const heightOf = (rate: number, top: number): number => 100 - (rate / top) * 100

export interface Point {
  readonly x: number
  readonly y: number
}
/** Lines between weeks that follow on each other; a week that nobody could observe leaves a gap. */
export function linesOf(chart: RunChart, series: Series): readonly (readonly Point[])[] {
  const place = placeIn(chart)
  const top = topOf(series)
  const lines: Point[][] = [[]]
  chart.weeks.forEach(({ from, to }, index) => {
    const rate = series.rates[index] ?? null
    if (rate === null) lines.push([])
    else lines.at(-1)?.push({ x: place((at(from) + at(to) + dayMs) / 2), y: heightOf(rate, top) })
  })
  return lines.filter((line) => line.length > 0)
}

/** So near to each other that their words would lie over one another, in hundredths of the width. */
const near = 16
/** Where each version begins; those before the first week are left out: all that is drawn lies after them. */
export function marksIn(chart: RunChart, marks: readonly Mark[]): readonly DrawnMark[] {
  const [first, last] = [chart.weeks[0]?.from ?? '', chart.weeks.at(-1)?.to ?? '']
  const place = placeIn(chart)
  return marks
    .filter(({ day }) => day >= first && day <= last)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .reduce<readonly DrawnMark[]>((drawn, mark) => {
      const x = place(at(mark.day))
      const taken = new Set(drawn.filter((one) => x - one.x < near).map(({ row }) => row))
      const row = [0, 1, 2, 3].find((free) => !taken.has(free)) ?? 0
      return [...drawn, { ...mark, x, row }]
    }, [])
}

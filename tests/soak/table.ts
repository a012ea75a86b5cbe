import { faultsOn } from './under-load'
import type { Soaked } from './under-load'

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN

/** What came of a soak, for a terminal. */
export function tableOf({ broken, tally, made, rows, recoveries, met, endedByItself, cannotFill }: Soaked): string {
  const cells: (readonly [string, string | number])[] = [
    ['revisions made by tablets', made],
    ['revisions in the database', rows],
    ['pushes', tally.pushes],
    ['pushes and reads cut on the way', tally.cut],
    ['refused for now (no database, no room)', tally.refusedForNow],
    ['stored, and the receipt had been lost', tally.storedUnheard],
    ['times the endpoint ended by itself', endedByItself],
    ...Object.entries(met).filter(([fate]) => fate !== 'whole').map(([fate, count]) => [`connections ${fate}`, count] as const),
    ...faultsOn.postgres.flatMap((fault) => {
      const all = recoveries[fault]
      return all ? [[`${fault}, times`, all.length] as const, ['  to the next receipt: median, worst', `${median(all)} ms, ${Math.max(...all)} ms`] as const] : []
    }),
    ...(cannotFill === null ? [] : [['disk full', `not tried: ${cannotFill}`] as const]),
    ['promises broken', broken.length],
  ]
  const [wide, far] = [0, 1].map((column) => Math.max(...cells.map((row) => String(row[column]).length)))
  return [...cells.map(([name, value]) => `| ${name.padEnd(wide ?? 0)} | ${String(value).padStart(far ?? 0)} |`), ...broken.slice(0, 40).map((words) => `BROKEN: ${words}`)].join('\n')
}

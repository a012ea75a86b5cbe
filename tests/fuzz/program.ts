import { parseArgs } from 'node:util'
import { openDoor } from './door'
import { fuzz } from './knocking'

/** Of the heap that is left after a collection: more than this, from the first third to the end, is a leak. */
export const mostGrownMb = 15

/** What `fuzz.mjs` runs: seeds until the time is up, what each of them found as it would be kept, and a table. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } })
  const [minutes, seed] = [Number(values.minutes), Number(values.seed ?? Date.now() % 1_000_000_000)]
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  say(`fuzz: seeds from ${seed}, ${minutes} min. What is found is printed as it is kept in tests/fuzz/kept/<what it is>.json`)
  const door = await openDoor()
  try {
    const { cases, seconds, found, heapMb } = await fuzz(door, { seed, forMs: minutes * 60_000, say })
    const grown = heapMb.after - heapMb.before
    const rows = [['cases', cases], ['seconds', seconds], ['cases a second', (cases / Math.max(1, seconds)).toFixed(1)], ['heap from the first third to the end, MB', `${heapMb.before.toFixed(1)} to ${heapMb.after.toFixed(1)}`], ['found', found.length]] as const
    say(rows.map(([name, value]) => `| ${name.padEnd(40)} | ${String(value).padStart(16)} |`).join('\n'))
    if (grown > mostGrownMb) say(`the heap grew by ${grown.toFixed(1)} MB`)
    return found.length === 0 && grown <= mostGrownMb ? 0 : 1
  } finally {
    await door.close()
  }
}

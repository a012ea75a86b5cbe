import { mapCategories } from '../../../src/domain/pack/anxiety'
import { anxietyMap, maps } from '../../../src/domain/records/anxiety-map'
import type { Book } from './county'
import { all, amira, rowsOf } from './county'

const among = <T>(some: readonly T[], index: number): T | undefined => some[index % some.length]
const items = ['Arriving', 'Lunch in the hall', 'Writing with a pencil', 'Supply adult', 'Big groups on the carpet', 'Hand dryers and loud sounds', 'The journey in']

/** A map for each child in turn, of so many items: Amira and the child have each placed three of four. */
export async function writeMaps({ add }: Book, sizes: readonly number[]): Promise<void> {
  for (const [index, size] of sizes.entries()) {
    const child = `bench-child-${index}`
    const rows = rowsOf(anxietyMap.fields.items, 'item', Array.from({ length: size }, (_, at) => ({
      words: `${among(items, at) ?? ''} ${at}`, category: among(mapCategories, at)?.code ?? null, note: 'Held on to the door frame.',
      scores: at % 4 === 0 ? {} : { [amira]: (at % 11) - 5, child: ((at * 3) % 11) - 5 },
    })))
    await add({ record: maps.idOf(child, 1), kind: anxietyMap.kind, act: 'edit', changes: all(anxietyMap, { child, items: rows }) })
  }
}

import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { predictPrevent, predictions } from '../../domain/records/predict-prevent'
import type { Offer } from '../../domain/rules/carry'
import { offersAlong, scoresSince, toldIn, waysToMap } from '../../domain/rules/carry'
import { useEvidence } from '../../workspace/use-evidence'
import type { OpenMap } from './use-map'

export interface Offers {
  /** What this child's records mention and the map does not have yet, the most told of first. */
  readonly all: ComputedRef<readonly Offer[]>
  /** Scores found where a moment was predicted and prevented, by item. Offered, never taken by themselves. */
  readonly found: ComputedRef<ReadonlyMap<string, number>>
  readonly evidence: ReturnType<typeof useEvidence>
}

export function useOffers({ tool, items, offered }: OpenMap, readable: () => readonly Checkpoint[]): Offers {
  const told = computed(() => toldIn(readable()))
  // A score changes nothing of it, so that a tap does not look through every record again.
  const standing = computed((was?: readonly { readonly words: string; readonly place: string }[]) => {
    const now = items.value.map(({ words, category }) => ({ words, place: category ?? '' }))
    return was?.length === now.length && was.every((one, at) => one.words === now[at]?.words && one.place === now[at]?.place) ? was : now
  })
  return {
    all: computed(() => {
      const among = new Set(offered.value.map(({ code }) => code))
      return offersAlong(waysToMap, told.value, { say: tool.say, standing: standing.value }).filter(({ place }) => among.has(place))
    }),
    // The oldest first, so that the newest evaluation of an item is the one that stands.
    found: computed(() => scoresSince(readable()
      .filter((one) => one.kind === predictPrevent.kind && !one.withdrawn)
      .sort((a, b) => (predictions.partsOf(a.record)?.version ?? 0) - (predictions.partsOf(b.record)?.version ?? 0))
      .flatMap((one) => view(predictPrevent, one).answers.rows))),
    evidence: useEvidence(readable),
  }
}

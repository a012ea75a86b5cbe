import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { MapItem } from '../../domain/rules/anxiety-map'
import { notPlaced } from '../../domain/rules/anxiety-map'
import { rangeOf } from '../../domain/rules/carry'
import type { PictureLane } from '../../ui/anxiety/picture-layout'
import { viewsWords } from './map-words'
import type { OpenMap } from './use-map'

const ends = (range: ReturnType<typeof rangeOf>): readonly number[] => (range === null ? [] : [...new Set([range.low, range.high])])

/** The map as its picture needs it: of each item the ends of its range, now and on the map before. */
export function useDrawn({ lanes, before, comparing, categoryLabel }: OpenMap): ComputedRef<readonly PictureLane[]> {
  return computed(() => lanes.value.map(({ category, items }) => ({
    key: category ?? '', category, label: categoryLabel(category),
    items: items.map(({ id, words, scores }) => ({
      id, words,
      said: [...new Set(Object.values(scores))].sort((a, b) => a - b),
      was: comparing.value ? ends(rangeOf(before.value?.items.get(id)?.scores ?? {})) : [],
      views: viewsWords(scores),
    })),
  })))
}

/** What the picture is called to a reader who has none: the table says the rest. */
export function pictureSummary(items: readonly MapItem[]): string {
  const waiting = notPlaced(items).length
  const placed = items.length - waiting
  return `Picture of the map: ${placed === 1 ? '1 item' : `${placed} items`} from −5 to +5${waiting > 0 ? `, ${waiting} not placed yet` : ''}. The table says the same in words.`
}

import type { ComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'
import { view } from '../../domain/history/read'
import { rootsAndFruits } from '../../domain/records/roots-and-fruits'
import type { Compared, TreeEntry } from '../../domain/rules/tree'
import { comparedWith, seenBy } from '../../domain/rules/tree'
import type { Mark } from '../../ui/tree/drawn'
import type { AnyVersion } from '../../workspace/use-versions'

export interface Compare {
  /** Versions before this one, the newest first. */
  readonly earlier: ComputedRef<readonly { readonly version: number; readonly reviewed: string | null }[]>
  readonly against: ComputedRef<number | null>
  readonly found: ComputedRef<Compared | null>
  /** On the drawing, in a word on each chip. */
  readonly marks: ComputedRef<ReadonlyMap<string, Mark> | undefined>
  readonly choose: (version: number | null) => void
}

/** This version beside an earlier one, for an adult who sees the same of both. */
export function useCompare(version: number, given: { readonly versions: () => readonly AnyVersion[]; readonly seen: () => readonly TreeEntry[]; readonly sensitive: () => boolean }): Compare {
  const chosen = shallowRef<number | null>(null)
  const earlier = computed(() => given.versions().filter((one) => one.version < version).map((one) => ({ version: one.version, answers: view(rootsAndFruits, one.checkpoint).answers })).reverse())
  const against = computed(() => earlier.value.find((one) => one.version === chosen.value) ?? null)
  const found = computed(() => against.value && comparedWith(seenBy(against.value.answers.entries, { sensitive: given.sensitive() }).seen, given.seen()))
  return {
    found,
    earlier: computed(() => earlier.value.map((one) => ({ version: one.version, reviewed: one.answers.reviewed }))),
    against: computed(() => against.value?.version ?? null),
    marks: computed(() => found.value
      ? new Map<string, Mark>([...found.value.added.map(({ id }) => [id, 'new'] as const), ...found.value.changed.map(({ now }) => [now.id, 'changed'] as const)])
      : undefined),
    choose: (next) => { chosen.value = next },
  }
}

import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../../domain/history/read'
import type { Zone } from '../../domain/pack/tree'
import { treePrompts, treePromptsEarlyYears } from '../../domain/pack/tree'
import { rootsAndFruits } from '../../domain/records/roots-and-fruits'
import type { Offer } from '../../domain/rules/carry'
import { offersAlong, toldIn, waysToTree } from '../../domain/rules/carry'
import { foldText } from '../../domain/rules/list-order'
import type { TreeEntry } from '../../domain/rules/tree'
import { inZone, movedAmong, movedOver, seenBy, withChange, withEntry, withLead, without } from '../../domain/rules/tree'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import type { Evidence } from '../../workspace/use-evidence'
import { useEvidence } from '../../workspace/use-evidence'
import type { Tool } from '../../workspace/use-tool'
import { useTool } from '../../workspace/use-tool'

export interface Tree {
  readonly tool: Tool<typeof rootsAndFruits.fields>
  /** Entries this adult may see, and how many there are besides. */
  readonly seen: ComputedRef<readonly TreeEntry[]>
  readonly kept: ComputedRef<number>
  readonly byId: ComputedRef<ReadonlyMap<string, TreeEntry>>
  /** False on a version that was reviewed, or that another has followed. */
  readonly mayChange: ComputedRef<boolean>
  /** What this child's own records offer for a place, the most told of first; then words to begin from. */
  readonly offers: (zone: Zone) => readonly Offer<Zone>[]
  readonly prompts: (zone: Zone) => readonly string[]
  /** The newest first; records this adult may not open have no label. */
  readonly evidence: (records: readonly string[]) => readonly Evidence[]
  /** All of them that could be evidence. */
  readonly records: ComputedRef<readonly Evidence[]>
  readonly add: (zone: Zone, words: string, given?: Partial<TreeEntry>) => string
  readonly change: (id: string, change: Partial<TreeEntry>, options?: { soon: boolean }) => void
  readonly lead: (id: string, to: string, on: boolean) => void
  readonly move: (id: string, by: -1 | 1) => void
  readonly over: (id: string) => void
  readonly remove: (id: string) => void
}

/** One tree, one version: what stands on it for this adult, what may be offered to it, and the few things that can be done. */
export function useTree(given: { readonly child: string; readonly record: string; readonly isNewest: () => boolean; /** What this adult may read of the child. */ readonly readable: () => readonly Checkpoint[] }): Tree {
  const { newId } = useTablet()
  const session = useSession()
  const people = usePeople()
  const tool = useTool(rootsAndFruits, given.child, given.record)
  const entries = () => tool.answers.value.entries
  const put = (next: readonly TreeEntry[], options?: { soon: boolean }) => tool.edit('entries', next, options)

  const visible = computed(() => seenBy(entries(), { sensitive: tool.sensitive.value }))
  const seen = computed(() => visible.value.seen)
  const told = computed(() => toldIn(given.readable()))
  const evidence = useEvidence(given.readable)
  const offered = computed(() => offersAlong(waysToTree, told.value, { say: people.say, standing: seen.value.map(({ zone, words }) => ({ place: zone ?? '', words })) }))
  const offers = (zone: Zone) => offered.value.filter(({ place }) => place === zone)

  return {
    tool, seen, offers,
    kept: computed(() => visible.value.kept),
    byId: computed(() => new Map(seen.value.map((one) => [one.id, one]))),
    mayChange: computed(() => tool.mayWrite.value && given.isNewest() && tool.answers.value.reviewed === null),
    prompts(zone) {
      const early = session.identity?.setting.kind === 'early-years' ? treePromptsEarlyYears[zone] : undefined
      const there = new Set([...inZone(seen.value, zone), ...offers(zone)].map(({ words }) => foldText(words)))
      return (early ?? treePrompts[zone]).filter((words) => !there.has(foldText(words)))
    },
    evidence,
    records: computed(() => evidence(told.value.map(({ record }) => record))),
    add(zone, words, more = {}) {
      const id = newId()
      put(withEntry(entries(), id, { zone, words: words.trim(), ...more }))
      return id
    },
    change: (id, change, options) => put(withChange(entries(), id, change), options),
    lead: (id, to, on) => put(withLead(entries(), id, to, on)),
    move: (id, by) => put(movedAmong(entries(), seen.value, id, by)),
    over: (id) => put(movedOver(entries(), id)),
    remove: (id) => put(without(entries(), id)),
  }
}

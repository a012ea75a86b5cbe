import type { ComputedRef, InjectionKey, ShallowRef } from 'vue'
import { computed, inject, provide, shallowRef } from 'vue'
import { view } from '../../domain/history/read'
import { trueTime } from '../../domain/history/revision'
import type { MapLines } from '../../domain/pack/anxiety'
import { categoriesOffered, categoryLabel, childFaces, linesIn, mapSteps, raters } from '../../domain/pack/anxiety'
import { anxietyMap } from '../../domain/records/anxiety-map'
import type { Change, Lane, MapItem } from '../../domain/rules/anxiety-map'
import { changed, changeSince, lanesOf, scored } from '../../domain/rules/anxiety-map'
import type { Option } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'
import { movedRow } from '../../domain/schema/moved-row'
import { usePack } from '../../workspace/pack'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt, longDay } from '../../workspace/time'
import type { Tool } from '../../workspace/use-tool'
import type { ToolPage } from '../../workspace/use-versions'
import { placedName, stepName } from './map-words'

export interface Before {
  readonly items: ReadonlyMap<string, MapItem>
  /** The day it was begun, `3 September 2026`. */
  readonly day: string
  readonly words: string
}
export interface OpenMap {
  readonly tool: Tool<typeof anxietyMap.fields>
  readonly items: ComputedRef<readonly MapItem[]>
  readonly lanes: ComputedRef<readonly Lane[]>
  readonly offered: ComputedRef<readonly Option[]>
  readonly lines: ComputedRef<MapLines>
  readonly stepNames: ComputedRef<readonly string[]>
  /** The map before, where there is one; `comparing`: its marks are shown. */
  readonly before: ComputedRef<Before | null>
  readonly comparing: ShallowRef<boolean>
  readonly changeOf: (item: MapItem) => Change
  /** False: a map that has been scored again, or one this adult may only read. */
  readonly mayWrite: ComputedRef<boolean>
  /** As whom a score is given: the adult who is signed in, unless they say otherwise. */
  readonly rater: ShallowRef<string>
  readonly choices: ComputedRef<readonly { readonly code: string; readonly label: string }[]>
  readonly faces: ShallowRef<3 | 5>
  readonly nameOf: (who: string) => string
  /** As on paper, where nobody is "you". */
  readonly nameOnPaper: (who: string) => string
  readonly label: (key: string, usual: string) => string
  readonly categoryLabel: (code: string | null) => string
  readonly scoreOf: (item: MapItem) => number | null
  readonly place: (item: MapItem, score: number | null, options?: { soon: boolean; aloud?: boolean }) => void
  readonly change: (item: MapItem, to: Partial<MapItem>, options?: { soon: boolean }) => void
  readonly add: (words: string, category: string, sources: readonly string[]) => MapItem
  readonly remove: (item: MapItem) => void
  readonly move: (item: MapItem, by: 1 | -1) => void
  /** Said politely to a reader of the glass. */
  readonly said: ShallowRef<string>
  /** The item whose sheet is open, and which of its questions to begin with. */
  readonly opened: ShallowRef<{ readonly id: string; readonly at: 'all' | 'use' | 'without' } | null>
}

const mapKey: InjectionKey<OpenMap> = Symbol('the map on the glass')
export function useMap(): OpenMap {
  const map = inject(mapKey)
  if (!map) throw new Error('no map is open')
  return map
}

export function provideMap({ tool, page, early }: { readonly tool: Tool<typeof anxietyMap.fields>; readonly page: ToolPage<typeof anxietyMap.fields>; readonly early: boolean }): OpenMap {
  const session = useSession()
  const { zone } = useTablet()
  const pack = usePack()
  const { label } = tool
  const me = session.adult ?? ''
  // An item that has not changed stays the same object, so that a tap redraws one row.
  let last = new Map<string, { readonly text: string; readonly item: MapItem }>()
  const items = computed(() => {
    const next = new Map(tool.answers.value.items.map((item) => {
      const text = JSON.stringify(item)
      const was = last.get(item.id)
      return [item.id, was?.text === text ? was : { text, item }]
    }))
    last = next
    return [...next.values()].map(({ item }) => item)
  })
  const rater = shallowRef(me)
  const said = shallowRef('')
  const offered = computed(() => categoriesOffered(label))
  const mayWrite = computed(() => tool.mayWrite.value && tool.answers.value.reviewed === null && (page.shown.value?.isNewest ?? true))
  // A lane in which nothing has changed stays the same object too.
  const lanes = computed((was?: readonly Lane[]) => lanesOf(items.value, offered.value.map(({ code }) => code)).map((lane) =>
    was?.find((one) => one.category === lane.category && one.items.length === lane.items.length && one.items.every((item, at) => item === lane.items[at])) ?? lane))
  const raterLabel = (who: string) => {
    const one = raters.find(({ code }) => code === who)
    return one ? label(`rater.${who}`, one.label) : null
  }
  const nameOnPaper = (who: string) => raterLabel(who) ?? tool.say.adult(who)
  const write = (next: readonly MapItem[], options?: { soon: boolean }) => {
    if (mayWrite.value) tool.edit('items', next, options)
  }
  const before = computed((): Before | null => {
    const one = page.before.value
    if (!one) return null
    const { answers } = view(anxietyMap, one.checkpoint)
    return { items: new Map(answers.items.map((item) => [item.id, item])), day: longDay(dayAt(trueTime(one.checkpoint.first), zone)), words: answers.reviewWords }
  })

  const map: OpenMap = {
    tool, items, lanes, offered, mayWrite, rater, said, label, nameOnPaper,
    lines: computed(() => linesIn(label)),
    stepNames: computed(() => mapSteps.map((step) => stepName(step, label))),
    before,
    comparing: shallowRef(true),
    changeOf: (item) => changeSince(before.value?.items.get(item.id)?.scores ?? null, item.scores),
    choices: computed(() => [{ code: me, label: 'Me' }, ...raters.map(({ code }) => ({ code, label: raterLabel(code) ?? code }))]),
    faces: shallowRef(early ? 3 : pack.scales.faces),
    nameOf: (who) => (who === me ? 'You' : nameOnPaper(who)),
    categoryLabel: (code) => categoryLabel(code, label),
    scoreOf: ({ scores }) => scores[rater.value] ?? null,
    opened: shallowRef(null),
    place(item, score, options) {
      write(scored(tool.answers.value.items, item.id, rater.value, score), options)
      if (score === null) said.value = `${item.words}, not placed`
      else if (options?.aloud) said.value = rater.value === 'child' ? `${item.words}, ${faceLabel(score)}` : placedName(item.words, score, label)
    },
    change: (item, to, options) => write(changed(tool.answers.value.items, item.id, to), options),
    add(words, category, sources) {
      const row = addedRow(anxietyMap.fields.items, items.value, tool.fieldFacts().newId(), { words, category, sources })
      write([...items.value, row])
      said.value = `Added: ${words}. Not placed yet`
      return row
    },
    remove(item) {
      write(items.value.filter(({ id }) => id !== item.id))
      said.value = `Taken off the map: ${item.words}. Undo brings it back`
    },
    move(item, by) {
      const lane = lanes.value.find(({ category }) => category === item.category)?.items ?? []
      const next = lane[lane.findIndex(({ id }) => id === item.id) + by]
      if (!next) return
      // The same rows in another order.
      write(movedRow(items.value, item.id, items.value.findIndex(({ id }) => id === next.id)) as readonly MapItem[])
      said.value = `${item.words} is now ${by < 0 ? 'before' : 'after'} ${next.words}`
    },
  }
  const faceLabel = (score: number) => [...childFaces[5], ...childFaces[3]].find((face) => face.score === score)?.label ?? ''
  provide(mapKey, map)
  return map
}

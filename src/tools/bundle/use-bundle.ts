import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { view } from '../../domain/history/read'
import { byText } from '../../domain/history/revision'
import { child as childForm } from '../../domain/records/child'
import type { BundlePart, BundlePreset } from '../../domain/records/handover'
import { bundleParts, bundlePresets, handover } from '../../domain/records/handover'
import type { BundleSource } from '../../domain/rules/bundle'
import { presetParts, readBundle, toldInTrust } from '../../domain/rules/bundle'
import type { Bundle } from '../../domain/rules/bundle-files'
import { markOf } from '../../domain/rules/bundle-files'
import type { Part } from '../../domain/rules/bundle-parts'
import { cleaner } from '../../domain/rules/bundle-names'
import { hasLeft, plansAmong } from '../../domain/rules/plan-state'
import type { AnswersOf } from '../../domain/schema/definition'
import { blank, touched } from '../../domain/schema/definition'
import { whenIdle } from '../../ui/idle'
import { usePack } from '../../workspace/pack'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt, longDay, momentAt, wallAt } from '../../workspace/time'
import type { ChildPapers } from '../../workspace/use-child-papers'
import { useChildPapers } from '../../workspace/use-child-papers'
import { useOtherChildren } from '../../workspace/use-other-children'

export interface Handed {
  readonly record: string
  readonly by: string
  readonly answers: AnswersOf<typeof handover>
}
export interface BundleOnGlass {
  readonly papers: ChildPapers
  /** May this adult hand papers on: a lead, or the child's key person. Null until it is known. */
  readonly mayMake: ComputedRef<boolean | null>
  readonly preset: ShallowRef<BundlePreset | null>
  readonly to: ShallowRef<string>
  /** In reading order, with what is in each and what is missing. Empty before somebody said for whom. */
  readonly parts: ComputedRef<readonly Part[]>
  readonly chosen: ShallowRef<readonly BundlePart[]>
  readonly kinds: ComputedRef<readonly { readonly kind: string; readonly many: number }[]>
  readonly chosenKinds: ShallowRef<readonly string[]>
  /** As it goes now; null before somebody said for whom. */
  readonly bundle: ComputedRef<Bundle | null>
  /** What went before, the newest first. */
  readonly handed: ComputedRef<readonly Handed[]>
  /** Written down before anything leaves: throws where it could not be kept, and then nothing leaves. */
  readonly write: (how: 'as-print' | 'as-zip') => Promise<Bundle | null>
}

export function useBundle(child: () => string): BundleOnGlass {
  const { ledger, now, zone, newId, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const pack = usePack()
  const papers = useChildPapers(child)
  const others = useOtherChildren(child)
  const preset = shallowRef<BundlePreset | null>(null)
  const to = shallowRef('')
  const chosen = shallowRef<readonly BundlePart[]>([])
  const chosenKinds = shallowRef<readonly string[]>([])
  /** A bundle has a mark of its own each time it is handed on. */
  const mark = shallowRef(markOf(newId()))

  const readable = computed(() => papers.found.value?.records.filter((one) => people.mayDo('read', one)) ?? [])
  const source = computed((): BundleSource | null => {
    const found = papers.found.value
    const of = people.childRecords.find(({ record }) => record === child())
    if (!found || !of) return null
    const today = dayAt(now(), zone)
    const isGone = hasLeft(view(childForm, of).answers, { setting: session.identity?.setting.name ?? '', today })
    return { zone, records: found.records, child: of, reader: papers.reader.value, others: others.value, plans: plansAmong(child(), { among: readable.value, today, zone, hasLeft: isGone }) }
  })
  // For whom it is changes which parts are ticked, and nothing of what they hold.
  const isAsked = computed(() => preset.value !== null)
  const read = computed(() => source.value && readBundle(source.value))
  const kinds = computed(() => (isAsked.value ? (read.value?.kinds ?? []) : []))
  const parts = computed(() => (isAsked.value ? (read.value?.partsWith(chosenKinds.value) ?? []) : []))
  // While somebody looks for the service in the list, so that their tap finds hundreds of records read.
  let callOff = (): void => undefined
  watch(() => papers.found.value !== null, (isFound) => {
    if (isFound) callOff = whenIdle(() => void read.value)
  }, { immediate: true })
  onScopeDispose(() => callOff())
  watch(preset, (next) => { chosen.value = next === null ? [] : presetParts[next] })
  // What somebody said in trust is ticked by an adult, never by the app.
  watch(() => kinds.value.map(({ kind }) => kind).join(), () => { chosenKinds.value = kinds.value.map(({ kind }) => kind).filter((kind) => !toldInTrust.includes(kind)) })

  const label = (code: BundlePart) => pack.word(`code.${code}`, bundleParts.find((one) => one.code === code)?.label ?? code)
  const going = computed(() => parts.value.filter(({ code }) => chosen.value.includes(code)))
  const bundle = computed((): Bundle | null => {
    const whom = bundlePresets.find(({ code }) => code === preset.value)
    if (!whom || !source.value) return null
    const madeAt = wallAt(now(), zone)
    return {
      setting: session.identity?.setting.name ?? '', forWhom: pack.word(`code.${whom.code}`, whom.label), to: cleaner(source.value.others, [to.value], people.say.word('say.another-child', 'another child'))(to.value, []),
      child: people.childById.get(child())?.name || people.say.child(child()), by: people.me?.name || people.me?.shortName || '',
      madeAt, day: longDay(madeAt), words: pack.said, mark: mark.value,
      parts: going.value.map(({ code, missing, blocks }) => ({ code, title: label(code), missing, blocks })),
    }
  })
  return {
    papers, preset, to, parts, chosen, kinds, chosenKinds, bundle,
    mayMake: computed(() => (papers.reading.value === null || people.me === null ? null : papers.reader.value.sensitive)),
    handed: computed(() =>
      readable.value
        .filter(({ kind, withdrawn }) => kind === handover.kind && !withdrawn)
        .map((one) => ({ record: one.record, by: people.adultName(one.first.author), answers: view(handover, one).answers }))
        .sort((a, b) => byText(b.answers.when?.wall ?? '', a.answers.when?.wall ?? '')),
    ),
    async write(how) {
      const goes = bundle.value
      if (!goes || session.adult === null) return null
      const answers: AnswersOf<typeof handover> = {
        child: child(), when: momentAt(now(), zone), preset: preset.value, to: to.value.trim(), how, mark: goes.mark,
        parts: going.value.map(({ code }) => code), records: [...new Set(going.value.flatMap(({ records }) => records))].sort(byText),
      }
      await ledger.append({ record: newId(), kind: handover.kind, version: handover.version, act: 'close', author: session.adult, after: [], changes: touched(handover, blank(handover), answers) })
      pace.wake()
      mark.value = markOf(newId())
      return goes
    },
  }
}

import type { ComputedRef } from 'vue'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { partName, touched } from '../domain/schema/definition'
import type { Changes, Fields, Value } from '../domain/schema/field'
import { answerOf, partsOf } from '../domain/schema/field'
import { useDisk } from './disk'
import { createKeeper } from './keeper'
import { useSession } from './session'
import { useTablet } from './tablet'
import type { OpenRecord } from './use-record'

/** One thing an adult did: what each part became, and what it was. */
interface Step {
  readonly did: Changes
  readonly was: Changes
  readonly at: number
}
interface Steps {
  readonly back: readonly Step[]
  readonly forth: readonly Step[]
}
interface Kept extends Steps { readonly record: string }

export interface Undo<F extends Fields> {
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  edit<K extends keyof F>(field: K, answer: AnswersOf<Definition<F>>[K], options?: { soon: boolean }): void
  undo(): void
  redo(): void
}

const most = 20
const recordsKept = 5
/** Typing within this is one step. */
const togetherMs = 1500
const none: Steps = { back: [], forth: [] }

/**
 * Twenty steps back and forth in one record, kept sealed on this tablet, so that a lock does not end them. A step takes back
 * what this adult did and nothing else: a part that has been changed since, here or elsewhere, stays as it is.
 */
export function useUndo<F extends Fields>(form: Definition<F>, record: OpenRecord<F>): Undo<F> {
  const { ledger, now } = useTablet()
  const session = useSession()
  const disk = useDisk()
  const name = `undo ${session.adult ?? ''}`
  const steps = shallowRef<Steps>(none)

  ledger.fact<readonly Kept[]>(name).then((kept) => {
    const mine = kept?.find((one) => one.record === record.id)
    if (mine && steps.value === none) steps.value = { back: mine.back, forth: mine.forth }
  }).catch(disk.report)
  const keeper = createKeeper<Steps>({
    async write(next) {
      if (await ledger.erasure(record.id)) return
      const others = (await ledger.fact<readonly Kept[]>(name))?.filter((one) => one.record !== record.id) ?? []
      await ledger.keepFact(name, [...others, { record: record.id, ...next }].slice(-recordsKept))
    },
    now, onKept: () => undefined, onTrouble: disk.report,
  })
  function keep(next: Steps): void {
    steps.value = next
    // The words themselves are kept at once; the way back to what they were can wait for a pause.
    keeper.changed(next, { soon: true })
  }
  const forget = session.beforeLock(() => keeper.flush())
  onScopeDispose(() => {
    forget()
    void keeper.flush().catch(disk.report)
  })

  const valueOf = (key: string): Value | null => {
    const { field: called, part } = partName(key)
    const field = form.fields[called]
    return field ? (partsOf(field, record.answers.value[called])[part] ?? null) : null
  }
  const same = (a: Value | null | undefined, b: Value | null | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

  /** Rows that the step would take away and that hold anything since: a score, a word of somebody else's. They stay whole. */
  function rowsLivedOn(from: Changes, to: Changes): string[] {
    return Object.entries(to).flatMap(([row, value]) => {
      const { field: called, part } = partName(row)
      const field = form.fields[called]
      if (value !== null || field?.shape !== 'rows' || part === '' || part.includes('/')) return []
      const within = Object.entries(partsOf(field, record.answers.value[called])).filter(([one]) => one.startsWith(`${part}/`) && one !== `${part}/rank`)
      return within.every(([one, held]) => same(held, from[`${called}/${one}`])) ? [] : [row]
    })
  }
  /** Only where the glass still says what the step left there. */
  function put(from: Changes, to: Changes): void {
    const byField = new Map<string, Record<string, Value | null>>()
    const lived = rowsLivedOn(from, to)
    for (const [key, value] of Object.entries(to)) {
      if (!same(valueOf(key), from[key]) || lived.some((row) => key === row || key.startsWith(`${row}/`))) continue
      const { field, part } = partName(key)
      byField.set(field, { ...byField.get(field), [part]: value })
    }
    for (const [called, changes] of byField) {
      const field = form.fields[called]
      if (!field) continue
      const parts: Record<string, Value> = { ...partsOf(field, record.answers.value[called]) }
      for (const [part, value] of Object.entries(changes)) {
        if (value === null) Reflect.deleteProperty(parts, part)
        else parts[part] = value
      }
      // The field gives an answer of its own shape.
      record.edit(called, answerOf(field, parts) as AnswersOf<Definition<F>>[string])
    }
  }

  return {
    canUndo: computed(() => steps.value.back.length > 0),
    canRedo: computed(() => steps.value.forth.length > 0),
    edit(field, answer, options) {
      const before = record.answers.value
      const after = { ...before, [field]: answer }
      const did = touched(form, before, after)
      if (Object.keys(did).length === 0) return
      // A removed row is one null among the changes; to bring it back takes every part it had.
      const was = Object.fromEntries(Object.keys({ ...did, ...touched(form, after, before) }).map((key) => [key, valueOf(key)]))
      const whole = Object.fromEntries(Object.keys(was).map((key) => [key, did[key] ?? (key in did ? null : partAfter(form, after, key))]))
      record.edit(field, answer, options)
      const last = steps.value.back.at(-1)
      const goesOn = last !== undefined && options?.soon === true && now() - last.at < togetherMs && Object.keys(last.did).join() === Object.keys(whole).join()
      const step: Step = { did: whole, was: goesOn ? last.was : was, at: now() }
      keep({ back: [...(goesOn ? steps.value.back.slice(0, -1) : steps.value.back), step].slice(-most), forth: [] })
    },
    undo() {
      const step = steps.value.back.at(-1)
      if (!step) return
      put(step.did, step.was)
      keep({ back: steps.value.back.slice(0, -1), forth: [...steps.value.forth, step] })
    },
    redo() {
      const step = steps.value.forth.at(-1)
      if (!step) return
      put(step.was, step.did)
      keep({ back: [...steps.value.back, step], forth: steps.value.forth.slice(0, -1) })
    },
  }
}

function partAfter<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, key: string): Value | null {
  const { field: called, part } = partName(key)
  const field = form.fields[called]
  return field ? (partsOf(field, answers[called])[part] ?? null) : null
}

import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import type { Fields, Moment } from '../domain/schema/field'
import type { Gap } from '../domain/rules/gaps'
import { gapsIn } from '../domain/rules/gaps'
import { linesOf } from '../domain/schema/faces'
import { useDisk } from './disk'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { clockOrDay, momentAt, wallAt } from './time'
import type { Chip } from './use-chip'
import { useChip } from './use-chip'
import type { OpenRecord } from './use-record'
import { useRecord } from './use-record'
import { useSaveKey } from './use-save-key'
import type { Worry } from './use-worry'
import { useWorry } from './use-worry'

export interface Capture<F extends Fields> {
  readonly record: OpenRecord<F>
  readonly chip: ComputedRef<Chip>
  /** When this was begun, ms, whatever was saved since. */
  readonly begunAt: ComputedRef<number>
  /** The same on the clock: `10:41`. */
  readonly begunClock: ComputedRef<string>
  /** A moment counted back from when this was begun. None back is exact; the rest are "about". */
  readonly ago: (minutes: number) => Moment
  readonly failed: ComputedRef<boolean>
  /** What is left or odd, once the person has asked to finish; nobody is stopped by it twice. */
  readonly gaps: ShallowRef<readonly Gap[]>
  /** The finishing button: closes the record, or keeps it for later while it is about nobody yet. If not, it stays on the glass, and why is shown. */
  readonly finish: () => Promise<void>
  /** After a save that failed. */
  readonly tryAgain: () => Promise<void>
  readonly worry: Worry
  /** Everything on the glass as plain lines, to take somewhere safe. */
  readonly inWords: () => string
}

/** Where the page goes. */
export interface Ends {
  /** It was finished here. */
  readonly onDone: () => unknown
  /** It is closed, or not this adult's to write: the record is to be shown instead. */
  readonly onShut: () => unknown
}

/**
 * An own record being written: begun with the time as the screen opens, kept from the first touch, and closed by one button.
 *
 * `first` are the answers a new record opens with. They are stamps: a record left with nothing else leaves no trace.
 * Ctrl+Enter finishes it, as the button does.
 */
export function useCapture<F extends Fields>(form: Definition<F>, id: string, first: (ago: (minutes: number) => Moment) => Partial<AnswersOf<Definition<F>>>, ends: Ends): Capture<F> {
  const { now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const disk = useDisk()
  const record = useRecord(form, id)
  const openedAt = now()

  const stop = watch([record.ready, record.elsewhere], ([ready, elsewhere]) => {
    if (!ready || elsewhere) return
    stop()
    if (record.reading.value === null && record.startedAt.value === null) record.begin(first(ago))
  })
  const chip = useChip(() => id, () => record.kept.value, () => record.startedAt.value !== null, () => 0)
  const begunAt = computed(() => record.reading.value?.checkpoint.first.at ?? record.startedAt.value ?? openedAt)
  const ago = (minutes: number) => momentAt(begunAt.value - minutes * 60_000, zone, minutes === 0 ? 'exact' : 'about')
  const gaps: ShallowRef<readonly Gap[]> = shallowRef([])
  const failed = computed(() => record.kept.value.kind === 'save-failed')
  /** What the last save that failed was to do. */
  let undone: 'edit' | 'close' | null = null
  let isLeaving = false

  const shut = computed(() => {
    const checkpoint = record.reading.value?.checkpoint
    return checkpoint !== undefined && (checkpoint.freeze !== null || checkpoint.withdrawn !== null || checkpoint.first.author !== session.adult)
  })
  watch(shut, (isShut) => { if (isShut && !isLeaving) void ends.onShut() }, { immediate: true })

  async function end(act: 'edit' | 'close'): Promise<void> {
    undone = act
    isLeaving = true
    try {
      await record.finish(act)
    } catch (error) {
      isLeaving = false
      // The record says so itself, beside the words, which stay; a fault of the app is thrown on.
      if (!failed.value) throw error
      return
    }
    undone = null
    await ends.onDone()
  }
  async function finish(): Promise<void> {
    if (record.elsewhere.value) return
    const found = gapsIn(form, record.answers.value, { wall: wallAt(now(), zone), zone })
    // Being about nobody yet is no mistake: such a record is kept for later.
    const asked = found.filter(({ code }) => code !== 'choose-child')
    const told = new Set(gaps.value.map(({ field, code }) => `${field}:${code}`))
    gaps.value = asked
    if (asked.every(({ field, code }) => told.has(`${field}:${code}`))) await end(asked.length === found.length ? 'close' : 'edit')
  }
  useSaveKey(finish)
  const worry = useWorry(id, () => Object.entries(form.fields).flatMap(([name, field]) => {
    // A subject is a child, or several, by id.
    const answer = (record.answers.value as Readonly<Record<string, unknown>>)[name] as string | readonly string[] | null
    return 'subject' in field && field.subject === true && answer !== null ? answer : []
  }))

  return {
    record, chip, begunAt, ago, gaps, failed, worry,
    begunClock: computed(() => clockOrDay(begunAt.value, now(), zone)),
    finish,
    async tryAgain() {
      if (undone) return end(undone)
      try {
        await record.flush()
      } catch (error) {
        disk.report(error)
      }
    },
    inWords: () => linesOf(form, record.answers.value, people.say).map(({ label, words }) => `${label}\n${words}`).join('\n\n'),
  }
}

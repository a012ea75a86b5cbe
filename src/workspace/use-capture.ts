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
  /** Closed, or not this adult's to write: the page shows the record instead. */
  readonly shut: ComputedRef<boolean>
  /** What is left or odd, once the person has asked to finish; nobody is stopped by it twice. */
  readonly gaps: ShallowRef<readonly Gap[]>
  /** Closes the record, or keeps it for later where `later` says so. False: it stays on the glass, and why is shown. */
  readonly save: (options: { later: boolean }) => Promise<boolean>
  readonly tryAgain: () => Promise<boolean>
  /** Everything on the glass as plain lines, to take somewhere safe. */
  readonly inWords: () => string
}

/**
 * An own record being written: begun with the time as the screen opens, kept from the first touch, and closed by one button.
 *
 * `first` are the answers a new record opens with. They are stamps: a record left with nothing else leaves no trace.
 */
export function useCapture<F extends Fields>(form: Definition<F>, id: string, first: (ago: (minutes: number) => Moment) => Partial<AnswersOf<Definition<F>>>): Capture<F> {
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
  let finishing: { later: boolean } | null = null

  async function finish(options: { later: boolean }): Promise<boolean> {
    finishing = options
    try {
      await record.finish(options.later ? 'edit' : 'close')
      finishing = null
      return true
    } catch (error) {
      // The record says so itself, beside the words, which stay; a fault of the app is thrown on.
      if (!failed.value) throw error
      return false
    }
  }
  const failed = computed(() => record.kept.value.kind === 'save-failed')

  return {
    record, chip, begunAt, ago, gaps, failed,
    begunClock: computed(() => clockOrDay(begunAt.value, now(), zone)),
    shut: computed(() => {
      const checkpoint = record.reading.value?.checkpoint
      return checkpoint !== undefined && (checkpoint.freeze !== null || checkpoint.withdrawn !== null || checkpoint.first.author !== session.adult)
    }),
    async save(options) {
      if (record.elsewhere.value) return false
      // Being about nobody yet is no mistake: such a record is kept for later.
      const found = gapsIn(form, record.answers.value, { wall: wallAt(now(), zone), zone }).filter(({ code }) => !(options.later && code === 'choose-child'))
      const told = new Set(gaps.value.map(({ field, code }) => `${field}:${code}`))
      const isNew = found.some(({ field, code }) => !told.has(`${field}:${code}`))
      gaps.value = found
      return isNew ? false : finish(options)
    },
    async tryAgain() {
      if (finishing) return finish(finishing)
      try {
        await record.flush()
      } catch (error) {
        disk.report(error)
      }
      return false
    },
    inWords: () => linesOf(form, record.answers.value, people.say).map(({ label, words }) => `${label}\n${words}`).join('\n\n'),
  }
}

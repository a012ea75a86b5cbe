import { refDebounced } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import { view } from '../domain/history/read'
import { incident } from '../domain/records/incident'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import type { Fields, Moment } from '../domain/schema/field'
import type { Gap } from '../domain/rules/gaps'
import { gapsIn } from '../domain/rules/gaps'
import { mayTakeBack } from '../domain/rules/take-back'
import type { PlacedNudge } from '../domain/rules/wording'
import { nudgesAmong } from '../domain/rules/wording'
import { linesOf } from '../domain/schema/faces'
import { useDisk } from './disk'
import { usePack } from './pack'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { begunWords, clockOrDay, momentAt, wallAt } from './time'
import type { Chip } from './use-chip'
import { useChip } from './use-chip'
import type { PaperShows } from './use-paper'
import { useOnPaper } from './use-paper'
import type { OpenRecord } from './use-record'
import { useSaveKey } from './use-save-key'
import type { PageWorry } from './use-worry'
import { useWorry } from './use-worry'

/** After typing stops for so long, its words are looked at: nobody is nudged in the middle of a sentence. */
export const lookAfterMs = 1_000

/** What the frame of a record being written shows. */
export interface CaptureShows {
  readonly chip: Chip
  readonly begun: string
  /** Said beside the finishing button, once something is left or odd. */
  readonly left: string | null
  readonly failed: boolean
  readonly elsewhere: boolean
  readonly ready: boolean
  readonly words: () => string
  readonly nudges: readonly PlacedNudge[]
  readonly label: (field: string) => string
  readonly paper: PaperShows
  /** The record so far, where its author may take it back. */
  readonly mistake: string | null
}

export interface Capture<F extends Fields> {
  readonly record: OpenRecord<F>
  readonly answers: ComputedRef<AnswersOf<Definition<F>>>
  /** For the frame: what it shows, and what is to be done when it asks. */
  readonly frame: ComputedRef<CaptureShows>
  readonly acts: { readonly save: () => Promise<void>; readonly again: () => Promise<void>; readonly here: () => Promise<void>; readonly hide: () => void; readonly paper: (moment: Moment | null) => void }
  /** A question in the pack's words. */
  readonly label: (field: string) => string
  /** What the fields of the page know of the world. */
  readonly fieldFacts: () => { word: (key: string, usual: string) => string; now: () => string; zone: string }
  readonly chip: ComputedRef<Chip>
  /** When this was begun, as it is said: `You started this at 10:41.` */
  readonly begun: ComputedRef<string>
  /** A moment counted back from when this was begun. None back is exact; the rest are "about". */
  readonly ago: (minutes: number) => Moment
  readonly failed: ComputedRef<boolean>
  /** What is left or odd, once the person has asked to finish; nobody is stopped by it twice. */
  readonly gaps: ShallowRef<readonly Gap[]>
  /** The finishing button: closes the record, or keeps it for later while it is about nobody yet. If not, it stays on the glass, and why is shown. */
  readonly finish: () => Promise<void>
  /** After a save that failed. */
  readonly tryAgain: () => Promise<void>
  readonly worry: PageWorry
  /** Everything on the glass as plain lines, to take somewhere safe. */
  readonly inWords: () => string
  /** Words that may read as blame later, looked at after a pause. A suggestion: it keeps nobody from saving. */
  readonly nudges: ComputedRef<readonly PlacedNudge[]>
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
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const pack = usePack()
  const disk = useDisk()
  const { record, asPaper, paper: onPaper, write } = useOnPaper(form, id)
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
    worry.putAside()
    await ends.onDone()
  }
  async function finish(): Promise<void> {
    if (record.elsewhere.value) return
    const found = gapsIn<Fields>(asPaper, record.answers.value, { wall: wallAt(now(), zone), zone })
    // Being about nobody yet is no mistake: such a record is kept for later.
    const asked = found.filter(({ code }) => code !== 'choose-child')
    const told = new Set(gaps.value.map(({ field, code }) => `${field}:${code}`))
    gaps.value = asked
    if (asked.every(({ field, code }) => told.has(`${field}:${code}`)) && !worry.isAsking()) await end(asked.length === found.length ? 'close' : 'edit')
  }
  useSaveKey(finish)
  /** Whom it is about: its subjects by id, or those of the incident it belongs to. */
  async function subjects(): Promise<readonly string[]> {
    const given: Readonly<Record<string, unknown>> = record.answers.value
    const found = Object.entries(form.fields).flatMap(([name, field]) => {
      // A subject is a child, or several, by id.
      const answer = given[name] as string | readonly string[] | null
      return 'subject' in field && field.subject === true && answer !== null ? answer : []
    })
    const belongsTo = given['incident']
    if (found.length > 0 || typeof belongsTo !== 'string') return found
    const event = await ledger.checkpoint(belongsTo)
    return event ? view(incident, event).answers.children : []
  }
  const worry = useWorry(id, subjects)
  const label = (name: string) => pack.word(`${form.kind}.${name}.label`, form.fields[name]?.label ?? name)
  const settled = refDebounced(record.answers, lookAfterMs)
  const nudges = computed(() => nudgesAmong(form.kind, settled.value))
  const begun = computed(() => begunWords({ isKept: record.reading.value !== null, clock: clockOrDay(begunAt.value, now(), zone) }))
  const inWords = () => linesOf<Fields>(asPaper, record.answers.value, people.say).map(({ label: asked, words }) => `${asked}\n${words}`).join('\n\n')
  // Nothing is asked about before somebody wants to finish.
  const paper = computed((): PaperShows => (gaps.value.some(({ field }) => field === 'paper') ? onPaper.value : { ...onPaper.value, gap: null }))
  async function tryAgain(): Promise<void> {
    if (undone) return end(undone)
    try {
      await record.flush()
    } catch (error) {
      disk.report(error)
    }
  }

  return {
    record, answers: record.answers, chip, begun, ago, gaps, failed, worry, label, finish, tryAgain, inWords, nudges,
    frame: computed((): CaptureShows => ({
      chip: chip.value, begun: begun.value, failed: failed.value, elsewhere: record.elsewhere.value, ready: record.ready.value, words: inWords, nudges: nudges.value, label, paper: paper.value,
      mistake: record.reading.value && mayTakeBack(record.reading.value.checkpoint, session.adult) ? id : null,
      left: gaps.value.length > 0 ? 'Change the time, or save again to keep it as it is.' : null,
    })),
    acts: { save: finish, again: tryAgain, here: () => record.takeHere(), hide: () => { session.hidden = true }, paper: write },
    fieldFacts: () => ({ word: pack.word, now: () => wallAt(now(), zone), zone }),
  }
}

/** What a record opens with that is about children: its time, and the child from whom it was come to. */
export const fromChild = (child: string | null) => (ago: (minutes: number) => Moment): { when: Moment; children?: readonly string[] } => ({ when: ago(0), ...(child !== null && { children: [child] }) })

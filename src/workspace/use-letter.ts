import { useIdle } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { blank, touched } from '../domain/schema/definition'
import type { Changes, Fields, Moment } from '../domain/schema/field'
import type { Stamp } from '../domain/rules/hold-times'
import { holdTimes, isRunning } from '../domain/rules/hold-times'
import { useDisk } from './disk'
import type { Kept } from './keeper'
import { createKeeper } from './keeper'
import { useSession } from './session'
import { useTablet } from './tablet'
import { begunWords, clockAt, momentAt } from './time'
import type { Chip } from './use-chip'
import { useSaveKey } from './use-save-key'
import type { Worry } from './use-worry'
import { useLeadTiles, worryIn } from './use-worry'

/** Left alone for so long, the words are taken off the glass: on a locked tablet anyone may walk past. */
export const sealAfterMs = 120_000

export interface OpenLetter<F extends Fields> {
  readonly answers: ShallowRef<AnswersOf<Definition<F>>>
  readonly chip: ComputedRef<Chip>
  readonly failed: ComputedRef<boolean>
  /** When it was begun, as it is said. */
  readonly begun: string
  readonly ago: (minutes: number) => Moment
  readonly edit: <K extends keyof F>(field: K, answer: AnswersOf<Definition<F>>[K], options?: { soon: boolean }) => void
  /** Done when what is on the glass is on the disk. Throws when it is not: it stays on the glass. */
  readonly keep: () => Promise<void>
  /** Sealed with the letter: `told` means no more than that, for nobody hears of it until somebody takes the letter on. */
  readonly worry: Worry
  /** Writes what is on the glass, and leaves it once that is on the disk. One with nothing written is taken away. */
  readonly close: () => Promise<void>
}

export interface LetterGiven<A> {
  /** The answers it opens with. With `goOn` all that is known of it, for its words cannot be read back. */
  readonly first: (now: Moment) => Partial<A>
  readonly onLeft: () => void
  /** One that was open when the app was closed or ended. */
  readonly goOn?: { readonly id: string; readonly startedAt: number } | undefined
  /** The times of a hold, where it keeps them. While they run it is not closed for lying idle, and the lock screen knows of it; without one it is as good as empty. */
  readonly times?: (answers: A) => readonly Stamp[]
}

/** A record written on a locked tablet. On the disk with its time from the moment this is made, sealed at every write. */
export function useLetter<F extends Fields>(form: Definition<F>, given: LetterGiven<AnswersOf<Definition<F>>>): OpenLetter<F> {
  const { hold, ledger, newId, now, zone } = useTablet()
  const disk = useDisk()
  const session = useSession()
  const { id, startedAt } = given.goOn ?? { id: newId(), startedAt: now() }
  const sitting = newId()
  const ago = (minutes: number) => momentAt(startedAt - minutes * 60_000, zone, minutes === 0 ? 'exact' : 'about')
  const start = { ...blank(form), ...given.first(ago(0)) }
  const answers = shallowRef(start)
  const kept = shallowRef<Kept>({ kind: 'idle' })
  const worry = shallowRef<Changes | null>(null)
  /** The one that is on the disk. */
  const sealed = shallowRef<Changes | null>(null)
  const running = (words: AnswersOf<Definition<F>>): readonly Stamp[] => {
    const times = given.times?.(words) ?? []
    return isRunning(holdTimes(times, startedAt)) ? times : []
  }
  const isEmpty = () => worry.value === null && (given.times ? given.times(answers.value).length === 0 : answers.value === start)
  const keeper = createKeeper<AnswersOf<Definition<F>>>({
    async write(words) {
      const worried = worry.value
      await ledger.keepLetter({ id, kind: form.kind, changes: touched(form, blank(form), words), startedAt, ...(worried && { worry: worried }) }, given.times && running(words), sitting)
      sealed.value = worried
    },
    now,
    onKept: (state) => { kept.value = state },
    onTrouble: (error) => void trouble(error).catch(disk.report),
  })
  async function trouble(error: unknown): Promise<void> {
    disk.report(error)
    if (await disk.makeRoom()) await keeper.flush()
  }
  keeper.changed(start, { soon: false })

  async function keep(): Promise<void> {
    try {
      await keeper.flush()
    } catch (error) {
      await trouble(error)
      if (kept.value.kind !== 'saved') throw error
    }
  }
  async function close(): Promise<void> {
    try {
      await keeper.flush()
      if (isEmpty()) await ledger.dropLetter(id)
    } catch (error) {
      await trouble(error)
      if (kept.value.kind !== 'saved') return
    }
    given.onLeft()
  }
  useSaveKey(close)
  const { idle } = useIdle(sealAfterMs)
  watch(idle, (isIdle) => { if (isIdle && running(answers.value).length === 0) void close().catch(disk.report) })
  // An editor like any other: written as the app goes out of sight, and no new version starts under it.
  const forget = session.beforeLock(() => keeper.flush())
  // A running timer can be opened in another tab. It is then that tab's: what stands here would be written over its times.
  const mine = given.times ? hold(`letter:${id}`, { take: true, onLost: () => void keeper.settle().then(given.onLeft) }) : null
  mine?.catch(disk.report)
  onScopeDispose(() => {
    forget()
    void keeper.flush().catch(disk.report).finally(() => void mine?.then((release) => release?.()))
  })

  return {
    answers, ago, keep, close,
    begun: begunWords({ isKept: false, clock: clockAt(startedAt, zone) }),
    failed: computed(() => kept.value.kind === 'save-failed'),
    worry: {
      state: computed(() => (worry.value === null ? 'none' : worry.value === sealed.value ? 'told' : kept.value.kind === 'save-failed' ? 'not-kept' : 'none')),
      leads: useLeadTiles(),
      async tell(words) {
        worry.value = worryIn(id, { children: [], when: momentAt(now(), zone), words })
        keeper.changed(answers.value, { soon: false })
        await keep().catch(disk.report)
      },
    },
    chip: computed((): Chip => {
      const state = kept.value
      return state.kind === 'saved' ? { kind: 'saved', at: clockAt(state.at, zone) } : { kind: state.kind }
    }),
    edit(field, answer, { soon } = { soon: false }) {
      answers.value = { ...answers.value, [field]: answer }
      keeper.changed(answers.value, { soon })
    },
  }
}

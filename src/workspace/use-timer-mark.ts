import { useEventListener, useIntervalFn } from '@vueuse/core'
import type { InjectionKey, ShallowRef } from 'vue'
import { computed, inject, nextTick, onScopeDispose, provide, shallowRef, watch } from 'vue'
import { timerRules } from '../domain/pack/timer'
import type { Stamp } from '../domain/rules/hold-times'
import { holdTimes, isRunning } from '../domain/rules/hold-times'
import { useDisk } from './disk'
import { useSession } from './session'
import { useTablet } from './tablet'

/** This tablet's clock, ms, and right again at once when the app comes back into sight. */
export function useSeconds(): ShallowRef<number> {
  const { now } = useTablet()
  const at = shallowRef(now())
  const look = () => { at.value = now() }
  // Twice a second, so that no second is seen to be left out.
  useIntervalFn(look, 500)
  useEventListener(document, 'visibilitychange', look)
  return at
}

const markedKey: InjectionKey<() => Promise<void>> = Symbol('the timer is marked')

/** Done when the whole tablet knows of the times that the record above has. At once where they were kept together, as in a letter. */
export const useMarked = (): (() => Promise<void>) => inject(markedKey, () => () => Promise.resolve(), true)

/**
 * For a record that a signed-in adult has open: the whole tablet knows that its timer runs, and does not lock in the middle
 * of a hold, unless the timer was forgotten. `stamps` is null until the disk has answered.
 */
export function useTimerMark(record: string, stamps: () => readonly Stamp[] | null): void {
  const { ledger, now } = useTablet()
  const session = useSession()
  const disk = useDisk()
  const seconds = useSeconds()
  const times = computed(() => holdTimes(stamps() ?? [], seconds.value))

  let written = Promise.resolve()
  // As text, for answers are made anew at every keystroke and only other times are worth a write.
  watch(() => JSON.stringify(stamps()), () => {
    const known = stamps()
    if (known === null) return
    const { startedMs } = times.value
    written = ledger.keepTimer(record, isRunning(times.value) ? { startedAt: startedMs ?? now(), stamps: known } : null).catch(disk.report)
  }, { immediate: true })
  provide(markedKey, async () => {
    // What was changed just now is seen in the next turn.
    await nextTick()
    await written
  })

  let release: (() => void) | null = null
  const letGo = () => {
    release?.()
    release = null
  }
  watch(() => isRunning(times.value) && seconds.value - (times.value.lastMs ?? 0) < timerRules.forgottenAfterMs, (stays) => {
    letGo()
    if (stays) release = session.stayOpen('timer')
  }, { immediate: true })
  onScopeDispose(letGo)
}

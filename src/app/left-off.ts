import { atNextAct } from '../ui/next-act'

/**
 * Where each adult was on a page when the tablet locked: how far down, in which field, and where in its words. In memory only,
 * and of the words no more than how many there are.
 */
interface Place {
  readonly path: string
  readonly top: number
  /** `at`: which of those called so. */
  readonly field: { readonly called: string; readonly at: number; readonly length: number; readonly selection: readonly [number, number] | null } | null
}
export interface LeftOff {
  /** To be called while the page still stands. */
  readonly note: (adult: string, path: string) => void
  /** Goes there once the page stands again, unless the adult is somewhere else by then or has touched it. */
  readonly resume: (adult: string, path: () => string) => void
}

/** A page of many records on a slow tablet stands by then. */
const patienceMs = 5_000
const lookEveryMs = 50

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const calledOf = (field: Field): string => field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? ''
/** By its name: what else is on a page may be more or less than before, once a record is saved. */
const fieldsCalled = (called: string): readonly Field[] => [...document.querySelectorAll<Field>('#main :is(input, textarea, select)')].filter((one) => calledOf(one) === called)
/** Null for what has no caret: a tick, a date. */
const selectionOf = (field: Field): readonly [number, number] | null =>
  field instanceof HTMLSelectElement || field.selectionStart === null || field.selectionEnd === null ? null : [field.selectionStart, field.selectionEnd]

const isField = (one: Element | null): one is Field => one?.matches('#main :is(input, textarea, select)') === true
function noted(field: Field): Place['field'] {
  const called = calledOf(field)
  return { called, at: fieldsCalled(called).indexOf(field), length: field.value.length, selection: selectionOf(field) }
}

export function createLeftOff(): LeftOff {
  const places = new Map<string, Place>()
  let stop = (): void => undefined

  return {
    note(adult, path) {
      stop()
      const field = document.activeElement
      places.set(adult, { path, top: window.scrollY, field: isField(field) ? noted(field) : null })
    },
    resume(adult, path) {
      stop()
      const place = places.get(adult)
      places.delete(adult)
      if (!place || (place.top === 0 && place.field === null)) return
      const until = performance.now() + patienceMs
      let asked = 0
      const unhear = atNextAct(() => window.clearTimeout(asked))
      stop = () => {
        window.clearTimeout(asked)
        unhear()
      }
      let isScrolled = false
      const look = (): void => {
        const isTall = path() === place.path && document.documentElement.scrollHeight >= place.top + window.innerHeight
        // At once, or not at all: later it would pull away whoever has begun to read.
        if (isTall && !isScrolled) window.scrollTo({ top: place.top })
        isScrolled ||= isTall
        const field = place.field && fieldsCalled(place.field.called)[place.field.at]
        // A page takes no words before it has its own from the disk.
        const isThere = place.field !== null && field?.value.length === place.field.length && !field.disabled && field.closest('[inert]') === null
        const isDone = isScrolled && (isThere || place.field === null)
        if (!isDone && performance.now() < until) return void (asked = window.setTimeout(look, lookEveryMs))
        stop()
        if (!isScrolled || !isThere || !field) return
        field.focus({ preventScroll: true })
        if (place.field?.selection && !(field instanceof HTMLSelectElement)) field.setSelectionRange(...place.field.selection)
      }
      look()
    },
  }
}

import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue'

/** Somebody who can be chosen: an adult or a child of the setting. `label` is what the glass shows (initials, or a name). */
export interface Chooseable {
  readonly id: string
  readonly label: string
}

/** What field views need to know of the world, handed down by the page that lays them out. */
export interface FieldContext {
  readonly adults: readonly Chooseable[]
  readonly children: readonly Chooseable[]
  /** An adult who is offered no more, and was chosen while they worked here; null where nobody knows them. */
  readonly adultNamed: (id: string) => string | null
  /** A word of the pack, over a form's own. */
  readonly word: (key: string, usual: string) => string
  /** An id for a new row. */
  readonly newId: () => string
  /** The wall clock here, `YYYY-MM-DDTHH:mm`: what a time without a day is taken to mean. */
  readonly now: () => string
  /** IANA name, kept with every time that is given. */
  readonly zone: string
}

const two = (number: number): string => String(number).padStart(2, '0')
function wallClock(): string {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}`
}
const usual: FieldContext = {
  adults: [], children: [], adultNamed: () => null, word: (_key, words) => words, newId: () => crypto.randomUUID(), now: wallClock, zone: 'Europe/London',
}

export const fieldContext: InjectionKey<ComputedRef<FieldContext>> = Symbol('what fields know')

/** `given` is read again whenever what it reads changes, so a list of people that arrives later reaches open fields. */
export function provideFieldContext(given: () => Partial<FieldContext>): void {
  provide(fieldContext, computed(() => ({ ...usual, ...given() })))
}
export const useFieldContext = (): ComputedRef<FieldContext> => inject(fieldContext, () => computed(() => usual), true)

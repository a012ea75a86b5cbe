import { defineStore } from 'pinia'
import type { ComputedRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { Definition } from '../domain/schema/definition'
import { partName } from '../domain/schema/definition'
import type { Changes } from '../domain/schema/field'
import type { Erasure } from '../storage/erased'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

export type { Erasure } from '../storage/erased'

/** What stands in a page's place once its record is erased, with what was being written there: on the glass and nowhere else. */
export interface ErasedPage extends Pick<Erasure, 'record' | 'at'> {
  readonly words: readonly string[]
}

export const useErasedPage = defineStore('erased-page', () => {
  const shown = shallowRef<ErasedPage | null>(null)
  const session = useSession()
  watch(() => session.open, () => { shown.value = null })
  return {
    shown,
    /** A page says that what it has open was erased. Words that were not kept anywhere stay on the glass until it is left. */
    say({ record, at }: Erasure, words: readonly string[]): void {
      const before = shown.value?.record === record ? shown.value.words : []
      shown.value = { record, at, words: [...before, ...words] }
    },
  }
})

/** For the frame: what to show instead of the page at this address; null for any other. It forgets what it held when the address changes. */
export function useErasedInstead({ id, address }: { id: () => string | null; address: () => string }): ComputedRef<ErasedPage | null> {
  const { ledger } = useTablet()
  const session = useSession()
  const page = useErasedPage()
  const found = useLive<Erasure | null>(null, () => {
    const record = id()
    return session.open && record !== null ? () => ledger.erasure(record) : null
  })
  watch(address, () => { page.shown = null })
  return computed(() => page.shown ?? (found.value !== null && found.value.record === id() ? { ...found.value, words: [] } : null))
}

/** What an adult typed, of changes to a record: texts, and no codes. */
export const textsIn = (form: Definition, changes: Changes): string[] =>
  Object.entries(changes).flatMap(([key, value]) => {
    const { field, part } = partName(key)
    const asked = form.fields[field]
    const within = asked?.shape === 'rows' ? asked.of[part.split('/')[1] ?? ''] : asked
    return typeof value === 'string' && value.trim() !== '' && within?.shape === 'text' ? [value] : []
  })

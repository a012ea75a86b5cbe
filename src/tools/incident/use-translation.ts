import type { ComputedRef, Ref } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { Language, LanguageCode, Translation } from '../../domain/pack/parent-copy'
import { languageIn } from '../../domain/pack/parent-copy'

/** Each a file of its own, kept for use with no signal like every other screen, and read only when a parent needs it. */
const tables: Readonly<Record<LanguageCode, () => Promise<Translation>>> = {
  pl: async () => (await import('../../domain/pack/languages/polish')).polish,
  ro: async () => (await import('../../domain/pack/languages/romanian')).romanian,
  ur: async () => (await import('../../domain/pack/languages/urdu')).urdu,
}

/**
 * The words in a parent's language, as it stands in the child's record. `isReady` once they are here, or once it is certain
 * that there are none: until then a copy would be in the wrong language. A table that does not come leaves English.
 */
export function useTranslation(written: () => string, from = tables): { language: ComputedRef<Language | null>; translation: Ref<Translation | null>; isReady: Ref<boolean> } {
  const language = computed(() => languageIn(written()))
  const translation = shallowRef<Translation | null>(null)
  const isReady = shallowRef(false)
  watch(language, async (wanted) => {
    translation.value = null
    isReady.value = wanted === null
    if (wanted === null) return
    const found = await from[wanted.code]().catch(() => null)
    if (language.value !== wanted) return
    translation.value = found
    isReady.value = true
  }, { immediate: true })
  return { language, translation, isReady }
}

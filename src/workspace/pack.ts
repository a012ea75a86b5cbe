import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Pack } from '../domain/pack/pack'
import { stepsPack, word } from '../domain/pack/pack'

/** The words in force on this tablet: the defaults until the endpoint has handed over a pack. */
export const usePack = defineStore('pack', () => {
  const pack = shallowRef<Pack>(stepsPack)
  return { pack, word: (key: string, usual: string) => word(pack.value, key, usual) }
})

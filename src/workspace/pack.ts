import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Pack } from '../domain/pack/pack'
import { stepsPack, word } from '../domain/pack/pack'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** The words in force on this tablet: the endpoint's last pack, and the defaults until it has handed one over. */
export const usePack = defineStore('pack', () => {
  const { ledger } = useTablet()
  const session = useSession()
  const roster = useLive<{ pack: Pack } | null>(null, () => (session.open ? () => ledger.fact<{ pack: Pack }>('roster') : null))
  const pack = computed(() => roster.value?.pack ?? stepsPack)
  return { pack, word: (key: string, usual: string) => word(pack.value, key, usual) }
})

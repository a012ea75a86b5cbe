import { defineStore } from 'pinia'
import { computed } from 'vue'
import { view } from '../domain/history/read'
import type { Checkpoint } from '../domain/history/read'
import { stepsLabels, wordsInForce } from '../domain/pack/labels'
import type { Pack } from '../domain/pack/pack'
import { scalesOf, stepsPack, word } from '../domain/pack/pack'
import { settingWords, settingWordsId } from '../domain/records/setting-words'
import { useSession } from './session'
import { useTablet } from './tablet'
import { longDay } from './time'
import { useLive } from './use-live'

const dated = ({ name, version, validFrom }: Pick<Pack, 'name' | 'version' | 'validFrom'>): string => `${name} ${version} from ${longDay(validFrom)}`

/**
 * The words in force on this tablet: the endpoint's last pack (the defaults until it has handed one over), over it the
 * labels this setting chose, over them its own words.
 */
export const usePack = defineStore('pack', () => {
  const { ledger } = useTablet()
  const session = useSession()
  const roster = useLive<{ pack: Pack } | null>(null, () => (session.open ? () => ledger.fact<{ pack: Pack }>('roster') : null))
  const own = useLive<Checkpoint | null>(null, () => (session.open ? () => ledger.checkpoint(settingWordsId) : null))
  const given = computed(() => roster.value?.pack ?? stepsPack)
  const inForce = computed(() => wordsInForce(given.value, own.value ? view(settingWords, own.value).answers : { labels: null, words: [] }))
  const pack = computed(() => inForce.value.pack)
  return {
    pack,
    /** As the LA gave it: without labels and without own words. */
    given,
    /** Without this setting's own words. */
    core: computed(() => inForce.value.core),
    labels: computed(() => inForce.value.labels),
    local: computed(() => inForce.value.local),
    /** For paper: `Hertfordshire Steps 2026.1 from 1 September 2026, labels Relational 2026.1 from 1 September 2026, 2 local`. */
    said: computed(() => {
      const { labels, local } = inForce.value
      return [dated(pack.value), ...(labels === stepsLabels ? [] : [`labels ${dated(labels)}`]), ...(local.size === 0 ? [] : [`${local.size} local`])].join(', ')
    }),
    scales: computed(() => scalesOf(pack.value)),
    // Computed, since a store makes an action of a function, with listeners of its own at every call: a page of papers asks thousands of words.
    word: computed(() => (key: string, usual: string) => word(pack.value, key, usual)),
    isLocal: (key: string) => inForce.value.local.has(key),
  }
})

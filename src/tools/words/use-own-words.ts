import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { LabelPack, WordsInForce } from '../../domain/pack/labels'
import { labelPacks, wordsInForce } from '../../domain/pack/labels'
import { word } from '../../domain/pack/pack'
import { lockOn } from '../../domain/pack/words'
import { localWordId, settingWords, settingWordsId } from '../../domain/records/setting-words'
import type { CoreWord } from '../../domain/rules/core-words'
import { coreWords } from '../../domain/rules/core-words'
import { foldText } from '../../domain/rules/list-order'
import type { Row } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'
import { usePack } from '../../workspace/pack'
import { useTablet } from '../../workspace/tablet'
import type { OpenRecord } from '../../workspace/use-record'
import { useRecord } from '../../workspace/use-record'

type OwnRow = Row<typeof settingWords.fields.words.of>
/** A core word as it is said here now, and why a setting may not say it differently. */
export interface Offered extends CoreWord {
  readonly said: string
  readonly lock: string | null
}
export interface OwnLine {
  readonly row: OwnRow
  readonly core: Offered
  /** The core word is said all the same. */
  readonly idle: boolean
}

export function useOwnWords(): {
  record: OpenRecord<typeof settingWords.fields>
  labels: ComputedRef<LabelPack>
  preview: ComputedRef<readonly { key: string; usual: string; said: string }[]>
  lines: ComputedRef<readonly OwnLine[]>
  search: (sought: string) => readonly Offered[]
  keep: (key: string, said: { word: string; note: string }) => void
  takeAway: (id: string) => void
} {
  const { newId } = useTablet()
  const pack = usePack()
  const record = useRecord(settingWords, settingWordsId)
  // As it will be once this page is left: what is on the glass is not yet a revision.
  const soon = computed((): WordsInForce => wordsInForce(pack.given, record.answers.value))
  const known = new Map(coreWords().map((one) => [one.key, one]))
  const offered = (key: string): Offered => {
    const core = known.get(key) ?? { key, usual: key, where: 'A newer app says this' }
    return { ...core, said: word(soon.value.core, key, core.usual), lock: lockOn(key) }
  }
  const renamed = [...new Set(labelPacks.flatMap(({ words }) => Object.keys(words)))].filter((key) => !key.startsWith('glossary.'))
  const edit = (words: readonly OwnRow[]) => record.edit('words', words)

  return {
    record,
    labels: computed(() => soon.value.labels),
    preview: computed(() => renamed.map((key) => ({ key, usual: known.get(key)?.usual ?? key, said: offered(key).said }))),
    lines: computed(() => record.answers.value.words.filter(({ key }) => key !== '').map((row) => ({ row, core: offered(row.key), idle: !soon.value.local.has(row.key) }))),
    search: (sought) => {
      const wanted = foldText(sought.trim())
      const matches = (one: Offered) => [one.said, one.usual, one.where].some((words) => foldText(words).includes(wanted))
      // What may be said differently comes first.
      return [...known.keys()].map(offered).filter(matches).sort((a, b) => Number(a.lock !== null) - Number(b.lock !== null))
    },
    keep(key, said) {
      const rows = record.answers.value.words
      const found = rows.find((row) => row.key === key)
      edit(found ? rows.map((row) => (row === found ? { ...row, ...said } : row)) : [...rows, addedRow(settingWords.fields.words, rows, localWordId(key) ?? newId(), { key, ...said })])
    },
    takeAway: (id) => edit(record.answers.value.words.filter((row) => row.id !== id)),
  }
}

import { labelChoices } from '../pack/labels'
import { defineRecord } from '../schema/definition'
import { aChoice, aText, someRows } from '../schema/field'

/** The one record of its kind in a setting. */
export const settingWordsId = 'setting-words'

/** A row's id follows from its core word, so that two tablets which name one thing apart meet in one row. Null: too long for an id. */
export function localWordId(key: string): string | null {
  const id = key.replaceAll('.', '_')
  return /^[A-Za-z0-9_-]{1,64}$/.test(id) ? id : null
}

/** What this setting calls things: the labels of one approach, and over them words of its own. */
export const settingWords = defineRecord({
  kind: 'setting-words',
  version: 1,
  keeping: 'joint',
  title: 'Words used here',
  fits: (record) => record === settingWordsId,
  fields: {
    labels: aChoice({ label: 'Names of tools', options: labelChoices }),
    words: someRows({
      label: 'Our own words',
      row: 'word',
      of: {
        key: aText({ label: 'Core word' }),
        word: aText({ label: 'What we say' }),
        note: aText({ label: 'Why, or since when' }),
      },
    }),
  },
})

import { defineRecord } from '../schema/definition'
import { aMoment, aRecord, aText, somePeople } from '../schema/field'

/**
 * An adult is worried about a child's safety. A record apart from the one it came up in, so that no copy, print or bundle
 * of that one can hold it: only its author and the safeguarding lead may open it. It points to the setting's own
 * safeguarding system and does not replace it.
 */
export const worry = defineRecord({
  kind: 'worry',
  version: 1,
  keeping: 'own',
  title: 'Worried about safety',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true }),
    // Of any kind: the record that was being written.
    from: aRecord({ label: 'While writing', kind: 'quick-record' }),
    when: aMoment({ label: 'When?' }),
    words: aText({ label: 'Anything the safeguarding lead should know now', long: true }),
  },
})

/** The id of the worry that was sealed with a letter: one of each, however often the letter is taken on. */
export const worryOf = (letter: string): string => `worry-${letter}`

import { defineRecord } from '../../src/domain/schema/definition'
import { aChoice, aMoment, aScale, aText, someChoices, somePeople } from '../../src/domain/schema/field'

/** A form nobody has written any code for: what one more file of `domain/records` would hold. */
export const bathNote = defineRecord({
  kind: 'bath-note',
  version: 1,
  keeping: 'joint',
  title: 'Water play note',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    words: aText({ label: 'What was liked', hint: 'One thing.', long: true, for: 'parent' }),
    view: aText({ label: 'What we think of it' }),
    warmth: aChoice({ label: 'How warm?', options: [{ code: 'bath-cool', label: 'Cool' }, { code: 'bath-warm', label: 'Warm' }] }),
    toys: someChoices({ label: 'Toys', for: 'parent', options: [{ code: 'bath-boat', label: 'Boat' }, { code: 'bath-jug', label: 'Jug' }] }),
    splash: aScale({ label: 'How wet?', from: 1, to: 3, anchors: { 1: 'Dry', 3: 'Soaked' } }),
    key: aText({ label: 'Where the towel is', restricted: true }),
  },
})

/** The same, written by one adult alone. */
export const ownBathNote = defineRecord({ ...bathNote, kind: 'own-bath-note', keeping: 'own' })

/** The catalogue with the one line that adds each, to be put in the catalogue's place by `vi.mock`. */
export function withBathNote<C extends typeof import('../../src/domain/records/catalogue')>(catalogue: C): C {
  const added = [bathNote, ownBathNote]
  return { ...catalogue, forms: [...catalogue.forms, ...added], formOf: (kind: string) => added.find((form) => form.kind === kind) ?? catalogue.formOf(kind) }
}

import { defineRecord } from '../schema/definition'
import { aChoice, aMoment, aText, somePeople } from '../schema/field'

/** One dated line between home and here: what a parent said, or what they were told. Evidence like any other. */
export const homeNote = defineRecord({
  kind: 'home-note',
  version: 1,
  keeping: 'own',
  title: 'Home and here',
  fields: {
    children: somePeople({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    way: aChoice({ label: 'Which way?', options: [{ code: 'from-home', label: 'Home told us' }, { code: 'told-home', label: 'We told home' }] }),
    when: aMoment({ label: 'When?', for: 'parent' }),
    words: aText({ label: 'What was said', hint: 'One or two lines, in their own words.', long: true, for: 'parent' }),
  },
})

import { fruitKinds, zones } from '../pack/tree'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aText, someChoices, somePeople, someRefs, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { versionsOf } from './versioned'

/** Who has been asked besides staff. Asking is always offered; "not asked yet" is an answer. */
export const askedFor: readonly Option[] = [
  { code: 'gave-view', label: 'Gave their view' },
  { code: 'asked-not-yet', label: 'Asked, no answer yet' },
  { code: 'not-asked', label: 'Not asked yet' },
  { code: 'chose-not', label: 'Chose not to' },
]
/** An entry that only those who may read sensitive answers are shown. */
export const keptClose: readonly Option[] = [{ code: 'kept-close', label: 'Only for leads', hint: 'A family experience that could hurt if it were read on a wall. Not on the staff print, nor on the child’s copy.' }]

export const trees = versionsOf('tree')

/**
 * The therapeutic tree: what we see, what we think lies beneath it, and what adults will add. Everything on it is what staff,
 * child and parents think together, not a finding. Each entry keeps the records it came from.
 */
export const rootsAndFruits = defineRecord({
  kind: 'roots-and-fruits',
  version: 1,
  keeping: 'joint',
  title: 'Roots and Fruits',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    entries: someRows({
      label: 'Tree',
      row: 'entry',
      for: 'parent',
      sensitive: (row) => Array.isArray(row['reach']) && row['reach'].includes('kept-close'),
      of: {
        zone: aChoice({ label: 'Place on the tree', options: zones, for: 'parent' }),
        words: aText({ label: 'Words', for: 'parent' }),
        kind: aChoice({ label: 'Kind', hint: 'Dangerous is called so only by harm we saw.', options: fruitKinds, asked: ({ zone }) => zone === 'fruit-now', for: 'parent' }),
        leads: someRefs({ label: 'Leads to', to: 'rows' }),
        sources: someRefs({ label: 'Records', to: 'records' }),
        reach: someChoices({ label: 'Who may see it', options: keptClose }),
      },
    }),
    with: somePeople({ label: 'Adults who made it', of: 'adult', for: 'parent' }),
    childView: aChoice({ label: 'The child', options: askedFor, for: 'parent' }),
    childWords: aText({ label: 'The child’s own words', long: true, for: 'parent' }),
    parentView: aChoice({ label: 'Parents and carers', options: askedFor, for: 'parent' }),
    parentWords: aText({ label: 'What parents and carers say', long: true, for: 'parent' }),
    reviewOn: aDay({ label: 'Look at it again on', for: 'parent' }),
    reviewed: aDay({ label: 'Reviewed on', for: 'parent' }),
    reviewWords: aText({ label: 'What has changed', long: true, for: 'parent' }),
  },
  fits: trees.fits,
})

import { anxietyScale, mapCategories, raters } from '../pack/anxiety'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aText, someRefs, someRows, someScores } from '../schema/field'
import { versionsOf } from './versioned'

export const maps = versionsOf('map')

/**
 * Which times, places, tasks and people raise a child's anxiety and which lower it. Adults, child and parents each give a score
 * of their own: what differs between them is worth talking about, so no mean is kept or shown.
 */
export const anxietyMap = defineRecord({
  kind: 'anxiety-map',
  version: 1,
  keeping: 'joint',
  title: 'Anxiety map',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    items: someRows({
      label: 'Map',
      row: 'item',
      for: 'parent',
      of: {
        words: aText({ label: 'What', for: 'parent' }),
        category: aChoice({ label: 'Kind of item', options: mapCategories, for: 'parent' }),
        scores: someScores({ label: 'Scores', from: anxietyScale.from, to: anxietyScale.to, raters, for: 'parent' }),
        note: aText({ label: 'What we saw', long: true }),
        // Asked of what a child relies on: both readings of the minus side stand side by side.
        use: aText({ label: 'Can we use this to help?', long: true, for: 'parent' }),
        without: aText({ label: 'What if this is not there?', long: true, for: 'parent' }),
        sources: someRefs({ label: 'Records', to: 'records' }),
      },
    }),
    reviewOn: aDay({ label: 'Score it again on', for: 'parent' }),
    reviewed: aDay({ label: 'Scored again on', for: 'parent' }),
    reviewWords: aText({ label: 'What changed for the child?', long: true, for: 'parent' }),
  },
  fits: maps.fits,
})

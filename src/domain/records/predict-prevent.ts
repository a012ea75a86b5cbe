import { anxietyScale } from '../pack/anxiety'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aScale, aText, someRefs, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { versionsOf } from './versioned'

export const predictions = versionsOf('predict')

export const preventStates: readonly Option[] = [
  { code: 'to-start', label: 'Not started' },
  { code: 'in-use', label: 'In use' },
  { code: 'working', label: 'Working, keep it' },
  { code: 'to-change', label: 'Not working, change it' },
  { code: 'ended', label: 'Ended' },
]

/** Each hard moment turned into a forecast and what adults change before it comes. Begins with a high item of the map. */
export const predictPrevent = defineRecord({
  kind: 'predict-prevent',
  version: 1,
  keeping: 'joint',
  title: 'Predict and prevent',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    rows: someRows({
      label: 'Predict and prevent',
      row: 'moment',
      for: 'parent',
      of: {
        words: aText({ label: 'When, where, with whom', for: 'parent' }),
        score: aScale({ label: 'Score on the map', from: anxietyScale.from, to: anxietyScale.to, for: 'parent' }),
        predict: aText({ label: 'Predict it', hint: 'What will probably happen, how soon, and the early signs.', long: true, for: 'parent' }),
        prevent: aText({ label: 'Prevent it', hint: 'Begin with who does it: “We will ...”, “Ms Ade will ...”. Time, place, adult, task, friends, senses.', long: true, for: 'parent' }),
        tellChild: aText({ label: 'How we tell the child', for: 'parent' }),
        needs: aText({ label: 'What we need for it' }),
        owner: aPerson({ label: 'Who sees to it', of: 'adult', for: 'parent' }),
        from: aDay({ label: 'From', for: 'parent' }),
        reviewOn: aDay({ label: 'Look at it again on', for: 'parent' }),
        state: aChoice({ label: 'How is it going?', options: preventStates, for: 'parent' }),
        evaluation: aText({ label: 'What we saw since', long: true, for: 'parent' }),
        newScore: aScale({ label: 'Score now', hint: 'It goes on to the next map.', from: anxietyScale.from, to: anxietyScale.to, for: 'parent' }),
        // The item of the map it began with, by its row there: the next map is offered the new score for the same item.
        item: someRefs({ label: 'Item of the map', to: 'rows' }),
        sources: someRefs({ label: 'Records', to: 'records' }),
      },
    }),
    reviewOn: aDay({ label: 'Look at all of it again on', for: 'parent' }),
    reviewed: aDay({ label: 'Reviewed on', for: 'parent' }),
    reviewWords: aText({ label: 'What has changed', long: true, for: 'parent' }),
  },
  fits: predictions.fits,
})

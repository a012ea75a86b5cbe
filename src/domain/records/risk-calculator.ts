import { behaviourViews } from '../pack/checklist'
import { harms, knownBy } from '../pack/risk'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aPerson, aScale, aText, someRefs, someRows } from '../schema/field'
import { versionsOf } from './versioned'

export const riskCalculators = versionsOf('risk')
const score = (label: string) => aScale({ label, from: 1, to: 5 })

/** How serious a harm would be and how likely it is, one row a harm, before and after what adults put in place. Never a child's score. */
export const riskCalculator = defineRecord({
  kind: 'risk-calculator',
  version: 1,
  keeping: 'joint',
  title: 'Risk calculator',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    rows: someRows({
      label: 'Harms',
      row: 'harm',
      of: {
        words: aText({ label: 'The behaviour', hint: 'What is done, as we saw it.' }),
        harm: aChoice({ label: 'What could come of it?', options: harms }),
        who: aText({ label: 'Who could be harmed?', hint: 'Without names: “children near the door”.' }),
        known: aChoice({ label: 'How do we know?', options: knownBy }),
        sources: someRefs({ label: 'Records', to: 'records' }),
        view: aChoice({ label: 'What we think is behind it', options: behaviourViews }),
        seriousness: score('Seriousness'),
        probability: score('Probability'),
        already: aText({ label: 'What is in place already', long: true }),
        measures: aText({ label: 'What adults will do', long: true }),
        seriousnessAfter: score('Seriousness after this'),
        probabilityAfter: score('Probability after this'),
        emergency: aText({ label: 'If it happens all the same', long: true }),
        include: aText({ label: 'Include in the plan anyway, because', long: true }),
        reviewOn: aDay({ label: 'Look at it again on' }),
      },
    }),
    by: aText({ label: 'Who scored it together', hint: 'Roles or names of adults.' }),
    reviewOn: aDay({ label: 'Look at all of it again on' }),
    reviewed: aDay({ label: 'Reviewed on' }),
    reviewWords: aText({ label: 'What has changed', long: true }),
  },
  fits: riskCalculators.fits,
})

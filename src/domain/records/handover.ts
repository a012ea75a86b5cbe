import { defineRecord } from '../schema/definition'
import { aChoice, aMoment, aPerson, aText, someChoices, someRefs } from '../schema/field'
import type { Option } from '../schema/field'

/** For whom a bundle is made: what each usually asks for is in `rules/bundle.ts`. */
export const bundlePresets = [
  { code: 'for-outreach', label: 'Outreach', hint: 'DSPL, Primary Behaviour Service, Education Support Centre, special-school outreach' },
  { code: 'for-inclusion', label: 'Inclusion and Early Years', hint: 'ISL, Inclusion Development Officer, Specialist Advisory Teacher' },
  { code: 'for-families', label: 'Families First' },
  { code: 'for-ehcna', label: 'EHC needs assessment' },
] as const satisfies readonly Option[]
export type BundlePreset = (typeof bundlePresets)[number]['code']

/** What a bundle may hold, in the order it is read. */
export const bundleParts = [
  { code: 'part-about', label: 'About the child' },
  { code: 'part-profile', label: 'One-page profile' },
  { code: 'part-plan', label: 'Plans' },
  { code: 'part-strategies', label: 'What has been tried, and what came of it' },
  { code: 'part-support', label: 'Support put in place, by tier' },
  { code: 'part-cycles', label: 'Cycles of assess, plan, do, review' },
  { code: 'part-parents', label: 'Work with parents and carers' },
  { code: 'part-advice', label: 'Outside advice' },
  { code: 'part-baseline', label: 'Baselines and scores' },
  { code: 'part-chronology', label: 'Chronology' },
  { code: 'part-tree', label: 'Roots and Fruits, as words' },
  { code: 'part-map', label: 'Anxiety map, as words' },
  { code: 'part-predict', label: 'Predict and prevent, as words' },
  { code: 'part-risk', label: 'Risk calculator, as words' },
  { code: 'part-close', label: 'Kept close' },
] as const satisfies readonly Option[]
export type BundlePart = (typeof bundleParts)[number]['code']

/** That papers about a child left the setting: which, for whom, when. The papers themselves are not kept here. */
export const handover = defineRecord({
  kind: 'handover',
  version: 1,
  keeping: 'own',
  title: 'Papers handed on',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true }), when: aMoment({ label: 'When?' }), preset: aChoice({ label: 'For', options: bundlePresets }), to: aText({ label: 'Handed to' }),
    how: aChoice({ label: 'How', options: [{ code: 'as-print', label: 'Printed' }, { code: 'as-zip', label: 'As files' }] }), parts: someChoices({ label: 'What', options: bundleParts }),
    records: someRefs({ label: 'Records', to: 'records' }), mark: aText({ label: 'Mark on every page' }),
  },
})

import type { Option } from '../schema/field'
import type { Pack } from './pack'
import { isLocked } from './words'

/**
 * What an approach calls the things that every setting has. One data model: a label pack changes words and nothing else, so
 * that a setting may go over from one to another in the middle of a year. Names differ between places and years; these are
 * the ones in use as far as published pages show, and the LA can publish better ones.
 */
export interface LabelPack extends Pick<Pack, 'name' | 'version' | 'validFrom' | 'words'> {
  /** Stored in `setting-words`: never renamed. */
  readonly code: string
  readonly hint: string
}
const dated = { version: '2026.1', validFrom: '2026-09-01' } as const

export const stepsLabels: LabelPack = { code: 'steps', name: 'Steps', hint: 'Roots and Fruits, Anxiety map', ...dated, words: {} }
const therapeuticThinking: LabelPack = {
  code: 'therapeutic-thinking',
  name: 'Therapeutic Thinking',
  hint: 'Therapeutic Tree, Anxiety analysis',
  ...dated,
  words: {
    'roots-and-fruits.title': 'Therapeutic Tree',
    'code.fruit-now': 'Detrimental behaviours we see now',
    'code.fruit-more': 'Valued behaviours we want to see more',
    'anxiety-map.title': 'Anxiety analysis',
    'anxiety-map.items.label': 'Analysis',
    'predict-prevent.title': 'Predict and prevent plan',
    'risk-calculator.title': 'Risk assessment',
    'glossary.pro-social': 'Valued behaviour: kind to oneself, to others and to the place. Adults teach it by living it.',
    'glossary.unsocial': 'Detrimental to the child’s own learning, with no harm to others: not joining in, or not following along.',
    'glossary.risk-reduction-plan': 'A tailored support plan: what adults agree to do before, during and after, so that harm becomes less likely.',
  },
}
const relational: LabelPack = {
  code: 'relational',
  name: 'Relational',
  hint: 'Responding and calming, Repairing and restoring',
  ...dated,
  words: {
    'code.fruit-now': 'What behaviour tells us now',
    'code.fruit-more': 'What we hope to see more',
    'code.root-more': 'Relationships and experiences that help',
    'de-escalation.title': 'Responding and calming',
    'child-debrief.title': 'Repairing and restoring',
    'glossary.pro-social': 'Behaviour that builds relationships: kind to oneself, to others and to the place.',
    'glossary.risk-reduction-plan': 'A relational support plan: what adults agree to do before, during and after, so that harm becomes less likely.',
  },
}
export const labelPacks: readonly LabelPack[] = [stepsLabels, therapeuticThinking, relational]
export const labelChoices: readonly Option[] = labelPacks.map(({ code, name, hint }) => ({ code, label: name, hint }))

/** What a setting has said of its own words (`records/setting-words.ts`). */
export interface OwnWords {
  readonly labels: string | null
  readonly words: readonly { readonly key: string; readonly word: string }[]
}
export interface WordsInForce {
  /** What is said here. */
  readonly pack: Pack
  /** The same without the setting's own words. */
  readonly core: Pack
  readonly labels: LabelPack
  /** The setting's own words that hold, by key. */
  readonly local: ReadonlyMap<string, string>
}

/** Usual words, over them the LA's, over them the labels chosen, over them the setting's own where nothing is locked. */
export function wordsInForce(given: Pack, own: OwnWords): WordsInForce {
  const labels = labelPacks.find(({ code }) => code === own.labels) ?? stepsLabels
  const core = { ...given, words: { ...given.words, ...labels.words } }
  const local = new Map(own.words.flatMap(({ key, word }) => (word.trim() === '' || isLocked(key) ? [] : [[key, word.trim()]])))
  return { pack: { ...core, words: { ...core.words, ...Object.fromEntries(local) } }, core, labels, local }
}

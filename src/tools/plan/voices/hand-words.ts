import { childHandWords, parentHandWords, parentPartWords } from '../../../domain/pack/plan-words'
import { planSections } from '../../../domain/pack/plans'
import type { PlanSection } from '../../../domain/pack/plans'

type Word = (key: string, usual: string) => string
type Given = Readonly<Record<string, string | number>>
const filled = (words: string, given: Given): string => Object.entries(given).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, String(value)), words)

export const sayingToParent = (word: Word) => (key: keyof typeof parentHandWords, given: Given = {}): string => filled(word(`hand-parent.${key}`, parentHandWords[key]), given)
export const sayingToChild = (word: Word) => (key: keyof typeof childHandWords): string => word(`hand-child.${key}`, childHandWords[key])
/** A part of the plan as a parent reads its name. */
export const partForParent = (section: PlanSection, called: string, word: Word): string =>
  filled(word(`hand-parent.part.${section}`, parentPartWords[section] ?? planSections.find(({ code }) => code === section)?.label ?? ''), { name: called })

import { expect, test } from 'vitest'
import { faceWords, parentLabels } from '../../../domain/pack/plan-faces'
import { childHandWords, gateWords, parentHandWords, parentPartWords } from '../../../domain/pack/plan-words'
import { signerTicks, views } from '../../../domain/pack/plans'
import { plan } from '../../../domain/records/plan'
import { nudgesIn, sanctionsIn } from '../../../domain/rules/wording'

/**
 * Reading age in years, by Flesch and Kincaid (1975): school grade 0.39 × words a sentence + 11.8 × syllables a word − 15.59,
 * and five years more. Syllables are counted as groups of vowels, without a silent e at the end, at least one a word.
 */
function readingAge(texts: readonly string[]): number {
  const sentences = texts.flatMap((text) => text.split(/[.?!:]+/u)).map((one) => one.trim()).filter(Boolean)
  const words = sentences.flatMap((one) => one.toLowerCase().match(/[a-z’]+/gu) ?? [])
  const syllables = words.reduce((sum, word) => sum + Math.max(1, (word.replace(/(?<![aeiouy])e$|(?<=[^dt])ed$|’s$/u, '').match(/[aeiouy]+/gu) ?? []).length), 0)
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59 + 5
}
const named = (words: Readonly<Record<string, string>>) => Object.values(words).map((one) => one.replaceAll('{name}', 'Pip').replaceAll(/\{(at|all)\}/gu, 'two'))
const forParent = [...named(parentHandWords), ...named(parentPartWords), ...[...views, ...signerTicks].map(({ label }) => label)]
const { childPicks, childView } = plan.fields
const forChild = [...named(childHandWords), ...[...childPicks.options, ...childView.options].map(({ label }) => label), faceWords['child-helps'], faceWords['child-adults'], faceWords['child-after']]

test('the measure itself tells easy words from hard ones', () => {
  expect(readingAge(['The cat sat on the mat.'])).toBeLessThan(7)
  expect(readingAge(['Multidisciplinary professionals collaboratively evaluate behavioural interventions.'])).toBeGreaterThan(16)
})

/** All together, and each line long enough to be measured alone: a hard sentence does not hide among easy labels. */
const measured = (texts: readonly string[]) => [texts, ...texts.filter((text) => text.split(/\s+/u).length >= 6).map((text) => [text])].map((some) => ({ age: readingAge(some), words: some.join(' | ') }))

test('what a child is handed reads at nine or below, and no line has more than eight words', () => {
  expect(measured(forChild).filter(({ age }) => age > 9)).toEqual([])
  expect(forChild.filter((one) => one.split(/\s+/u).length > 8)).toEqual([])
})
test('what a parent is handed reads at eleven or below, the names of its parts and questions too', () => {
  expect(measured([...forParent, ...named(parentLabels)]).filter(({ age }) => age > 11)).toEqual([])
  expect(forParent.filter((one) => one.split(/[.?!:]/u).some((sentence) => sentence.trim().split(/\s+/u).length > 20))).toEqual([])
})

test('no fixed word of the hand-over or of what is left blames, penalises or shouts', () => {
  const all = [...forParent, ...forChild, ...Object.values(gateWords)]
  expect(all.filter((words) => nudgesIn(words).length > 0 || sanctionsIn(words).length > 0 || /!|\bplease\b|\bsuccessfully\b|\binvalid\b|\bfailed\b|\berror\b|\bsubmit\b|\bsync\b|'/iu.test(words))).toEqual([])
})

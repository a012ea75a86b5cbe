// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { runs, seed } from '../../../tests/support/seed'
import { incident } from '../records/incident'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { parentLanguages, parentWords } from '../pack/parent-copy'
import { parentCopy } from './parent-copy'

const say: Say = { adult: (id) => `adult ${id}`, child: (id) => ({ moss: 'Moss', pip: 'Pip' })[id] ?? id, word: (_key, usual) => usual }
const copyFor = (answers: Parameters<typeof parentCopy>[0]) => parentCopy(answers, { about: 'moss', called: 'Moss', say, others: ['Pip Marmalade', 'Pip', 'Marmalade'] })
const blanks = { child: null, kind: null, hold: null, holdWords: '', degree: null, who: [], planned: null, from: null, to: null, supervisedBy: null, endedBecause: '', aid: '', aidFrom: null, aidTo: null, aidWhy: '' }

test('it says what was done with this child, and why, and nothing of another’s', () => {
  const copy = copyFor({
    ...blank(incident), children: ['moss', 'pip'], childrenHurt: ['pip'],
    interventions: [
      { ...blanks, id: 'i1', rank: 'a0', child: 'moss', kind: 'force', hold: 'seated', degree: 'firm', who: ['gwen'] },
      { ...blanks, id: 'i2', rank: 'a1', child: 'pip', kind: 'seclusion', holdWords: 'In the library' },
    ],
    reason: ['injury-other'], reasonWords: 'Moss was about to push Pip Marmalade off the bench. Pip’s arm was caught.',
    othersInjury: 'yes', othersInjuryWords: 'Pip bumped her elbow', childInjury: 'none', words: 'Gwen saw it all',
  })
  expect(copy.opening).toBe('An adult held Moss to keep people safe.')
  expect(copy.lines.map(({ field, words }) => [field, words])).toEqual([
    ['children', 'Moss'],
    ['interventions', 'With: Moss; Kind: Held, or force used; Type of hold: Seated hold; How much: Firm'],
    ['reason', 'To stop someone else being hurt'],
    ['reasonWords', 'Moss was about to push another child off the bench. another child’s arm was caught.'],
    ['childInjury', 'None'],
  ])
  expect(JSON.stringify(copy)).not.toMatch(/Pip|Marmalade|Gwen|adult gwen|library/)
})

test('a parent’s language has the fixed words, and what people wrote says that it is not translated', () => {
  const answers = { ...blank(incident), children: ['moss'], when: { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' as const }, reasonWords: 'The bench was tipping.', interventions: [{ ...blanks, id: 'i1', rank: 'a0', child: 'moss', kind: 'force' }] }
  const polish = parentCopy(answers, { about: 'moss', called: 'Moss', say, others: [], language: ' Polish ' })
  expect(polish).toMatchObject({ language: 'pl', opening: 'Dorosły przytrzymał dziecko (Moss), aby wszyscy byli bezpieczni.' })
  expect(polish.lines.map(({ label, words }) => `${label}: ${words}`)).toEqual([
    'Kogo to dotyczy: Moss', 'Kiedy się zaczęło: 24/11/2026 10:41', 'Co zrobili dorośli: With: Moss; Kind: Held, or force used (nieprzetłumaczone)', 'Dlaczego, ich słowami: The bench was tipping. (nieprzetłumaczone)',
  ])
  expect(parentCopy(answers, { about: 'moss', called: 'Moss', say, others: [], language: 'Klingon' }).language).toBeNull()
})

test.each(parentLanguages.map(({ code, words }) => [code, words] as const))('%s has every fixed word', (_code, words) => {
  expect(Object.keys(words)).toEqual(Object.keys(parentWords))
})

test('the parents of a child who was hurt hear of when and where, and nothing of the one who was held', () => {
  const copy = parentCopy({
    ...blank(incident), children: ['moss'], childrenHurt: ['pip'], when: { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' }, place: 'hall',
    interventions: [{ ...blanks, id: 'i1', rank: 'a0', child: null, kind: 'force' }], reason: ['injury-other'], reasonWords: 'Moss was about to fall on her.', childInjury: 'none', childWords: 'It was too loud',
  }, { about: 'pip', called: 'Pip', say, others: ['Moss'] })
  expect([copy.opening, ...copy.lines.map(({ words }) => words)]).toEqual(['Something happened that we want you to know about.', 'Pip', '24/11/2026 10:41', 'Hall'])
})

test('whatever an incident says, no name of another child is in any byte of the copy', () => {
  const name = 'Zebedee'
  fc.assert(
    fc.property(answersTo(incident), (answers) => {
      const planted = Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, typeof answer === 'string' && incident.fields[field as keyof typeof incident.fields].shape === 'text' ? `${answer} ${name}, zebedee’s ZEBEDEE.` : answer])) as typeof answers
      const copy = parentCopy({ ...planted, children: ['moss', 'zeb'], interventions: planted.interventions.map((row) => ({ ...row, child: 'zeb', holdWords: `with ${name}`, aid: name })) }, {
        about: 'moss', called: 'Moss', others: [name], say: { ...say, child: (id) => (id === 'zeb' ? name : id) },
      })
      expect(JSON.stringify(copy).toLowerCase()).not.toContain('zebedee')
    }),
    { seed, numRuns: runs(60) },
  )
})

// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { runs, seed } from '../../../tests/support/seed'
import { incident } from '../records/incident'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { polish } from '../pack/languages/polish'
import { romanian } from '../pack/languages/romanian'
import { urdu } from '../pack/languages/urdu'
import type { Translation } from '../pack/parent-copy'
import { parentWords } from '../pack/parent-copy'
import type { CopyLine, Said } from './parent-copy'
import { dayIn, parentCopy } from './parent-copy'

const say: Say = { adult: (id) => `adult ${id}`, child: (id) => ({ moss: 'Moss', pip: 'Pip' })[id] ?? id, word: (_key, usual) => usual }
/** A line as it is read out; words in another language than the copy's stand in angle quotes. */
const readOut = (lang: string) => {
  const spoken = (said: Said) => (said.lang === lang || said.lang === null ? said.words : `‹${said.words}›`)
  const line = ({ label, says, rows }: CopyLine): string => `${spoken(label)}: ${[...says.map(spoken), ...rows.map((row) => row.map(line).join('; '))].join(', ')}`
  return line
}
const copyFor = (answers: Parameters<typeof parentCopy>[0]) => parentCopy(answers, { about: 'moss', called: 'Moss', say, others: [{ id: 'pip', names: ['Pip Marmalade', 'Pip', 'Marmalade'] }] })
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
  expect(copy.opening).toEqual({ words: 'An adult held Moss to keep people safe.', lang: 'en' })
  expect(copy.lines.map(readOut('en'))).toEqual([
    'Who this is about: Moss',
    'What adults did: With: Moss; What was done: Held, or force used; Type of hold: Seated hold; How much: Firm',
    'Why adults thought it was needed: To stop someone else being hurt',
    'Why, in their words: Moss was about to push another child off the bench. another child’s arm was caught.',
    'Was your child hurt?: No',
  ])
  expect(JSON.stringify(copy)).not.toMatch(/Pip|Marmalade|Gwen|adult gwen|library/)
})

test('the marks seen on their own child are in it, and nobody else’s', () => {
  const mark = { body: 'child', child: 'moss', adult: null, region: 'b-head', kind: 'bruise', size: 'coin', words: 'Pip Marmalade saw it too', seenBy: 'gwen', firstAid: 'yes', arrived: 'no' }
  const marks = [
    { ...mark, id: 'm1', rank: 'a0' },
    { ...mark, id: 'm2', rank: 'a1', child: 'pip', region: 'f-face' },
    { ...mark, id: 'm3', rank: 'a2', body: 'adult', child: null, adult: 'gwen', region: 'f-hand-l', kind: 'bite' },
    { ...mark, id: 'm4', rank: 'a3', child: null, region: 'f-chest' },
  ]
  const both = copyFor({ ...blank(incident), children: ['moss', 'pip'], marks })
  expect(both.lines.map(readOut('en')).at(-1)).toBe('Marks seen: Where?: Back of head; What was seen?: Bruise; In words: another child saw it too')
  expect(JSON.stringify(both)).not.toMatch(/Marmalade|Face|Left hand|Chest|gwen/)
  // A mark that names no child is theirs where no other child was in it.
  const alone = copyFor({ ...blank(incident), children: ['moss'], marks: marks.slice(3) })
  expect(alone.lines.map(readOut('en')).at(-1)).toContain('Where?: Chest')
})

const when = { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' as const }
const benches = {
  ...blank(incident), children: ['moss'], when, ended: { ...when, wall: '2026-11-24T10:45', precision: 'about' as const }, duration: { minutes: 4, precision: 'about' as const }, place: 'playground',
  reasonWords: 'The bench was tipping.', reason: ['injury-self', 'damage'], interventions: [{ ...blanks, id: 'i1', rank: 'a0', child: 'moss', kind: 'force', hold: 'seated', from: when }],
}
const inLanguage = (translation: Translation | null, words: Readonly<Record<string, string>> = {}) =>
  parentCopy(benches, { about: 'moss', called: 'Moss', others: [], translation, say: { ...say, word: (key, usual) => words[key] ?? usual } })

test('a Polish copy has its fixed words, choices, days and times in Polish; what people wrote stays English and is marked so', () => {
  const copy = inLanguage(polish)
  expect([copy.lang, copy.dir, copy.opening, copy.notTranslated]).toEqual(['pl', 'ltr', { words: 'Dorosły przytrzymał dziecko (Moss), aby wszyscy byli bezpieczni.', lang: 'pl' }, { words: 'nieprzetłumaczone', lang: 'pl' }])
  expect(copy.lines.map(readOut('pl'))).toEqual([
    'Kogo to dotyczy: Moss',
    'Kiedy się zaczęło: wtorek, 24 listopada 2026 10:41',
    'Kiedy się skończyło: mniej więcej wtorek, 24 listopada 2026 10:45',
    'Jak długo trwało: mniej więcej 4 minuty',
    'Gdzie to było: Plac zabaw lub boisko',
    'Co zrobili dorośli: Z kim: Moss; Co zrobiono: Przytrzymanie lub użycie siły; Rodzaj przytrzymania: Przytrzymanie na siedząco; Początek: wtorek, 24 listopada 2026 10:41',
    'Dlaczego dorośli uznali to za konieczne: Aby dziecku nic się nie stało, Aby nie doszło do zniszczenia mienia',
    'Dlaczego, ich słowami: ‹The bench was tipping.›',
  ])
})

const short = { ...blank(incident), children: ['moss'], when: { ...when, ms: Date.parse('2026-11-24T10:41:10Z') } }
const lasted = (seconds: number | null, translation: Translation | null) => {
  const ended = seconds === null ? when : { ...when, ms: short.when.ms + seconds * 1000 }
  const copy = parentCopy({ ...short, ended }, { about: 'moss', called: 'Moss', say, others: [], translation })
  return copy.lines.filter(({ field }) => field === 'duration').map(readOut(translation?.code ?? 'en')).join()
}
test.each<[string, Translation | null, readonly string[]]>([
  ['English', null, ['How long it lasted: 1 second', 'How long it lasted: 2 seconds', 'How long it lasted: 25 seconds', 'How long it lasted: Less than a minute']],
  ['Polish', polish, ['Jak długo trwało: 1 sekunda', 'Jak długo trwało: 2 sekundy', 'Jak długo trwało: 25 sekund', 'Jak długo trwało: Mniej niż minutę']],
  ['Romanian', romanian, ['Cât a durat: 1 secundă', 'Cât a durat: 2 secunde', 'Cât a durat: 25 de secunde', 'Cât a durat: Mai puțin de un minut']],
  ['Urdu', urdu, ['یہ کتنی دیر رہا: 1 سیکنڈ', 'یہ کتنی دیر رہا: 2 سیکنڈ', 'یہ کتنی دیر رہا: 25 سیکنڈ', 'یہ کتنی دیر رہا: ایک منٹ سے کم']],
])('what took less than a minute says how long, in %s', (_language, translation, said) => {
  expect([1, 2, 25, null].map((seconds) => lasted(seconds, translation))).toEqual(said)
})

test('an Urdu copy reads from right to left', () => {
  expect([inLanguage(urdu), inLanguage(polish), inLanguage(null)].map(({ lang, dir }) => [lang, dir])).toEqual([['ur', 'rtl'], ['pl', 'ltr'], ['en', 'ltr']])
})

test.each([
  ['a phrase without a translation', { ...polish, words: { ...polish.words, 'parent.talk': '' } }, 'talk', { words: parentWords['parent.talk'], lang: 'en' }],
  ['a sentence with the child’s name', { ...polish, words: {} }, 'opening', { words: 'An adult held Moss to keep people safe.', lang: 'en' }],
  ['a language without its own “not translated”', { ...polish, words: {} }, 'notTranslated', { words: 'not translated', lang: 'en' }],
] as const)('%s stays, in English and marked so', (_what, translation, part, said) => {
  expect(inLanguage(translation)[part]).toEqual(said)
})

test('choices, measures and questions without a translation stay too, in English and with English days', () => {
  expect(inLanguage({ ...polish, words: {} }).lines.map(readOut('pl'))).toEqual([
    '‹Who this is about›: Moss',
    // A day needs no table of words.
    '‹When it started›: wtorek, 24 listopada 2026 10:41',
    '‹When it ended›: ‹about Tuesday, 24 November 2026 at 10:45›',
    '‹How long it lasted›: ‹about 4 minutes›',
    '‹Where it was›: ‹Playground›',
    '‹What adults did›: ‹With›: Moss; ‹What was done›: ‹Held, or force used›; ‹Type of hold›: ‹Seated hold›; ‹Started›: wtorek, 24 listopada 2026 10:41',
    '‹Why adults thought it was needed›: ‹To stop the child being hurt›, ‹To stop damage to property›',
    '‹Why, in their words›: ‹The bench was tipping.›',
  ])
})

const placeIn = (translation: Translation | null, words: Readonly<Record<string, string>>) => inLanguage(translation, words).lines.find(({ field }) => field === 'place')?.says
test.each([
  ['calls it by the usual name', {}, { words: 'Plac zabaw lub boisko', lang: 'pl' }],
  ['calls it as Early Years do', { 'code.playground': 'Garden' }, { words: 'Ogród', lang: 'pl' }],
  ['has a name of its own for it', { 'code.playground': 'Top field' }, { words: 'Top field', lang: 'en' }],
  ['has a name of its own in Polish too', { 'code.playground': 'Top field', 'for-parent.pl.code.playground': 'Górne boisko' }, { words: 'Górne boisko', lang: 'pl' }],
  ['puts our Polish right', { 'for-parent.pl.code.playground': 'Boisko' }, { words: 'Boisko', lang: 'pl' }],
])('where a setting’s pack %s, a Polish copy says so', (_how, words, said) => {
  expect(placeIn(polish, words)).toEqual([said])
})

test.each([
  ['en', '24 November 2026'], ['pl', '24 listopada 2026'], ['ro', '24 noiembrie 2026'], ['ur', '24 نومبر، 2026'],
])('a day in %s is %s', (lang, day) => {
  expect(dayIn(lang, '2026-11-24T23:30')).toBe(day)
})

const blankMark = { body: 'child', child: null, adult: null, region: null, kind: null, size: null, words: '', seenBy: null, firstAid: null, arrived: null }
test('the parents of a child who was hurt hear of when, where and the marks on their own child, and nothing of the one who was held', () => {
  const copy = parentCopy({
    ...blank(incident), children: ['moss'], childrenHurt: ['pip'], when: { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' }, place: 'hall',
    interventions: [{ ...blanks, id: 'i1', rank: 'a0', child: null, kind: 'force' }], reason: ['injury-other'], reasonWords: 'Moss was about to fall on her.', childInjury: 'none', childWords: 'It was too loud',
    marks: [
      { ...blankMark, id: 'm1', rank: 'a0', child: 'moss', region: 'f-face', kind: 'bruise' },
      { ...blankMark, id: 'm2', rank: 'a1', child: 'pip', region: 'b-head', kind: 'bite', words: 'Moss bit her' },
      { ...blankMark, id: 'm3', rank: 'a2', child: null, region: 'f-chest', kind: 'scratch' },
    ],
  }, { about: 'pip', called: 'Pip', say, others: [{ id: 'moss', names: ['Moss'] }] })
  expect([copy.opening.words, ...copy.lines.map(readOut('en'))]).toEqual(['Something happened that we want you to know about.', 'Who this is about: Pip', 'When it started: Tuesday, 24 November 2026 at 10:41', 'Where it was: Hall', 'Marks seen: Where?: Back of head; What was seen?: Bite; In words: another child bit her'])
})

test.each<[string, Partial<Parameters<typeof parentCopy>[0]>, string]>([
  ['was held too', { children: ['moss', 'rose'] }, 'He held another child and another child ran.'],
  ['was hurt', { childrenHurt: ['rose'] }, 'He held another child and another child ran.'],
  ['saw it', { childrenNear: ['rose'] }, 'He held another child and another child ran.'],
  ['had no part in it', {}, 'He held another child and rose ran.'],
])('of a child called by an everyday word who %s, a small letter tells nothing where it could be them', (_how, given, said) => {
  const { lines } = parentCopy({ ...blank(incident), children: ['moss'], ...given, reasonWords: 'He held Pip and rose ran.' }, {
    about: 'moss', called: 'Moss', say, others: [{ id: 'pip', names: ['Pip'] }, { id: 'rose', names: ['Rose'] }],
  })
  expect(lines.find(({ field }) => field === 'reasonWords')?.says).toEqual([{ words: said, lang: 'en' }])
})

test('whatever an incident says, no name of another child is in any byte of the copy', () => {
  const name = 'Zebedee'
  fc.assert(
    fc.property(answersTo(incident), (answers) => {
      const planted = Object.fromEntries(Object.entries(answers).map(([field, answer]) => [field, typeof answer === 'string' && incident.fields[field as keyof typeof incident.fields].shape === 'text' ? `${answer} ${name}, zebedee’s ZEBEDEE.` : answer])) as typeof answers
      const copy = parentCopy({ ...planted, children: ['moss', 'zeb'], interventions: planted.interventions.map((row) => ({ ...row, child: 'zeb', holdWords: `with ${name}`, aid: name })) }, {
        about: 'moss', called: 'Moss', others: [{ id: 'zeb', names: [name] }], translation: polish, say: { ...say, child: (id) => (id === 'zeb' ? name : id) },
      })
      expect(JSON.stringify(copy).toLowerCase()).not.toContain('zebedee')
    }),
    { seed, numRuns: runs(60) },
  )
})

test.each([
  ['exact', null, { words: 'Written on paper: Thursday, 12 November 2026 at 10:40. Typed in: Friday, 13 November 2026 at 08:15.', lang: 'en' }],
  ['about', null, { words: 'Written on paper: about Thursday, 12 November 2026 at 10:40. Typed in: Friday, 13 November 2026 at 08:15.', lang: 'en' }],
  ['exact', polish, { words: 'Zapisano na papierze: czwartek, 12 listopada 2026 10:40. Wpisano do systemu: piątek, 13 listopada 2026 08:15.', lang: 'pl' }],
] as const)('what was on paper first says when it was written and when it was typed in (%s)', (precision, translation, said) => {
  const paper = { written: { wall: '2026-11-12T10:40', zone: 'Europe/London', precision }, typed: '2026-11-13T08:15' }
  const given = { about: 'moss', called: 'Moss', say, others: [], translation }
  expect([parentCopy(benches, { ...given, paper }).paper, parentCopy(benches, given).paper]).toEqual([said, null])
})

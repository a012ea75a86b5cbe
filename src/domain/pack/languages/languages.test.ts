// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../../tests/support/answers'
import { runs, seed } from '../../../../tests/support/seed'
import { child } from '../../records/child'
import { incident } from '../../records/incident'
import { dayIn, parentCopy } from '../../rules/parent-copy'
import type { CopyLine, Said } from '../../rules/parent-copy'
import type { Field, Fields } from '../../schema/field'
import { earlyYearsPack, stepsPack, word } from '../pack'
import { formatNotes, languageIn, parentLanguages, parentWords } from '../parent-copy'
import { polish } from './polish'
import { romanian } from './romanian'
import { urdu } from './urdu'

const translations = [polish, romanian, urdu]
const packs = [stepsPack, earlyYearsPack]

/** Every question and choice that a parent's copy may hold, from the form itself: key to usual English. */
function phrasesOf(kind: string, fields: Fields): [key: string, usual: string][] {
  const reaches = (field: Field) => field.for !== undefined && field.for !== 'setting' && field.restricted !== true
  return Object.entries(fields).filter(([, field]) => reaches(field)).flatMap(([name, field]) => [
    [`${kind}.${name}.label`, field.label] as [string, string],
    ...('options' in field ? field.options.map(({ code, label }): [string, string] => [`code.${code}`, label]) : []),
    ...(field.shape === 'rows' ? phrasesOf(`${kind}.${name}`, field.of) : []),
  ])
}
const phrases = new Map([...phrasesOf(incident.kind, incident.fields), ...Object.entries(parentWords)])
/** The keys a translation needs: one for each phrase, and one more where a pack of ours says it differently. */
const needed = new Set([...phrases].flatMap(([key, usual]) => [key, ...packs.map((pack) => word(pack, key, usual)).filter((said) => said !== usual).map((said) => `${key}/${said}`)]))

describe.each(translations.map((one) => [one.code, one] as const))('%s', (code, { words, dir }) => {
  test('has every question, choice and phrase that can stand in a parent’s copy', () => {
    expect([...needed].filter((key) => (words[key] ?? '').trim() === '')).toEqual([])
  })
  test('has no word for a question or choice that no copy asks', () => {
    expect(Object.keys(words).filter((key) => !needed.has(key))).toEqual([])
  })
  test('keeps the child’s name, the time and every address where the English has them', () => {
    const marks = (text: string) => text.match(/\{\w+\}|www\.\S+/g) ?? []
    expect([...phrases].filter(([key]) => marks(words[key] ?? '').join() !== marks(parentWords[key] ?? '').join()).map(([key]) => key)).toEqual([])
  })
  test('runs the way its letters do', () => {
    expect(dir).toBe(/\p{Script=Arabic}/u.test(words['parent.title'] ?? '') ? 'rtl' : 'ltr')
  })
  test('has its own names of days and months', () => {
    expect(dayIn(code, '2026-11-24')).not.toBe(dayIn('en', '2026-11-24'))
  })

  test.each(packs.map((pack) => [pack.name, pack] as const))('whatever an incident says, with the words of %s only what people wrote stays in English', (_name, pack) => {
    const isWritten = (line: CopyLine, fields: Fields) => fields[line.field]?.shape === 'text'
    const english = (lines: readonly CopyLine[], fields: Fields): Said[] => lines.flatMap((line) => {
      const field = fields[line.field]
      const own = [line.label, ...(isWritten(line, fields) ? [] : line.says)].filter(({ lang }) => lang === 'en')
      return [...own, ...line.rows.flatMap((row) => english(row, field?.shape === 'rows' ? field.of : {}))]
    })
    fc.assert(
      fc.property(answersTo(incident), (answers) => {
        const { lines, help, ...phrased } = parentCopy({ ...answers, children: ['moss'] }, {
          about: 'moss', called: 'Moss', others: [], paper: { written: { wall: '2026-11-12T10:40', zone: 'Europe/London', precision: 'about' }, typed: '2026-11-13T08:15' }, translation: translations.find((one) => one.code === code) ?? null,
          say: { adult: (id) => id, child: (id) => id, word: (key, usual) => word(pack, key, usual) },
        })
        const rest = Object.values(phrased).filter((one): one is Said => typeof one === 'object')
        expect([...english(lines, incident.fields), ...[...rest, ...help].filter(({ lang }) => lang !== code)]).toEqual([])
      }),
      { seed, numRuns: runs(40) },
    )
  })
})

test('a new choice without a translation is named', () => {
  const field = { ...incident.fields.place, options: [...incident.fields.place.options, { code: 'library', label: 'Library' }] }
  expect(phrasesOf('incident', { place: field }).map(([key]) => key).filter((key) => polish.words[key] === undefined)).toEqual(['code.library'])
})

test('there is one table of words for each language that is offered', () => {
  expect(translations.map(({ code }) => code)).toEqual(parentLanguages.map(({ code }) => code))
})

test.each([
  ['Polish', 'pl'], [' polski ', 'pl'], ['Język polski', 'pl'], ['Polish (some English)', 'pl'], ['Romanian, Polish', 'ro'], ['limba română', 'ro'], ['URDU', 'ur'], ['اردو', 'ur'], ['roma\u0302na\u0306', 'ro'],
  ['English', null], ['English and Polish', null], ['', null], ['Klingon', null], ['Polished', null],
])('a parent whose language is written “%s” has a copy in %s', (written, code) => {
  expect(languageIn(written)?.code ?? null).toBe(code)
})

test('every way in which a parent takes in information says what it means for this copy', () => {
  expect(Object.keys(formatNotes)).toEqual(child.fields.parents.of.formats.options.map(({ code }) => code))
})

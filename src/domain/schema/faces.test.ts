// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { complete, held } from '../../../tests/support/incident'
import { runs, seed } from '../../../tests/support/seed'
import { abc } from '../records/abc'
import { forms } from '../records/catalogue'
import { child } from '../records/child'
import { incident } from '../records/incident'
import { homeNote } from '../records/home-note'
import { observation } from '../records/observation'
import { quickRecord } from '../records/quick-record'
import { rootsAndFruits } from '../records/roots-and-fruits'
import { blank, defineRecord } from './definition'
import { csvCell, csvFile, csvHeader, csvRow, forAudience, linesOf } from './faces'
import type { Face } from './faces'
import type { Say } from './field'
import { aChoice, addedRow, aPerson, aText, someChoices, somePeople, someRows } from './field'

const names: Record<string, string> = { moss: 'Moss Kettle', pip: 'Pip Marmalade', gwen: 'Gwen' }
const say: Say = { adult: (id) => names[id] ?? id, child: (id) => names[id] ?? id, word: (_key, usual) => usual }
const when = { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' } as const
const quick = { ...blank(quickRecord), children: ['moss', 'pip'], when, words: 'Moss threw a cup.', saw: ['threw'], hurt: 'no' }

describe('lines to read', () => {
  test('stand in the form’s order, without blanks', () => {
    expect(linesOf(quickRecord, quick, say)).toEqual([
      { field: 'children', label: 'Who?', words: 'Moss Kettle, Pip Marmalade' },
      { field: 'when', label: 'When?', words: '24/11/2026 10:41' },
      { field: 'words', label: 'In your own words', words: 'Moss threw a cup.' },
      { field: 'saw', label: 'What we saw', words: 'Threw something' },
      { field: 'hurt', label: 'Anyone hurt?', words: 'No' },
    ])
  })

  test('a question that did not arise is not read, whatever was once answered', () => {
    const form = defineRecord({
      kind: 'abc',
      version: 1,
      keeping: 'own',
      title: 'ABC',
      fields: { first: aText({ label: 'First' }), then: aText({ label: 'Then', asked: ({ first }) => first === 'yes' }) },
    })
    expect(linesOf(form, { first: 'yes', then: 'kept' }, say).map(({ field }) => field)).toEqual(['first', 'then'])
    expect(linesOf(form, { first: 'no', then: 'kept' }, say).map(({ field }) => field)).toEqual(['first'])
  })

  test('the pack’s words stand in place of the form’s', () => {
    const packed: Say = {
      ...say,
      word: (key, usual) => ({ 'quick-record.words.label': 'First account', 'code.threw': 'Threw an object' })[key] ?? usual,
    }
    expect(linesOf(quickRecord, quick, packed)).toMatchObject([{}, {}, { label: 'First account' }, { words: 'Threw an object' }, {}])
  })

  test('a row names each of its answers, and sensitive ones wait for a reader who may see them', () => {
    const moss = {
      ...blank(child),
      name: 'Moss Kettle',
      upn: 'P207000016049',
      parents: [
        {
          id: 'p1',
          rank: 'a0',
          name: 'Fern Kettle',
          relation: '',
          phone: '',
          responsibility: 'yes',
          careOrder: 'no',
          contactLimits: '',
          language: '',
          formats: [],
        },
      ],
    }
    expect(linesOf(child, moss, say).map(({ words }) => words)).toEqual([
      'Moss Kettle',
      'Name: Fern Kettle; Has parental responsibility? Yes',
    ])
    expect(linesOf(child, moss, say, { sensitive: true }).map(({ words }) => words)).toEqual([
      'Moss Kettle',
      'Name: Fern Kettle; Has parental responsibility? Yes; Is there a Care Order? No',
      'P207000016049',
    ])
  })

  test('a parent’s copy names no child but theirs', () => {
    const lines = linesOf(quickRecord, quick, say, { audience: 'parent', about: 'moss' })
    expect(lines[0]?.words).toBe('Moss Kettle, another child')
    expect(lines.map(({ field }) => field)).toEqual(['children', 'when', 'saw', 'hurt'])
    expect(
      JSON.stringify(
        linesOf(observation, { ...blank(observation), children: ['moss', 'pip'], wellbeing: 'calm' }, say, {
          audience: 'parent',
          about: 'pip',
        }),
      ),
    ).not.toMatch(/Moss|calm/)
  })
})

describe('who receives what', () => {
  test('a parent receives what is marked for parents, and nothing sensitive', () => {
    expect(Object.keys(forAudience(abc, blank(abc), 'parent'))).toEqual([
      'child',
      'when',
      'duration',
      'place',
      'activity',
      'helped',
      'childWords',
    ])
    expect(Object.keys(forAudience(child, blank(child), 'parent'))).not.toEqual(expect.arrayContaining(['ethnicity']))
  })

  test('the county receives codes', () => {
    expect(forAudience(quickRecord, quick, 'county')).toEqual({ saw: ['threw'], place: null, hurt: 'no', held: null })
    expect(Object.keys(forAudience(child, blank(child), 'county'))).toEqual(['senStage', 'senNeeds', 'sex', 'ethnicity'])
  })

  test('words, names and ids never reach the county, even from a form that is marked wrongly', () => {
    const wrong = defineRecord({
      kind: 'abc',
      version: 1,
      keeping: 'own',
      title: 'ABC',
      fields: {
        words: aText({ label: 'Words', for: 'county' }),
        who: somePeople({ label: 'Who', of: 'child', for: 'county' }),
        saw: someChoices({ label: 'Saw', options: [], for: 'county' }),
      },
    })
    expect(forAudience(wrong, { words: 'Moss', who: ['moss'], saw: ['hid'] }, 'county')).toEqual({ saw: ['hid'] })
  })

  test.each(forms.map((form) => [form.kind, form] as const))('no form marks words, names or ids of %s for the county', (_kind, form) => {
    for (const field of Object.values(form.fields))
      if (field.for === 'county') expect(['choice', 'choices', 'scale', 'duration']).toContain(field.shape)
  })
})

describe('an event with several children in it', () => {
  const both = complete({
    children: ['moss', 'pip'], childrenNear: ['gwen'], words: 'Pip threw a cup.', reasonWords: 'Moss ran at Pip Marmalade’s table.', childWords: 'pip started it',
    interventions: [held({ holdWords: 'Beside Pip' }), held({ id: 'i2', rank: 'a1', child: 'pip', holdWords: 'Beside Moss' }), held({ id: 'i3', rank: 'a2', child: null, holdWords: 'Both kept apart' })],
  })
  const copy = (about: string, without: readonly string[]) => linesOf(incident, both, say, { audience: 'parent', about, without })

  test('a parent’s copy leaves out the rows of other children and takes their names from every word', () => {
    const lines = copy('moss', ['Pip Marmalade', 'Pip', 'Marmalade'])
    expect(JSON.stringify(lines)).not.toMatch(/Pip|Marmalade/i)
    expect(lines).toEqual(expect.arrayContaining([
      { field: 'children', label: 'Who was held, kept in or limited?', words: 'Moss Kettle, another child' },
      { field: 'interventions', label: 'What was done', words: expect.stringMatching(/Beside another child[^\n]*\n[^\n]*Both kept apart[^\n]*$/) as string },
      { field: 'reasonWords', label: 'Why, in a few words', words: 'Moss ran at another child’s table.' },
      { field: 'childWords', label: 'What did the child say about it?', words: 'another child started it' },
    ]))
  })

  test('the other parent’s copy is the other way round', () => {
    expect(JSON.stringify(copy('pip', ['Moss Kettle', 'Moss', 'Kettle']))).not.toMatch(/Moss|Kettle/i)
  })

  test('a parent’s copy has nothing of what only staff may read: other children hurt or near, adults, the first account', () => {
    expect(copy('moss', []).map(({ field }) => field)).toEqual([
      'children', 'when', 'ended', 'duration', 'place', 'interventions', 'reason', 'reasonWords', 'antecedents', 'tried', 'childInjury', 'childSupport', 'childWords',
    ])
  })

  test('staff read every name and every row', () => {
    expect(linesOf(incident, both, say).find(({ field }) => field === 'interventions')?.words.split('\n')).toHaveLength(3)
    expect(linesOf(incident, both, say).find(({ field }) => field === 'words')?.words).toBe('Pip threw a cup.')
  })

  test('the county has each row’s codes and nothing that says which row, whose or when', () => {
    expect(forAudience(incident, both, 'county').interventions).toEqual(both.interventions.map(({ kind, hold, degree, planned }) => ({ kind, hold, degree, planned })))
    expect(forAudience(incident, both, 'county').sen).toEqual([{ stage: 'k' }])
    expect(JSON.stringify(forAudience(incident, both, 'county'))).not.toMatch(/moss|pip|gwen|amira|2026|a0|i1/i)
  })

  test('rows without a code for the county do not reach it', () => {
    const form = defineRecord({
      kind: 'abc', version: 1, keeping: 'own', title: 'ABC',
      fields: {
        said: someRows({ label: 'Said', row: 'line', for: 'county', of: { who: aPerson({ label: 'Who', of: 'child', for: 'county' }), words: aText({ label: 'Words', for: 'county' }) } }),
        done: someRows({ label: 'Done', row: 'line', of: { what: aChoice({ label: 'What', options: [], for: 'county' }), words: aText({ label: 'Words' }) } }),
      },
    })
    const row = { id: 'r1', rank: 'a0', words: 'Moss' }
    expect(forAudience(form, { said: [{ ...row, who: 'moss' }], done: [{ ...row, what: 'hid' }] }, 'county')).toEqual({ done: [{ what: 'hid' }] })
  })
})

describe('a spreadsheet', () => {
  test.each([
    ['plain words', '"plain words"'],
    ['', '""'],
    ['said "stop", left', '"said ""stop"", left"'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', `"'=1+1"`],
    ['+44 7700 900123', `"'+44 7700 900123"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\rcmd', `"'\rcmd"`],
    ['\ncmd', `"'\ncmd"`],
    ['   =HYPERLINK("http://x")', `"'   =HYPERLINK(""http://x"")"`],
    ['\uFEFF=1', `"'\uFEFF=1"`],
    ['＝1+1', `"'＝1+1"`],
    ['ran - then sat = calm', '"ran - then sat = calm"'],
    [`'already`, `"'already"`],
  ])('%j is written %s', (words, cell) => {
    expect(csvCell(words)).toBe(cell)
  })

  test('has a cell for every column, and the same columns for header and row', () => {
    expect(
      csvFile(csvHeader(homeNote, say), [
        csvRow(homeNote, { ...blank(homeNote), children: ['moss'], words: '=stacked 3, fell' }, say),
      ]),
    ).toBe(
      '\uFEFF"Who?","Which way?","When?","What was said"\r\n"Moss Kettle","","","\'=stacked 3, fell"\r\n',
    )
  })

  test('leaves sensitive columns out for a reader who may not see them', () => {
    expect(csvHeader(child, say)).not.toContain('UPN')
    expect(csvHeader(child, say, { sensitive: true })).toContain('UPN')
    expect(csvHeader(child, say, { audience: 'parent', sensitive: true })).not.toContain('Ethnicity')
  })

  test.each(forms.map((form) => [form.kind, form] as const))(
    'whatever is answered in %s, every row has the header’s columns and no cell runs',
    (_kind, form) => {
      fc.assert(
        fc.property(answersTo(form), fc.boolean(), (answers, sensitive) => {
          const cells = cellsOf(csvRow(form, answers, say, { sensitive }))
          expect(cells).toHaveLength(cellsOf(csvHeader(form, say, { sensitive })).length)
          for (const cell of cells) expect(cell).not.toMatch(/^[\s\uFEFF]*[=+\-@]/)
        }),
        { seed, numRuns: runs(40) },
      )
    },
  )
})

/** A small reader of RFC 4180, so that the writer is not judged by itself. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  let at = 0
  while (at < line.length) {
    expect(line[at]).toBe('"')
    let cell = ''
    for (at += 1; !(line[at] === '"' && line[at + 1] !== '"'); at += 1) {
      if (line[at] === '"') at += 1
      cell += line[at]
    }
    cells.push(cell)
    at += 2
  }
  return cells
}

describe('a row that is kept close', () => {
  const tree = {
    ...blank(rootsAndFruits),
    entries: [
      addedRow(rootsAndFruits.fields.entries, [], 'r1', { zone: 'root-now', words: 'Noisy hall' }),
      addedRow(rootsAndFruits.fields.entries, [], 'r2', { zone: 'root-now', words: 'Grandfather ill', reach: ['kept-close'] }),
    ],
  }
  const said = (face: Face) => linesOf(rootsAndFruits, tree, say, face).map(({ words }) => words).join()
  test('is for those who may read it, and for no parent’s copy, whoever makes it', () => {
    expect(said({ sensitive: true })).toContain('Grandfather ill')
    for (const face of [{}, { audience: 'parent' }, { audience: 'parent', sensitive: true }] as const) {
      expect(said(face)).toContain('Noisy hall')
      expect(said(face)).not.toContain('Grandfather')
    }
    expect(JSON.stringify(forAudience(rootsAndFruits, tree, 'parent'))).not.toContain('Grandfather')
    expect(csvRow(rootsAndFruits, tree, say)).not.toContain('Grandfather')
  })
})

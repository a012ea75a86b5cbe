// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { revise } from '../../../tests/support/revisions'
import { runs, seed } from '../../../tests/support/seed'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import type { NewRevision } from '../history/revision'
import { byText } from '../history/revision'
import { stepsPack } from '../pack/pack'
import { abc } from '../records/abc'
import { forms, formOf } from '../records/catalogue'
import { homeNote } from '../records/home-note'
import { incident } from '../records/incident'
import { observation } from '../records/observation'
import { quickRecord } from '../records/quick-record'
import { rootsAndFruits } from '../records/roots-and-fruits'
import { telling } from '../records/telling'
import type { Definition } from '../schema/definition'
import { blank, touched } from '../schema/definition'
import type { Moment } from '../schema/field'
import type { Reader } from './child-export'
import { childFile, chronologyOf, csvOf, everything, fileName, numberWords, within } from './child-export'

const neverHeld = ['worry', 'account', 'adult-debrief', 'calm-script', 'plan-reading']
const at = (wall: string): Moment => ({ wall, zone: 'Europe/London', precision: 'exact' })
const names: Readonly<Record<string, string>> = { moss: 'Moss', pip: 'Pip', amira: 'Amira', gwen: 'Gwen', dov: 'Dov' }
const named = (id: string) => names[id] ?? id
const reader: Reader = {
  child: 'moss', mayRead: () => true, sensitive: false,
  say: { adult: named, child: named, word: (_key, usual) => usual },
  wallAt: (ms) => new Date(ms).toISOString().slice(0, 16),
  parents: [{ id: 'p1', name: 'Fern Kettle', relation: 'mother' }, { id: 'p2', name: 'Bracken Kettle', relation: '' }],
  numberOf: (id) => (id === 'incident' ? 4 : null),
}
async function record(given: Partial<NewRevision>, ...then: Partial<NewRevision>[]): Promise<Checkpoint> {
  const saves = [await revise({ version: formOf(given.kind ?? 'abc')?.version ?? 1, ...given })]
  for (const save of then) saves.push(await revise({ ...given, changes: {}, after: [saves[0]?.id ?? ''], at: 2_000 + saves.length, ...save }))
  const folded = fold(null, saves)
  if (!folded) throw new Error('a record has a revision')
  return folded.checkpoint
}
const closed = (kind: string, changes: NewRevision['changes'], id = kind) => record({ kind, record: id, act: 'close', changes })
const row = (name: string, id: string, changes: NewRevision['changes']): NewRevision['changes'] => ({
  [`${name}/${id}`]: true, [`${name}/${id}/rank`]: 'a0', ...Object.fromEntries(Object.entries(changes).map(([part, value]) => [`${name}/${id}/${part}`, value])),
})
/** Everything a bundle is made of, in one text. */
const bundle = (checkpoints: readonly Checkpoint[], who: Reader = reader): string => {
  const entries = chronologyOf(checkpoints, who)
  const head = { madeAt: '2026-11-24T09:12', setting: 'Willow Hall', pack: stepsPack, filter: everything }
  return [JSON.stringify(entries), ...forms.map((form) => csvOf(form, entries, who)), JSON.stringify(childFile(entries, who, head))].join('\n')
}

describe('a chronology', () => {
  test('holds a tree without what is kept close, also where a lead takes it away', async () => {
    const tree = await record({ kind: 'roots-and-fruits', record: 'tree-moss_1', changes: { 'child/': 'moss', ...row('entries', 'e1', { words: 'Noisy hall' }), ...row('entries', 'e2', { words: 'Grandfather ill', 'reach/kept-close': true }) } })
    const made = bundle([tree], { ...reader, sensitive: true })
    expect(made).toContain('Noisy hall')
    expect(made).not.toContain('Grandfather')
  })

  test('an incident that was told under another number says both, in each face', async () => {
    const held = await record({ kind: 'incident', record: 'incident', changes: { 'children/moss': true } })
    const who: Reader = { ...reader, formerNumberOf: (id) => (id === 'incident' ? 2 : null) }
    const [entry] = chronologyOf([held], who)
    expect(entry).toMatchObject({ number: 4, former: 2 })
    expect(entry && numberWords(entry)).toBe('4 (2 before)')
    expect(csvOf(incident, chronologyOf([held], who), who)).toContain('4 (2 before)')
    expect(bundle([held], who)).toContain('"number":4,"former":2')
    expect(bundle([held])).not.toContain('former')
  })

  test('goes by when things happened, oldest first, and by when it was begun where nobody said', async () => {
    const given = await Promise.all([
      closed(observation.kind, { 'children/moss': true, 'when/': at('2026-11-24T08:00') }),
      closed(quickRecord.kind, { 'children/moss': true }),
      closed(abc.kind, { 'child/': 'moss', 'when/': at('2026-09-03T13:05') }),
    ])
    expect(chronologyOf(given, reader).map(({ record: id, wall }) => [id, wall])).toEqual([
      ['quick-record', '1970-01-01T00:00'], ['abc', '2026-09-03T13:05'], ['observation', '2026-11-24T08:00'],
    ])
  })

  test.each([
    ['close', 'closed'], ['sign', 'signed'], ['edit', 'open'],
  ] as const)('one that was last given an act of %s is %s', async (act, state) => {
    const [entry] = chronologyOf([await record({ kind: incident.kind, act, changes: { 'words/': 'Sat in the boot room.' } })], reader)
    expect([entry?.state, entry?.author, entry?.lines]).toEqual([state, 'amira', [{ field: 'words', label: 'What happened', words: 'Sat in the boot room.' }]])
  })

  test('one that was taken back is named, and says nothing', async () => {
    const [entry] = chronologyOf([await record({ kind: abc.kind, act: 'close', changes: { 'child/': 'moss', 'before/': 'Pip took the kite.' } }, { act: 'withdraw', author: 'gwen' })], reader)
    expect(entry).toMatchObject({ state: 'withdrawn', lines: [], later: [], answers: blank(abc) })
  })

  test('what came later stands with its author and time, and a late edit is only proposed', async () => {
    const [entry] = chronologyOf([await record(
      { kind: homeNote.kind, act: 'edit', changes: { 'words/': 'Slept badly.', 'way/': 'from-home' } },
      { act: 'close', at: 60_000 },
      { act: 'edit', author: 'gwen', at: 120_000, changes: { 'way/': null, 'words/': 'Slept well.' } },
    )], reader)
    expect(entry?.later).toEqual([{ what: 'proposed', author: 'gwen', wall: '1970-01-01T00:02', words: 'What was said Slept well.\nTaken away: Which way?' }])
    const asked = await record({ kind: homeNote.kind, act: 'close', changes: {} }, { act: 'addendum', author: 'gwen', at: 60_000, changes: { 'question/': 'Who rang?' } })
    const answered = fold(asked, [await revise({ kind: homeNote.kind, act: 'addendum', after: asked.heads, at: 180_000, changes: { 'addendum/': 'His aunt.' } })])
    expect(chronologyOf(answered ? [answered.checkpoint] : [], reader)[0]?.later).toEqual([
      { what: 'asked', author: 'gwen', wall: '1970-01-01T00:01', words: 'Who rang?' },
      { what: 'added', author: 'amira', wall: '1970-01-01T00:03', words: 'His aunt.' },
    ])
  })

  test.each([
    [{}, ['a', 'b', 'c']],
    [{ from: '2026-11-24' }, ['b', 'c']],
    [{ to: '2026-11-24' }, ['a', 'b']],
    [{ from: '2026-11-24', to: '2026-11-24' }, ['b']],
    [{ from: '2026-11-25', to: '2026-11-24' }, []],
    [{ kinds: ['abc', 'home-note'] }, ['a', 'b', 'c']],
    [{ kinds: ['home-note'] }, ['c']],
    [{ kinds: ['incident'] }, []],
  ])('looked through with %j it shows %j', async (filter, shown) => {
    const entries = chronologyOf(await Promise.all([
      closed('abc', { 'when/': at('2026-11-23T23:59') }, 'a'), closed('abc', { 'when/': at('2026-11-24T00:00') }, 'b'), closed('home-note', { 'when/': at('2026-11-25T09:00') }, 'c'),
    ]), reader)
    expect(within(entries, { ...everything, ...filter }).map(({ record: id }) => id)).toEqual(shown)
  })
})

describe('a bundle about one child', () => {
  test.each(neverHeld)('never holds a record of kind %s, whoever makes it', async (kind) => {
    const words = formOf(kind)?.fields['words'] ? 'words/' : kind === 'calm-script' ? 'avoid/' : 'happened/'
    const kept = await closed(kind, { 'children/moss': true, 'child/': 'moss', 'when/': at('2026-11-24T08:00'), [words]: 'Under the kelp.' })
    expect(chronologyOf([kept], { ...reader, sensitive: true })).toEqual([])
    expect(bundle([kept])).not.toContain('kelp')
  })

  test('holds nothing of a record its maker may not read', async () => {
    const [mine, theirs] = [await closed(abc.kind, { 'child/': 'moss', 'before/': 'Waiting for the boat.' }, 'mine'), await closed(abc.kind, { 'child/': 'moss', 'before/': 'Under the kelp.' }, 'theirs')]
    const text = bundle([mine, theirs], { ...reader, mayRead: ({ record: id }) => id === 'mine' })
    expect([text.includes('boat'), text.includes('kelp'), text.includes('theirs')]).toEqual([true, false, false])
  })

  test('whatever records there are, holds those that its maker may read and no others', async () => {
    const told = row('told', 't1', { 'child': 'moss', parent: 'p1', outcome: 'told' })
    const some = await Promise.all(forms.map(({ kind }) => closed(kind, kind === telling.kind ? { 'incident/': 'incident', ...told } : {})))
    fc.assert(
      fc.property(fc.subarray(forms.map(({ kind }) => kind)), (readable) => {
        const held = chronologyOf(some, { ...reader, mayRead: ({ kind }) => readable.includes(kind) }).map(({ record: id }) => id)
        const isHeld = (kind: string) => !neverHeld.includes(kind) && (kind !== telling.kind || readable.includes(incident.kind))
        expect(held.sort(byText)).toEqual(readable.filter(isHeld).sort(byText))
      }),
      { seed, numRuns: runs(40) },
    )
  })

  test('calls every other child “another child”, and leaves out the rows that are about them', async () => {
    const both = await closed(incident.kind, {
      'children/moss': true, 'children/pip': true, 'childrenHurt/pip': true, 'words/': 'Held by the gate.',
      ...row('interventions', 'i1', { 'child': 'moss', kind: 'force', holdWords: 'By the sleeve', 'who/dov': true }),
      ...row('interventions', 'i2', { 'child': 'pip', kind: 'seclusion', holdWords: 'In the kelp room' }),
      ...row('marks', 'm1', { 'child': 'pip', words: 'Kelp green' }),
      ...row('sen', 's1', { 'child': 'pip', needs: 'Kelp' }),
    })
    const text = bundle([both])
    expect(text).not.toMatch(/pip|kelp/i)
    const [entry] = chronologyOf([both], reader)
    expect(entry?.lines.map(({ field, words }) => [field, words])).toEqual([
      ['children', 'Moss, another child'],
      ['childrenHurt', 'another child'],
      ['interventions', expect.stringContaining('By the sleeve; By whom: Dov')],
      ['words', 'Held by the gate.'],
    ])
  })

  test.each([[true], [false]])('holds restricted answers only for those who may read them: %s', async (sensitive) => {
    const own = await closed('child', { 'name/': 'Moss Kettle', 'upn/': 'H801200001001', ...row('parents', 'p1', { name: 'Wren Kettle', phone: '01632 960 001' }) })
    const late = await record({ kind: 'child', record: 'late', act: 'close', changes: { 'name/': 'Moss' } }, { act: 'edit', after: [], changes: { 'socialWorker/': 'Sedge Rook', 'ethnicity/': null } })
    const text = bundle([own, late], { ...reader, sensitive })
    expect(['Wren Kettle', 'H801200001001', 'Sedge Rook', 'Taken away: Ethnicity'].map((one) => text.includes(one))).toEqual([true, ...Array<boolean>(3).fill(sensitive)])
  })
})

describe('who was told of an incident', () => {
  const held = () => record({ kind: incident.kind, record: 'incident', act: 'sign', changes: { 'children/moss': true, 'children/pip': true, 'when/': at('2026-11-24T08:00') } })
  const log = (changes: NewRevision['changes']) => record({ kind: telling.kind, record: 'told-incident', author: 'gwen', changes: { 'incident/': 'incident', ...changes } })
  const phoned = row('told', 't2', { 'child': 'moss', parent: 'p2', outcome: 'told', how: 'phone', at: at('2026-11-24T16:05'), by: 'dov', copy: 'copy-sent' })
  const notReached = row('told', 't1', { 'child': 'moss', parent: 'p1', outcome: 'not-reached', how: 'phone', at: at('2026-11-24T15:40'), by: 'amira' })
  const ofPip = row('told', 't3', { 'child': 'pip', parent: 'p1', outcome: 'told', how: 'in-person', at: at('2026-11-24T15:00'), by: 'dov', words: 'Kelp.' })

  test('stands in a chronology with the incident’s number, parent by parent, by whoever told them first', async () => {
    const entries = chronologyOf([await held(), await log({ ...phoned, ...notReached, ...ofPip })], reader)
    expect(entries.map(({ record: id, number, author, wall, state }) => [id, number, author, wall, state])).toEqual([
      ['incident', 4, 'amira', '2026-11-24T08:00', 'signed'], ['told-incident', 4, 'amira', '2026-11-24T15:40', 'log'],
    ])
    expect(entries[1]?.lines).toEqual([{
      field: 'told', label: 'Told, or tried to tell',
      words: [
        'Whose parent? Moss; Parent: Fern Kettle, mother; What came of it? Could not reach them; How? By phone; When? 24/11/2026 15:40; By whom? Amira',
        'Whose parent? Moss; Parent: Bracken Kettle; What came of it? Told; How? By phone; When? 24/11/2026 16:05; By whom? Dov; Written copy: Copy sent',
      ].join('\n'),
    }])
  })

  test('holds no decision that somebody must not be told, and nothing that would give it away, whoever reads', async () => {
    const kept = {
      ...row('mustNot', 'd1', { 'child': 'moss', parent: 'p1', reason: 'Under the kelp.', askedBy: 'gwen', decidedBy: 'gwen', at: at('2026-11-24T15:00') }),
      ...row('toLa', 'l1', { 'child': 'moss', la: 'Kelpshire', at: at('2026-11-24T15:10'), by: 'gwen' }),
    }
    const who: Reader = { ...reader, sensitive: true }
    expect(bundle([await held(), await log({ ...phoned, ...kept })], who)).not.toMatch(/kelp|gwen|fern kettle|must not|council|mustNot|toLa/i)
    expect(chronologyOf([await held(), await log(kept)], who).map(({ record: id }) => id)).toEqual(['incident'])
  })

  test('a line that was a mistake stands in no paper, and where it was the only one neither does the log', async () => {
    const mistake = row('told', 't1', { 'child': 'moss', parent: 'p1', by: 'amira' })
    const entries = chronologyOf([await held(), await log({ ...phoned, ...mistake })], reader)
    expect([entries[1]?.author, entries[1]?.lines[0]?.words.split('\n').length]).toEqual(['dov', 1])
    expect(bundle([await held(), await log({ ...phoned, ...mistake })], reader)).not.toContain('Fern Kettle')
    expect(chronologyOf([await held(), await log(mistake)], reader).map(({ record: id }) => id)).toEqual(['incident'])
  })

  test('is kept out where the incident itself is', async () => {
    const told = await log(phoned)
    expect(chronologyOf([told], reader)).toEqual([])
    expect(chronologyOf([await held(), told], { ...reader, mayRead: ({ kind }) => kind !== incident.kind })).toEqual([])
  })
})

describe('to take away', () => {
  const hostile = '=HYPERLINK("http://x","kite")'
  /** A small reader of RFC 4180, so that the writer is not judged by itself. */
  const rowsOf = (file: string): string[][] => {
    const rows: string[][] = [[]]
    for (const [, cell = '', end] of file.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
      rows.at(-1)?.push(cell.replaceAll('""', '"'))
      if (end !== ',') rows.push([])
    }
    return rows.slice(0, -1)
  }

  test('a spreadsheet has a row a record, with who wrote it and what came later', async () => {
    const one = await record({ kind: homeNote.kind, act: 'close', changes: { 'children/moss': true, 'when/': at('2026-11-24T08:00'), 'way/': 'from-home', 'words/': 'Slept badly.' } }, { act: 'addendum', author: 'gwen', at: 60_000, changes: { 'addendum/': 'His aunt rang.' } })
    const other = await closed(abc.kind, { 'child/': 'moss' })
    expect(rowsOf(csvOf(homeNote, chronologyOf([one, other], reader), reader))).toEqual([
      ['Date and time', 'Written by', 'On paper', 'State', 'Who?', 'Which way?', 'When?', 'What was said', 'Added later', 'Record'],
      ['2026-11-24 08:00', 'Amira', '', 'Closed', 'Moss', 'Home told us', '24/11/2026 08:00', 'Slept badly.', 'Added later, Gwen, 01/01/1970 00:01: His aunt rang.', 'record-1'],
    ])
  })

  test.each(forms.filter(({ kind }) => !neverHeld.includes(kind)).map((form) => [form.kind, form] as const))(
    'whatever is answered in %s and added to it, by whatever name, every row has the header’s columns and no cell runs',
    async (kind, form) => {
      const isLog = kind === telling.kind
      const always = isLog ? { 'incident/': 'incident', ...row('told', 't1', { 'child': 'moss', parent: 'p1', outcome: 'told' }) } : {}
      const besides = isLog ? [await closed(incident.kind, { 'children/moss': true })] : []
      await fc.assert(
        fc.asyncProperty(answersTo(form), fc.constantFrom(hostile, '+1', '-1', '@x', '\t=1', ' Later'), fc.boolean(), async (answers, words, sensitive) => {
          const saved = await record({ kind, act: 'close', changes: { ...touched(form, blank(form), answers), ...always } }, { act: 'addendum', changes: { 'addendum/': words } })
          const who: Reader = { ...reader, sensitive, say: { ...reader.say, adult: () => words, child: () => words }, parents: [{ id: 'p1', name: words, relation: words }] }
          const [header, ...rows] = rowsOf(csvOf(form, chronologyOf([saved, ...besides], who), who))
          expect(rows.map(({ length }) => length)).toEqual([header?.length])
          for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]/u)
        }),
        { seed, numRuns: runs(15) },
      )
    },
  )

  test('an incident, and what belongs to it, go by the number in the setting’s book once they have one', async () => {
    const one = await record({ kind: incident.kind, record: 'incident', act: 'sign', changes: { 'children/moss': true } })
    const other = await record({ kind: incident.kind, record: 'inc-2', changes: { 'children/moss': true } })
    const talked = await closed('child-debrief', { 'child/': 'moss', 'incident/': 'incident' })
    const entries = chronologyOf([one, other, talked], reader)
    const numbers = (form: string) => rowsOf(csvOf(formOf(form) ?? incident, entries, reader)).map((cells) => cells[4])
    expect([numbers('incident'), numbers('child-debrief')]).toEqual([['Number', '', '4'], ['Number', '4']])
    const head = { madeAt: '2026-11-24T09:12', setting: 'Willow Hall', pack: stepsPack, filter: everything }
    expect(childFile(entries, reader, head).records.map(({ id, number }) => [id, number])).toEqual([['child-debrief', 4], ['inc-2', null], ['incident', 4]])
  })

  describe('what was on paper first', () => {
    const paper = at('1969-11-12T10:40')
    const typed = async () => [
      await record({ kind: incident.kind, record: 'incident', act: 'sign', changes: { 'children/moss': true, 'when/': at('1969-11-12T10:20'), 'paper/': paper } }),
      // Its form asks no time: it goes by the paper, not by the day on which somebody sat down to type.
      await record({ kind: 'roots-and-fruits', record: 'tree-moss_1', changes: { 'child/': 'moss', 'paper/': { ...paper, precision: 'about' }, ...row('entries', 'e1', { words: 'Noisy hall' }) } }),
    ]
    test('says when it was written and when it was typed in, in the list, as a spreadsheet and as data', async () => {
      const entries = chronologyOf(await typed(), reader)
      expect(entries.map(({ record: id, wall, paper: said }) => [id, wall, said])).toEqual([
        ['incident', '1969-11-12T10:20', { written: paper, typed: '1970-01-01T00:00' }],
        ['tree-moss_1', '1969-11-12T10:40', { written: { ...paper, precision: 'about' }, typed: '1970-01-01T00:00' }],
      ])
      const column = (form: Definition) => rowsOf(csvOf(form, entries, reader)).map((cells) => cells[2])
      expect([column(incident), column(rootsAndFruits)]).toEqual([['On paper', '12 Nov 10:40, typed in 1 Jan 00:00'], ['On paper', 'about 12 Nov 10:40, typed in 1 Jan 00:00']])
      const head = { madeAt: '2026-11-24T09:12', setting: 'Willow Hall', pack: stepsPack, filter: everything }
      expect(childFile(entries, reader, head).records.map((one) => one.paper)).toEqual(entries.map((one) => one.paper))
    })
    test('says nothing of it once it is taken back', async () => {
      const [entry] = chronologyOf([await record({ kind: incident.kind, changes: { 'children/moss': true, 'paper/': paper } }, { act: 'withdraw', author: 'gwen' })], reader)
      expect([entry?.state, entry?.paper]).toEqual(['withdrawn', null])
    })
  })

  test('as data it says which form and version, and leaves blanks out', async () => {
    const given = await Promise.all([
      closed(quickRecord.kind, { 'children/moss': true, 'children/pip': true, 'when/': at('2026-11-24T08:00'), 'saw/hid': true, 'words/': hostile }),
      record({ kind: homeNote.kind, record: 'h1', act: 'close', version: homeNote.version + 1, changes: { 'children/moss': true, 'when/': at('2026-11-25T08:00'), 'tomorrow/': 'A question of tomorrow.' } }),
    ])
    const head = { madeAt: '2026-11-24T09:12', setting: 'Willow Hall', pack: stepsPack, filter: everything }
    const file = childFile(chronologyOf(given, reader), reader, head)
    expect(JSON.parse(JSON.stringify(file))).toEqual({
      format: 'steps-toolkit.child-records', version: 1, madeAt: '2026-11-24T09:12', setting: 'Willow Hall',
      pack: { name: stepsPack.name, version: stepsPack.version, validFrom: stepsPack.validFrom },
      child: { id: 'moss', name: 'Moss' }, filter: { from: null, to: null, kinds: [] }, adults: { amira: 'Amira' },
      records: [
        {
          id: 'quick-record', kind: 'quick-record', title: 'Quick record', formVersion: quickRecord.version, writtenVersion: quickRecord.version, when: '2026-11-24T08:00', number: null, author: 'amira', paper: null, state: 'closed', later: [],
          answers: { children: ['moss', 'another-child'], when: at('2026-11-24T08:00'), saw: ['hid'], words: hostile },
        },
        {
          id: 'h1', kind: 'home-note', title: 'Home and here', formVersion: homeNote.version, writtenVersion: homeNote.version + 1, when: '2026-11-25T08:00', number: null, author: 'amira', paper: null, state: 'closed', later: [],
          answers: { children: ['moss'], when: at('2026-11-25T08:00') },
        },
      ],
    })
  })

  test('a file’s name says when it was made and what is in it, and nothing of whom', () => {
    expect([fileName('2026-11-24T09:12', 'json'), fileName('2026-11-24T09:12', { kind: 'quick-record' })]).toEqual(['chronology-2026-11-24-0912.json', 'chronology-quick-record-2026-11-24-0912.csv'])
  })
})

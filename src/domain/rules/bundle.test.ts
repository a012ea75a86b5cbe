// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import type { NewRevision } from '../history/revision'
import { formOf } from '../records/catalogue'
import type { BundlePart } from '../records/handover'
import { bundleParts, bundlePresets } from '../records/handover'
import { goingOf, plansOf } from '../records/plan'
import { profiles, supports } from '../records/support'
import type { Moment } from '../schema/field'
import type { BundleSource } from './bundle'
import { presetParts, readBundle, toldInTrust } from './bundle'
import type { Bundle } from './bundle-files'
import { bundleFiles, bundleHtml, bundleName, cssString, markOf, partCsv } from './bundle-files'
import { cleaner, othersThan } from './bundle-names'
import { plansAmong } from './plan-state'

const at = (wall: string): Moment => ({ wall, zone: 'Europe/London', precision: 'exact' })
async function record(given: Partial<NewRevision>, ...then: Partial<NewRevision>[]): Promise<Checkpoint> {
  const saves = [await revise({ version: formOf(given.kind ?? 'abc')?.version ?? 1, ...given })]
  for (const save of then) saves.push(await revise({ ...given, changes: {}, after: [saves.at(-1)?.id ?? ''], at: 2_000 + saves.length, ...save }))
  const folded = fold(null, saves)
  if (!folded) throw new Error('a record has a revision')
  return folded.checkpoint
}
const row = (name: string, id: string, changes: NewRevision['changes']): NewRevision['changes'] => ({
  [`${name}/${id}`]: true, [`${name}/${id}/rank`]: `a${id.slice(-1)}`, ...Object.fromEntries(Object.entries(changes).map(([part, value]) => [`${name}/${id}/${part}`, value])),
})
const moss = (changes: NewRevision['changes'] = {}) => record({ kind: 'child', record: 'moss', changes: { 'name/': 'Moss Kettle', 'born/': '2020-01-12', ...row('parents', 'p1', { name: 'Fern Thistledown' }), ...changes } })
const pip = () => record({ kind: 'child', record: 'pip', changes: { 'name/': 'Pip Marmalade', 'knownAs/': 'Pipkin' } })

async function source(records: readonly Checkpoint[], given: { sensitive?: boolean; child?: Checkpoint; mayRead?: (one: Checkpoint) => boolean } = {}): Promise<BundleSource> {
  const { sensitive = false, child = await moss(), mayRead = () => true } = given
  const called: Readonly<Record<string, string>> = { moss: 'Moss', pip: 'Pip', amira: 'Amira' }
  const named = (id: string) => called[id] ?? id
  return {
    records, child, zone: 'Europe/London', others: othersThan([child, await pip()], 'moss'), plans: plansAmong('moss', { among: records, today: '2026-11-24', zone: 'Europe/London' }),
    reader: { child: 'moss', mayRead, sensitive, say: { adult: named, child: named, word: (_key, usual) => usual }, wallAt: (ms) => new Date(ms).toISOString().slice(0, 16), parents: [], numberOf: (id) => (id === 'inc' ? 4 : null) },
  }
}
const parts = async (records: readonly Checkpoint[], given: Parameters<typeof source>[1] & { kinds?: readonly string[] } = {}) => {
  const read = readBundle(await source(records, given))
  return new Map(read.partsWith(given.kinds ?? read.kinds.map(({ kind }) => kind)).map((part) => [part.code, part]))
}
const support = (changes: NewRevision['changes']) => record({ kind: 'support', record: supports.idOf('moss'), changes: { 'child/': 'moss', ...changes } })
const planned = (version: number, changes: NewRevision['changes'], act: 'edit' | 'sign' = 'edit') =>
  record({ kind: 'plan', record: plansOf('rrp').idOf('moss', version), act, at: Date.parse('2026-09-03T09:00Z'), changes: { 'child/': 'moss', 'planKind/': 'rrp', ...changes } })

describe('what is missing is said plainly', () => {
  test('of a child about whom nothing is written yet', async () => {
    const made = await parts([])
    expect(Object.fromEntries([...made].map(([code, { holds, missing }]) => [code, [holds, ...missing]]))).toEqual({
      'part-about': ['2 answers'],
      'part-profile': ['', 'No one-page profile yet.'],
      'part-plan': ['', 'No plan yet.'],
      'part-strategies': ['', 'Nothing that was tried is written down yet.'],
      'part-support': ['', 'Nothing is written down as put in place yet.'],
      'part-cycles': ['', 'No cycle of assess, plan, do, review yet.'],
      'part-parents': ['', 'No work with parents is written down yet.'],
      'part-advice': ['', 'No outside advice yet.'],
      'part-baseline': ['', 'No baseline yet.'],
      'part-chronology': ['', 'No records yet.'],
      'part-tree': ['', 'No Roots and Fruits yet.'],
      'part-map': ['', 'No anxiety map yet.'],
      'part-predict': ['', 'No predict and prevent yet.'],
      'part-risk': ['', 'No harm is weighed yet.'],
    })
  })

  test('a draft is no plan in use, and a plan that nobody reviewed no whole cycle', async () => {
    expect((await parts([await planned(1, {})])).get('part-plan')).toMatchObject({ holds: 'Risk reduction plan, version 1, a draft, not in use yet', missing: ['No plan is in use yet.'] })
    const agreed = await parts([await planned(1, { 'inUseFrom/': '2026-09-01' }, 'sign')])
    expect([agreed.get('part-plan')?.missing, agreed.get('part-cycles')?.missing]).toEqual([[], ['None has been reviewed yet.']])
  })

  test.each<[string, readonly (string | null)[], readonly string[]]>([
    ['one that did not help is among them', ['impact-helped', 'impact-none'], []],
    ['none did not help', ['impact-helped'], ['None is marked as having made no difference or made things harder. Agencies ask for those too.']],
    ['one says nothing of it', ['impact-harder', null], ['One does not say what came of it.']],
    ['none says anything', [null, null], ['2 do not say what came of it.', 'None is marked as having made no difference or made things harder. Agencies ask for those too.']],
  ])('of strategies where %s', async (_name, impacts, missing) => {
    const rows = impacts.map((impact, at) => row('provision', `p${at}`, { words: `Thing ${at}`, ...(impact === null ? {} : { impact }) }))
    expect((await parts([await support(Object.assign({}, ...rows) as NewRevision['changes'])])).get('part-strategies')?.missing).toEqual(missing)
  })
})

describe('what is in', () => {
  test('a strategy stands once, with what was found last, beside what the support says of others', async () => {
    const records = [
      await planned(1, { 'inUseFrom/': '2026-09-01', ...row('strategies', 's1', { words: 'Drum box', impact: 'impact-too-soon', band: 'band-early' }) }, 'sign'),
      await record({ kind: 'plan-going', record: goingOf(plansOf('rrp').idOf('moss', 1)), changes: { 'child/': 'moss', ...row('impacts', 's1', { impact: 'impact-harder', words: 'Louder' }) } }),
      await support({ ...row('provision', 'p1', { words: 'drum box' }), ...row('provision', 'p2', { words: 'Seat by the door', from: '2026-09-01', to: '2026-10-01', impact: 'impact-none' }) }),
    ]
    expect((await parts(records)).get('part-strategies')?.blocks).toEqual([{
      kind: 'table', title: '', head: ['What adults did', 'When', 'Dates', 'What came of it', 'How we know'],
      rows: [['Drum box', 'Early signs and difficult', '01/09/2026', 'Made things harder', 'Louder'], ['Seat by the door', '', '01/09/2026 to 01/10/2026', 'Made no difference', '']],
    }])
  })

  test('a plan counts from when adults acted by it, and not from the day somebody began to write it', async () => {
    const strategy = row('strategies', 's1', { words: 'Drum box', impact: 'impact-none', band: 'band-early' })
    const made = await parts([await planned(1, { 'from/': '2026-06-01', ...strategy }, 'sign')])
    expect(made.get('part-cycles')?.blocks).toMatchObject([{ head: ['Plan', 'In use from'], rows: [['Risk reduction plan, version 1', '03/09/2026']] }])
    expect(made.get('part-strategies')?.blocks).toMatchObject([{ head: ['What adults did', 'When', 'Dates', 'What came of it'], rows: [['Drum box', 'Early signs and difficult', '03/09/2026', 'Made no difference']] }])
    const draft = await parts([await planned(1, { 'from/': '2026-06-01', ...strategy })])
    expect(draft.get('part-strategies')?.blocks).toMatchObject([{ head: ['What adults did', 'When', 'What came of it'] }])
  })

  test('a chronology has events and no drawn tool, no account, no worry and nothing that was taken back', async () => {
    const records = await Promise.all([
      record({ kind: 'abc', record: 'abc', act: 'close', changes: { 'child/': 'moss', 'when/': at('2026-09-03T13:05'), 'before/': 'Tidy-up' } }, { act: 'addendum', changes: { 'addendum/': 'Rain' } }),
      record({ kind: 'incident', record: 'inc', changes: { 'children/moss': true, 'when/': at('2026-09-04T10:00') } }),
      record({ kind: 'worry', record: 'w', act: 'close', changes: { 'child/': 'moss' } }),
      record({ kind: 'account', record: 'acc', act: 'close', changes: { 'incident/': 'inc' } }),
      record({ kind: 'abc', record: 'gone', act: 'close', changes: { 'child/': 'moss' } }, { act: 'withdraw' }),
      record({ kind: 'handover', record: 'h', act: 'close', changes: { 'child/': 'moss' } }),
      support({}),
    ])
    expect((await parts(records)).get('part-chronology')).toEqual({
      code: 'part-chronology', records: ['abc', 'inc'], missing: [], holds: '2 records, 03/09/2026 to 04/09/2026',
      blocks: [{ kind: 'table', title: '', head: ['When', 'What', 'Written by', 'What it says'], rows: [
        ['03/09/2026 13:05', 'ABC record', 'amira', 'What was happening just before? Tidy-up\nAdded later, amira, 01/01/1970 00:00: Rain'].map((words) => words.replaceAll('amira', 'Amira')),
        ['04/09/2026 10:00', 'Incident, number 4', 'Amira', 'Not finished yet.'],
      ] }],
    })
  })

  test('only the kinds of record that were ticked, and nothing that this adult may not read', async () => {
    const records = [await record({ kind: 'abc', record: 'abc', changes: { 'child/': 'moss' } }), await record({ kind: 'home-note', record: 'note', changes: { 'children/moss': true } })]
    expect((await parts(records, { kinds: ['abc'] })).get('part-chronology')?.records).toEqual(['abc'])
    expect((await parts(records, { mayRead: ({ kind }) => kind === 'abc' })).get('part-chronology')?.records).toEqual(['abc'])
  })

  test('what is kept close is offered only to those who may read it, and asked for by nobody', async () => {
    const child = await moss({ 'socialWorker/': 'Hetty Overbrook', 'healthHeld/': 'Asthma' })
    expect((await parts([], { child })).has('part-close')).toBe(false)
    expect((await parts([], { child, sensitive: true })).get('part-close')).toMatchObject({ holds: 'Health needs that matter if held, Social worker', blocks: [{ lines: [{ words: 'Asthma' }, { words: 'Hetty Overbrook' }] }] })
    expect(Object.values(presetParts).flat()).not.toContain('part-close')
    const tree = await record({ kind: 'roots-and-fruits', record: 'tree-moss_1', changes: { 'child/': 'moss', ...row('entries', 'e1', { words: 'Noisy hall' }), ...row('entries', 'e2', { words: 'Grandfather ill', 'reach/kept-close': true }) } })
    const all = JSON.stringify([...(await parts([tree], { sensitive: true })).values()])
    expect([all.includes('Noisy hall'), all.includes('Grandfather')]).toEqual([true, false])
  })

  test('every preset asks for parts that there are, in reading order', () => {
    const order = bundleParts.map(({ code }) => code)
    for (const { code } of bundlePresets) {
      const asked = presetParts[code]
      expect(asked).toEqual(order.filter((part) => asked.includes(part)))
    }
    const everyone: readonly BundlePart[] = ['part-about', 'part-parents', 'part-advice']
    for (const asked of Object.values(presetParts)) expect(asked).toEqual(expect.arrayContaining([...everyone]))
    for (const kind of toldInTrust) expect(formOf(kind)).toBeDefined()
  })
})

describe('other children', () => {
  test.each<[string, string, string]>([
    ['a name', 'Sat near Pip.', 'Sat near another child.'],
    ['a possessive', 'Took Pip’s coat and Pip Marmalade’s hat', 'Took another child’s coat and another child’s hat'],
    ['the name they answer to, in capitals', 'PIPKIN shouted', 'another child shouted'],
    ['Moss’s own name stays', 'Moss Kettle ran', 'Moss Kettle ran'],
    ['within another word it is no name', 'The pipes dripped', 'The pipes dripped'],
  ])('%s', async (_name, words, said) => {
    const profile = await record({ kind: 'one-page-profile', record: profiles.idOf('moss'), changes: { 'child/': 'moss', 'like/': words } })
    expect((await parts([profile])).get('part-profile')?.blocks).toEqual([{ kind: 'lines', title: '', lines: [{ label: 'What people like and admire about me', words: said }] }])
  })

  test.each<[string, readonly string[], string, string]>([
    ['a name of everyday words keeps the word', ['Will'], 'We will help. Will ran.', 'We will help. X ran.'],
    ['Chinese, with no space around it', ['小明'], '今天小明很高兴', '今天X很高兴'],
    ['Arabic, with a letter that belongs to the next word', ['ياسمين'], 'جلس وياسمين', 'جلس وX'],
    ['Cyrillic', ['Аня'], 'Аня и Анятка', 'X и Анятка'],
    ['with its accents apart', ['Zoë'], 'Zoe\u0308 and Zoe sat', 'X and X sat'],
    ['nobody else', [], 'Anyone', 'Anyone'],
  ])('%s', (_name, names, words, said) => {
    expect(cleaner([{ id: 'other', names }], [words], 'X')(words, [])).toBe(said)
  })

  test('a name that this child bears too, or a parent’s surname, says nothing of another', async () => {
    const child = await moss()
    const sister = await record({ kind: 'child', record: 'fern', changes: { 'name/': 'Bracken Kettle', 'knownAs/': 'Bee' } })
    const gone = await record({ kind: 'child', record: 'gone', act: 'edit', changes: { 'name/': 'Quill Thistledown' } }, { act: 'withdraw' })
    expect(othersThan([child, sister, gone], 'moss')).toEqual([{ id: 'fern', names: ['Bracken Kettle', 'Bracken', 'Bee'] }, { id: 'gone', names: ['Quill Thistledown', 'Quill'] }])
  })
})

describe('the document', () => {
  const bundle: Bundle = {
    setting: 'Willow "Hall" </style>', forWhom: 'Outreach', to: '<b>DSPL</b> 2', child: 'Moss & Kettle', by: 'Hetty', madeAt: '2026-11-24T09:12', day: '24 November 2026', words: 'Steps 2026.1', mark: '3F2A-9C1B',
    parts: [
      { code: 'part-baseline', title: 'Baselines', missing: ['No baseline yet.'], blocks: [] },
      { code: 'part-plan', title: 'Plans', missing: [], blocks: [{ kind: 'words', words: 'Agreed <i>' }, { kind: 'lines', title: 'Us', lines: [{ label: 'A', words: '=1+1' }] }, { kind: 'table', title: 'Them', head: ['H'], rows: [['"r"']] }] },
    ],
  }
  test('as HTML nothing that somebody wrote is code, each part stands in its contents, and every page bears the mark', () => {
    const html = bundleHtml(bundle)
    expect(html).not.toMatch(/<b>|<i>|<script|Hall" <\/style>/)
    expect(html).toContain('<li><a href="#plan">Plans</a></li>')
    expect(html).toContain('<p class="missing">No baseline yet.</p>')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).toContain('for Outreach · 3F2A-9C1B')
    expect(html).not.toMatch(/https?:|src=/)
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).toBe('Papers for Outreach, 24 November 2026')
  })
  test('as a spreadsheet no cell runs', () => {
    expect(partCsv(bundle.parts[1]?.blocks ?? [])).toBe('\uFEFF"Agreed <i>"\r\n\r\n"Us"\r\n"A","\'=1+1"\r\n\r\n"Them"\r\n"H"\r\n"""r"""\r\n')
  })
  test('the files are the page, the data, and a spreadsheet for each part that holds something; no name says whose', () => {
    const files = bundleFiles(bundle)
    expect(Object.keys(files)).toEqual(['index.html', 'bundle.json', 'plan.csv'])
    const { parts: held, ...head } = bundle
    expect(JSON.parse(files['bundle.json'] ?? '')).toEqual({ format: 'steps-toolkit.bundle', version: 1, ...head, parts: held })
    expect(bundleName(bundle.madeAt, bundle.mark)).toBe('bundle-2026-11-24-0912-3F2A-9C1B.zip')
  })
  test.each([['3f2a9c1b-77aa', '3F2A-9C1B'], ['made-1', 'MADE-1'], ['ab', 'AB']])('of the id %s the mark is %s', (id, mark) => { expect(markOf(id)).toBe(mark) })
  test('a string of CSS ends where it ends', () => { expect(cssString('a"b\\</c\n')).toBe('"a\\22 b\\5c \\3c /c\\a "') })
})

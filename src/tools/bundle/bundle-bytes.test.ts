// @vitest-environment node
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { revise } from '../../../tests/support/revisions'
import { runs, seed } from '../../../tests/support/seed'
import type { Checkpoint } from '../../domain/history/read'
import { fold } from '../../domain/history/read'
import { bundleParts } from '../../domain/records/handover'
import { forms } from '../../domain/records/catalogue'
import { plansOf } from '../../domain/records/plan'
import { profiles, supports } from '../../domain/records/support'
import { readBundle } from '../../domain/rules/bundle'
import type { BundleSource } from '../../domain/rules/bundle'
import { bundleFiles } from '../../domain/rules/bundle-files'
import { othersThan } from '../../domain/rules/bundle-names'
import { plansAmong } from '../../domain/rules/plan-state'
import type { Definition } from '../../domain/schema/definition'
import { blank, touched } from '../../domain/schema/definition'
import type { Changes, Fields, Row } from '../../domain/schema/field'
import { zipFile } from './zip-file'

const others: Readonly<Record<string, readonly [string, string]>> = {
  pip: ['Pip Marmalade', 'Pipkin'], zoe: ['Zoë Brightwater', ''], lucja: ['Łucja Ogórek', 'Lusia'], anya: ['Аня Вербова', ''], ming: ['李小明', '小明'], yasmin: ['ياسمين نورهان', ''],
  sian: ['Siân O’Dellow', ''], anne: ['Anne-Marie Quillfeather', 'Annie-May'], will: ['Tumble Willowby', ''],
}
/** Every way of writing one that a reader would know the child by. */
const written = Object.values(others).flat().flatMap((name) => [name, ...name.split(/\s+/)]).filter((name) => name.length > 1)
const sentences = written.flatMap((name) => [
  name, `${name}’s coat`, `Sat by ${name}, and ran.`, `(${name})`, `“${name}!”\n${name}'s`, name.toUpperCase(), name.toLowerCase(), name.normalize('NFD'), name.replaceAll('’', "'"), `x ${name} & <${name}>`,
])

/** The same answers, whose every word tells of somebody else. */
function telling<A extends object>(fields: Fields, answers: A, said: () => string): A {
  // Each answer keeps its shape.
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => {
    const answer = (answers as Readonly<Record<string, unknown>>)[name]
    if (field.shape === 'text') return [name, said()]
    return [name, field.shape === 'rows' ? (answer as readonly Row[]).map((row) => ({ ...row, ...telling(field.of, row, said) })) : answer]
  })) as A
}
async function saved(given: { kind: string; record: string; changes: Changes; words?: string }): Promise<Checkpoint> {
  const { words = '', ...first } = given
  const version = forms.find(({ kind }) => kind === first.kind)?.version ?? 1
  const one = await revise({ ...first, version, act: 'close' })
  const then = words === '' ? [] : [await revise({ ...first, version, act: 'addendum', after: [one.id], at: 2_000, changes: { 'addendum/': words } })]
  const folded = fold(null, [one, ...then])
  if (!folded) throw new Error('a record has a revision')
  return folded.checkpoint
}
const roster = () => Promise.all(Object.entries({ moss: ['Moss Kettle', ''] as const, ...others }).map(([id, [name, knownAs]]) => saved({ kind: 'child', record: id, changes: { 'name/': name, 'knownAs/': knownAs } })))
const own: Readonly<Record<string, string>> = { plan: plansOf('rrp').idOf('moss', 1), support: supports.idOf('moss'), 'one-page-profile': profiles.idOf('moss'), 'roots-and-fruits': 'tree-moss_1', 'anxiety-map': 'map-moss_1', 'risk-calculator': 'risk-moss_1', 'predict-prevent': 'predict-moss_1' }
const idOf = ({ kind }: Definition) => own[kind] ?? `${kind}-1`

function bundled(records: readonly Checkpoint[], children: readonly Checkpoint[]) {
  const child = children.find(({ record }) => record === 'moss')
  if (!child) throw new Error('it is about somebody')
  const source: BundleSource = {
    zone: 'Europe/London',
    records, child, others: othersThan(children, 'moss'), plans: plansAmong('moss', { among: records, today: '2026-11-24', zone: 'Europe/London' }),
    reader: {
      child: 'moss', mayRead: () => true, sensitive: true, parents: [{ id: 'p1', name: 'Fern Kettle', relation: 'mother' }], numberOf: () => null, wallAt: (ms) => new Date(ms).toISOString().slice(0, 16),
      say: { adult: () => 'Hetty', child: (id) => (id === 'moss' ? 'Moss' : (others[id]?.[0] ?? id)), word: (_key, usual) => usual },
    },
  }
  const read = readBundle(source)
  const parts = read.partsWith(read.kinds.map(({ kind }) => kind))
  const bundle = { setting: 'Hedgehog Hall', forWhom: 'Outreach', to: 'DSPL 2', child: 'Moss Kettle', by: 'Hetty Overbrook', madeAt: '2026-11-24T09:12', day: '24 November 2026', words: 'Steps', mark: '3F2A-9C1B', parts: parts.map(({ code, missing, blocks }) => ({ code, title: bundleParts.find((one) => one.code === code)?.label ?? '', missing, blocks })) }
  return { parts, files: bundleFiles(bundle), madeAt: bundle.madeAt }
}
const opened = async (file: Blob) => Object.fromEntries(Object.entries(unzipSync(new Uint8Array(await file.arrayBuffer()))).map(([name, bytes]) => [name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)]))
/** Without accents and capitals, and with HTML's own signs read: however a name was written, it would be found. */
const bare = (words: string) => words.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'")

test('whatever stands in every answer of every form, no byte of the files names another child', async () => {
  const children = await roster()
  let at = 0
  const said = () => sentences[(at += 7) % sentences.length] ?? ''
  await fc.assert(
    fc.asyncProperty(fc.tuple(...forms.filter(({ kind }) => kind !== 'child').map((form) => answersTo(form))), fc.nat(sentences.length), async (all, from) => {
      at = from
      const records = await Promise.all(forms.filter(({ kind }) => kind !== 'child').map((form, index) => {
        const answers = telling(form.fields, all[index] ?? blank(form), said)
        const subject: Changes = Object.fromEntries(Object.entries(form.fields).flatMap(([name, field]): [string, string | true][] => (field.shape === 'people' && field.subject ? [[`${name}/moss`, true], [`${name}/pip`, true]] : field.shape === 'person' && field.subject ? [[`${name}/`, 'moss']] : [])))
        return saved({ kind: form.kind, record: idOf(form), changes: { ...touched(form, blank(form), answers), ...subject }, words: said() })
      }))
      const { files, madeAt } = bundled(records, children)
      const out = await opened(zipFile(files, madeAt))
      expect(out).toEqual(files)
      const found = Object.entries(out).flatMap(([file, words]) => written.filter((name) => bare(`${file}\n${words}`).includes(bare(name))).map((name) => [file, name]))
      expect(found).toEqual([])
    }),
    { seed, numRuns: runs(12) },
  )
}, 60_000)

test('of two thousand records the files open again as they were chosen, in the time of a breath', async () => {
  const children = await roster()
  const abc = forms.find(({ kind }) => kind === 'abc')
  if (!abc) throw new Error('there is an ABC')
  const records = await Promise.all(Array.from({ length: 2_000 }, (_one, index) => saved({
    kind: 'abc', record: `abc-${index}`, changes: { 'child/': 'moss', 'when/': { wall: `2026-${String(1 + (index % 11)).padStart(2, '0')}-0${1 + (index % 9)}T10:41`, zone: 'Europe/London', precision: 'exact' }, 'before/': `Tidy-up number ${index}, with Pip Marmalade beside him and the bell for lunch.`, 'saw/': `Sat under the table for ${index % 30} minutes, then came out with Siân.` },
  })))
  const begun = performance.now()
  const { parts, files, madeAt } = bundled(records, children)
  const made = performance.now()
  const file = zipFile(files, madeAt)
  const zipped = performance.now()
  expect(await opened(file)).toEqual(files)
  expect(parts.find(({ code }) => code === 'part-chronology')?.records).toHaveLength(2_000)
  expect(Object.values(files).join('')).not.toMatch(/Pip|Marmalade|Siân/)
  const megabytes = (bytes: number) => Math.round(bytes / 10_000) / 100
  expect({ size: megabytes(file.size) < 1, made: made - begun < 5_000, zipped: zipped - made < 3_000 }, `${megabytes(Object.values(files).join('').length)} MB of words, ${megabytes(file.size)} MB zipped; ${Math.round(made - begun)} ms to make, ${Math.round(zipped - made)} ms to zip`).toEqual({ size: true, made: true, zipped: true })
}, 60_000)

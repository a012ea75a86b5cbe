// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { anxietyMap } from '../records/anxiety-map'
import { forms } from '../records/catalogue'
import { coreWords } from '../rules/core-words'
import { blank } from '../schema/definition'
import { linesOf } from '../schema/faces'
import { categoriesOffered, categoryLabel, linesIn } from './anxiety'
import { labelPacks, wordsInForce } from './labels'
import type { Pack } from './pack'
import { builtInPack, earlyYearsPack, packOver, scalesOf, stepsPack, word } from './pack'
import { isLocked, lockOn, locks } from './words'

const published: Pack = { name: 'Hertfordshire Steps', version: '2026.2', validFrom: '2026-11-01', words: { 'anxiety-map.title': 'Map of worries', 'code.hall': 'Hall or gym' } }
const nothing = { labels: null, words: [] }
const saying = (pack: Pack) => (key: string, usual: string) => word(pack, key, usual)

describe('one word over another', () => {
  const title = (over: { published?: boolean; labels?: string; local?: string }) => {
    const given = over.published ? packOver(stepsPack, published) : stepsPack
    const own = { labels: over.labels ?? null, words: over.local === undefined ? [] : [{ key: 'anxiety-map.title', word: over.local }] }
    return word(wordsInForce(given, own).pack, 'anxiety-map.title', anxietyMap.title)
  }
  test.each([
    ['the form’s own word', {}, 'Anxiety map'],
    ['the LA’s before it', { published: true }, 'Map of worries'],
    ['the label’s before the LA’s', { published: true, labels: 'therapeutic-thinking' }, 'Anxiety analysis'],
    ['the setting’s own before all', { published: true, labels: 'therapeutic-thinking', local: 'Feelings map' }, 'Feelings map'],
    ['a label that says nothing of it leaves the LA’s', { published: true, labels: 'relational' }, 'Map of worries'],
    ['Steps changes nothing', { published: true, labels: 'steps' }, 'Map of worries'],
    ['labels of a newer app are not known here', { labels: 'kelp-2031' }, 'Anxiety map'],
    ['an empty word is no word', { local: '  ' }, 'Anxiety map'],
  ])('%s', (_what, over, said) => expect(title(over)).toBe(said))

  test('what is local is told apart, and the core word is still known', () => {
    const { local, core, pack } = wordsInForce(packOver(stepsPack, published), { labels: null, words: [{ key: 'code.hall', word: ' The Barn ' }] })
    expect([...local]).toEqual([['code.hall', 'The Barn']])
    expect([word(core, 'code.hall', 'Hall'), word(pack, 'code.hall', 'Hall')]).toEqual(['Hall or gym', 'The Barn'])
  })

  test('published words stand over those of Early Years, which stay where nothing was published', () => {
    const pack = packOver(earlyYearsPack, published)
    expect([word(pack, 'code.class', 'Classroom'), word(pack, 'code.hall', 'Hall'), pack.version, pack.validFrom]).toEqual(['Room', 'Hall or gym', '2026.2', '2026-11-01'])
  })
})

describe('locked words', () => {
  const known = new Set(coreWords().map(({ key }) => key))

  test.each(['code.force', 'code.seclusion', 'code.injury-self', 'duty.tell-parent', 'finding.reason', 'code.dangerous', 'map.line.predict', 'code.seriousness-4'])('%s stays the LA’s, whatever a record says', (key) => {
    const { pack, local } = wordsInForce(stepsPack, { labels: null, words: [{ key, word: 'Something else' }] })
    expect(lockOn(key)).toMatch(/\.$/)
    expect([pack.words[key], local.size]).toEqual([undefined, 0])
  })
  test.each(['code.playground', 'anxiety-map.title', 'child.room.label', 'calm.help.say'])('%s may be said in a setting’s own way', (key) => expect(isLocked(key)).toBe(false))
  test('each code that is locked is a code of a form', () => {
    expect(locks.flatMap(({ keys }) => keys).filter((key) => key.startsWith('code.') && !known.has(key))).toEqual([])
  })
})

describe.each(labelPacks.map((pack) => [pack.name, pack] as const))('the labels %s', (_name, labels) => {
  test('say differently only what is said', () => {
    const known = new Set(coreWords().map(({ key }) => key))
    expect(Object.keys(labels.words).filter((key) => !known.has(key))).toEqual([])
  })
  test('leave what Early Years says, and every code, as it is', () => {
    expect(Object.keys(labels.words).filter((key) => key in earlyYearsPack.words)).toEqual([])
    expect(labels.version).toMatch(/^20\d\d\.\d+$/)
  })
})

test('the core words name each key once, and title every form', () => {
  const keys = coreWords().map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(forms.filter(({ kind }) => !keys.includes(`${kind}.title`))).toEqual([])
})

test('a nursery is not asked whether a behaviour is conscious', () => {
  expect(word(builtInPack['early-years'], 'code.subconscious', 'Mostly subconscious')).toBe('Overwhelmed, still learning to be calm')
})

describe('scales', () => {
  const usual = { anxiety: { predict: 3, rely: -3, talk: 2 }, risk: { size: 4, line: 6 }, faces: 5 }
  test.each<[string, Pack['scales'], object]>([
    ['the usual where nothing is said', undefined, usual],
    ['one line moved, the others usual', { anxiety: { predict: 2 } }, { ...usual, anxiety: { ...usual.anxiety, predict: 2 } }],
    ['a risk of three steps', { risk: { size: 3, line: 4 } }, { ...usual, risk: { size: 3, line: 4 } }],
    ['three faces', { faces: 3 }, { ...usual, faces: 3 }],
  ])('%s', (_what, scales, both) => expect(scalesOf(packOver(stepsPack, { ...published, scales }))).toEqual(both))

  test('a published line is the line of the map', () => {
    const pack = packOver(stepsPack, { ...published, scales: { anxiety: { predict: 2, rely: -4 } } })
    expect(linesIn(saying(pack))).toEqual(scalesOf(pack).anxiety)
  })
  test('a setting’s labels and words move none of them', () => {
    const given = packOver(stepsPack, { ...published, scales: { anxiety: { predict: 2 } } })
    expect(scalesOf(wordsInForce(given, { labels: 'relational', words: [{ key: 'map.line.predict', word: '5' }] }).pack)).toEqual(scalesOf(given))
  })
})

test('a category that a pack takes away is offered no more, and stays readable where it stands', () => {
  const { pack } = wordsInForce(packOver(stepsPack, { ...published, words: { 'map.categories': 'map-time map-place' } }), nothing)
  expect(categoriesOffered(saying(pack)).map(({ code }) => code)).toEqual(['map-time', 'map-place'])
  expect(categoryLabel('map-home', saying(pack))).toBe('Home')
  const items = [{ id: 'i1', rank: 'a0', words: 'The bus', category: 'map-home', scores: {}, note: '', use: '', without: '', sources: [] }]
  const say = { adult: String, child: String, word: saying(pack) }
  expect(linesOf(anxietyMap, { ...blank(anxietyMap), items }, say).map(({ words }) => words).join()).toContain('Home')
})

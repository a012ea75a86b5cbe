import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { wordsInForce } from '../../src/domain/pack/labels'
import type { Pack } from '../../src/domain/pack/pack'
import { scalesOf, word } from '../../src/domain/pack/pack'
import { localWordId, settingWords, settingWordsId } from '../../src/domain/records/setting-words'
import { addedRow } from '../../src/domain/schema/field'
import { publishWords } from '../../src/server/office'
import { packSchema } from '../../src/protocol/messages'
import type { Fetch } from '../../src/sync/ask'
import { createCourier } from '../../src/sync/courier'
import { threeAdults } from '../support/three-adults'
import type { TestTablet } from '../support/tablet'

const { endpoint, tablets } = threeAdults()

const hall = (key: string, said: string) => addedRow(settingWords.fields.words, [], localWordId(key) ?? '', { key, word: said })
/** What a tablet's glass says, from what lies on its disk. */
async function onGlass(tablet: TestTablet): Promise<{ version: string; say: (key: string, usual: string) => string; predict: number; local: string[] }> {
  const roster = await tablet.ledger.fact<{ pack: Pack }>('roster')
  if (!roster) throw new Error('no roster on this tablet')
  const own = (await tablet.checkpoint(settingWordsId)) ? (await tablet.read(settingWords, settingWordsId)).answers : { labels: null, words: [] }
  const { pack, local } = wordsInForce(roster.pack, own)
  return { version: pack.version, say: (key, usual) => word(pack, key, usual), predict: scalesOf(pack).anxiety.predict, local: [...local.keys()].sort() }
}

test('what the LA publishes and what the setting says of its own reach both tablets, with no release between', async () => {
  const [nest, office] = await tablets('chris', 'hana')
  for (const tablet of [nest, office]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  expect(await onGlass(nest)).toMatchObject({ version: '2026.1', predict: 3 })

  await publishWords(endpoint().db, {
    for: 'school', name: 'Hertfordshire Steps', version: '2026.2', validFrom: '2026-09-01', words: { 'code.hall': 'Hall or gym', 'code.corridor': 'Passage' }, scales: { anxiety: { predict: 2 } },
  }, Date.now())
  await office.write(settingWords, settingWordsId, { labels: 'therapeutic-thinking', words: [hall('code.hall', 'The Barn'), hall('code.force', 'Helped along')] })
  for (const tablet of [office, nest]) expect(await tablet.sync()).toEqual({ kind: 'done' })

  for (const tablet of [office, nest]) {
    const { version, say, predict, local } = await onGlass(tablet)
    expect({ version, predict, local }).toEqual({ version: '2026.2', predict: 2, local: ['code.hall'] })
    expect([say('code.hall', 'Hall'), say('code.corridor', 'Corridor'), say('roots-and-fruits.title', 'Roots and Fruits')]).toEqual(['The Barn', 'Passage', 'Therapeutic Tree'])
    // The law's own word: a record may hold another, and nobody is shown it.
    expect(say('code.force', 'Held, or force used')).toBe('Held, or force used')
  }
})

test('two tablets that name the same thing apart are asked which, and other words of both stay', async () => {
  const [office, study] = await tablets('hana', 'hana')
  for (const tablet of [office, study]) await tablet.sync()
  const before = (await office.read(settingWords, settingWordsId)).answers.words
  for (const tablet of [office, study]) tablet.goOffline()
  await office.write(settingWords, settingWordsId, { words: [...before, hall('code.playground', 'The Dell'), hall('code.garden', 'The Orchard')] })
  await study.write(settingWords, settingWordsId, { words: [...before, hall('code.playground', 'The Yard'), hall('code.lunch', 'Dinner')] })
  for (const tablet of [office, study]) tablet.goOnline()
  for (const tablet of [office, study, office]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  for (const tablet of [office, study]) {
    expect((await tablet.read(settingWords, settingWordsId)).clashes).toEqual(['words/code_playground/word'])
    expect((await onGlass(tablet)).local).toEqual(['code.garden', 'code.hall', 'code.lunch', 'code.playground'])
  }
})

test('an adult who may only read them changes nothing for others', async () => {
  const [nest, office] = await tablets('chris', 'hana')
  for (const tablet of [nest, office]) await tablet.sync()
  await nest.write(settingWords, settingWordsId, { labels: 'relational' })
  for (const tablet of [nest, office]) await tablet.sync()
  expect((await office.read(settingWords, settingWordsId)).answers.labels).toBe('therapeutic-thinking')
  expect(await nest.ledger.tray()).toMatchObject([{ record: settingWordsId, code: 'not-allowed' }])
})

describe('between an app and an endpoint of different ages', () => {
  const pack = { name: 'Hertfordshire Steps', version: '2027.1', validFrom: '2027-09-01', words: { 'code.hall': 'Gym' } }

  test('an app that knows no scales takes the words of a pack that has them', () => {
    const older = v.looseObject({ name: v.string(), version: v.string(), validFrom: v.string(), words: v.record(v.string(), v.string()) })
    expect(v.parse(older, { ...pack, scales: { risk: { size: 3, line: 4 } } })).toMatchObject({ words: pack.words })
  })
  test.each<[string, object, object]>([
    ['a scale that this app cannot draw leaves it the usual one, and its words', { risk: { size: 7, line: 30 } }, { size: 4, line: 6 }],
    ['a scale that only a newer app knows is nothing to this one', { risk: { size: 5, line: 10 }, kelp: 9 }, { size: 5, line: 10 }],
  ])('%s', (_what, scales, risk) => {
    const taken = v.parse(packSchema, { ...pack, scales })
    expect([taken.words, scalesOf(taken).risk]).toEqual([pack.words, risk])
  })

  test.each([
    ['that says nothing of its words is asked for them no oftener', (status: object) => ({ ...status, words: undefined }), 0],
    ['with other words than this tablet has is asked for them at once', (status: object) => ({ ...status, words: '2031.1' }), 1],
  ])('an endpoint %s', async (_what, said, asked) => {
    const [nest] = await tablets('chris')
    await nest.sync()
    let rosters = 0
    const fetch: Fetch = async (url, init) => {
      const answer = await nest.net.fetch(url, init)
      if (String(url).endsWith('/roster')) rosters += 1
      return String(url).endsWith('/status') ? Response.json(said((await answer.json()) as object), { headers: answer.headers }) : answer
    }
    const { ledger, vault, wire } = nest
    expect(await createCourier({ ledger, vault, wire: { ...wire, fetch }, build: 'test' }).round(AbortSignal.timeout(60_000))).toEqual({ kind: 'done' })
    expect(rosters).toBe(asked)
  })
})

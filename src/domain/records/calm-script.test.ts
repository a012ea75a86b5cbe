// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { childrenOf } from '../history/about'
import { read } from '../history/read'
import { calmSteps, generalScript, longestSaying } from '../pack/calm'
import { earlyYearsPack, stepsPack } from '../pack/pack'
import { blank } from '../schema/definition'
import { forAudience } from '../schema/faces'
import { calmScript, calmScriptOf, childOfScript, scriptLines } from './calm-script'

const moss = calmScriptOf('moss')

test('two tablets that begin a child’s script apart meet in one record, and only the same line is asked about', async () => {
  const oak = await revise({ kind: 'calm-script', record: moss, changes: { 'child/': 'moss', 'helpSay/': 'I am here.', 'helps/': 'Lego' } })
  const elm = await revise({ kind: 'calm-script', record: moss, device: 'elm', author: 'senna', at: 2_000, changes: { 'child/': 'moss', 'helpSay/': 'I can help.', 'avoid/': 'Touch' } })
  const reading = read(calmScript, [elm, oak])
  expect(reading?.answers).toMatchObject({ child: 'moss', helps: 'Lego', avoid: 'Touch' })
  expect(reading?.clashes).toEqual(['helpSay/'])
  expect(reading && childrenOf(calmScript, reading.checkpoint)).toEqual(['moss'])
})

describe('its id follows from the child’s', () => {
  test.each(['moss', '018f6f2e-7d7a-7c3a-9d0e-2b1c5a6d7e8f', 'willowmere-child-1-1', 'calm-moss'])('%s', (child) => {
    const id = calmScriptOf(child)
    expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
    expect(childOfScript(id)).toBe(child)
  })
  test.each(['moss', 'calm-', 'becalm-moss'])('“%s” is no script’s', (record) => {
    expect(childOfScript(record)).toBeNull()
  })
  test.each([
    [moss, { 'child/': 'moss' }, true],
    [moss, { 'helpSay/': 'I am here.' }, true],
    [moss, { 'child/': 'pip' }, false],
    [moss, { 'child/': null }, false],
    ['some-other-id', { 'child/': 'moss' }, false],
  ])('%s with %j fits: %s', (record, changes, fits) => {
    expect(calmScript.fits?.(record, changes)).toBe(fits)
  })
})

test('a line left empty is the general one, with the child’s name where a name belongs', () => {
  const lines = scriptLines({ ...blank(calmScript), helpSay: '  I am Bo. I am near. ', comeDo: 'Blue card.' }, stepsPack, 'Moss')
  expect(lines.map(({ say }) => say)).toEqual([
    'Moss', 'I can see something has happened.', 'I am Bo. I am near.', 'You talk and I will listen.', 'Come with me. Let’s find a quiet place.',
  ])
  expect(lines.at(-1)?.act).toBe('Blue card.')
})

describe.each([['school', stepsPack], ['Early Years', earlyYearsPack]] as const)('the general script of %s', (_name, pack) => {
  const lines = generalScript(pack, null)
  test('has the five steps, each with few words to say and something to do', () => {
    expect(lines.map(({ step }) => step)).toEqual(calmSteps)
    for (const { say, act } of lines) {
      expect(say.length).toBeLessThanOrEqual(longestSaying)
      expect(act.length).toBeGreaterThan(10)
    }
  })
  test('blames nobody and asks no question', () => {
    for (const { say, act } of lines) expect(`${say} ${act}`).not.toMatch(/[!?]|\b(naughty|bad|stop it|calm down|must|punish\w*|consequence)\b/i)
  })
})

test('Early Years lines are three to five words', () => {
  for (const { say } of generalScript(earlyYearsPack, null).slice(1)) expect(say.split(/\s+/).length).toSatisfy((count: number) => count >= 3 && count <= 5)
})

test('a parent may have all of it', () => {
  expect(Object.keys(forAudience(calmScript, blank(calmScript), 'parent'))).toEqual(Object.keys(calmScript.fields))
})

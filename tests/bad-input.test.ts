import { readFileSync } from 'node:fs'
import { mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { anxietyMap } from '../src/domain/records/anxiety-map'
import { rootsAndFruits } from '../src/domain/records/roots-and-fruits'
import { initialsOf } from '../src/domain/rules/initials'
import { sentencesOf } from '../src/domain/rules/tree'
import { addedRow } from '../src/domain/schema/field'
import ChronologyPage from '../src/tools/chronology/ChronologyPage.vue'
import TreeSentence from '../src/ui/tree/TreeSentence.vue'
import type { Glass, Shown } from './support/glass'
import { childEntry, glass } from './support/glass'
import { cleared } from './support/hand'
import { entry } from './support/tablet-disk'

/** What comes to a tool that nobody planned for, and the tests that say what then happens, by their own words. */
type Held = Readonly<Record<string, readonly (readonly [file: string, says: string])[]>>

const ofDrawnTools: Held = {
  'sixty chips in one zone': [
    ['src/ui/tree/tree-drawing.test.ts', 'sixty entries in one place: some are drawn, one slot says how many more, and the list has them all'],
    ['src/ui/anxiety/picture-layout.test.ts', 'sixty items lie nowhere over each other, nor outside'],
  ],
  'a label of 120 characters': [
    ['src/ui/tree/tree-drawing.test.ts', 'nothing is cut from a long label'],
    ['src/ui/anxiety/picture-layout.test.ts', 'a label of 120 characters is cut at a word, and says so'],
  ],
  'a pack that removes a category in use': [['src/tools/anxiety-map/anxiety-map-page.test.ts', 'an item keeps the kind that the pack has taken away, under its name']],
  'two adults who move one item to different scores offline': [
    ['src/domain/rules/anxiety-map.test.ts', 'two adults who score one item differently both keep theirs, and nobody is asked'],
    ['src/domain/rules/anxiety-map.test.ts', 'two adults who write down the child’s own score differently are asked which'],
  ],
  'a row deleted on one tablet and edited on another': [
    ['src/tools/tree/tree-page.test.ts', 'an entry removed here and edited there is asked about, and nothing is lost'],
    ['src/domain/rules/anxiety-map.test.ts', 'an item taken away on one tablet and scored on the other is asked about'],
  ],
  'a right-to-left name': [['tests/bad-input.test.ts', 'a right-to-left name keeps its own direction']],
  '400 % zoom': [
    ['tests/journeys/access.spec.ts', '${screen} at 400 %'],
    ['tests/journeys/access.spec.ts', 'every screen of the drawn tools can be read, reached and tapped by anyone, at every size'],
  ],
  'the text spacing of WCAG 1.4.12': [['tests/journeys/access.spec.ts', 'spaced text']],
  'a restricted root and the child’s copy': [
    ['src/tools/tree/tree-page.test.ts', 'neither copy holds it, nor its link, for whoever prints'],
    ['src/domain/rules/child-export.test.ts', 'holds a tree without what is kept close, also where a lead takes it away'],
  ],
  'a demo opened on an enrolled tablet with unsent real records': [
    ['src/app/practice/practice.test.ts', 'a demo beside a tablet with unsent records: neither database holds a row or a word of the other'],
    ['tests/journeys/practice.spec.ts', 'opened on a tablet with unsent records: they stay untouched and unsent'],
  ],
  'a real child’s name typed into a demo': [
    ['src/app/practice/practice.test.ts', 'A real child\'s name, typed into the demo.'],
    ['tests/journeys/practice.spec.ts', 'A real child’s name, typed where it should not be.'],
  ],
}

const ofPlans: Held = {
  'no review date': [['src/domain/rules/plan-gates.test.ts', 'no-review-date']],
  'a review date in the holidays': [
    ['src/tools/plan/agree/agree-section.test.ts', 'a review in the holidays is said with the next school day, and stops nobody'],
    ['src/tools/plan/review/review-section.test.ts', 'one in the holidays is kept, and the next school day is offered'],
  ],
  'a parent who declines': [['src/tools/plan/agree/agree-section.test.ts', 'a parent who declines, with a day and a reason, keeps nobody from agreeing']],
  'a superseded plan open on an offline tablet while the new one is agreed elsewhere': [['src/tools/plan/plan-page.test.ts', 'replaced on another tablet while it is open here: it is read and not written from that moment']],
  'a strategy whose evidence was erased': [['src/domain/rules/next-plan.test.ts', 'a strategy goes on although the record it came from is no longer there']],
  'a flow of forty steps': [['tests/journeys/plan-print.spec.ts', 'flow: many(40,'], ['src/domain/rules/plan-faces.test.ts', 'const forty =']],
  'a plan for a child who moves setting': [['src/tools/child/plan-line.test.ts', 'of a child who has gone to another setting no plan is offered as in force']],
  'two agreed versions from two offline tablets': [
    ['src/domain/rules/plan-agreed-apart.test.ts', 'a version agreed on two tablets that had not met is one version, agreed once, and every word of the other stands beside it'],
    ['src/tools/plan/agree/agree-section.test.ts', 'agreed on two tablets that had not met, it says so calmly'],
  ],
}

test('all are here: eleven for the drawn tools, eight for plans', () => {
  expect([Object.keys(ofDrawnTools).length, Object.keys(ofPlans).length]).toEqual([11, 8])
})
test.each(Object.entries({ ...ofDrawnTools, ...ofPlans }).flatMap(([what, held]) => held.map(([file, says]) => [what, file, says] as const)))('%s is held to in %s: “%s”', (_what, file, says) => {
  expect(readFileSync(file, 'utf8')).toContain(says)
})

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const name = 'ليلى الفراشة'

test('a right-to-left name keeps its own direction in a sentence of the tree, on paper and in a chronology', async () => {
  const root = addedRow(rootsAndFruits.fields.entries, [], 'r1', { zone: 'root-now', words: 'ضجيج القاعة', leads: ['f1'] })
  const feeling = addedRow(rootsAndFruits.fields.entries, [root], 'f1', { zone: 'feeling-now', words: 'Worried' })
  const initials = initialsOf({ name, knownAs: '' })
  const [sentence] = sentencesOf([root, feeling], initials)
  const said = mount(TreeSentence, { props: { sentence: sentence ?? [] } })
  // Only what is within a piece of its own may run the other way: the full stops of the initials with it.
  expect([said.text(), said.findAll('bdi').map((one) => one.text())]).toEqual([`When ضجيج القاعة, ${initials} may feel worried.`, ['ضجيج القاعة', initials, 'worried']])
  said.unmount()

  const here: Glass = await glass({ roles: ['dsl'] })
  await here.disk.ledger.append(childEntry('layla', { name }))
  await here.disk.ledger.append(entry({ record: 'map-layla_1', kind: anxietyMap.kind, changes: { 'child/': 'layla', 'items/i1': true, 'items/i1/rank': 'a0', 'items/i1/words': 'القاعة' } }))
  page = await here.show(ChronologyPage, { id: 'layla' })
  await here.until(() => page?.text().includes('القاعة') ?? false)
  expect(page.find('.names bdi').text()).toBe(name)
})

test('it is nobody else’s first letter: initials are taken from its own script', () => {
  expect(initialsOf({ name, knownAs: '' })).toBe('ل.ا.')
})

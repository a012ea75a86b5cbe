import { mount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import type { DrawnZone } from '../../domain/pack/tree'
import { drawnZones } from '../../domain/pack/tree'
import type { Drawn } from './drawn'
import TreeDrawing from './TreeDrawing.vue'
import TreeList from './TreeList.vue'
import { shapeFor } from './use-tree-shape'

let shown: ReturnType<typeof mount> | null = null
afterEach(() => {
  shown?.unmount()
  shown = null
})
const one = (id: string, zone: DrawnZone, words: string, more: Partial<Drawn> = {}): Drawn => ({ id, rank: `a${id}`, zone, words, kind: null, leads: [], sources: [], reach: [], ...more })
const draw = (entries: readonly Drawn[], more: object = {}) => {
  shown = mount(TreeDrawing, { props: { entries, shape: 'landscape', mayAdd: true, ...more }, attachTo: document.body })
  return shown
}
const key = (name: string) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
const held = () => (document.activeElement as HTMLElement | null)?.dataset['entry']

test('six groups, named, each with one tab stop for its chips and one for Add; arrows, Home and End go between chips', () => {
  const tree = draw(drawnZones.flatMap((zone) => [0, 1, 2].map((at) => one(`${zone}${at}`, zone, `Entry ${at}`))))
  expect(tree.findAll('[role="group"]').map((group) => group.attributes('data-zone'))).toEqual([...drawnZones])
  for (const group of tree.findAll('[role="group"]')) {
    expect(group.attributes('aria-label')).toBeTruthy()
    expect(group.findAll('button').filter((button) => button.attributes('tabindex') !== '-1')).toHaveLength(2)
  }
  tree.find<HTMLElement>('[data-entry="fruit-now0"]').element.focus()
  const at = ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowLeft', 'Home', 'End'].map((name) => {
    key(name)
    return held()
  })
  expect(at).toEqual(['fruit-now1', 'fruit-now2', 'fruit-now2', 'fruit-now1', 'fruit-now0', 'fruit-now2'])
})

test('a fruit is told by letter and by words, beside its colour; the legend says what the letters mean', () => {
  const tree = draw([one('a', 'fruit-now', 'Leaves', { kind: 'difficult' }), one('b', 'fruit-now', 'Hits', { kind: 'dangerous' }), one('c', 'fruit-now', 'Shouts'), one('d', 'fruit-more', 'Asks'), one('e', 'root-now', 'Hall', { kind: 'dangerous' })])
  const said = ['a', 'b', 'c', 'd', 'e'].map((id) => [tree.find(`[data-entry="${id}"]`).attributes('aria-label'), tree.find(`[data-entry="${id}"]`).attributes('data-mark') ?? null])
  expect(said).toEqual([['Leaves, no harm', 'difficult'], ['Hits, harm we saw', 'dangerous'], ['Shouts, kind not said yet', 'unsaid'], ['Asks, valued', 'valued'], ['Hall', null]])
  const legend = tree.findAll('.legend li').map((line) => [line.find('[data-mark]').attributes('data-mark'), line.text()])
  expect(legend).toEqual([['difficult', 'no harm'], ['dangerous', 'harm we saw'], ['unsaid', 'kind not said yet'], ['valued', 'valued']])
})

test('sixty entries in one place: some are drawn, one slot says how many more, and the list has them all', () => {
  const sixty = Array.from({ length: 60 }, (_, at) => one(`n${at}`, 'fruit-now', `Fruit ${at}`))
  const tree = draw(sixty)
  expect(tree.findAll('[data-entry]')).toHaveLength(4)
  expect(tree.find('.rest').text()).toBe('+56 more')
  tree.unmount()
  shown = mount(TreeList, { props: { entries: sixty, side: 'both' }, attachTo: document.body })
  expect(shown.findAll('[data-entry]')).toHaveLength(60)
})

test('nothing is cut from a long label, and words in another direction stand in a piece of their own', () => {
  const long = 'When the bell rings for tidy-up and everyone stands at once, the room grows loud and nobody has said what comes next yet.'
  const tree = draw([one('a', 'root-now', long), one('b', 'feeling-now', 'עצוב')])
  expect(long).toHaveLength(121)
  expect(tree.find('[data-entry="a"] .words').text()).toBe(long)
  expect(tree.find('[data-entry="b"] bdi').text()).toBe('עצוב')
})

test('drawn and not tapped, it has no buttons', () => {
  const tree = draw([one('a', 'root-now', 'Hall')], { still: true, mayAdd: false })
  expect([tree.findAll('button').length, tree.find('[data-entry="a"]').text()]).toEqual([0, 'Hall'])
})

test.each([
  [888, 16, 'landscape'],
  [752, 16, 'portrait'],
  [552, 16, 'portrait'],
  [358, 16, 'list'],
  [888, 24, 'portrait'],
  [888, 32, 'list'],
] as const)('%i px with text of %i px: %s', (width, rem, shape) => {
  expect(shapeFor(width, rem)).toBe(shape)
})

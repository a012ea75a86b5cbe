import { describe, expect, test } from 'vitest'
import { versionsOf } from './versioned'

const trees = versionsOf('tree')

test('an id says whose version it is, and which; two tablets make the same one', () => {
  expect(trees.idOf('moss-kettle', 2)).toBe('tree-moss-kettle_2')
  expect(trees.partsOf('tree-moss-kettle_2')).toEqual({ child: 'moss-kettle', version: 2 })
})

test.each(['tree-moss', 'tree-moss_0', 'tree-moss_x', 'map-moss_1', 'tree-_1', 'a-tree-moss_1'])('%s is no version of a tree', (id) => {
  expect(trees.partsOf(id)).toBeNull()
})

describe('at the endpoint’s door', () => {
  test.each([
    ['its own child', 'tree-moss_1', { 'child/': 'moss' }, true],
    ['no child said', 'tree-moss_1', { 'entries/r1': true }, true],
    ['another child', 'tree-moss_1', { 'child/': 'pip' }, false],
    ['no version', 'tree-moss', { 'child/': 'moss' }, false],
  ] as const)('%s', (_name, record, changes, fits) => {
    expect(trees.fits(record, changes)).toBe(fits)
  })
})

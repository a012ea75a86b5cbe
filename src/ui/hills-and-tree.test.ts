import { expect, test } from 'vitest'
import { drawTree } from './hills-and-tree'

test('the same seed is the same tree, and another seed another', () => {
  expect(drawTree(7)).toEqual(drawTree(7))
  expect(drawTree(7)).not.toEqual(drawTree(8))
})

test('both sides of the tree are equally leafy', () => {
  const { canopy } = drawTree(20261124)
  const left = canopy.filter((leaf) => leaf.x < 64).length
  expect(Math.abs(left - (canopy.length - left))).toBeLessThanOrEqual(4)
})

// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { regions, sides } from '../../domain/pack/body'
import { type Body, type Box, canvas, figures, groups, hitBoxes, outlines, type Point, regionTowards, smooth, spotOf } from './body-layout'

const boxes = [...hitBoxes]
const boxOf = (code: string): Box => hitBoxes.get(code) ?? { x: 0, y: 0, width: 0, height: 0 }
const meet = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const isInside = ([x, y]: Point, shape: readonly Point[]) =>
  shape.reduce((inside, [ax, ay], index) => {
    const [bx, by] = shape[(index + 1) % shape.length] ?? [ax, ay]
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside
  }, false)

test('every region of the pack has a place on the figures, and nothing else has', () => {
  expect([...hitBoxes.keys()].sort((a, b) => a.localeCompare(b))).toEqual(regions.map(({ code }) => code).sort((a, b) => a.localeCompare(b)))
  expect([sides.front.length, sides.back.length]).toEqual([17, 17])
})

test('a finger finds every region: at least 52 by 48, all of it on the canvas', () => {
  const small = boxes.filter(([, { x, y, width, height }]) => width < 52 || height < 48 || x < 0 || y < 0 || x + width > canvas.width || y + height > canvas.height)
  expect(small).toEqual([])
})

test.each(['f-', 'b-'])('no two regions of one side overlap (%s)', (side) => {
  const own = boxes.filter(([code]) => code.startsWith(side))
  const clashes = own.flatMap(([code, one], index) => own.slice(index + 1).filter(([, other]) => meet(one, other)).map(([other]) => [code, other]))
  expect(clashes).toEqual([])
})

describe.each<Body>(['child', 'infant', 'adult'])('the figure of a body: %s', (body) => {
  test('has its part of the body where the number of each region stands', () => {
    const beside = boxes.map(([code]) => code).filter((code) => !isInside(spotOf(code), figures[body]))
    expect(beside).toEqual([])
  })
  test('is the same on both sides of its middle line, and all of it on the canvas', () => {
    const points = new Set(figures[body].map(([x, y]) => `${x} ${y}`))
    expect(figures[body].filter(([x, y]) => !points.has(`${canvas.width - x} ${y}`))).toEqual([])
    expect(figures[body].filter(([x, y]) => x < 1 || y < 1 || x > canvas.width - 1 || y > canvas.height - 1)).toEqual([])
    expect(outlines[body]).toMatch(/^M120 1\d?C.+Z$/)
  })
})

test('a number stands inside its own hit box', () => {
  expect(boxes.filter(([code, box]) => !meet(box, { x: spotOf(code)[0], y: spotOf(code)[1], width: 1, height: 1 }))).toEqual([])
})

test('the three figures differ', () => expect(new Set(Object.values(outlines)).size).toBe(3))

test('a child who faces you has their right hand on the left of the glass, and from the back on the right', () => {
  expect([boxOf('f-hand-r').x, boxOf('f-hand-l').x, boxOf('b-hand-r').x, boxOf('b-hand-l').x]).toEqual([14, 174, 174, 14])
})

test('the list has every region once, in four groups', () => {
  expect(groups.map(({ label, regions: inIt }) => [label, inIt.length])).toEqual([['Head and neck', 4], ['Arms', 12], ['Body', 6], ['Legs', 12]])
  expect(new Set(groups.flatMap(({ regions: inIt }) => inIt)).size).toBe(34)
})

test.each([
  // from          key           to
  ['f-face',      'ArrowDown',  'f-neck'],
  ['f-neck',      'ArrowDown',  'f-chest'],
  ['f-chest',     'ArrowRight', 'f-upper-arm-l'],
  ['f-chest',     'ArrowLeft',  'f-upper-arm-r'],
  ['b-upper-back', 'ArrowLeft', 'b-upper-arm-l'],
  ['f-forearm-l', 'ArrowUp',    'f-upper-arm-l'],
  ['f-thigh-r',   'ArrowRight', 'f-thigh-l'],
  ['f-foot-l',    'ArrowDown',  null],
  ['f-face',      'ArrowUp',    null],
  ['f-face',      'Enter',      null],
])('from %s, %s leads to %s', (from, key, to) => expect(regionTowards(from, key)).toBe(to))

test.each([['f-face', 17], ['b-head', 17]])('arrow keys reach the whole side from %s', (start, all) => {
  const reached = new Set([start])
  for (const code of reached)
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      const to = regionTowards(code, key)
      if (to !== null) reached.add(to)
    }
  expect(reached.size).toBe(all)
})

test('a curve goes through each of its points and closes', () => {
  expect(smooth([[0, 0], [6, 0], [6, 6]])).toBe('M0 0C0 -1 5 -1 6 0C7 1 7 6 6 6C5 6 0 1 0 0Z')
})

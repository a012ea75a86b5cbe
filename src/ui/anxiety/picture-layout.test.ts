import { describe, expect, test } from 'vitest'
import type { Picture, PictureItem, PictureLane } from './picture-layout'
import { fitting, pictureOf, widthOf } from './picture-layout'

const item = (id: string, said: readonly number[], given: Partial<PictureItem> = {}): PictureItem => ({ id, words: id, said, was: [], views: '2 views', ...given })
const lane = (items: readonly PictureItem[], label = 'Place'): PictureLane => ({ key: label, category: 'map-place', label, items })
const scale = { from: -5, to: 5 }
const wide = (...lanes: readonly PictureLane[]) => pictureOf(lanes, { width: 888, ...scale })

/** Boxes of words and marks, to see whether any two lie over each other. */
function boxes({ lanes, radius, font }: Picture) {
  const words = ({ x, y, anchor, words: said }: { x: number; y: number; anchor: string; words: string }) => {
    const long = widthOf(said, font)
    const left = anchor === 'start' ? x : anchor === 'end' ? x - long : x - long / 2
    return { left, right: left + long, top: y - font / 2, bottom: y + font / 2 }
  }
  return lanes.flatMap(({ items, more }) => [
    ...items.flatMap(({ y, marks, hollow, label }) => [{ left: Math.min(...marks, ...hollow) - radius, right: Math.max(...marks, ...hollow) + radius, top: y - radius, bottom: y + radius }, words(label)]),
    ...more.map(words),
  ])
}
function overlaps(picture: Picture): number {
  const all = boxes(picture)
  return all.flatMap((one, at) => all.slice(at + 1).filter((other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)).length
}
const outside = (picture: Picture) => boxes(picture).filter(({ left, right, top, bottom }) => left < -1 || right > picture.width + 1 || top < picture.head - 1 || bottom > picture.height + 1)

describe('where things stand', () => {
  test('each step of the scale is 72 apart, nought in the middle', () => {
    const { steps } = wide()
    expect(steps.map(({ x }) => x)).toEqual([84, 156, 228, 300, 372, 444, 516, 588, 660, 732, 804])
  })
  test('one item stands in the middle of its lane, its words beside it', () => {
    const { lanes, height } = wide(lane([item('Hall', [2])]))
    expect(height).toBe(42 + 80)
    expect(lanes[0]?.items).toEqual([{ id: 'Hall', y: 82, marks: [588], hollow: [], bar: null, dashes: null, label: { x: 611, y: 82, anchor: 'start', words: '\u2068Hall\u2069' } }])
  })
  test('at the far end the words stand before it', () => {
    expect(wide(lane([item('Tidy-up time', [5])])).lanes[0]?.items[0]?.label.anchor).toBe('end')
  })
  test('two views are joined by a bar, with the words beneath, never a mean', () => {
    const [drawn] = wide(lane([item('Lunch hall', [2, 5])])).lanes[0]?.items ?? []
    expect(drawn).toMatchObject({ marks: [588, 804], bar: [588, 804], label: { anchor: 'middle', words: '\u2068Lunch hall\u2069: 2 views' } })
  })
  test('what it was is hollow and joined by dashes; where nothing moved there is nothing to draw', () => {
    expect(wide(lane([item('Tidy-up', [4], { was: [5] })])).lanes[0]?.items[0]).toMatchObject({ marks: [732], hollow: [804], dashes: [732, 804] })
    expect(wide(lane([item('Tidy-up', [5], { was: [5] })])).lanes[0]?.items[0]).toMatchObject({ marks: [804], hollow: [], dashes: null })
  })
  test('what was scored then and not yet again is hollow alone; what was never placed is not drawn', () => {
    expect(wide(lane([item('Hall', [], { was: [3] })])).lanes[0]?.items[0]).toMatchObject({ marks: [], hollow: [660], bar: null })
    expect(wide(lane([item('Hall', [])])).lanes).toEqual([])
  })
  test('items at one place stack by 30; the third is a number', () => {
    const [drawn] = wide(lane(['a', 'b', 'c', 'd'].map((id) => item(id, [1])))).lanes
    expect(drawn?.items.map(({ id, y, marks }) => [id, y - (drawn?.y ?? 0), marks])).toEqual([['a', 21, [516]], ['b', 51, [516]]])
    expect(drawn?.more.map(({ words, x }) => [words, x])).toEqual([['+2 more', 516]])
  })
})

describe('bad input', () => {
  const long = 'Coming in from wet play while lunch is being set up in the big hall and the doors are open to the corridor and car parks'
  const arabic = 'القاعة الكبيرة'
  const everywhere = Array.from({ length: 60 }, (_, at) => item(at % 9 === 0 ? long : at % 7 === 0 ? arabic : `Item number ${at}`, [(at % 11) - 5, ...(at % 4 === 0 ? [((at + 3) % 11) - 5] : [])].sort((a, b) => a - b), { id: `i${at}`, was: at % 5 === 0 ? [((at + 6) % 11) - 5] : [] }))

  test.each([888, 704, 358, 288])('sixty items lie nowhere over each other, nor outside, %i px wide', (width) => {
    const lanes = Array.from({ length: 7 }, (_, at) => lane(everywhere.filter((_item, index) => index % 7 === at), `Lane ${at}`))
    const picture = pictureOf(lanes, { width, ...scale })
    expect(overlaps(picture)).toBe(0)
    expect(outside(picture)).toEqual([])
  })
  test.each([1, 1.5, 2])('nor with text %f times as large', (times) => {
    const picture = pictureOf([lane(everywhere.slice(0, 20))], { width: 888, font: 16 * times, ...scale })
    expect(overlaps(picture)).toBe(0)
    expect(outside(picture)).toEqual([])
  })
  test('sixty in one lane end in a number, and every one is counted', () => {
    const [drawn] = wide(lane(everywhere)).lanes
    const left = drawn?.more.map(({ words }) => Number(/\d+/.exec(words)?.[0])).reduce((sum, one) => sum + one, 0) ?? 0
    expect((drawn?.items.length ?? 0) + left).toBe(60)
    expect(drawn?.height).toBeLessThan(520)
  })
  test('a label of 120 characters is cut at a word, and says so', () => {
    expect(long).toHaveLength(120)
    expect(fitting(long, 200, 16)).toBe('Coming in from wet…')
    expect(fitting('Hall', 200, 16)).toBe('Hall')
    expect(fitting('Donaudampfschifffahrtsgesellschaft', 120, 16)).toMatch(/^Donau\S+…$/)
  })
  test('words from right to left stand in an isolate, so that "2 views" stays on its own side', () => {
    expect(wide(lane([item(arabic, [1, 3])])).lanes[0]?.items[0]?.label.words).toBe(`\u2068${arabic}\u2069: 2 views`)
  })
})

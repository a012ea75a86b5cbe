// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { DrawnZone } from '../../domain/pack/tree'
import type { Drawn } from './drawn'
import { pictureElement } from '../picture-file'
import { labelled, treePicture } from './tree-picture'
import { wrapped } from './wrapped'

const one = (id: string, zone: DrawnZone | 'root-planned', words: string, more: Partial<Drawn> = {}): Drawn => ({ id, rank: `a${id}`, zone, words, kind: null, leads: [], sources: [], reach: [], ...more })
const labels = { now: 'What we see now', more: 'What we want to see more', zones: labelled((zone) => `Place ${zone}`) }
const picture = (entries: readonly Drawn[], more: object = {}) => treePicture({ entries, title: 'Roots and Fruits', under: 'Version 1', labels, ...more })
const read = (svg: string) => new DOMParser().parseFromString(svg, 'image/svg+xml')
const texts = (svg: string) => [...read(svg).querySelectorAll('text')].map((text) => text.textContent)

test('every entry is in the picture, however many, and it grows with them', () => {
  const many = Array.from({ length: 60 }, (_, at) => one(`n${at}`, 'fruit-now', `Fruit ${at}`))
  const words = texts(picture(many).svg)
  expect(many.every((entry) => words.includes(entry.words))).toBe(true)
  expect(picture(many).height).toBeGreaterThan(picture(many.slice(0, 4)).height)
})

test('what is written cannot end the picture', () => {
  const drawing = picture([one('a', 'fruit-now', '</text><script>"&\u0007')], { title: 'A & <B>' })
  const { svg } = drawing
  expect(read(svg).querySelector('parsererror, script')).toBeNull()
  expect(svg).toContain('&lt;/text&gt;')
  expect(svg).not.toMatch(/\u0007/)
  const element = pictureElement(drawing)
  expect([element.localName, element.querySelector('script'), element.ownerDocument === document]).toEqual(['svg', null, true])
  expect(element.querySelector('title')?.textContent).toBe('A & <B>')
})

test('letters, hatch and legend tell kinds; a child’s copy has none of them', () => {
  const entries = [one('a', 'fruit-now', 'Leaves', { kind: 'difficult' }), one('b', 'fruit-now', 'Hits', { kind: 'dangerous' })]
  expect(texts(picture(entries).svg)).toEqual(expect.arrayContaining(['d', 'D', 'no harm', 'harm we saw', 'valued']))
  expect(picture(entries).svg).toContain('url(#hatch)')
  const childs = picture(entries, { plain: true }).svg
  expect(texts(childs).some((words) => ['d', 'D', 'no harm', 'harm we saw'].includes(words ?? ''))).toBe(false)
  expect(childs).not.toContain('url(#hatch)')
})

test('a blank one has empty places to write in, and the same names beside them', () => {
  const { svg } = picture([], { blank: 4 })
  expect(texts(svg)).toEqual(expect.arrayContaining(['Roots and Fruits', 'Place root-now', 'Place root-planned']))
  expect([...read(svg).querySelectorAll('rect')].length).toBeGreaterThanOrEqual(28)
})

test('lines break between words, else within one; no letter is lost', () => {
  expect(wrapped('Noisy hall at lunch', 90, 16)).toEqual(['Noisy hall', 'at lunch'])
  const long = 'Donaudampfschifffahrtsgesellschaft'
  expect(wrapped(long, 100, 16).length).toBeGreaterThan(1)
  expect(wrapped(`a ${long}`, 100, 16).join('').replace(/\s/g, '')).toBe(`a${long}`)
  expect(wrapped('  ', 100, 16)).toEqual([])
})

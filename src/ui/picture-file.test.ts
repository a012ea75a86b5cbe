import { afterEach, expect, test } from 'vitest'
import { standingAlone } from './picture-file'

afterEach(() => {
  document.body.innerHTML = ''
})

function picture(): SVGSVGElement {
  document.body.innerHTML = '<style>.mark { fill: rgb(1, 2, 3); }</style><svg class="map" data-v-1 viewBox="0 0 200 100" aria-label="A map"><circle class="mark" r="4" style="stroke: red"></circle><text class="words">Hall &amp; &lt;stairs&gt;</text></svg>'
  const found = document.querySelector('svg')
  if (!found) throw new Error('no picture')
  return found
}

test('a picture stands alone: its looks written out, nothing left of the page, what it is above and below', () => {
  const { svg, width, height } = standingAlone(picture(), { above: ['Anxiety map, J.B.', 'A & B'], below: ['Words: Steps 2026.1'] })
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect([width, height]).toEqual([232, 2 * 24 + 16 + 100 + 24 + 16])
  expect(svg).not.toMatch(/class=|style=|data-v|aria-/)
  expect(read.querySelector('circle')?.getAttribute('fill')?.replaceAll(' ', '')).toMatch(/^rgb\(1,2,3\)$|^#010203$/)
  expect([...read.querySelectorAll('text')].map((one) => one.textContent)).toEqual(['Anxiety map, J.B.', 'A & B', 'Hall & <stairs>', 'Words: Steps 2026.1'])
  expect(read.querySelector('svg svg')?.getAttribute('viewBox')).toBe('0 0 200 100')
})

test('the picture on the glass is not touched', () => {
  const shown = picture()
  const before = shown.outerHTML
  standingAlone(shown, { above: [], below: [] })
  expect(shown.outerHTML).toBe(before)
})

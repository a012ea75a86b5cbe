import type { Zone } from '../../domain/pack/tree'
import { drawnZones, zones } from '../../domain/pack/tree'
import { linksIn } from '../../domain/rules/tree'
import type { Drawing } from '../picture-file'
import type { Box } from './curves'
import { fruitCurve, rootCurve } from './curves'
import type { Drawn, FruitMark } from './drawn'
import { fruitMark, fruitWords, isFeeling, isFruit, sideOf } from './drawn'
import { artWidth, crownHeight, treeArt, woodHeight } from './tree-art'
import { wrapped } from './wrapped'

/**
 * The tree as one picture (SVG) for paper, a wall or a slide: every entry of those given, however many and long. Light colours
 * that stay apart in grey; letters and hatch say the same. Whoever calls leaves out what is kept close.
 */
export interface PictureOf {
  readonly entries: readonly Drawn[]
  readonly title: string
  readonly under: string
  /** Beside the tree and over its strip. */
  readonly labels: { readonly now: string; readonly more: string; readonly zones: Readonly<Record<Zone, string>> }
  /** Without kinds and legend, as a child's copy is. */
  readonly plain?: boolean
  /** So many empty places in each zone, to write in by hand. */
  readonly blank?: number
}

const width = 960
const side = 12
const ink = '#16212b'
const letter = 16
const line = 20
const looks: Readonly<Record<FruitMark | 'plain' | 'feeling' | 'root', { readonly fill: string; readonly edge: string; readonly thick: number; readonly round: number }>> = {
  difficult: { fill: '#ffefcc', edge: '#8a5200', thick: 2, round: 24 },
  dangerous: { fill: '#e2afc2', edge: '#5a0f2e', thick: 4, round: 24 },
  valued: { fill: '#d6e9f8', edge: '#0a5fa8', thick: 2, round: 24 },
  unsaid: { fill: '#ffffff', edge: '#5f6c77', thick: 2, round: 24 },
  plain: { fill: '#ffffff', edge: '#5f6c77', thick: 2, round: 24 },
  feeling: { fill: '#ffffff', edge: '#5f6c77', thick: 2, round: 8 },
  root: { fill: '#ffffff', edge: '#8a6d3f', thick: 2, round: 14 },
}
const safe = (text: string): string => text.replace(/[&<>"\p{Cc}]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? ' ')
const text = (x: number, y: number, words: string, more = ''): string => `<text x="${x}" y="${y}" ${more}>${safe(words)}</text>`

interface Placed extends Box { readonly zone: Zone; readonly entry: Drawn | null; readonly lines: readonly string[]; readonly mark: FruitMark | null }
interface Laid { readonly chips: readonly Placed[]; readonly bottom: number }

/** Chips of one place in rows of `across`, from the axis outwards on the left, so that both sides mirror. */
function laid(zone: Zone, given: PictureOf, { left, top, across, wide }: { left: number; top: number; across: number; wide: number }): Laid {
  const entries = given.entries.filter((one) => one.zone === zone)
  const all: (Drawn | null)[] = [...entries, ...Array.from({ length: Math.max(0, (given.blank ?? 0) - entries.length) }, () => null)]
  const chips: Placed[] = []
  let y = top
  for (let row = 0; row < all.length; row += across) {
    const inRow = all.slice(row, row + across).map((entry) => {
      const mark = entry && !given.plain ? fruitMark(entry) : null
      return { entry, mark, lines: wrapped(entry?.words ?? '', wide - (mark ? 62 : 30), letter) }
    })
    const high = Math.max(44, ...inRow.map(({ lines }) => lines.length * line + 16))
    chips.push(...inRow.map((one, index): Placed => ({ ...one, zone, left: left + index * (wide + 10), right: left + index * (wide + 10) + wide, top: y, bottom: y + high })))
    y += high + 10
  }
  return { chips, bottom: y }
}

function mark(kind: FruitMark, x: number, y: number): string {
  if (kind === 'valued') return `<g transform="translate(${x - 13} ${y - 14})" stroke="#0a5fa8" stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round"><path d="M6 19C4 10 11 5 24 4c1 13-4 20-13 18" fill="#fff"/><path d="M4 25c2-7 6-11 12-13" fill="none"/></g>`
  const { edge } = looks[kind]
  const dark = kind === 'dangerous'
  const sign = { difficult: 'd', dangerous: 'D', unsaid: '?' }[kind]
  return `<circle cx="${x}" cy="${y}" r="12.5" fill="${dark ? edge : '#fff'}" stroke="${edge}" stroke-width="2"/>${text(x, y + 5.5, sign, `text-anchor="middle" font-weight="700" fill="${dark ? '#fff' : edge}"`)}`
}
function chip({ left, right, top, bottom, lines, mark: kind, zone }: Placed): string {
  const { fill, edge, thick, round } = looks[kind ?? (isFruit(zone) ? 'plain' : isFeeling(zone) ? 'feeling' : 'root')]
  const shape = `x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" rx="${Math.min(round, (bottom - top) / 2)}"`
  const start = left + (kind ? 48 : 15)
  const middle = (top + bottom) / 2
  const first = middle - ((lines.length - 1) * line) / 2 + 5.5
  const stalk = isFruit(zone) ? `<path d="M${(left + right) / 2} ${top}v-9" stroke="#8a6d3f" stroke-width="3"/><path d="M${(left + right) / 2 + 2} ${top - 8}q8-8 14 0q-8 6-14 0z" fill="#aecaab" stroke="#8fb08c"/>` : ''
  return `${stalk}<rect ${shape} fill="${fill}" stroke="${edge}" stroke-width="${thick}"/>`
    + (kind === 'dangerous' ? `<clipPath id="c${left}-${top}"><rect x="${left + 2}" y="${top + 2}" width="40" height="${bottom - top - 4}"/></clipPath><rect ${shape} fill="url(#hatch)" stroke="none" clip-path="url(#c${left}-${top})"/>` : '')
    + (kind ? mark(kind, left + 25, middle) : '')
    + lines.map((words, index) => text(start, first + index * line, words, `font-weight="${kind ? 600 : 500}" unicode-bidi="plaintext"`)).join('')
}
function legend(side: 'now' | 'more', x: number, y: number, entries: readonly Drawn[]): string {
  const kinds: readonly FruitMark[] = side === 'more' ? ['valued'] : ['difficult', 'dangerous', ...(entries.some((one) => fruitMark(one) === 'unsaid') ? ['unsaid' as const] : [])]
  return kinds.map((kind, index) => mark(kind, x + 13 + index * 150, y) + text(x + 32 + index * 150, y + 5.5, fruitWords[kind], 'font-size="14"')).join('')
}

let scenery: string | null = null
/** The same for every picture, as it is by far the longest part. Its pieces are placed with `use`. */
function art(): string {
  if (scenery !== null) return scenery
  const { behind, before, wood, leaves, palerLeaves } = treeArt()
  const clumps = (some: typeof behind) => some.map(({ line: edge, shade, tone, light }) => `<path d="${edge}" fill="#8fb08c"/><path d="${shade}" fill="#aecaab"/><path d="${tone}" fill="#bcd4b8"/><path d="${light}" fill="#d9e8d3"/>`).join('')
  scenery = `<g id="behind">${clumps(behind)}</g><g id="before">${clumps(before)}<path d="${palerLeaves}" fill="#eef5e8"/><path d="${leaves}" fill="#8fb08c"/></g>`
    + `<g id="wood">${wood.lines.map((d) => `<path d="${d}" fill="#b89b70"/>`).join('')}${wood.fills.map((d) => `<path d="${d}" fill="#eadbc3"/>`).join('')}<path d="${wood.grain}" fill="#b89b70"/></g>`
  return scenery
}
const placed = (id: string, box: { top: number; height: number; from: number }) =>
  `<use href="#${id}" transform="translate(${side} ${box.top}) scale(${(width - 2 * side) / artWidth} ${box.height / box.from})"/>`

export function treePicture(given: PictureOf): Drawing {
  const axis = width / 2
  const both = (level: 'fruit' | 'feeling' | 'root', top: number): { chips: Placed[]; bottom: number } => {
    const wide = level === 'feeling' ? 152 : 214
    const across = 2
    const sides = drawnZones.filter((zone) => zone.startsWith(level)).map((zone) =>
      laid(zone, given, { top, across, wide, left: sideOf(zone) === 'now' ? axis - 12 - across * wide - (across - 1) * 10 : axis + 12 }))
    return { chips: sides.flatMap(({ chips }) => chips), bottom: Math.max(...sides.map(({ bottom }) => bottom)) }
  }
  const head = given.plain ? 96 : 128
  const fruits = both('fruit', head + 26)
  const crownEnd = Math.max(fruits.bottom + 12, head + 200)
  const feelings = both('feeling', crownEnd + 34)
  const ground = Math.max(feelings.bottom + 22, crownEnd + 150)
  const roots = both('root', ground + 34)
  const planned = laid('root-planned', given, { top: Math.max(roots.bottom, ground + 150) + 40, left: 34, across: 4, wide: 214 })
  const soilEnd = Math.max(roots.bottom, ground + 150) + 6
  const height = (planned.chips.length > 0 ? planned.bottom : soilEnd) + 16
  const chips = [...fruits.chips, ...feelings.chips, ...roots.chips, ...planned.chips]
  const byId = new Map(chips.flatMap((one) => (one.entry ? [[one.entry.id, one] as const] : [])))
  const curves = linksIn(given.entries).flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from), byId.get(to)]
    if (!a || !b || a.zone === 'root-planned') return []
    const isRoot = a.zone.startsWith('root')
    const end = isRoot ? a : b
    const blocked = chips.some((one) => one.zone === end.zone && one.top >= b.bottom && one.bottom <= a.top && one.left < end.right && one.right > end.left)
    const d = (isRoot ? rootCurve : fruitCurve)(a, b, { axis, width, blocked })
    return [`<path d="${d}" stroke="#fff" stroke-width="6"/><path d="${d}" stroke="#3f4e5a" stroke-width="2.5"/>`]
  })
  const { labels } = given
  const label = (zone: Zone, y: number, room: number) => wrapped(labels.zones[zone], room, 15).map((words, index) =>
    text(sideOf(zone) === 'now' ? 24 : width - 24, y + index * 18, words, `font-size="15" font-weight="700" paint-order="stroke" stroke="#fffdf8" stroke-width="4"${sideOf(zone) === 'now' ? '' : ' text-anchor="end"'}`)).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="-apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif" font-size="${letter}" fill="${ink}">`
    + `<title>${safe(given.title)}</title><defs>${art()}<pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="3" height="8" fill="#5a0f2e" opacity="0.75"/></pattern></defs>`
    + `<rect width="${width}" height="${height}" fill="#fffdf8"/>${text(24, 40, given.title, 'font-size="26" font-weight="700"')}${text(24, 64, given.under, 'font-size="14"')}`
    + text(24, head - 28 + (given.plain ? 20 : -6), labels.now, 'font-size="18" font-weight="700"') + text(axis + 12, head - 28 + (given.plain ? 20 : -6), labels.more, 'font-size="18" font-weight="700"')
    + (given.plain ? '' : legend('now', 24, head - 12, given.entries) + legend('more', axis + 12, head - 12, given.entries))
    + `<path d="M${side} ${ground + 8}Q${axis} ${ground - 6} ${width - side} ${ground + 8}V${soilEnd}H${side}z" fill="#f3eadb"/><path d="M${side} ${ground + 8}Q${axis} ${ground - 6} ${width - side} ${ground + 8}" fill="none" stroke="#b89b70" stroke-width="2"/>`
    + placed('behind', { top: head, height: crownEnd + 44 - head, from: crownHeight }) + placed('wood', { top: head + 16, height: soilEnd - head - 16, from: woodHeight }) + placed('before', { top: head, height: crownEnd + 44 - head, from: crownHeight })
    + `<g fill="none" stroke-linecap="round">${curves.join('')}</g>${(['feeling-now', 'feeling-more'] as const).map((zone) => label(zone, crownEnd + 76, 116)).join('')}${(['root-now', 'root-more'] as const).map((zone) => label(zone, ground + 28, 420)).join('')}`
    + chips.map(chip).join('')
    + (planned.chips.length > 0 ? text(34, soilEnd + 22, labels.zones['root-planned'], 'font-weight="700"') : '')
    + '</svg>'
  return { svg, width, height }
}

/** A name for each place, from what one place is called. */
export const labelled = (label: (zone: Zone) => string): Record<Zone, string> =>
  // Every zone has its label: the list is made from the zones.
  Object.fromEntries(zones.map(({ code }) => [code, label(code)])) as Record<Zone, string>

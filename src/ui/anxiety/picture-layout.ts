/** Where everything of the map's picture stands, in px of its own box. Pure: the words are measured by an estimate. */
export interface PictureItem {
  readonly id: string
  readonly words: string
  /** What the raters gave, each number once, the lowest first; empty while it is not placed. */
  readonly said: readonly number[]
  /** What it was on the map before, drawn hollow; empty where there is none, or where it is the same. */
  readonly was: readonly number[]
  /** How many views stand behind a bar, in words: "2 views". */
  readonly views: string
}
export interface PictureLane {
  readonly key: string
  readonly category: string | null
  readonly label: string
  readonly items: readonly PictureItem[]
}
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly words: string
}
export interface DrawnItem {
  readonly id: string
  readonly y: number
  readonly marks: readonly number[]
  readonly hollow: readonly number[]
  readonly bar: readonly [number, number] | null
  readonly dashes: readonly [number, number] | null
  readonly label: Label
}
export interface DrawnLane {
  readonly key: string
  readonly category: string | null
  readonly y: number
  readonly height: number
  readonly label: readonly Label[]
  readonly items: readonly DrawnItem[]
  /** Items that would stand on a stack too high to read: how many, and where. */
  readonly more: readonly Label[]
}
export interface Picture {
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly font: number
  readonly steps: readonly { readonly score: number; readonly x: number }[]
  readonly head: number
  readonly lanes: readonly DrawnLane[]
}

const usualFont = 16
/** Items of one lane that stand at the same place before the rest is a number. */
const stacked = 2
/** Rows of a lane before the rest is a number. */
const mostRows = 14
const ellipsis = '…'
/** Isolates take no room; the signs of East Asia and small pictures take a whole square. */
const unseen = /[\u2066-\u2069]/
const broad = /[\u1100-\u11FF\u2E80-\uFFFD\u{1F000}-\u{3FFFF}]/u

/** About how wide these words are in bold, a little too much rather than too little. */
export function widthOf(words: string, font: number): number {
  let ems = 0
  for (const sign of words) ems += unseen.test(sign) ? 0 : broad.test(sign) ? 1.05 : /[ilIj.,:;'’|!()]/.test(sign) ? 0.34 : /[mwMW@%]/.test(sign) ? 0.95 : 0.58
  return ems * font
}
/** The words, or as many of them as have room, with a sign that more follows. */
export function fitting(words: string, room: number, font: number): string {
  if (widthOf(words, font) <= room) return words
  let kept = ''
  for (const sign of words) {
    if (widthOf(`${kept}${sign}${ellipsis}`, font) > room) break
    kept += sign
  }
  const space = kept.lastIndexOf(' ')
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).trimEnd()}${ellipsis}`
}

/** One item on rows of its lane: from where to where it reaches, and how many rows it takes. */
interface Piece {
  readonly left: number
  readonly right: number
  readonly rows: 1 | 2
  readonly at: (y: number, row: number) => DrawnItem | Label
}

export function pictureOf(lanes: readonly PictureLane[], { width, font = usualFont, from, to }: { readonly width: number; readonly font?: number; readonly from: number; readonly to: number }): Picture {
  const scale = font / usualFont
  // Where there is no room at the side, a lane's name stands over it.
  const wide = width >= 640 * scale
  const edge = (wide ? 84 : 24) * scale
  const x = (score: number) => edge + ((width - 2 * edge) * (score - from)) / (to - from)
  const radius = (wide ? 13 : 11) * scale
  const row = 30 * scale
  const gap = 10 * scale
  const head = 42 * scale
  const least = (wide ? 80 : 44) * scale
  const room = (wide ? 0.28 : 0.56) * width

  const pieceOf = ({ id, words, said, was, views }: PictureItem): Piece => {
    const marks = said.map(x)
    const hollow = was.map(x)
    const all = [...marks, ...hollow]
    const [low, high] = [Math.min(...all) - radius, Math.max(...all) + radius]
    const ends = (list: readonly number[]): readonly [number, number] | null => (list.length > 1 ? [Math.min(...list), Math.max(...list)] : null)
    const bar = ends(marks)
    const isApart = hollow.length > 0 && (marks.length === 0 || Math.min(...hollow) !== Math.min(...marks) || Math.max(...hollow) !== Math.max(...marks))
    const dashes = isApart ? ends([...marks, ...hollow]) : null
    const drawn = (y: number, label: Label): DrawnItem => ({ id, y, marks, hollow: isApart ? hollow : [], bar, dashes, label })

    // An isolate, so that words that run from right to left do not turn what stands beside them.
    const shown = (most: number, after = '') => `\u2068${fitting(words, most - widthOf(after, font), font)}\u2069${after}`
    if (bar === null) {
      const label = shown(room)
      const long = widthOf(label, font)
      if (high + gap + long <= width - 6 * scale) return { left: low, right: high + gap + long, rows: 1, at: (y) => drawn(y, { x: high + gap, y, anchor: 'start', words: label }) }
      if (low - gap - long >= 6 * scale) return { left: low - gap - long, right: high, rows: 1, at: (y) => drawn(y, { x: low - gap, y, anchor: 'end', words: label }) }
    }
    // A bar has its words beneath, and so has what reaches too far to have them at a side.
    const label = shown(Math.max(room, high - low), bar ? `: ${views}` : '')
    const half = widthOf(label, font) / 2
    const middle = Math.max(half + 6 * scale, Math.min(width - half - 6 * scale, (low + high) / 2))
    return { left: Math.min(low, middle - half), right: Math.max(high, middle + half), rows: 2, at: (y) => drawn(y, { x: middle, y: y + row * 0.9, anchor: 'middle', words: label }) }
  }

  let top = head
  const drawnLanes = lanes.flatMap((lane): DrawnLane[] => {
    const standing = lane.items.filter(({ said, was }) => said.length + was.length > 0)
    const name = fitting(lane.label, wide ? 0.22 * width : width - 2 * gap, font)
    const nameEnd = gap * 1.6 + widthOf(name, font)
    // Of each row, what is taken already. Beside the first row stands the lane's name.
    const taken: { left: number; right: number }[][] = [wide ? [{ left: 0, right: nameEnd }] : []]
    const placed: { piece: Piece; row: number }[] = []
    const isFree = (at: number, { left, right }: Piece) => (taken[at] ?? []).every((one) => right + gap <= one.left || one.right + gap <= left)
    const put = (piece: Piece): boolean => {
      for (let at = 0; at + piece.rows <= mostRows; at += 1) {
        if (!isFree(at, piece) || (piece.rows === 2 && !isFree(at + 1, piece))) continue
        for (let one = at; one < at + piece.rows; one += 1) (taken[one] ??= []).push({ left: piece.left, right: piece.right })
        placed.push({ piece, row: at })
        return true
      }
      return false
    }

    const alike = new Map<string, PictureItem[]>()
    for (const item of standing) {
      const key = [...item.said, '|', ...(item.said.length === 0 ? item.was : [])].join()
      alike.set(key, [...(alike.get(key) ?? []), item])
    }
    let left = 0
    for (const items of alike.values()) {
      for (const item of items.slice(0, stacked)) if (!put(pieceOf(item))) left += 1
      const rest = items.length - stacked
      if (rest <= 0) continue
      const words = `+${rest} more`
      const long = widthOf(words, font)
      const middle = Math.max(long / 2 + 6, Math.min(width - long / 2 - 6, x(items[0]?.said[0] ?? items[0]?.was[0] ?? 0)))
      if (!put({ left: middle - long / 2, right: middle + long / 2, rows: 1, at: (y) => ({ x: middle, y, anchor: 'middle', words }) })) left += rest
    }
    if (placed.length === 0 && left === 0) return []

    const rows = Math.max(...placed.map(({ piece, row: at }) => at + piece.rows))
    const over = (wide ? 0 : 26) * scale
    const under = left > 0 ? row : 0
    const inner = Math.max(least - over, rows * row + 12 * scale)
    const height = over + inner + under
    const y0 = top + over + (inner - rows * row) / 2
    const drawn = placed.map(({ piece, row: at }) => piece.at(y0 + (at + 0.5) * row, at))
    const isItem = (one: DrawnItem | Label): one is DrawnItem => 'marks' in one
    const y = top
    top += height
    return [{
      key: lane.key, category: lane.category, y, height,
      label: [{ x: gap * 1.6, y: y + 20 * scale, anchor: 'start', words: `\u2068${name}\u2069` }],
      items: drawn.filter(isItem),
      more: [...drawn.filter((one): one is Label => !isItem(one)), ...(left > 0 ? [{ x: width / 2, y: y + height - row * 0.6, anchor: 'middle' as const, words: `${left} more in the table` }] : [])],
    }]
  })
  const steps = Array.from({ length: to - from + 1 }, (_, at) => ({ score: from + at, x: x(from + at) }))
  return { width, height: top, radius, font, steps, head, lanes: drawnLanes }
}

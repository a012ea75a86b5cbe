// Curves by hand: each panel a measure of work across, on log axes of whole decades.

const size = { width: 1200, panel: { width: 372, height: 284 }, gap: 20, head: 84, foot: 34, plot: { left: 52, right: 24, top: 84, bottom: 40 } }
const columns = 3
/** Told apart by shape and by words at their ends, not by colour alone; dark enough on white and on grey print. */
const looks = [
  { colour: '#12436D', mark: (x, y) => `<circle cx="${x}" cy="${y}" r="4.5"/>` },
  { colour: '#B5471B', mark: (x, y) => `<rect x="${x - 4}" y="${y - 4}" width="8" height="8"/>` },
  { colour: '#28713E', mark: (x, y) => `<path d="M${x} ${y - 5.5}l5.5 9.5h-11z"/>` },
  { colour: '#6B3FA0', mark: (x, y) => `<path d="M${x} ${y - 6}l6 6l-6 6l-6-6z"/>` },
]

const escaped = (words) => words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])
const at = (figure) => Number(figure.toFixed(1))
const decades = (figures) => [Math.floor(Math.log10(Math.min(...figures))), Math.ceil(Math.log10(Math.max(...figures)))]
const shortly = (power) => (power < 0 ? String(10 ** power) : power < 3 ? String(10 ** power) : power < 6 ? `${10 ** (power - 3)}k` : `${10 ** (power - 6)}M`)

/** `panels`: `{ title, across, unit, lines: [{ name, points: [[x, y], ...] }] }`. */
export function growthPicture({ panels, says }) {
  const shown = panels.map(({ lines, ...panel }) => ({ ...panel, lines: lines.map(({ name, points }) => ({ name, points: points.filter(([x, y]) => x > 0 && y > 0) })).filter(({ points }) => points.length > 0) })).filter(({ lines }) => lines.length > 0)
  const rows = Math.ceil(shown.length / columns)
  const height = size.head + rows * (size.panel.height + size.gap) + size.foot
  const body = shown.map((panel, index) => {
    const x = 22 + (index % columns) * (size.panel.width + size.gap)
    const y = size.head + Math.floor(index / columns) * (size.panel.height + size.gap)
    return `<g transform="translate(${x} ${y})">${drawPanel(panel)}</g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" font-family="system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" role="img" aria-label="Curves of cost as work grows">
<rect width="${size.width}" height="${height}" fill="#fff"/>
<text x="22" y="38" font-size="24" font-weight="700" fill="#1d1d1b">Cost as work grows</text>
<text x="22" y="62" font-size="14" fill="#4a4a47">Both axes by tens. A level line costs the same however much there is; the dashed line is cost that grows as fast as the work.</text>
${body.join('\n')}
<text x="22" y="${height - 16}" font-size="13" fill="#4a4a47">${escaped(says)}</text>
</svg>
`
}

function drawPanel({ title, across, unit, lines }) {
  const { plot, panel } = size
  const all = lines.flatMap(({ points }) => points)
  const [x0, x1] = wide(decades(all.map(([x]) => x)))
  const [y0, y1] = wide(decades(all.map(([, y]) => y)))
  const right = panel.width - plot.right
  const bottom = panel.height - plot.bottom
  const toX = (x) => at(plot.left + ((Math.log10(x) - x0) / (x1 - x0)) * (right - plot.left))
  const toY = (y) => at(bottom - ((Math.log10(y) - y0) / (y1 - y0)) * (bottom - plot.top))
  const parts = [
    `<rect width="${panel.width}" height="${panel.height}" rx="10" fill="#fbf7ef"/>`,
    `<text x="14" y="26" font-size="16" font-weight="700" fill="#1d1d1b">${escaped(title)}</text>`,
    `<text x="14" y="46" font-size="13" fill="#4a4a47">${escaped(unit)}</text>`,
  ]
  for (let power = y0; power <= y1; power += 1) {
    const y = toY(10 ** power)
    parts.push(`<path d="M${plot.left} ${y}H${right}" stroke="#d9d2c3"/><text x="${plot.left - 8}" y="${at(y + 4)}" font-size="12" text-anchor="end" fill="#4a4a47">${shortly(power)}</text>`)
  }
  for (let power = x0; power <= x1; power += 1) {
    const x = toX(10 ** power)
    parts.push(`<path d="M${x} ${plot.top}V${bottom}" stroke="#ebe5d8"/><text x="${x}" y="${bottom + 16}" font-size="12" text-anchor="middle" fill="#4a4a47">${shortly(power)}</text>`)
  }
  parts.push(`<text x="${at((plot.left + right) / 2)}" y="${panel.height - 8}" font-size="12" text-anchor="middle" fill="#4a4a47">${escaped(across)}</text>`)
  parts.push(slope(lines[0].points, { toX, toY, x1, y1 }))
  lines.forEach(({ name, points }, index) => {
    const { colour, mark } = looks[index % looks.length]
    const placed = points.map(([x, y]) => [toX(x), toY(y)])
    parts.push(`<polyline points="${placed.map(([x, y]) => `${x},${y}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`)
    parts.push(`<g fill="${colour}">${placed.map(([x, y]) => mark(x, y)).join('')}</g>`)
    parts.push(`<g fill="${colour}" transform="translate(${keyAt(lines, index)} 0)">${mark(0, 64)}<text x="9" y="68" font-size="12" font-weight="600">${escaped(name)}</text></g>`)
  })
  return parts.join('')
}

/** Names in a row above the plot, as wide as their letters; `unit` stands above them. */
const keyAt = (lines, index) => at(20 + lines.slice(0, index).reduce((sum, { name }) => sum + name.length * 6.6 + 26, 0))
const wide = ([from, to]) => (from === to ? [from, to + 1] : [from, to])

/** From the first point on, as steep as the work itself. */
function slope(points, { toX, toY, x1, y1 }) {
  if (points.length < 2) return ''
  const [[x, y]] = points
  const far = Math.min(10 ** x1 / x, 10 ** y1 / y)
  return `<path d="M${toX(x)} ${toY(y)}L${toX(x * far)} ${toY(y * far)}" stroke="#8c877b" stroke-dasharray="3 5"/>`
}

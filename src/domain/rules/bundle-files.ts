import type { BundlePart } from '../records/handover'
import { csvCell, csvFile } from '../schema/faces'
import type { Block } from './bundle-blocks'
import { isDay } from './bundle-blocks'

/** A bundle as it is handed on: the same words on paper, as HTML, as spreadsheets and as data. */
export interface Bundle {
  readonly setting: string
  /** `Outreach`. */
  readonly forWhom: string
  readonly to: string
  readonly child: string
  readonly by: string
  /** `YYYY-MM-DDTHH:mm`. */
  readonly madeAt: string
  /** `24 November 2026`. */
  readonly day: string
  /** The words in force: name, version and day. */
  readonly words: string
  readonly mark: string
  readonly parts: readonly { readonly code: BundlePart; readonly title: string; readonly missing: readonly string[]; readonly blocks: readonly Block[] }[]
}

/** `3F2A-9C1B`: short enough to read down a telephone, of an id that nobody else has. */
export function markOf(id: string): string {
  const signs = id.replace(/[^0-9a-z]/gi, '').toUpperCase().slice(0, 8)
  return signs.length > 4 ? `${signs.slice(0, 4)}-${signs.slice(4)}` : signs
}
/** On every page. */
export const stampOf = ({ setting, day, forWhom, mark }: Pick<Bundle, 'setting' | 'day' | 'forWhom' | 'mark'>): string => `${setting} · ${day} · for ${forWhom} · ${mark}`
/** A string of CSS that ends where it ends, inside a style of HTML too. */
export const cssString = (words: string): string => `"${words.replace(/["\\\n\r\f<>]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`

const text = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const idOf = (code: string): string => code.replace('part-', '')

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'words':
      return `<p class="words" dir="auto">${text(block.words)}</p>`
    case 'lines':
      return `${titleHtml(block.title)}<dl>${block.lines.map(({ label, words }) => `<div><dt>${text(label)}</dt><dd dir="auto">${text(words)}</dd></div>`).join('')}</dl>`
    case 'table':
      return `${titleHtml(block.title)}<table><thead><tr>${block.head.map((label) => `<th scope="col">${text(label)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((cell) => `<td dir="auto"${isDay(cell) ? ' class="day"' : ''}>${text(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
  }
}
const titleHtml = (title: string): string => (title === '' ? '' : `<h3>${text(title)}</h3>`)

const css = (stamp: string): string => `
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0 auto;padding:24px;max-width:60rem;font:16px/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;color:#16212b;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 8px}h2{font-size:1.375rem;margin:32px 0 8px;padding-top:16px;border-top:2px solid #16212b}h3{font-size:1.0625rem;margin:20px 0 8px}
p{margin:8px 0}ol{margin:8px 0;padding-inline-start:1.5em}a{color:#1b5294}
dl{margin:0;display:grid;gap:8px}dl div{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:0 16px}dt{font-weight:700}dd{margin:0}dd,td,.words{white-space:pre-line}
table{width:100%;border-collapse:collapse}th,td{padding:6px 8px;border:1px solid #5f6c77;text-align:start;vertical-align:top}.day{white-space:nowrap}.missing{font-weight:700}
.stamp{position:fixed;inset:0;display:none;place-items:center;pointer-events:none;overflow:hidden}.stamp span{transform:rotate(-35deg);font-size:26px;font-weight:700;text-align:center;white-space:pre-line;color:rgb(22 33 43/9%);max-width:80vmin;-webkit-print-color-adjust:exact;print-color-adjust:exact}
@page{size:A4;margin:15mm 15mm 20mm;@bottom-left{content:${cssString(`${stamp}. Personal information.`)};width:85%;font:9pt sans-serif;vertical-align:top;padding-top:5mm}@bottom-right{content:counter(page) " of " counter(pages);width:15%;font:9pt sans-serif;vertical-align:top;padding-top:5mm}}
@media print{.stamp{display:grid}body{padding:0;font-size:11pt;max-width:none}tr{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}}
`

/** One page that needs nothing else: no script, no picture, nothing from a network. */
export function bundleHtml(bundle: Bundle): string {
  const stamp = stampOf(bundle)
  const contents = bundle.parts.map(({ code, title }) => `<li><a href="#${idOf(code)}">${text(title)}</a></li>`).join('')
  const parts = bundle.parts.map(({ code, title, missing, blocks }) => `<section id="${idOf(code)}"><h2>${text(title)}</h2>${missing.map((words) => `<p class="missing">${text(words)}</p>`).join('')}${blocks.map(blockHtml).join('')}</section>`).join('\n')
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Papers for ${text(bundle.forWhom)}, ${text(bundle.day)}</title><style>${css(stamp)}</style></head>
<body><div class="stamp" aria-hidden="true"><span>${text(stamp.replaceAll(' · ', '\n'))}</span></div>
<header><h1 dir="auto">${text(bundle.child)}</h1>${frontLines(bundle).map((words) => `<p dir="auto">${text(words)}</p>`).join('')}</header>
<nav aria-label="Contents"><h3>Contents</h3><ol>${contents}</ol></nav>
<main>
${parts}
</main></body></html>
`
}

/** What the first page says before its contents. */
export const frontLines = ({ setting, forWhom, to, by, day, mark, words }: Bundle): string[] => [
  `For ${forWhom}${to.trim() === '' ? '' : `: ${to.trim()}`}`,
  `From ${setting}, made ${day} by ${by}. Mark ${mark}.`,
  'About one child. Other children are called “another child”. Personal information: keep it safe, and give it to nobody it was not made for.',
  `Words: ${words}.`,
]

/** A part as a spreadsheet: its tables one under the other, its answers as two columns. */
export function partCsv(blocks: readonly Block[]): string {
  const line = (cells: readonly string[]) => cells.map(csvCell).join(',')
  const rows = blocks.flatMap((block, at): string[] => {
    const title = block.kind === 'words' || block.title === '' ? [] : [line([block.title])]
    const gap = at === 0 ? [] : ['']
    switch (block.kind) {
      case 'words': return [...gap, line([block.words])]
      case 'lines': return [...gap, ...title, ...block.lines.map(({ label, words }) => line([label, words]))]
      case 'table': return [...gap, ...title, line(block.head), ...block.rows.map(line)]
    }
  })
  const [first = '', ...rest] = rows
  return csvFile(first, rest)
}

/** Every file of a bundle by its name, which says nothing of the child. */
export function bundleFiles(bundle: Bundle): Readonly<Record<string, string>> {
  const { parts, ...head } = bundle
  return {
    'index.html': bundleHtml(bundle),
    'bundle.json': JSON.stringify({ format: 'steps-toolkit.bundle', version: 1, ...head, parts }, null, 2),
    ...Object.fromEntries(parts.filter(({ blocks }) => blocks.length > 0).map(({ code, blocks }) => [`${idOf(code)}.csv`, partCsv(blocks)])),
  }
}
export const bundleName = (madeAt: string, mark: string): string => `bundle-${madeAt.replace('T', '-').replaceAll(':', '')}-${mark}.zip`

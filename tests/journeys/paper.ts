import { inflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { still } from './look'

/** What Chromium put on paper. Sizes are in points; words stand without spaces, since a line of a PDF has none at its end. */
export interface Paper {
  /** A screen reader finds its headings and lists. */
  readonly tagged: boolean
  readonly sheets: readonly { readonly size: readonly [number, number]; readonly words: string }[]
}

const inflated = (object: string): string =>
  inflateSync(Buffer.from(object.slice(object.indexOf('stream\n') + 'stream\n'.length, object.lastIndexOf('\nendstream')), 'latin1')).toString('latin1')
const inText = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** What each glyph of a font says, by its four hex digits. */
function glyphsOf(map: string): Map<string, string> {
  const glyphs = new Map<string, string>()
  for (const [, block = ''] of map.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) for (const [, code = '', said = ''] of block.matchAll(/<(\w+)> <(\w+)>/g)) glyphs.set(code, inText(said))
  for (const [, block = ''] of map.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', said = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let code = Number.parseInt(from, 16), next = Number.parseInt(said, 16); code <= Number.parseInt(to, 16); code += 1, next += 1) {
        glyphs.set(code.toString(16).toUpperCase().padStart(4, '0'), String.fromCodePoint(next))
      }
    }
  }
  return glyphs
}

/** Reads a PDF as this Chromium writes it: whole objects, deflated streams, fonts that say what their glyphs mean. */
function readPdf(pdf: Buffer): Paper {
  const text = pdf.toString('latin1')
  const objects = new Map([...text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)endobj/g)].map(([, id = '', body = '']) => [id, body]))
  const object = (id: string | undefined): string => objects.get(id ?? '') ?? ''
  const glyphs = new Map<string, Map<string, string>>()
  const font = (id: string): Map<string, string> => {
    const known = glyphs.get(id) ?? glyphsOf(inflated(object(/\/ToUnicode (\d+)/.exec(object(id))?.[1])))
    glyphs.set(id, known)
    return known
  }
  const sheets = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body)).map((body) => {
    const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body) ?? []
    const fonts = new Map([...body.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]))
    let now = new Map<string, string>()
    let words = ''
    for (const [, name, shown = ''] of inflated(object(/\/Contents (\d+)/.exec(body)?.[1])).matchAll(/\/(F\d+) [\d.]+ Tf|((?:<\w+>|\[[^\]]*\]) T[jJ])/g)) {
      if (name !== undefined) now = font(fonts.get(name) ?? '')
      else words += [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []).map((code) => now.get(code) ?? '').join('')
    }
    return { size: [Math.round(Number(width)), Math.round(Number(height))] as const, words: words.replace(/\s/g, '') }
  })
  return { tagged: text.includes('/StructTreeRoot') && /\/MarkInfo\s*<<[^>]*\/Marked true/.test(text), sheets }
}

const onPaper = async (page: Page): Promise<Paper> => readPdf(await page.pdf({ tagged: true, preferCSSPageSize: true }))

/** What would not fit the sheet, or is cut off by a box around it; empty is right. Also the words that are to be on paper. */
async function forPaper(page: Page): Promise<{ cut: string[]; words: string[] }> {
  const glass = page.viewportSize()
  // 180 mm: what is left of an A4 sheet between its margins.
  await page.setViewportSize({ width: 680, height: 900 })
  await page.emulateMedia({ media: 'print' })
  // What is made for paper alone comes with the change of the medium.
  await still(page)
  const found = await page.evaluate(() => {
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} “${(one.textContent ?? '').trim().slice(0, 30)}”`
    const shown = [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.closest('.sr-only, svg') === null)
    const cut = shown.flatMap((one) => {
      const { overflowX, overflowY } = getComputedStyle(one)
      if (one.getBoundingClientRect().right > innerWidth + 1) return [`${name(one)} is wider than the sheet`]
      if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) return [`${name(one)} holds more than its width`]
      return overflowX !== 'visible' || overflowY !== 'visible' ? (one.scrollHeight > one.clientHeight + 1 ? [`${name(one)} holds more than its height`] : []) : []
    })
    const said = shown.flatMap((one) => [...one.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [])))
    return { cut, words: said.join(' ').split(/\s+/).filter(Boolean) }
  })
  await page.emulateMedia({ media: null })
  if (glass) await page.setViewportSize(glass)
  return found
}

/** A page on paper with what was on the glass as it was printed: once more where something came meanwhile (a number, a receipt). */
export async function printed(page: Page): Promise<Paper & { cut: string[]; words: string[] }> {
  for (let before = await forPaper(page); ;) {
    const paper = await onPaper(page)
    const after = await forPaper(page)
    if (after.words.join(' ') === before.words.join(' ')) return { ...paper, ...after }
    before = after
  }
}

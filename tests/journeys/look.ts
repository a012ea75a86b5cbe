import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** What can be seen on a screen without knowing which it is: axe's rules, the size and place of what is tapped, what focus meets. */

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeFound {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[]
}

/** Everything axe finds, in words; empty is right. The source is evaluated from outside, which the CSP lets nobody else do. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const found = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as { axe: { run: (about: Document, options: object) => Promise<AxeFound> } } // put there just above
    return axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
  }, rules)
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replaceAll('\n', ' ')}`))
}

/** What is smaller than a finger needs, and what lies over something else. An input is as large as its label. */
export function badTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 48
    const open = [...document.querySelectorAll('dialog[open]')].at(-1)
    const name = (one: Element) => `${one.tagName.toLowerCase()} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 30) || one.id || one.className}”`
    const isInline = (one: Element) => one.matches('a') && getComputedStyle(one).display === 'inline'
    const isOut = (one: Element) => one.matches(':disabled') || one.closest('[inert], .sr-only') !== null || !one.checkVisibility({ visibilityProperty: true })
    const isOver = (one: Element): boolean => {
      for (let up: Element | null = one; up && up !== open; up = up.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true
      return false
    }
    const targets = new Map<Element, DOMRect>()
    for (const one of (open ?? document).querySelectorAll('button, a[href], input, textarea, select, summary, [role=button]')) {
      if (isOut(one) || isInline(one)) continue
      const target = one.matches('input[type=radio], input[type=checkbox]') ? (one.closest('label') ?? one) : one
      const box = target.getBoundingClientRect()
      if (box.width > 0 && box.height > 0) targets.set(target, box)
    }
    const bad: string[] = []
    const all = [...targets]
    all.forEach(([one, box], index) => {
      // Half a pixel is what a browser's rounding may take.
      if (box.width < least - 0.5 || box.height < least - 0.5) bad.push(`${name(one)} is ${Math.round(box.width)}x${Math.round(box.height)}`)
      for (const [other, next] of all.slice(index + 1)) {
        if (one.contains(other) || other.contains(one) || isOver(one) !== isOver(other)) continue
        const wide = Math.min(box.right, next.right) - Math.max(box.left, next.left)
        const high = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top)
        if (wide > 1 && high > 1) bad.push(`${name(one)} and ${name(other)} overlap by ${Math.round(wide)}x${Math.round(high)}`)
      }
    })
    return bad
  })
}

/** What makes the page wider than the glass, so that it can be pushed sideways: nothing should. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const out = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5)
    return [`${scrollWidth} in ${clientWidth}`, ...out.slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''}`)]
  })
}

/**
 * What nobody can come to where the page is enlarged four times (WCAG 1.4.10): words or controls that lie past an edge of the
 * glass, or that a box around them cuts off. What has a scroller of its own, a table or a drawing, may be as wide as it is.
 */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1)
    const { clientWidth } = document.documentElement
    const name = (one: Element) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} “${(one.textContent ?? '').trim().slice(0, 30)}”`
    const scrolls = (one: Element): boolean => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
    const clips = (one: Element): boolean => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX)
    const holdsWords = (one: Element): boolean => one.matches('input, textarea, select, button, img') || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    return [...(open ?? document.body).querySelectorAll('*')].flatMap((one) => {
      if (!holdsWords(one) || one.closest('.sr-only, [aria-hidden=true], svg, option') !== null || !one.checkVisibility({ visibilityProperty: true })) return []
      const box = one.getBoundingClientRect()
      const { left, width, height } = box
      // Said to a screen reader alone, or not there.
      if (width <= 1 || height <= 1) return []
      // Words may be wider than the box they stand in.
      const right = scrolls(one) || one.matches('input, textarea, select') ? box.right : Math.max(box.right, left + one.scrollWidth)
      for (let up: Element | null = one; up; up = up.parentElement) {
        if (up !== one && scrolls(up) && up.scrollWidth > up.clientWidth) return []
        const around = up.getBoundingClientRect()
        if (clips(up) && (right > around.right + 1.5 || left < around.left - 1.5)) return [`${name(one)} is cut off by ${name(up)}`]
      }
      return right > clientWidth + 1.5 || left < -1.5 ? [`${name(one)} lies past the edge`] : []
    })
  })
}

/** How much of the glass is taken by what does not scroll away, 0 to 1: where a page is enlarged, bars may leave no room for it. */
export function barsTake(page: Page): Promise<number> {
  return page.evaluate(() => {
    const open = [...document.querySelectorAll('dialog[open]')].at(-1)
    const rows = new Set<number>()
    for (const one of (open ?? document.body).querySelectorAll('*')) {
      if (!['fixed', 'sticky'].includes(getComputedStyle(one).position) || !one.checkVisibility({ visibilityProperty: true })) continue
      const { top, bottom, width } = one.getBoundingClientRect()
      if (width < innerWidth / 2) continue
      for (let row = Math.max(0, Math.ceil(top)); row < Math.min(innerHeight, bottom); row += 1) rows.add(row)
    }
    return rows.size / innerHeight
  })
}
export const scrollsDown = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)

/** What holds the focus, by its role in words; null when focus is lost, and with ` (hidden)` when something lies over it. */
export function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const one = document.activeElement
    if (!one || one === document.body) return null
    const said = one.getAttribute('aria-label') ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent ?? ''
    const box = (one.closest('label') ?? one).getBoundingClientRect()
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)
    // Of a box to write in the browser brings the line to be written on into sight, not all of its lines.
    const down = one.matches('textarea') ? Math.min(height / 2, 24) : height / 2
    const met = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, 0) + Math.max(down, 0))
    const isSeen = height > 8 && met !== null && (one.contains(met) || met.contains(one) || one.closest('label')?.contains(met) === true)
    return `${said.trim().slice(0, 40)}${isSeen ? '' : ' (hidden)'}`
  })
}

/** Goes by Tab to the first thing that is called so; every stop on the way is seen. Returns the stops. */
export async function tabTo(page: Page, wanted: RegExp, most = 40): Promise<string[]> {
  const stops: string[] = []
  while (stops.length < most) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    // Between the last and the first thing of a page the browser's own bar has the focus.
    if (stop === null) continue
    expect(stop, `after ${stops.join(' > ')}`).not.toContain('(hidden)')
    stops.push(stop)
    if (wanted.test(stop)) return stops
  }
  throw new Error(`Tab never came to ${String(wanted)}: ${stops.join(' > ')}`)
}

/** Once what was asked for is drawn. A browser beside others that print may draw no frame for minutes: it is then looked at as it is. */
export const still = (page: Page): Promise<unknown> =>
  page.evaluate(() => Promise.race([
    new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)) }),
    new Promise((done) => { setTimeout(done, 2_000) }),
  ]))

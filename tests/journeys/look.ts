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
export const scrollsDown = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)

/** What holds the focus, by its role in words; null when focus is lost, and with ` (hidden)` when something lies over it. */
export function focused(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const one = document.activeElement
    if (!one || one === document.body) return null
    const said = one.getAttribute('aria-label') ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? one.textContent ?? ''
    const box = (one.closest('label') ?? one).getBoundingClientRect()
    const height = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)
    const met = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, 0) + Math.max(height, 0) / 2)
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

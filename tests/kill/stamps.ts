import { expect, type Page } from '@playwright/test'

/** The timer as a person reads it, and what they did to it: held outside the browser, so that a kill cannot take it back. */

/** A line of the log: its clock, `10:41:07`, and its words. Oldest first, wherever there are several. */
export interface Line {
  readonly clock: string
  readonly words: string
}
/** Between these two, ms, the button was pressed; `to` is null while the press has not come back. */
export interface Press {
  readonly words: string
  readonly from: number
  to: number | null
}

/** What the log of the timer has shown at any moment: a press is promised once it stands there. Must come before the page is loaded. */
export async function listenForStamps(page: Page): Promise<() => readonly Line[]> {
  let shown: readonly Line[] = []
  await page.exposeFunction('tellShown', (lines: readonly Line[]) => {
    shown = lines
  })
  await page.addInitScript(() => {
    let last = ''
    new MutationObserver(() => {
      const lines = [...document.querySelectorAll('.timer .lines li')].map((one) => ({ clock: one.querySelector('.clock')?.textContent.trim() ?? '', words: one.querySelector('.words')?.textContent.trim() ?? '' })).reverse()
      const now = JSON.stringify(lines)
      // Nothing there yet is what a page shows before it has read the disk.
      if (now === last || lines.length === 0) return
      last = now
      void tellShown(lines)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  return () => shown
}

declare global {
  function tellShown(lines: readonly Line[]): Promise<void>
}

export const linesOn = async (page: Page): Promise<Line[]> =>
  (await page.locator('.timer .lines li').evaluateAll((lines) => lines.map((one) => ({ clock: one.querySelector('.clock')?.textContent.trim() ?? '', words: one.querySelector('.words')?.textContent.trim() ?? '' })))).reverse()

const daySeconds = 86_400
const secondOf = (clock: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').slice(-3).map((part) => Number(part.slice(-2)))
  return hours * 3600 + minutes * 60 + seconds
}
const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
/** Seconds from one clock to another, over midnight too. */
const between = (from: number, to: number): number => (to - from + 1.5 * daySeconds) % daySeconds - daySeconds / 2

/** Every line is a press, in the order in which they were made and at its time; the same press is never two lines. */
export function expectPressed(lines: readonly Line[], presses: readonly Press[], round: string): void {
  let at = 0
  for (const line of lines) {
    const found = presses.findIndex(({ words, from, to }, index) => {
      const late = between(secondOf(london.format(from)), secondOf(line.clock))
      return index >= at && words === line.words && late >= 0 && (to === null || between(secondOf(line.clock), secondOf(london.format(to))) >= 0)
    })
    expect(found, `${round}: “${line.clock} ${line.words}” was pressed then, once`).toBeGreaterThanOrEqual(at)
    at = found + 1
  }
}

/** The figures go by the clock on the wall, from the first stamp on, however often the browser was gone; what was let go is left out. */
export async function expectWallClock(page: Page, lines: readonly Line[], round: string): Promise<void> {
  const seen = await page.evaluate(() => ({ figures: document.querySelector('.timer [role=timer]')?.textContent.trim() ?? '', since: document.querySelector('.timer .since')?.textContent ?? '', at: Date.now() }))
  const now = secondOf(london.format(seen.at))
  const held = lines.reduce((sum, { clock }, index) => {
    const isHeld = lines.slice(0, index + 1).findLast((line) => !['Changed hold', 'Swapped adult'].includes(line.words))?.words !== 'Let go'
    const next = lines[index + 1]
    return isHeld ? sum + between(secondOf(clock), next ? secondOf(next.clock) : now) : sum
  }, 0)
  // Each clock is cut to its second, so each stretch may be read a second longer or shorter; the glass moves on twice a second.
  const slack = 2 + lines.filter(({ words }) => words === 'Let go' || words === 'Held again').length
  expect(Math.abs(secondOf(seen.figures) - held), `${round}: held ${seen.figures}, by the clocks ${held} s`).toBeLessThanOrEqual(slack)
  const [inAll] = /[\d:]{8}(?= in all)/.exec(seen.since) ?? [seen.figures]
  const total = between(secondOf(lines[0]?.clock ?? ''), now)
  expect(Math.abs(secondOf(inAll) - total), `${round}: ${inAll} in all, by the clock on the wall ${total} s`).toBeLessThanOrEqual(2)
}

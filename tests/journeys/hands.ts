import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { focused } from './look'

/** How somebody uses the glass: by keys and nothing else, or by taps of a finger and nothing else. Neither can drag. */
export interface Hand {
  /** A button, a link or a heading that opens. */
  readonly press: (one: Locator) => Promise<void>
  readonly write: (field: Locator, words: string) => Promise<void>
  /** A radio or a tick: it is on afterwards. */
  readonly choose: (one: Locator) => Promise<void>
}

/** A page of the longest tool has fewer stops than this. */
const most = 150

/** Which key comes nearer to it; null when it has the focus. Within a group of chips, radios or the tree's entries arrows move. */
const towards = (one: Locator): Promise<string | null> => one.evaluate((named) => {
  const wanted = named.closest('summary') ?? named
  const at = document.activeElement ?? document.body
  if (at === wanted) return null
  const kind = wanted.matches('input[type=radio]') ? 'input[type=radio]' : wanted.matches('.chip-group input') ? 'input' : '[data-entry]'
  const peers = wanted.matches(kind) ? [...(wanted.closest('fieldset, [role=group]')?.querySelectorAll(kind) ?? [])] : []
  const isAfter = (at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  if (peers.includes(at)) return isAfter ? 'ArrowDown' : 'ArrowUp'
  return isAfter ? 'Tab' : 'Shift+Tab'
})

export function keyboard(page: Page): Hand {
  /** Every stop on the way is in sight. */
  async function reach(one: Locator): Promise<void> {
    await one.waitFor({ state: 'attached' })
    const stops: (string | null)[] = []
    for (let key = await towards(one); key !== null; key = await towards(one)) {
      if (stops.length === most) throw new Error(`no key came to ${String(one)}: ${stops.slice(-9).join(' > ')}`)
      await page.keyboard.press(key)
      const stop = await focused(page)
      expect(stop ?? '', `on the way to ${String(one)}, after ${stops.slice(-3).join(' > ')}`).not.toContain('(hidden)')
      stops.push(stop)
    }
  }
  return {
    async press(one) {
      await reach(one)
      await page.keyboard.press('Enter')
    },
    async write(field, words) {
      await reach(field)
      await page.keyboard.type(words)
    },
    async choose(one) {
      await reach(one)
      // An arrow has chosen a radio by the time it is reached.
      if (!(await one.isChecked())) await page.keyboard.press('Space')
      await expect(one).toBeChecked()
    },
  }
}

/** For a page of a context with `hasTouch`. What is written comes from the glass’s own keyboard, which presses no keys. */
export function finger(page: Page): Hand {
  let at = page.url()
  return {
    async press(one) {
      // On a new page nobody taps as quickly as they would tap twice: the app takes that for a double tap on the page before.
      if (page.url() !== at) await page.waitForTimeout(600)
      at = page.url()
      await one.tap()
    },
    async write(field, words) {
      await field.tap()
      await page.keyboard.insertText(words)
    },
    async choose(one) {
      await one.tap()
      await expect(one).toBeChecked()
    },
  }
}

/** From now on, what the page is used by is noted: `key`, `touch`, `mouse`, `drag`. */
export async function noteHands(page: Page): Promise<() => Promise<string[]>> {
  const used = await page.evaluateHandle(() => {
    const used = new Set<string>()
    addEventListener('keydown', () => used.add('key'), true)
    addEventListener('pointerdown', ({ pointerType }) => used.add(pointerType), true)
    for (const kind of ['dragstart', 'touchmove']) addEventListener(kind, () => used.add('drag'), true)
    return used
  })
  return () => used.evaluate((set) => [...set])
}

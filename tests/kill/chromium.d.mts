import type { BrowserContext, Page } from '@playwright/test'

export interface Browser {
  readonly context: BrowserContext
  readonly page: Page
  /** SIGKILL to all its processes at once; resolves when they are gone. */
  readonly kill: () => Promise<void>
  /** As a person closes it: everything is written out. */
  readonly close: () => Promise<void>
}
export function openBrowser(given: { profile: string; flags?: readonly string[] }): Promise<Browser>

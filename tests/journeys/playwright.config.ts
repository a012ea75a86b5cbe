import { defineConfig } from '@playwright/test'
import { findBrowser } from '../support/ensure-browser.mjs'

const executablePath = findBrowser()
/** Written for the count on the last line of `npm test`. */
const resultsFile = process.env['JOURNEYS_RESULTS']

export default defineConfig({
  testDir: '.',
  globalSetup: './county.ts',
  outputDir: '../../test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A machine that stalled gets one more try where CI runs it, and the count names it; by hand nothing is tried twice.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(resultsFile ? [['json', { outputFile: resultsFile }] as const] : [])],
  use: {
    serviceWorkers: 'allow',
    trace: 'off',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})

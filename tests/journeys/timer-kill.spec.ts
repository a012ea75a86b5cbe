import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, type Page } from '@playwright/test'
import type { Chance } from '../kill/chance'
import { chanceFrom } from '../kill/chance'
import { openBrowser } from '../kill/chromium.mjs'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { goWithin, setUp, signIn } from '../kill/on-the-glass'
import type { Line, Press } from '../kill/stamps'
import { expectPressed, expectWallClock, linesOn, listenForStamps } from '../kill/stamps'
import { seed } from '../support/seed'
import { ownCounty } from './county'

const amira = { name: 'Amira', code: 'AMIRA-1357', pin: '482915' }
const kills = process.env['LONG'] ? 30 : 3
/** As `use-presses.ts` has it. */
const doubleTapMs = 700

test.describe.configure({ mode: 'default', timeout: 120_000 + kills * 60_000 })
let place: string
let endpoint: EndpointProcess
let end: () => Promise<void>
test.beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'steps-timer-kill-'))
  ;({ endpoint, end } = await ownCounty())
})
test.afterAll(async () => {
  await end()
  await rm(place, { recursive: true, force: true, maxRetries: 5 })
})

interface Door {
  readonly name: string
  /** Comes to where a running timer is shown, if there is one. */
  readonly come: (page: Page) => Promise<void>
  readonly start: (page: Page) => Promise<void>
  /** Leaves a hold that has ended for where the next is started. */
  readonly leave: (page: Page) => Promise<void>
  /** From there to its times in the record it became. */
  readonly reopen: (page: Page) => Promise<void>
}
const signedIn: Door = {
  name: 'signed in',
  come: (page) => signIn(page, endpoint.url, amira),
  start: (page) => page.getByRole('link', { name: /Start timer/ }).click(),
  leave: async (page) => {
    times = new URL(page.url()).pathname
    await goWithin(page, '/today')
  },
  reopen: (page) => goWithin(page, times),
}
const locked: Door = {
  name: 'from the lock screen',
  come: async (page) => {
    await page.goto(endpoint.url)
    await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
  },
  start: (page) => page.getByRole('button', { name: /Start timer/ }).click(),
  leave: (page) => page.getByRole('button', { name: 'Save and close' }).click(),
  reopen: async (page) => {
    await signIn(page, endpoint.url, amira)
    await page.getByRole('link', { name: 'Look' }).click()
    // The one begun last stands last.
    await page.getByRole('button', { name: 'Kept the time' }).last().click()
  },
}
let times = ''

for (const [index, door] of [signedIn, locked].entries()) {
  test(`a hold timed ${door.name}, its browser killed ${kills} times: the timer runs on from its first second and keeps every stamp once`, async () => {
    const told = await killInMidHold({ door, profile: join(place, `profile${index}`), chance: chanceFrom(seed + index) })
    process.stdout.write(`timer kills, ${door.name}: seed ${seed + index}: ${told}\n`)
  })
}

/** Each time: find the timer with every stamp that was shown before the last kill, press on, and be killed at some moment. */
async function killInMidHold({ door, profile, chance }: { door: Door; profile: string; chance: Chance }): Promise<string> {
  const first = await openBrowser({ profile })
  await setUp(first.page, endpoint.url, { code: 'WILLOW-2468', tabletName: 'Oak Room tablet', adult: amira })
  await first.close()

  let presses: Press[] = []
  let promised: readonly Line[] = []
  let [kept, made] = [0, 0]
  for (let count = 0; ; count += 1) {
    const round = `kill ${count}`
    const { page, kill } = await openBrowser({ profile })
    try {
      const heard = await listenForStamps(page)
      /** Of the hold that is timed, not of the one before it. */
      const shown = () => (heard().some(({ words }) => words === 'Hold ended') ? [] : heard())
      const start = async () => {
        presses = [{ words: 'Hold began', from: Date.now(), to: null }]
        await door.start(page)
      }
      await door.come(page)
      const open = page.locator('.running').getByRole('button', { name: 'Open', exact: true })
      if (promised.length > 0) await expect(open, `${round}: the timer is known to run`).toBeVisible()
      // A start that was never shown may have been kept all the same.
      else await Promise.race([open.waitFor(), pause(2000)]).catch(() => undefined)
      if (await open.isVisible()) {
        await open.click()
        await expect.poll(async () => (await linesOn(page)).slice(0, promised.length), { message: `${round}: every stamp that was shown is there` }).toEqual(promised)
        await page.locator('.timer .lines li').first().waitFor()
        const found = await linesOn(page)
        expectPressed(found, presses, round)
        await expectWallClock(page, found, round)
        // What was not kept by now never will be.
        for (const press of presses) press.to ??= Date.now()
      } else await start()

      const isLast = count === kills
      if (isLast || chance.next() < 0.25) {
        // A tap in the same place sooner than this is taken for the second of a double tap, and ends no hold.
        await pause(Math.max(0, (presses[0]?.from ?? 0) + doubleTapMs + 1000 - Date.now()))
        const ended: Press = { words: 'Hold ended', from: Date.now(), to: null }
        await page.getByRole('button', { name: 'Hold ended' }).click()
        await page.getByText(/^Hold ended \d\d:\d\d/).waitFor()
        presses.push(ended)
        const lines = await linesOn(page)
        await door.leave(page)
        await expect(page.locator('.running'), `${round}: no timer runs`).toBeHidden()
        kept += lines.length
        made += presses.length
        if (isLast) {
          await door.reopen(page)
          await expect.poll(() => linesOn(page), { message: 'the record has every stamp' }).toEqual(lines)
          expectPressed(lines, presses, 'at the end')
          return `${kills} kills, ${kept} stamps kept, ${made - kept} presses in the last moment before a kill were not yet promised`
        }
        promised = []
        await start()
      }

      const before = promised.length
      const pressing = pressOn(page, chance, presses)
      // On a slow machine most kills would come before anything was shown; every other one comes after.
      if (count % 2 === 0) await expect.poll(() => shown().length, { timeout: 30_000 }).toBeGreaterThan(before)
      await pause(chance.between(0, 3500))
      await kill()
      await pressing.stop()
      promised = shown()
    } finally {
      await kill()
    }
  }
}

/** Presses like somebody beside a hold: at any pace, whatever stands there but the end. Ends by itself when the browser is gone. */
function pressOn(page: Page, chance: Chance, presses: Press[]): { stop: () => Promise<void> } {
  let going = true
  const words: Readonly<Record<string, string>> = { 'Changed hold': 'Changed hold', 'Swap adult': 'Swapped adult', 'Let go': 'Let go', 'Held again': 'Held again' }
  const press = async () => {
    await page.getByRole('button', { name: 'Hold ended' }).waitFor()
    while (going) {
      const labels = await page.locator('.smaller button').allTextContents()
      const label = labels[chance.between(0, labels.length - 1)] ?? ''
      // Counted before it is sent: the kill may come between.
      const one: Press = { words: words[label] ?? label, from: Date.now(), to: null }
      presses.push(one)
      await page.locator('.smaller').getByRole('button', { name: label }).click()
      one.to = Date.now()
      await pause(chance.between(50, 900))
    }
  }
  const ended = press().catch((error: unknown) => {
    // The kill ends the pressing.
    if (!/closed|crashed/.test(String(error))) throw error
  })
  return { stop: () => { going = false; return ended } }
}

import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, type Page } from '@playwright/test'
import { listenForPromises } from '../kill/acknowledged'
import type { Chance } from '../kill/chance'
import { chanceFrom } from '../kill/chance'
import { openBrowser } from '../kill/chromium.mjs'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { goWithin, openBox, setUp, signIn } from '../kill/on-the-glass'
import { seed } from '../support/seed'
import { ownCounty } from './county'

const amira = { name: 'Amira', code: 'AMIRA-1357', pin: '482915' }
const kills = process.env['LONG'] ? 40 : 4

test.describe.configure({ mode: 'default', timeout: 240_000 })
let place: string
let endpoint: EndpointProcess
let end: () => Promise<void>
test.beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'steps-kill-'))
  ;({ endpoint, end } = await ownCounty())
})
test.afterAll(async () => {
  await end()
  await rm(place, { recursive: true, force: true, maxRetries: 5 })
})

test(`a browser killed ${kills} times in the middle of typing never loses a word that was saved`, async () => {
  test.setTimeout(120_000 + kills * 60_000)
  const told = await killInMidWord({ kills, flags: [], chance: chanceFrom(seed) })
  process.stdout.write(`browser kills: seed ${seed}: ${told}\n`)
})

test('nor does one that keeps its rows in SQLite', async () => {
  const some = process.env['LONG'] ? 10 : 1
  test.setTimeout(120_000 + some * 60_000)
  const told = await killInMidWord({ kills: some, flags: ['--enable-features=IdbSqliteBackingStore'], chance: chanceFrom(seed + 1) })
  const stores = await readdir(join(place, 'profile1/Default/IndexedDB')).catch(() => [])
  process.stdout.write(`browser kills, ${stores.join(' ')}: seed ${seed + 1}: ${told}\n`)
})

/** Each time: sign in, find what was promised before the last kill, write on, and be killed at some moment. */
async function killInMidWord(given: { kills: number; flags: readonly string[]; chance: Chance }): Promise<string> {
  const { chance, flags } = given
  const profile = join(place, `profile${flags.length}`)
  const first = await openBrowser({ profile, flags })
  await setUp(first.page, endpoint.url, { code: 'WILLOW-2468', tabletName: 'Oak Room tablet', adult: amira })
  await first.close()

  let record = randomUUID()
  let promised = ''
  let typed = ''
  let unsaved = 0
  let writes = 0
  for (let round = 0; ; round += 1) {
    const { page, kill } = await openBrowser({ profile, flags })
    try {
      const heard = await listenForPromises(page)
      await signIn(page, endpoint.url, amira)
      await goWithin(page, `/record/${record}`)
      const box = await openBox(page)
      await expect(box, `round ${round}: what had been saved is there again`).toHaveValue(startingWith(promised))
      const found = await box.inputValue()
      expect(typed.startsWith(found), `round ${round}: nothing stands there that was not written`).toBe(true)
      unsaved += typed.length - found.length
      if (round === given.kills) break

      typed = found
      if (found.length > 1500) {
        record = randomUUID()
        typed = promised = ''
        await goWithin(page, `/record/${record}`)
        await expect(await openBox(page)).toHaveValue('')
      }
      const typing = typeOn(page, round, chance, (letter) => { typed += letter })
      const finishing = chance.next() < 0.2
      // On a slow machine most kills would come before anything was promised; every other one comes after.
      if (round % 2 === 0) await expect.poll(() => heard().words, { timeout: 30_000 }).not.toBe('')
      await pause(chance.between(300, finishing ? 2500 : 6000))
      if (finishing) {
        typing.stop()
        await typing.ended
        const whole = typed
        await page.getByRole('button', { name: 'Save and close' }).click({ timeout: 15_000 })
        await page.getByRole('heading', { name: /^Good / }).waitFor()
        promised = whole
      }
      const last = heard()
      await kill()
      typing.stop()
      await typing.ended
      if (!finishing && last.words !== '') promised = last.words
      writes += last.writes
      // Later the glass rightly says it of what an earlier session kept.
      if (round === 0) expect(last.saidTooSoon, '“Saved” was not said before the disk said so').toBe(0)
    } finally {
      await kill()
    }
  }
  expect(writes, 'something was promised, or nothing was tried').toBeGreaterThanOrEqual(given.kills / 2)
  return `${given.kills} kills, ${writes} writes promised and kept, ${unsaved} letters typed in the last pause before a kill were not yet promised`
}

const startingWith = (words: string): RegExp => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)

/** Writes like a hurried adult: a word, a breath, now and then a thought. Ends by itself when the browser is gone. */
function typeOn(page: Page, round: number, chance: Chance, wrote: (letter: string) => void): { stop: () => void; ended: Promise<void> } {
  let going = true
  const words = ['under', 'the', 'table', 'shouting', 'calm', 'again', 'asked', 'for', 'Juniper', 'threw', 'a', 'cup', 'and', 'then', 'sat']
  const write = async () => {
    await (await openBox(page)).focus()
    await page.keyboard.press('Control+End')
    for (let count = 0; going; count += 1) {
      for (const letter of `${words[chance.between(0, words.length - 1)] ?? 'and'}-${round}.${count} `) {
        if (!going) return
        // Counted before it is sent: the kill may come between.
        wrote(letter)
        await page.keyboard.type(letter)
        await pause(chance.between(20, 110))
      }
      if (chance.next() < 0.4) await pause(chance.between(400, 1000))
    }
  }
  return { stop: () => { going = false }, ended: write().catch((error: unknown) => {
    // The kill ends the writing.
    if (!String(error).includes('closed')) throw error
  }) }
}

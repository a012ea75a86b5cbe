import { round } from '../figures.mjs'
import { handOn } from './hand.mjs'
import { weigh, withScreen } from './tablet.mjs'
import { signIn } from './walk.mjs'

const weighedAt = [20, 110, 200]
const child = '/children/bench-child-2'
/** Where the tablet stands when it locks, turn about. A place where something is being written is left as it is found. */
const places = ['/today', child, '/record/bench-lock-record', '/incident/bench-incident-0/check', `${child}/plans`]
/** How much more there may be at the last weighing than at the first: what caches and the browser's own bookkeeping take. */
const slack = { heap: 2, nodes: 400, listeners: 60, detached: 400 }

/** Signs in and locks 200 times, by hand from Today and by leaving the tablet alone elsewhere; full speed, since a PIN alone takes a second on a slow one. */
export function locks(tablet, { size, say, leak }) {
  return withScreen(tablet, { ...size, rate: 1, before: [layClock] }, async ({ page, tools }) => {
    const hand = handOn(page, tools)
    if (leak) await page.evaluate(plantLeak)
    const weights = []
    for (let cycle = 1; cycle <= weighedAt.at(-1); cycle += 1) {
      await enter(page, hand, cycle === 1)
      const place = places[cycle % places.length]
      await page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to), place)
      await hand.still()
      if (place === '/today') {
        await page.locator('.me').click()
        await page.getByRole('button', { name: 'Lock this tablet' }).click()
      } else await page.evaluate(() => window.benchLie())
      await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
      if (!weighedAt.includes(cycle)) continue
      await hand.still()
      await hand.take()
      weights.push({ cycle, ...(await weigh(page, tools)) })
      say(`after ${cycle} locks: ${Object.entries(weights.at(-1)).map(([name, figure]) => `${name} ${round(figure)}`).join(', ')}`)
    }
    return Object.entries(slack).map(([name, most]) => {
      const figures = weights.map((one) => one[name])
      return {
        what: `200 locks, ${name}${name === 'heap' ? ', MB' : ''}, after ${weighedAt.join(', ')}`, figure: figures.map(round).join(', '),
        limit: `no more than ${most} more`, isOver: figures.at(-1) - figures[0] > most,
      }
    })
  })
}

async function enter(page, hand, first) {
  if (first) return signIn(page, hand)
  await page.getByRole('button', { name: 'Amira' }).click()
  await page.getByLabel('Your 6-digit PIN').pressSequentially('482915')
  await page.locator('main#main h1').first().waitFor()
}

/** Runs in the page: `benchLie` lays it by for as long as it takes to lock by itself. */
function layClock() {
  const now = Date.now.bind(Date)
  let ahead = 0
  Date.now = () => now() + ahead
  window.benchLie = () => { ahead += 21 * 60_000 }
}

/** Runs in the page: every page that is taken away is kept by a listener nobody takes off, as a forgotten one would. */
function plantLeak() {
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes) for (const gone of removedNodes) if (gone instanceof HTMLElement) addEventListener('steps-never', () => gone.remove())
  }).observe(document.querySelector('#app'), { subtree: true, childList: true })
}

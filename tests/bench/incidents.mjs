import { median, ms, round } from './figures.mjs'
import { mornings } from './full-tablet.mjs'

const incidents = 200
const finished = 400
const limits = { duties: 2_500, whole: 4_000, open: 2_000, sign: 1_000 }
const aims = { duties: '1500 ms' }
const watched = {
  standing: {
    lock: { see: '[aria-label=Adults] button' },
    duties: { see: '[aria-labelledby=to-finish] .task[href^="/incident/"]' },
    // Said once the last of them was looked through.
    whole: { see: '[aria-labelledby=to-finish] .more' },
    // Its accounts, its lines and its signature all stand.
    check: { see: '.check:has([aria-labelledby=accounts] article):has([aria-labelledby=whole] dd) [aria-labelledby=sign] button:enabled' },
    signed: { see: '[aria-labelledby=signed] p', saying: 'Signed by' },
  },
  taps: { tap: '[aria-labelledby=to-finish] .task', press: '[aria-labelledby=sign] button' },
}

/** Two hundred incidents of twelve people, eight accounts each, and as many finished in each of two other years, on one slow tablet: from the PIN to what they owe, to one of them, to its signature. */
export async function incidentsOnOneTablet() {
  const runs = await mornings({ incidents: { count: incidents, finished } }, watched, async ({ page, tools, seen, signIn }, time) => {
    await seen('lock')
    await signIn()
    const [duties, whole, pin] = [await seen('duties'), await seen('whole'), await seen('pin')]
    await page.locator(`[aria-labelledby=to-finish] .task[href="/incident/bench-incident-${time}/check"]`).first().click()
    const [check, tap] = [await seen('check'), await seen('tap')]
    await page.locator('[aria-labelledby=sign] button').click()
    const [signed, press] = [await seen('signed'), await seen('press')]
    await tools.send('HeapProfiler.collectGarbage')
    const { usedSize } = await tools.send('Runtime.getHeapUsage')
    return { duties: duties - pin, whole: whole - pin, open: check - tap, sign: signed - press, heap: usedSize / 1_000_000 }
  })
  const row = (name, what) => {
    const figures = runs.map((one) => one[name])
    return { what: `${what}, 6x slower processor, ${incidents} incidents of 12`, figure: ms(figures), ...(aims[name] ? { aim: aims[name] } : {}), limit: `${limits[name]} ms`, isOver: median(figures) > limits[name] }
  }
  return [
    row('duties', 'PIN to Today with the first of what incidents owe'),
    row('whole', 'PIN to all that incidents owe'),
    row('open', 'Tap to an incident at its check'),
    row('sign', 'Sign to “Signed by”'),
    { what: `JavaScript heap after it, ${incidents} incidents of 12`, figure: `${round(median(runs.map(({ heap }) => heap)))} MB` },
  ]
}

import { quantile, round } from '../figures.mjs'
import { handOn } from './hand.mjs'
import { withScreen } from './tablet.mjs'
import { signIn } from './walk.mjs'

const flicks = 24
/** As long as a page that was flicked runs on. */
const restMs = 400
/** A frame that stands longer than this is seen as a stop. */
const longFrameMs = 100

/** A finger goes down a timeline of 2,000 lines: how long frames stood, and how often there was no line where there should be one. */
export function scroll(tablet, { size, say }) {
  return withScreen(tablet, size, async ({ page, tools }) => {
    const hand = handOn(page, tools)
    await signIn(page, hand)
    await page.evaluate(() => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push('/children/bench-child-1'))
    await page.locator('[aria-setsize]').first().waitFor()
    await hand.still()
    const lines = await page.locator('[aria-setsize]').first().getAttribute('aria-setsize')
    await page.locator('[aria-setsize]').first().evaluate((one) => one.scrollIntoView())
    await hand.still()
    await page.evaluate(watchFrames)
    for (let flick = 0; flick < flicks; flick += 1) {
      await hand.flick({ x: size.width / 2, y: size.height * 0.8 }, size.height * 0.6)
      await page.waitForTimeout(restMs)
    }
    const { frames, bare, scrolled } = await page.evaluate(() => window.benchFrames())
    if (scrolled < flicks * size.height * 0.3) throw new Error(`the list was flicked and went only ${round(scrolled)} px`)
    const long = frames.filter((ms) => ms > longFrameMs)
    say(`${size.width}: ${frames.length} frames over ${round(scrolled)} px`)
    return [
      { what: `Scrolling ${lines} lines at ${size.width}x${size.height}: frames, p75 and longest`, figure: `${round(quantile(frames, 0.75))} ms, ${round(Math.max(...frames))} ms` },
      { what: `Frames over ${longFrameMs} ms, of ${frames.length}`, figure: String(long.length), limit: '0', isOver: long.length > 0 },
      { what: 'Frames with no line in the middle of the glass', figure: String(bare), limit: '0', isOver: bare > 0 },
    ]
  })
}

/** Runs in the page: notes each frame until asked. */
function watchFrames() {
  const frames = []
  const from = scrollY
  let bare = 0
  let before = performance.now()
  let goes = true
  const next = (now) => {
    frames.push(now - before)
    before = now
    if (!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[aria-setsize]')) bare += 1
    if (goes) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  window.benchFrames = () => {
    goes = false
    return { frames: frames.slice(1), bare, scrolled: scrollY - from }
  }
}

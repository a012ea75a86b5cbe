// What the page itself tells of every touch and key: from the moment it was made until the frame with its answer is painted.

/**
 * Runs in the page, before the app. `benchWatch.take()` gives what was seen since the last time: `touches` (the slowest event
 * of each interaction, ms), `keys` (keydown to paint, ms) and `long` (main-thread tasks over 50 ms).
 */
export function watchHands() {
  const waits = { frameMs: 300, mostMs: 15_000 }
  let interactions = new Map()
  let keys = []
  let long = []
  let changedAt = 0
  const noteEvents = (entries) => {
    for (const { name, duration, interactionId } of entries) {
      if (name === 'keydown') keys.push(duration)
      if (interactionId > 0) interactions.set(interactionId, Math.max(duration, interactions.get(interactionId) ?? 0))
    }
  }
  const noteLong = (entries) => { long.push(...entries.map(({ duration }) => Math.round(duration))) }
  const events = new PerformanceObserver((list) => noteEvents(list.getEntries()))
  const tasks = new PerformanceObserver((list) => noteLong(list.getEntries()))
  events.observe({ type: 'event', durationThreshold: 16, buffered: true })
  tasks.observe({ type: 'longtask', buffered: true })
  new MutationObserver(() => { changedAt = performance.now() }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })

  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  /** Until nothing has changed on the glass for a while; gives when it last did. */
  const still = async () => {
    const began = performance.now()
    changedAt = Math.max(changedAt, began)
    while (performance.now() - changedAt < waits.frameMs && performance.now() - began < waits.mostMs) {
      await new Promise((done) => setTimeout(done, 50))
      await painted()
    }
    return changedAt
  }
  /** A corner of the glass that opens `address` as a link of the app would, since no page links to all the others. */
  let address = ''
  let openedAt = 0
  let opening = Promise.resolve()
  addEventListener('DOMContentLoaded', () => {
    const corner = document.body.appendChild(document.createElement('button'))
    corner.className = 'bench-open'
    corner.style.cssText = 'position:fixed;z-index:99;inset:0 auto auto 0;inline-size:8px;block-size:8px;opacity:0;border:0;padding:0'
    corner.addEventListener('click', ({ timeStamp }) => {
      openedAt = timeStamp
      opening = document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(address)
    })
  })
  window.benchWatch = {
    still, painted,
    opens(to) {
      address = to
      openedAt = 0
    },
    /** Ms from the touch until the last change of the page that it opened. */
    async stands() {
      while (openedAt === 0) await painted()
      await opening
      return (await still()) - openedAt
    },
    async take() {
      await painted()
      noteEvents(events.takeRecords())
      noteLong(tasks.takeRecords())
      const seen = { touches: [...interactions.values()], keys, long }
      interactions = new Map()
      keys = []
      long = []
      return seen
    },
  }
}

/**
 * A signed-in adult who opens practice leaves this for the page that follows: with it, names of holds and restrictive
 * interventions are part of the demo. It says only that somebody was signed in in this very tab, and for how long it counts.
 */
const name = 'steps-practice.pass'
const goodForMs = 8 * 3_600_000

export function leavePracticePass(kept: Storage, now: number): void {
  kept.setItem(name, String(now))
}
export function hasPracticePass(kept: Storage, now: number): boolean {
  const at = Number(kept.getItem(name) ?? Number.NaN)
  return now - at >= 0 && now - at < goodForMs
}
export function endPracticePass(kept: Storage): void {
  kept.removeItem(name)
}

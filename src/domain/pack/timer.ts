import type { Pack } from './pack'
import { word } from './pack'

/** Numbers of the timer. The LA or a setting's trainer may set others. */
export interface TimerRules {
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  readonly source: string
  /** How long each prompt stands before the next, ms. */
  readonly promptEveryMs: number
  /** So long after its last stamp a timer is taken to have been forgotten, ms. */
  readonly forgottenAfterMs: number
  /** One guess of when a forgotten hold ended: so long after the last stamp, ms. */
  readonly guessAfterMs: number
}

export const timerRules: TimerRules = {
  validFrom: '2026-09-01',
  source: 'Steps Toolkit: no law or guidance in force sets these numbers',
  promptEveryMs: 20_000,
  forgottenAfterMs: 40 * 60_000,
  guessAfterMs: 2 * 60_000,
}

/** What to look at while a child is held, in turn. A pack may say them differently, under `timer.<prompt>`. */
const usualPrompts: readonly (readonly [key: string, usual: string])[] = [
  ['breathing', 'Breathing: can the child breathe and speak freely?'],
  ['colour', 'Colour: look at the face and lips.'],
  ['let-go', 'Can you let go now?'],
]

export const timerPrompts = (pack: Pack): readonly string[] => usualPrompts.map(([key, usual]) => word(pack, `timer.${key}`, usual))

/** The prompt that stands so long after the hold began, ms. */
export function promptAt(pack: Pack, elapsedMs: number, rules: TimerRules = timerRules): string {
  const prompts = timerPrompts(pack)
  return prompts[Math.floor(Math.max(0, elapsedMs) / rules.promptEveryMs) % prompts.length] ?? ''
}

import { interventionKinds, reasons } from './incident'
import type { Pack } from './pack'
import { stepsPack } from './pack'
import { probabilitySteps, seriousnessSteps } from './risk'
import { fruitKinds } from './tree'

/**
 * Words for codes, as the glass says them. A pack may say any of them differently under the same key. They tell what
 * happened and what to do next, and never whose fault it was.
 */
export const usualWords: Readonly<Record<string, string>> = {
  'gap.choose-child': 'Choose who this is about, or choose ‘Add later’',
  'gap.in-future': 'Time must be now or earlier',
  'gap.ends-before-start': 'The end cannot come before the start. Change one of the dates',
  'gap.upn-letter': 'The letters and numbers of this UPN do not fit together. Check each one',
  'gap.say-harm': 'Say what harm or damage you saw',
  'gap.say-long': 'More than 60 letters is hard to say calmly. Try fewer words',

  // Why the endpoint said no. `refusal.` stands alone; `reason.` completes "Oak Primary did not accept this: ...".
  'refusal.not-valid': 'The other side could not read this. Update the app, then try again',
  'refusal.not-whole': 'This changed on its way. It will be sent again',
  'refusal.not-opened': 'The sealed copy did not open on the other side. The record is sent at the next sign-in',
  'refusal.not-allowed': 'Your role does not cover this. Ask your SENCO or manager',
  'refusal.not-known': 'This is not known here. Check with your SENCO or manager',
  'refusal.already-closed': 'This record was already closed. Your words are kept and can be added to it',
  'refusal.too-new': 'This app is newer than the place it sends to. It will be sent when that is updated',
  'refusal.too-large': 'This is too long to send at once. It is kept on this tablet',
  'refusal.wrong-setting': 'This code belongs to another setting. Ask for a code of this one',
  'refusal.wrong-code': 'That code did not match. Check it and try again',
  'refusal.used-code': 'This code has been used. Ask for a new one',
  'refusal.expired-code': 'This code is out of date. Ask for a new one',
  'refusal.too-many-tries': 'Too many tries. Wait a few minutes, then try again',
  'refusal.revoked': 'This tablet has been switched off by the office. Records not yet sent are still sealed here',
  'refusal.withdrawn': 'This setting no longer takes records here. Ask your office',
  'refusal.restored': 'The office went back to an earlier copy. What it no longer has is sent again from here: nothing is lost on this tablet',
  'refusal.nothing-there': 'There is nothing here yet',
  'refusal.trouble': 'Something went wrong on the other side. We will try again',

  'reason.not-valid': 'it could not be read there',
  'reason.not-whole': 'it changed on its way',
  'reason.not-opened': 'its sealed copy did not open there',
  'reason.not-allowed': 'the author’s role does not cover it',
  'reason.not-known': 'it builds on something not known there',
  'reason.already-closed': 'the record was already closed',
  'reason.too-new': 'it was written with a newer app',
  'reason.too-large': 'it is too long to send at once',
  'reason.wrong-setting': 'it belongs to another setting',
  'reason.wrong-code': 'the code did not match',
  'reason.used-code': 'the code has been used',
  'reason.expired-code': 'the code is out of date',
  'reason.too-many-tries': 'there were too many tries',
  'reason.revoked': 'this tablet has been switched off by the office',
  'reason.withdrawn': 'the setting no longer takes records there',
  'reason.restored': 'the office went back to an earlier copy',
  'reason.nothing-there': 'there is nothing there',
  'reason.trouble': 'something went wrong there',

  'letter.hint': 'Who was there, what you saw and heard. Initials are enough. Facts first; it need not be neat.',
  'letter.bar': 'Sealed as you write. Sign in later to say who it is about.',

  'say.another-child': 'another child',
}

/** Completes "Oak Primary did not accept this: ...". */
export const refusalWords = (code: string, pack: Pack = stepsPack): string => wordFor(pack, `reason.${code}`)
/** Stands alone, where a code was typed or a request was turned down: what happened and what to do. */
export const refusalSentence = (code: string, pack: Pack = stepsPack): string => wordFor(pack, `refusal.${code}`)
export const gapWords = (code: string, pack: Pack = stepsPack): string => wordFor(pack, `gap.${code}`)

/** The pack's word for a key, or the usual one. A code this app does not know is shown as it is, never hidden. */
export const wordFor = (pack: Pack, key: string): string => pack.words[key] ?? usualWords[key] ?? key.slice(key.indexOf('.') + 1)

/** Words that mean the same in every setting: the LA may publish them differently, and a setting may not. */
export interface Lock {
  /** Keys, whole. */
  readonly keys: readonly string[]
  /** Keys that begin so. */
  readonly within: readonly string[]
  readonly why: string
}
const codesOf = (options: readonly { readonly code: string }[]): string[] => options.map(({ code }) => `code.${code}`)
export const locks: readonly Lock[] = [
  {
    keys: [...codesOf(interventionKinds), ...codesOf(reasons)],
    within: ['incident.', 'telling.', 'duty.', 'because.', 'finding.', 'for-parent.', 'parent.'],
    why: 'The law asks for this word, and a parent, an inspector or a court may read it.',
  },
  { keys: codesOf(fruitKinds), within: [], why: 'The county says when behaviour is called this, and counts on it meaning the same everywhere.' },
  {
    keys: ['map.categories', ...codesOf(seriousnessSteps), ...codesOf(probabilitySteps)],
    within: ['map.line.', 'map.pole.', 'map.anchor.'],
    why: 'Scales and their lines are the same in every setting. The LA publishes them.',
  },
  { keys: [], within: ['gap.', 'refusal.', 'reason.', 'setting-words.'], why: 'The app says this about itself.' },
]
/** Why a setting cannot say this differently; null where it can. */
export const lockOn = (key: string): string | null => locks.find(({ keys, within }) => keys.includes(key) || within.some((start) => key.startsWith(start)))?.why ?? null
export const isLocked = (key: string): boolean => lockOn(key) !== null

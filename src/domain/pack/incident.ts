import type { Option } from '../schema/field'

/** Where an incident happened decides which law is met: a school in England, or a provider under the Early Years Foundation Stage. */
export type Profile = 'school' | 'early-years'

// Codes never change meaning. What they are called, and which a setting offers, is the pack's.

/** What was done that held a child or kept them in. Duties differ by kind, so it is asked first. */
export const interventionKinds: readonly Option[] = [
  { code: 'force', label: 'Held, or force used', hint: 'Any holding, guiding or moving that goes beyond everyday contact.' },
  { code: 'seclusion', label: 'Kept in a room or space', hint: 'Away from others, and not free to leave.' },
  { code: 'restraint', label: 'Movement limited without force', hint: 'A strap, a chair, a barrier, or a mobility aid taken away.' },
  { code: 'physical', label: 'Physical intervention', hint: 'Any time an adult used their hands or body to stop or move a child.' },
  { code: 'not-held', label: 'Nobody was held or kept in', hint: 'Someone was hurt, and it is recorded in full.' },
]
/** An incident in which someone was hurt and no child was held, kept in or limited: it needs no reason for a hold. */
export const isOnlyHurt = (interventions: readonly { readonly kind: string | null }[]): boolean => interventions.length > 0 && interventions.every(({ kind }) => kind === 'not-held')
export const kindsFor: Readonly<Record<Profile, readonly string[]>> = {
  school: ['force', 'seclusion', 'restraint', 'not-held'],
  'early-years': ['physical', 'seclusion', 'restraint', 'not-held'],
}

/** Why it was needed. Never to punish and never to make a child comply: neither is a choice. */
export const reasons: readonly Option[] = [
  { code: 'injury-self', label: 'To stop the child being hurt' },
  { code: 'injury-other', label: 'To stop someone else being hurt' },
  { code: 'offence', label: 'To stop a criminal offence' },
  { code: 'damage', label: 'To stop damage to property' },
  { code: 'disorder', label: 'To stop disorder' },
  { code: 'danger', label: 'To avert immediate danger' },
  { code: 'behaviour', label: 'To manage behaviour, as it was absolutely necessary' },
]
/** Education and Inspections Act 2006 s.93 for schools; EYFS section 3 for Early Years. */
export const reasonsFor: Readonly<Record<Profile, readonly string[]>> = {
  school: ['injury-self', 'injury-other', 'offence', 'damage', 'disorder'],
  'early-years': ['injury-self', 'injury-other', 'danger', 'damage', 'behaviour'],
}

/** Usual names of holds; a setting's pack has those its adults were trained in. The lightest first. */
export const holds: readonly Option[] = [
  { code: 'guided', label: 'Guided by arm or back' },
  { code: 'hand-held', label: 'Hand held' },
  { code: 'one-adult-standing', label: 'One adult, standing' },
  { code: 'two-adults-standing', label: 'Two adults, standing' },
  { code: 'seated', label: 'Seated hold' },
  { code: 'carried', label: 'Lifted or carried' },
  { code: 'wrapped', label: 'Arms wrapped round' },
  { code: 'on-the-ground', label: 'On the ground' },
  { code: 'other', label: 'Other' },
  { code: 'not-sure', label: 'Not sure' },
]
/** How much was used. */
export const degrees: readonly Option[] = [
  { code: 'light', label: 'Light', hint: 'Guiding; the child could pull away.' },
  { code: 'firm', label: 'Firm', hint: 'The child could move, but not leave.' },
  { code: 'full', label: 'Full', hint: 'The child could not move the held part.' },
  { code: 'not-sure', label: 'Not sure' },
]

/** What may have led up to it. Also what patterns are looked for in. */
export const antecedents: readonly Option[] = [
  { code: 'change', label: 'A change or surprise' },
  { code: 'moving-on', label: 'Moving to something else' },
  { code: 'waiting', label: 'Waiting or queueing' },
  { code: 'noise', label: 'Noise or crowd' },
  { code: 'asked-to', label: 'Asked to do something' },
  { code: 'told-no', label: 'Told no or stop' },
  { code: 'work-hard', label: 'Work that felt too hard' },
  { code: 'another-child', label: 'Something with another child' },
  { code: 'an-adult', label: 'Something with an adult' },
  { code: 'body', label: 'Hungry, tired, unwell or in pain' },
  { code: 'home', label: 'Something from home' },
  { code: 'before-not-seen', label: 'We did not see what came before' },
  { code: 'other', label: 'Other' },
]

export const childSupport: readonly Option[] = [
  { code: 'quiet-time', label: 'Quiet time' },
  { code: 'time-with-adult', label: 'Time with a trusted adult' },
  { code: 'drink-or-food', label: 'A drink or food' },
  { code: 'checked-over', label: 'Checked over' },
  { code: 'talk-later', label: 'A talk later, when ready' },
  { code: 'offered-not-wanted', label: 'Offered, not wanted now' },
  { code: 'other', label: 'Other' },
]
export const staffSupport: readonly Option[] = [
  { code: 'had-break', label: 'A break' },
  { code: 'covered', label: 'Class covered' },
  { code: 'talked', label: 'Talked with a colleague' },
  { code: 'checked-over', label: 'Checked over' },
  { code: 'debrief-planned', label: 'A debrief is planned' },
  { code: 'offered-not-wanted', label: 'Offered, not wanted now' },
  { code: 'other', label: 'Other' },
]

/** What an adult did in it. */
export const adultParts: readonly Option[] = [
  { code: 'held', label: 'Held or guided' },
  { code: 'swapped-in', label: 'Swapped in' },
  { code: 'calmed', label: 'Talked and calmed' },
  { code: 'supervised', label: 'Stayed with the child' },
  { code: 'timed', label: 'Kept the time' },
  { code: 'others', label: 'Looked after the others' },
  { code: 'saw', label: 'Saw it' },
]

/** Late is recorded with its reason and never blocked. */
export const lateReasons: readonly Option[] = [
  { code: 'still-unsafe', label: 'It was not safe to stop sooner' },
  { code: 'ended-late', label: 'It ended late in the day' },
  { code: 'no-signal', label: 'No internet or no tablet' },
  { code: 'unreachable', label: 'They could not be reached' },
  { code: 'adult-hurt', label: 'The adult was hurt or away' },
  { code: 'found-out-later', label: 'We found out later' },
  { code: 'other', label: 'Other' },
]

import type { Option } from '../schema/field'
import type { Profile } from './incident'

/**
 * Kinds of plan over one core: what each asks, and in which order. Offered by pack and never fixed by phase, since a school may
 * write a behaviour plan. A Risk Reduction Plan is a school's, a Risk Management Plan an Early Years setting's, by the county's
 * strategy of 2020; a Pastoral Support Plan has up to three targets.
 */
export const planKinds = [
  { code: 'rrp', label: 'Risk reduction plan', hint: 'What adults do before, during and after, so that harm becomes less likely.' },
  { code: 'rmp', label: 'Risk management plan', hint: 'The same for Early Years, with what each of six sources told us.' },
  { code: 'bp', label: 'Behaviour plan', hint: 'Change what is around the child, and teach another way in small steps.' },
  { code: 'psp', label: 'Pastoral support plan', hint: 'Up to three targets: what school, family and the child will do.' },
  { code: 'pp', label: 'Predict and prevent plan', hint: 'Hard moments, and what adults change before they come.' },
  { code: 'tp', label: 'Transition or joining plan', hint: 'Starting here, or going on to another place.' },
] as const satisfies readonly Option[]
export type PlanKind = (typeof planKinds)[number]['code']
const offeredTo: Readonly<Record<Profile, readonly PlanKind[]>> = {
  school: ['rrp', 'psp', 'pp', 'bp', 'tp'],
  'early-years': ['rmp', 'bp', 'pp', 'tp'],
}
/** Usual kinds of this profile first; the others stay on offer after them. */
export const plansFor = (profile: Profile): { readonly usual: readonly PlanKind[]; readonly others: readonly PlanKind[] } => ({
  usual: offeredTo[profile],
  others: planKinds.map(({ code }) => code).filter((code) => !offeredTo[profile].includes(code)),
})

/** The tasks of a plan, done over many sittings and by several people. */
export const planSections = [
  { code: 'about', label: 'About the child, strengths' },
  { code: 'sources', label: 'What each source told us' },
  { code: 'child-voice', label: 'The child’s voice' },
  { code: 'parent-voice', label: 'Parents’ voice' },
  { code: 'understand', label: 'What we understand' },
  { code: 'triggers', label: 'Triggers' },
  { code: 'prevent', label: 'What we do before' },
  { code: 'targets', label: 'Targets' },
  { code: 'teaching', label: 'Another way, taught in steps' },
  { code: 'moving', label: 'Starting or moving on' },
  { code: 'flow', label: 'What we see, what we do' },
  { code: 'strategies', label: 'What has been tried' },
  { code: 'consequences', label: 'Consequences' },
  { code: 'recovery', label: 'Afterwards' },
  { code: 'holds', label: 'Physical intervention' },
  { code: 'review', label: 'Review date' },
  { code: 'agree', label: 'Agree and share' },
] as const satisfies readonly Option[]
export type PlanSection = (typeof planSections)[number]['code']

const forHarm: readonly PlanSection[] = ['about', 'child-voice', 'parent-voice', 'understand', 'triggers', 'prevent', 'flow', 'strategies', 'consequences', 'recovery', 'holds', 'review', 'agree']
export const sectionsOf: Readonly<Record<PlanKind, readonly PlanSection[]>> = {
  rrp: forHarm,
  rmp: forHarm.toSpliced(1, 0, 'sources'),
  bp: ['about', 'sources', 'child-voice', 'parent-voice', 'understand', 'triggers', 'prevent', 'teaching', 'flow', 'strategies', 'review', 'agree'],
  psp: ['about', 'child-voice', 'parent-voice', 'understand', 'targets', 'prevent', 'strategies', 'consequences', 'review', 'agree'],
  pp: ['about', 'child-voice', 'parent-voice', 'understand', 'triggers', 'prevent', 'strategies', 'review', 'agree'],
  tp: ['about', 'sources', 'child-voice', 'parent-voice', 'moving', 'triggers', 'prevent', 'flow', 'review', 'agree'],
}
/** How long until a plan is looked at again where nobody said otherwise, in days. A plan is never without a review date. */
export const reviewAfterDays: Readonly<Record<Profile, number>> = { school: 42, 'early-years': 28 }
/** A voice that was asked for and has not been heard is asked for again within this many school days. */
export const voiceDueSchoolDays = 10

/** Tiers of the county's graduated approach, schools one to five, Early Years one to three (strategy of 2020, sections 5.2 and appendices 4 and 5). */
export const tiers: readonly Option[] = [
  { code: 'tier-1', label: 'Tier 1, for all children' },
  { code: 'tier-2', label: 'Tier 2, advice and signposting' },
  { code: 'tier-3', label: 'Tier 3, help from outside' },
  { code: 'tier-4', label: 'Tier 4, more help' },
  { code: 'tier-5', label: 'Tier 5, specialist' },
]
export const tiersFor = (profile: Profile): readonly Option[] => tiers.slice(0, profile === 'school' ? 5 : 3)

/** Early Years: whose knowledge a plan stands on. Each gave it, or was asked and has not yet. */
export const planSources: readonly Option[] = [
  { code: 'source-child', label: 'The child' },
  { code: 'source-parents', label: 'Parents and carers' },
  { code: 'source-key-person', label: 'The key person' },
  { code: 'source-senco', label: 'The SENCO' },
  { code: 'source-services', label: 'Other services' },
  { code: 'source-assessment', label: 'An assessment' },
]

/** The four bands of a plan, and in them the steps of its flow. Told apart by shape and words, never by colour alone. */
export const bands: readonly Option[] = [
  { code: 'band-settled', label: 'Settled' },
  { code: 'band-early', label: 'Early signs and difficult' },
  { code: 'band-dangerous', label: 'Dangerous' },
  { code: 'band-recovery', label: 'Recovery' },
]
export const flowSteps: readonly Option[] = [
  { code: 'flow-calm', label: 'Calm', hint: 'Settled: what we see, and what keeps it so.' },
  { code: 'flow-early', label: 'Early signs' },
  { code: 'flow-question', label: 'A question', hint: 'Yes goes one way, no goes on down.' },
  { code: 'flow-act', label: 'What we do now', hint: 'Dangerous: who acts, who is called, where others go.' },
  { code: 'flow-recover', label: 'Recover and repair' },
]
export const bandOfStep: Readonly<Record<string, string>> = {
  'flow-calm': 'band-settled', 'flow-early': 'band-early', 'flow-question': 'band-dangerous', 'flow-act': 'band-dangerous', 'flow-recover': 'band-recovery',
}

/** What came of something adults did. What did not help is kept: it is asked for by every agency, and saves a child from it again. */
export const impacts: readonly Option[] = [
  { code: 'impact-helped', label: 'Helped' },
  { code: 'impact-some', label: 'Helped sometimes' },
  { code: 'impact-none', label: 'Made no difference' },
  { code: 'impact-harder', label: 'Made things harder' },
  { code: 'impact-too-soon', label: 'Too soon to say' },
]

/** How somebody who is not in the room is asked. */
export const waysToAsk: readonly Option[] = [
  { code: 'ask-in-person', label: 'In person' },
  { code: 'ask-phone', label: 'By phone' },
  { code: 'ask-interpreter', label: 'With an interpreter' },
  { code: 'ask-post', label: 'By post' },
  { code: 'ask-advocate', label: 'Through an advocate' },
]
export const views: readonly Option[] = [
  { code: 'view-agree', label: 'I agree' },
  { code: 'view-unsure', label: 'I am not sure' },
  { code: 'view-disagree', label: 'I do not agree with this part' },
]
export const signers: readonly Option[] = [
  { code: 'signs-coordinator', label: 'Plan co-ordinator' },
  { code: 'signs-parent', label: 'Parent or carer' },
  { code: 'signs-child', label: 'The child' },
  { code: 'signs-manager', label: 'Headteacher or manager' },
  { code: 'signs-other', label: 'Someone else' },
]
export const signerTicks: readonly Option[] = [
  { code: 'tick-read', label: 'I have read this plan, or it was read to me' },
  { code: 'tick-part', label: 'I had a part in making it' },
  { code: 'tick-asked', label: 'I could ask questions' },
]
export const signedHow: readonly Option[] = [
  { code: 'signed-here', label: 'On this tablet' },
  { code: 'signed-paper', label: 'On paper, kept in the file' },
]

/** Protective manages the risk and limits a freedom; educational teaches, so that it can be given back. Never one without the other. */
export const consequenceTypes: readonly Option[] = [
  { code: 'protective', label: 'Protective', hint: 'Manages the risk of harm. It limits a freedom for a while.' },
  { code: 'educational', label: 'Educational', hint: 'Learning, rehearsing or teaching, so that the freedom can be given back.' },
]

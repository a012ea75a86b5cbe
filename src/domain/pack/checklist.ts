import type { Option } from '../schema/field'

/** What we think is behind a behaviour. Never worked out by the app; one moment may hold both, and not knowing is an answer. */
export const behaviourViews: readonly Option[] = [
  { code: 'subconscious', label: 'Mostly subconscious', hint: 'Overwhelmed. It happens before there is a choice.' },
  { code: 'conscious', label: 'Mostly conscious', hint: 'It has a purpose: to gain or avoid something.' },
  { code: 'mixed', label: 'Some of both', hint: 'It may begin as one and go on as the other.' },
  { code: 'view-not-known', label: 'Not known' },
]
/** Young children cannot yet steady strong feelings alone, so an Early Years setting is not asked for a purpose. */
export const viewsFor: Readonly<Record<'school' | 'early-years', readonly string[]>> = {
  school: ['subconscious', 'conscious', 'mixed', 'view-not-known'],
  'early-years': ['subconscious', 'mixed', 'view-not-known'],
}
/** What a pack of Early Years says instead. */
export const earlyYearsViewWords: Readonly<Record<string, string>> = {
  'code.subconscious': 'Overwhelmed, still learning to be calm',
  'code.mixed': 'Overwhelmed at times, wanting something at times',
}

import type { Component } from 'vue'
import type { PlanSection } from '../../domain/pack/plans'
import AgreeSection from './agree/AgreeSection.vue'
import FlowSection from './flow/FlowSection.vue'
import HoldsSection from './holds/HoldsSection.vue'
import ReviewSection from './review/ReviewSection.vue'
import AboutSection from './sections/AboutSection.vue'
import ConsequencesSection from './sections/ConsequencesSection.vue'
import MovingSection from './sections/MovingSection.vue'
import PreventSection from './sections/PreventSection.vue'
import RecoverySection from './sections/RecoverySection.vue'
import SourcesSection from './sections/SourcesSection.vue'
import StrategiesSection from './sections/StrategiesSection.vue'
import TargetsSection from './sections/TargetsSection.vue'
import TeachingSection from './sections/TeachingSection.vue'
import TriggersSection from './sections/TriggersSection.vue'
import UnderstandSection from './sections/UnderstandSection.vue'
import ChildVoiceSection from './voices/ChildVoiceSection.vue'
import ParentVoiceSection from './voices/ParentVoiceSection.vue'

/** The view of each section (`section-props.ts`). A section without one does not compile. */
export const sectionViews: Readonly<Record<PlanSection, Component>> = {
  about: AboutSection,
  sources: SourcesSection,
  'child-voice': ChildVoiceSection,
  'parent-voice': ParentVoiceSection,
  understand: UnderstandSection,
  triggers: TriggersSection,
  prevent: PreventSection,
  targets: TargetsSection,
  teaching: TeachingSection,
  moving: MovingSection,
  flow: FlowSection,
  strategies: StrategiesSection,
  consequences: ConsequencesSection,
  recovery: RecoverySection,
  holds: HoldsSection,
  review: ReviewSection,
  agree: AgreeSection,
} satisfies Record<PlanSection, Component>

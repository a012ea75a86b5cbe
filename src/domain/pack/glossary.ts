/** A word of the approach, in plain words for a new colleague or a parent. */
export interface Term {
  /** Also the keys under which a pack may say it differently: `glossary.<code>.term`, and `glossary.<code>` for what it means. */
  readonly code: string
  readonly term: string
  readonly means: string
  /** What other places, or newer papers, call the same thing. */
  readonly also?: string
}

/** In the order of the alphabet. Our own words: the setting's policy and the law's text come first where they differ. */
export const glossary: readonly Term[] = [
  {
    code: 'abc',
    term: 'ABC record',
    means: 'What was happening before, what was seen, and what happened next. Several together can show a pattern.',
    also: 'ABCC, where a last column asks what the child may be telling us',
  },
  {
    code: 'anxiety-map',
    term: 'Anxiety Map',
    means: 'A picture of the times, places, people and tasks that raise or lower a child’s anxiety, so that adults can plan for them.',
    also: 'Anxiety Analysis',
  },
  {
    code: 'apdr',
    term: 'APDR',
    means: 'Assess, plan, do, review: the round in which support is thought out, tried and looked at again.',
    also: 'The graduated approach',
  },
  {
    code: 'co-production',
    term: 'Co-production',
    means: 'Making a plan with the child and their parents, from the first line, and not for them.',
  },
  {
    code: 'conscious',
    term: 'Conscious behaviour',
    means: 'What a child does to get or change something, with some thought about it. Safety and needs still come first.',
  },
  {
    code: 'dangerous',
    term: 'Dangerous behaviour',
    means:
      'Behaviour with harm that was seen: someone hurt, something damaged, or a crime. The word is for what happened, never for the child.',
  },
  {
    code: 'de-escalation',
    term: 'De-escalation',
    means: 'Words, space, time and a calm body that help a child’s distress come down without force.',
  },
  {
    code: 'debrief',
    term: 'Debrief',
    means: 'A calm talk afterwards, for the child and for the adults, about what happened, how it was and what would help.',
  },
  {
    code: 'difficult',
    term: 'Difficult behaviour',
    means: 'Behaviour that is hard to be near or gets in the way of learning, with no harm that was seen.',
  },
  { code: 'dsl', term: 'DSL', means: 'Designated safeguarding lead: the adult to tell at once when a child may not be safe.' },
  {
    code: 'dspl',
    term: 'DSPL',
    means:
      'Delivering Special Provision Locally: the groups of Hertfordshire settings that share help for children with special educational needs.',
  },
  {
    code: 'educational-consequence',
    term: 'Educational consequence',
    means: 'What is taught, practised or put right afterwards, so that next time the child can do it another way.',
  },
  { code: 'equity', term: 'Equity', means: 'Each child gets what they need, which is not the same for all.' },
  { code: 'eyfs', term: 'EYFS', means: 'Early Years Foundation Stage: the standards for learning and care from birth to five.' },
  {
    code: 'key-person',
    term: 'Key person',
    means: 'The adult in an Early Years setting who knows a child and family best. A buddy stands in when they are away.',
  },
  {
    code: 'observation',
    term: 'Observation',
    means: 'A short note of what a child did and said, kept apart from what an adult makes of it.',
  },
  {
    code: 'parental-responsibility',
    term: 'Parental responsibility',
    means: 'The legal rights and duties of a parent. It can be shared by several people, or with a local authority.',
  },
  {
    code: 'pro-social',
    term: 'Pro-social behaviour',
    means: 'Behaviour that helps: kind to oneself, to others and to the place.',
    also: 'Valued or helpful behaviour',
  },
  {
    code: 'protective-consequence',
    term: 'Protective consequence',
    means: 'A change that keeps people safe for now, such as more adults near, and is lifted as the risk falls.',
  },
  {
    code: 'quick-record',
    term: 'Quick record',
    means: 'The first account, in the adult’s own words, within minutes. It is never overwritten; later words are added.',
  },
  {
    code: 'regulation',
    term: 'Regulation',
    means: 'Coming back to calm. Young or distressed children need a calm adult beside them to do it.',
    also: 'Co-regulation',
  },
  {
    code: 'risk-reduction-plan',
    term: 'Risk Reduction Plan',
    means: 'What adults agree to do before, during and after, so that harm becomes less likely.',
    also: 'Risk Management Plan, in Early Years',
  },
  {
    code: 'roots-and-fruits',
    term: 'Roots and Fruits',
    means: 'A tree: the roots are what a child has lived through, the trunk their feelings, the fruits the behaviour we see.',
    also: 'Therapeutic Tree',
  },
  {
    code: 'rpi',
    term: 'RPI',
    means:
      'Restrictive physical intervention: an adult holding or limiting a child’s movement, only to keep people safe, as little and as briefly as can be.',
  },
  {
    code: 'seclusion',
    term: 'Seclusion',
    means: 'A child kept apart from others and stopped from leaving. For safety only, watched over throughout, ended as soon as it can be.',
  },
  {
    code: 'senco',
    term: 'SENCO',
    means: 'Special educational needs co-ordinator: leads the support for children with special educational needs.',
  },
  {
    code: 'subconscious',
    term: 'Subconscious behaviour',
    means: 'What a child does without choosing it, when feelings or the body take over. It tells adults about a need.',
  },
  { code: 'unsocial', term: 'Unsocial behaviour', means: 'Not joining in or not following along, with no harm to others.' },
]

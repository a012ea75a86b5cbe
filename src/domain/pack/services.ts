import type { Option } from '../schema/field'

export const servicePhases = [
  { code: 'phase-early-years', label: 'Early Years' },
  { code: 'phase-primary', label: 'Primary' },
  { code: 'phase-secondary', label: 'Secondary' },
] as const satisfies readonly Option[]
export type ServicePhase = (typeof servicePhases)[number]['code']

export const serviceGroups = [
  { code: 'group-dspl', label: 'Your local partnership (DSPL)' },
  { code: 'group-early-years', label: 'Early Years' },
  { code: 'group-primary', label: 'Primary behaviour services' },
  { code: 'group-esc', label: 'Education support centres' },
  { code: 'group-special', label: 'Special schools, outreach' },
  { code: 'group-county', label: 'County services' },
  { code: 'group-family', label: 'For families and young people' },
  { code: 'group-health', label: 'Health and wellbeing' },
  { code: 'group-crisis', label: 'Safety and crisis' },
] as const satisfies readonly Option[]

/** A service that a setting may ask about a child. Nobody’s number or address: those change, and a wrong one costs a family a week. */
export interface Service {
  /** Kept with what was asked of it: never renamed. */
  readonly code: string
  readonly name: string
  readonly what: string
  readonly group: (typeof serviceGroups)[number]['code']
  readonly phases: readonly ServicePhase[]
  /** Codes of `tiers` in `plans.ts`. */
  readonly tiers: readonly string[]
  /** Whom it serves; empty: the whole county. */
  readonly towns: readonly string[]
  readonly ask: string
  /** `YYYY-MM-DD`: the day of the source, while nobody has looked since. */
  readonly lastChecked: string
  readonly source: string
}

// Hertfordshire’s emotional wellbeing and behaviour strategy 2020 to 2023, January 2020.
const strategy = (where: string): Pick<Service, 'lastChecked' | 'source'> => ({ lastChecked: '2020-01-31', source: `County strategy 2020 to 2023, ${where}` })
const all: readonly ServicePhase[] = ['phase-early-years', 'phase-primary', 'phase-secondary']
const schools: readonly ServicePhase[] = ['phase-primary', 'phase-secondary']
const early: readonly ServicePhase[] = ['phase-early-years']
const tier = (...numbers: number[]): readonly string[] => numbers.map((number) => `tier-${number}`)

const dspl = (number: number, towns: readonly string[], lead: string): Service => ({
  code: `dspl-${number}`, name: `DSPL ${number}`, group: 'group-dspl', phases: all, tiers: tier(2, 3), towns, ...strategy('section 5.4'),
  what: 'Local partnership of schools, settings and parents: what is there nearby for children with SEND aged 0 to 25, and who can come in.',
  ask: `Ask the DSPL manager at the lead school (${lead}), or look on the county’s local offer.`,
})
const primaryService = (code: string, name: string, town: string): Service => ({
  code: `pbs-${code}`, name, group: 'group-primary', phases: ['phase-primary'], tiers: tier(2, 3, 4, 5), towns: [town], ...strategy('appendix 1'),
  what: 'Primary behaviour service: advice, outreach in your school, groups, training, and a place for a while.',
  ask: 'Ask through your DSPL, or the service itself. Have the plan, what was tried with what came of it, and a baseline ready.',
})
const esc = (code: string, name: string, towns: readonly string[]): Service => ({
  code: `esc-${code}`, name, group: 'group-esc', phases: ['phase-secondary'], tiers: tier(2, 3, 4, 5), towns, ...strategy('appendix 1'),
  what: 'Education support centre: advice, outreach in your school, back-in support, dual enrolment. Some also offer primary behaviour support.',
  ask: 'Ask the centre that serves your town. Have the plan and what was tried, with what came of it, ready.',
})
const special = (code: string, name: string, town: string, phase: ServicePhase): Service => ({
  code: `special-${code}`, name, group: 'group-special', phases: [phase], tiers: tier(3, 4, 5), towns: [town], ...strategy('appendix 1 and section 5.2'),
  what: 'Special school for social, emotional and mental health. Its staff advise other schools; a place there needs an EHC plan.',
  ask: 'For advice, ask the school or your DSPL. A place is asked for through the SEND Provision Panel.',
})

export const services: readonly Service[] = [
  dspl(1, ['Hitchin', 'Letchworth', 'Baldock', 'Royston'], 'Wymondley Junior Mixed and Infant School'),
  dspl(2, ['Stevenage'], 'Peartree Spring Primary School'),
  dspl(3, ['Bishop’s Stortford', 'Sawbridgeworth', 'Buntingford', 'Watton-at-Stone', 'Hertford', 'Ware'], 'The Sele School'),
  dspl(4, ['Hoddesdon', 'Broxbourne', 'Cheshunt'], 'Forres Primary School'),
  dspl(5, ['Welwyn Garden City', 'Hatfield'], 'Green Lanes Primary School'),
  dspl(6, ['Potters Bar', 'South Hatfield villages', 'Borehamwood'], 'Wroxham Primary School'),
  dspl(7, ['St Albans', 'Harpenden'], 'Fleetville Junior School'),
  dspl(8, ['Hemel Hempstead', 'Tring', 'Berkhamsted', 'Kings Langley'], 'Kings Langley Secondary School'),
  dspl(9, ['Watford', 'Three Rivers', 'Bushey', 'Radlett'], 'Bournehall Primary School'),

  {
    code: 'ey-ido', name: 'Inclusion Development Officer (IDO)', group: 'group-early-years', phases: early, tiers: tier(1, 2), towns: [], ...strategy('appendices 1 and 5'),
    what: 'Wellbeing and behaviour advice for private, voluntary and independent settings.', ask: 'Ask your setting’s Inclusion Development Officer.',
  },
  {
    code: 'ey-sat', name: 'Specialist Advisory Teacher (SAT), 0 to 5 SEND', group: 'group-early-years', phases: early, tiers: tier(3), towns: [], ...strategy('appendices 1 and 5'),
    what: 'Talks one child through with you. May bring a block of support from a Specialist Inclusion Worker or an Early Years autism specialist.',
    ask: 'Send a Single Service Request with your assess, plan, do, review and the management plan.',
  },
  {
    code: 'ey-transitions', name: 'Early Years support for transitions and for children at risk of losing their place', group: 'group-early-years', phases: early, tiers: tier(2, 3), towns: [], ...strategy('appendix 1'),
    what: 'Help when a child starts, moves on, or may lose a place; training in line with Hertfordshire Steps.', ask: 'Ask through your Inclusion Development Officer or Specialist Advisory Teacher.',
  },

  primaryService('phoenix', 'The Phoenix Centre (Andrew’s Lane)', 'Cheshunt'),
  primaryService('cedars', 'Cedars (Links Multi Academy Trust)', 'St Albans'),
  primaryService('welwyn-hatfield', 'The Welwyn and Hatfield Hub (Swallow Dell)', 'Welwyn Garden City'),
  primaryService('hive', 'The Hive (Summerswood)', 'Borehamwood'),
  primaryService('willow', 'The Willow Centre (Peartree Spring)', 'Stevenage'),
  primaryService('haven', 'The Haven (Dacorum ESC)', 'Hemel Hempstead'),
  primaryService('acorn', 'The Acorn Centre and Chessbrook ESC', 'Watford'),
  {
    code: 'pbs-heads', name: 'Primary behaviour support through local headteachers', group: 'group-primary', phases: ['phase-primary'], tiers: tier(2, 3, 4, 5),
    towns: ['Bishop’s Stortford', 'Sawbridgeworth', 'Buntingford', 'Watton-at-Stone', 'Hertford', 'Ware', 'Hitchin', 'Letchworth', 'Baldock', 'Royston'], ...strategy('appendix 1'),
    what: 'In East Herts and North Herts headteachers commission it themselves, for the same range of needs.', ask: 'Ask your headteacher, or through your DSPL.',
  },

  esc('north-herts', 'North Herts ESC', ['Hitchin', 'Letchworth', 'Baldock', 'Royston']),
  esc('stevenage', 'Stevenage ESC', ['Stevenage']),
  esc('rivers', 'The Rivers ESC', ['Bishop’s Stortford', 'Sawbridgeworth', 'Buntingford', 'Hertford', 'Ware', 'Hoddesdon', 'Broxbourne', 'Cheshunt']),
  esc('links-welwyn', 'Links Multi Academy Trust, Welwyn and Hatfield', ['Welwyn Garden City', 'Hatfield', 'Potters Bar']),
  esc('links-st-albans', 'Links Multi Academy Trust, St Albans', ['St Albans', 'Harpenden']),
  esc('dacorum', 'Dacorum ESC', ['Berkhamsted', 'Tring', 'Hemel Hempstead', 'Kings Langley']),
  esc('chessbrook', 'Chessbrook ESC', ['Watford', 'Three Rivers', 'Bushey', 'Radlett']),

  special('haywood-grove', 'Haywood Grove School', 'Hemel Hempstead', 'phase-primary'),
  special('larwood', 'Larwood School', 'Stevenage', 'phase-primary'),
  special('batchwood', 'Batchwood School', 'St Albans', 'phase-secondary'),
  special('brandles', 'Brandles School', 'Baldock', 'phase-secondary'),
  special('falconer', 'Falconer School', 'Bushey', 'phase-secondary'),
  special('hailey-hall', 'Hailey Hall School', 'Hoddesdon', 'phase-secondary'),
  {
    code: 'special-roman-fields', name: 'Roman Fields', group: 'group-special', phases: ['phase-secondary'], tiers: tier(5), towns: [], ...strategy('appendix 1'),
    what: 'County provision for children with an EHC plan for social, emotional and mental health.', ask: 'Asked for through the SEND Provision Panel.',
  },

  {
    code: 'isl', name: 'Integrated Services for Learning (ISL)', group: 'group-county', phases: all, tiers: tier(2, 3), towns: [], ...strategy('appendices 4 and 5'),
    what: 'Educational psychologists, specialist advisory teachers and other county teams for learning.', ask: 'See the county’s local offer. Have your assess, plan, do, review ready.',
  },
  {
    code: 'esma', name: 'Education Support for Medical Absence (ESMA)', group: 'group-county', phases: schools, tiers: tier(2, 3, 4), towns: [], ...strategy('appendix 4'),
    what: 'Teaching for a child who is too unwell to come to school.', ask: 'Ask the service, with medical evidence.',
  },
  {
    code: 'fair-access', name: 'Integration, inclusion and fair access teams', group: 'group-county', phases: schools, tiers: tier(5), towns: [], ...strategy('appendix 4'),
    what: 'Managed moves, and school places for children who are without one.', ask: 'Ask the county’s fair access team. A managed move needs the parents’ full agreement.',
  },
  {
    code: 'together-0-25', name: '0 to 25 Together team', group: 'group-county', phases: all, tiers: tier(4), towns: [], ...strategy('appendix 4'),
    what: 'Social care for children and young people with disabilities.', ask: 'Ask children’s services.',
  },

  {
    code: 'families-first', name: 'Families First', group: 'group-family', phases: all, tiers: tier(3, 4), towns: [], ...strategy('appendices 4 and 5'),
    what: 'Early help: an assessment with the family, a team around them, intensive family support.', ask: 'Ask with the family, who agree to it first.',
  },
  {
    code: 'family-support-worker', name: 'Family support worker', group: 'group-family', phases: all, tiers: tier(1, 2, 3), towns: [], ...strategy('appendices 4 and 5'),
    what: 'Works with a family at home and passes on, with them, what school or setting should know.', ask: 'Ask your school’s or partnership’s family support worker.',
  },
  {
    code: 'family-centres', name: 'Family Centres', group: 'group-family', phases: early, tiers: tier(1, 2), towns: [], ...strategy('appendix 5 and section 5.5'),
    what: 'Groups, health visitors and advice for families with young children.', ask: 'Families can go themselves. Offer to go with them the first time.',
  },
  {
    code: 'sendiass', name: 'SENDIASS', group: 'group-family', phases: all, tiers: tier(1, 2, 3, 4, 5), towns: [], ...strategy('section 5.5 and appendix 4'),
    what: 'Free, independent advice for parents about special educational needs.', ask: 'Parents ask themselves. Offer it early, and again before an EHC needs assessment.',
  },
  {
    code: 'targeted-youth', name: 'Targeted Youth Support', group: 'group-family', phases: ['phase-secondary'], tiers: tier(2, 3), towns: [], ...strategy('appendix 4'),
    what: 'A youth worker alongside a young person.', ask: 'Ask with the young person and their parents.',
  },
  {
    code: 'yc-herts', name: 'YC Hertfordshire', group: 'group-family', phases: ['phase-secondary'], tiers: tier(1, 2), towns: [], ...strategy('appendix 4'),
    what: 'Youth work projects; formerly Youth Connexions.', ask: 'Look for what runs near you.',
  },
  {
    code: 'thriving-families', name: 'Thriving Families', group: 'group-family', phases: schools, tiers: tier(2), towns: [], ...strategy('appendix 4'),
    what: 'Help for a family with several worries at once.', ask: 'Ask with the family.',
  },
  {
    code: 'young-homeless', name: 'Herts Young Homeless', group: 'group-family', phases: ['phase-secondary'], tiers: tier(2), towns: [], ...strategy('appendix 4'),
    what: 'For young people without a safe place to stay.', ask: 'Young people can ask themselves; go with them if they wish.',
  },

  {
    code: 'public-health-nursing', name: 'Public health nursing (school nurses)', group: 'group-health', phases: schools, tiers: tier(1, 2), towns: [], ...strategy('appendix 4'),
    what: 'Health advice for children and parents; targeted work; a text line for young people aged 11 to 19.', ask: 'By the service’s own form online.',
  },
  {
    code: 'health-visitors', name: 'Health visitors', group: 'group-health', phases: early, tiers: tier(1, 2), towns: [], ...strategy('appendix 5'),
    what: 'Development, sleep, eating and family health in the first five years.', ask: 'Ask with the parents.',
  },
  {
    code: 'counselling', name: 'Counselling, play, art and music therapy', group: 'group-health', phases: all, tiers: tier(2, 3), towns: [], ...strategy('appendices 4 and 5'),
    what: 'Safe Space and local counselling services; therapists whom the setting brings in.', ask: 'Ask with the child and parents. Check the therapist’s registration.',
  },
  {
    code: 'kooth', name: 'Kooth', group: 'group-health', phases: schools, tiers: tier(2), towns: [], ...strategy('appendix 4'),
    what: 'Counselling online for ages 10 to 25.', ask: 'Young people join themselves.',
  },
  {
    code: 'step2', name: 'Step2', group: 'group-health', phases: all, tiers: tier(3), towns: [], ...strategy('appendix 4'),
    what: 'Early help for mental health, before specialist services.', ask: 'Ask with the parents.',
  },
  {
    code: 'camhs', name: 'CAMHS, by the Single Point of Access', group: 'group-health', phases: all, tiers: tier(3, 4), towns: [], ...strategy('appendix 4'),
    what: 'Child and adolescent mental health services, eating disorders and targeted teams among them.', ask: 'Through the Single Point of Access. A GP can ask too.',
  },
  {
    code: 'palms', name: 'PALMS', group: 'group-health', phases: all, tiers: tier(4), towns: [], ...strategy('appendix 4'),
    what: 'Positive behaviour, autism, learning disability and mental health service.', ask: 'Ask with the parents, or through a GP.',
  },
  {
    code: 'speech-language', name: 'Speech, language and communication; specific learning difficulties', group: 'group-health', phases: all, tiers: tier(3), towns: [], ...strategy('appendix 4'),
    what: 'Whether a child can follow what is said, and say what is the matter.', ask: 'See the county’s local offer.',
  },
  {
    code: 'cgl', name: 'Change Grow Live (Spectrum)', group: 'group-health', phases: ['phase-secondary'], tiers: tier(3), towns: [], ...strategy('appendix 4'),
    what: 'For young people who use drugs or alcohol.', ask: 'Ask with the young person.',
  },
  {
    code: 'wellbeing-team', name: 'Wellbeing team', group: 'group-health', phases: schools, tiers: tier(4, 5), towns: [], ...strategy('appendix 4'),
    what: 'Works with the other agencies around a young person.', ask: 'Through the team around the family.',
  },

  {
    code: 'mash', name: 'Multi-agency safeguarding hub (MASH)', group: 'group-crisis', phases: all, tiers: tier(5), towns: [], ...strategy('appendix 4'),
    what: 'Where a worry about a child’s safety goes.', ask: 'Your safeguarding lead asks. If a child is in danger now, ring 999.',
  },
  {
    code: 'camhs-crisis', name: 'CAMHS crisis team', group: 'group-crisis', phases: all, tiers: tier(5), towns: [], ...strategy('appendix 4'),
    what: 'When a child may not be safe from themselves.', ask: 'Your safeguarding lead or a parent asks. If a child is in danger now, ring 999.',
  },
  {
    code: 'forest-house', name: 'Forest House', group: 'group-crisis', phases: schools, tiers: tier(4, 5), towns: [], ...strategy('appendix 4'),
    what: 'Inpatient mental health unit for young people.', ask: 'Only through specialist CAMHS.',
  },
]

/** Every town that a service is named for, A to Z. */
export const serviceTowns: readonly string[] = [...new Set(services.flatMap(({ towns }) => towns))].sort((a, b) => a.localeCompare(b, 'en-GB'))

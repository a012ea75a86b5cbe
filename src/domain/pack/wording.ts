/** Words that may read as blame later, and what was seen in their place. Said before signing or closing, never while writing; nothing is ever changed by itself. */
export interface Wording {
  /** Any of these, whatever the capitals; a hyphen and a space are one. */
  readonly says: readonly string[]
  readonly instead: string
}

export const wordings: readonly Wording[] = [
  { says: ['violent', 'violently', 'aggressive', 'aggressively', 'aggression', 'attacked', 'lashed out'], instead: '“hit out twice”' },
  { says: ['naughty', 'naughtiness', 'bad behaviour', 'badly behaved', 'misbehaved', 'misbehaving', 'challenging child', 'challenging behaviour', 'was challenging'], instead: '“ran out of the room twice”' },
  { says: ['aggressor', 'aggressors', 'perpetrator', 'perpetrators', 'victim', 'victims', 'offender', 'offenders'], instead: '“the other child”, or “the adult”' },
  { says: ['kicked off', 'kick off', 'kicking off', 'lost it', 'lost control', 'out of control'], instead: '“shouted, pushed the chair”' },
  { says: ['meltdown', 'meltdowns', 'tantrum', 'tantrums'], instead: '“shouted, cried and lay on the floor for 5 minutes”' },
  { says: ['attention seeking', 'attention seeker', 'seeking attention', 'for attention', 'manipulative', 'manipulating', 'manipulated'], instead: '“called out 6 times; may need connection”' },
  { says: ['refused', 'refuses', 'refusing', 'refusal', 'defiant', 'defiantly', 'defiance', 'non compliant', 'disobedient', 'disobeyed'], instead: '“did not follow the instruction to come in”' },
  { says: ['for no reason', 'no reason', 'unprovoked', 'out of nowhere', 'out of the blue'], instead: '“we did not see what happened before”' },
  { says: ['behaviour problem', 'behaviour problems', 'problem behaviour', 'bad choice', 'bad choices', 'poor choice', 'poor choices'], instead: '“behaviour”, and what the child may be telling us' },
  { says: ['difficult child', 'difficult children', 'dangerous child', 'dangerous children'], instead: '“threw a chair; nobody was hurt”' },
  { says: ['triggered'], instead: '“the bell rang, and then …”' },
  { says: ['lazy', 'rude', 'spiteful', 'deliberately', 'on purpose', 'knew exactly', 'wanted to hurt'], instead: '“said ‘go away’ and pushed the table”' },
]

/** Force, seclusion and restraint are never a penalty; words that make one of them are for a reviewer to read. */
export const sanctionWordings: readonly Wording[] = [
  { says: ['punish', 'punished', 'punishes', 'punishing', 'punishment', 'punishments', 'sanction', 'sanctioned', 'sanctions', 'detention', 'detentions', 'penalty'], instead: 'what we did next, and what we will teach' },
  {
    says: [
      'teach him a lesson', 'teach her a lesson', 'teach them a lesson', 'taught him a lesson', 'taught her a lesson', 'taught them a lesson', 'as a consequence',
      'for not listening', 'for not complying', 'for non compliance', 'to make him comply', 'to make her comply', 'to make them comply', 'until he complied', 'until she complied', 'until they complied',
    ],
    instead: 'what could have happened if nobody had stepped in',
  },
]

/**
 * By kind of record: where an adult tells what happened. What a child said, what an adult felt and what is private to them
 * is nobody’s to smooth, and stands in none of these.
 */
export const toldIn: Readonly<Record<string, readonly string[]>> = {
  'quick-record': ['words', 'harm'],
  abc: ['activity', 'before', 'saw', 'after', 'helped', 'communication'],
  'de-escalation': ['words'],
  observation: ['saw', 'before', 'after', 'communication', 'wellbeing', 'involvement'],
  account: ['words'],
  'home-note': ['words'],
  incident: [
    'reasonWords', 'words', 'before', 'triggers', 'triedNot', 'planWhy', 'childInjuryWords', 'othersInjuryWords', 'staffInjuryWords', 'damageWords', 'supportWords', 'lateWords',
  ],
}

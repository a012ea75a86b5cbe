/** Words that may read as blame later, and what might be written instead: what was seen. For the check step only; nothing is ever changed by itself. */
export const nudges: readonly { readonly found: RegExp; readonly instead: string }[] = [
  { found: /\bkick(?:ed|ing)? off\b/giu, instead: '“shouted, pushed the chair”' },
  { found: /\bmelt-?downs?\b|\btantrums?\b/giu, instead: '“cried and lay on the floor for 5 minutes”' },
  { found: /\bnaught(?:y|iness)\b|\bbad(?:ly)? behav\w+\b/giu, instead: 'what the child did' },
  { found: /\bviolent(?:ly)?\b|\baggressive(?:ly)?\b/giu, instead: '“hit out twice”' },
  { found: /\b(?:aggressor|perpetrator|victim|offender)s?\b/giu, instead: '“the child”, “the other child”, “the adult”' },
  { found: /\battention[- ]seeking\b|\bmanipulat\w+\b/giu, instead: '“called out 6 times; may need connection”' },
  { found: /\brefus(?:ed|al|es|ing)\b|\bdefian(?:t|ce)\b/giu, instead: '“did not follow the instruction to come in”' },
  { found: /\bfor no reason\b|\bunprovoked\b/giu, instead: '“we did not see what happened before”' },
  { found: /\bbad choices?\b|\bbehaviour problems?\b/giu, instead: '“behaviour”, or what the child may be telling us' },
  { found: /\bchallenging (?:child|boy|girl|pupil)\b/giu, instead: 'what the child did' },
]

/** Force, seclusion and restraint are never a punishment; words that say they were are looked at by whoever reviews. */
export const sanctionWords: RegExp = /\b(?:punish\w*|sanction\w*|detention|to teach (?:him|her|them) a lesson|as a consequence|for not (?:listening|complying)|to make (?:him|her|them) comply)\b/iu

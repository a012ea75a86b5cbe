/**
 * What is never part of a plan, whoever writes it: a shorter week to manage behaviour, going home early, parents called to
 * collect. No form or offer holds any of it (a test sees to that); an adult who writes it is told why it has no place here.
 */
export interface NeverHere {
  readonly code: 'shorter-week' | 'sent-home'
  /** As it is written there. */
  readonly found: string
}

const whom = '(?:him|her|them|the child|the pupil|a child|children|home|[A-Z]\\S*)'
const family = '(?:mum|mom|mam|dad|mother|father|parents?|carers?|family|nan|gran|home)'
const patterns: readonly { readonly code: NeverHere['code']; readonly says: RegExp }[] = [
  { code: 'shorter-week', says: /\b(?:reduced|part[\s-]?time|short(?:er|ened)?|half[\s-]?day)\s+(?:time[\s-]?tables?|school\s+days?|hours\s+in\s+school)\b/iu },
  { code: 'sent-home', says: new RegExp(`\\b(?:sen[dt]|sending|sends|go(?:es)?|going|goes back|taken|take|taking)\\s+(?:${whom}\\s+)?home\\s+(?:early|to cool|to calm|for the (?:day|rest))`, 'iu') },
  { code: 'sent-home', says: new RegExp(`\\b(?:sen[dt]|sending|sends)\\s+(?:${whom}\\s+)?home\\b(?!\\s+(?:a|the|an)?\\s*(?:note|letter|book|message|photo|picture|diary))`, 'iu') },
  { code: 'sent-home', says: new RegExp(`\\b(?:collect(?:ed|s|ion)?|pick(?:ed|s)?\\s+(?:${whom}\\s+)?up|picked up|pick-up)\\s+(?:${whom}\\s+)?early\\b`, 'iu') },
  { code: 'sent-home', says: new RegExp(`\\bearly\\s+(?:collection|pick[\\s-]?up)\\b`, 'iu') },
  { code: 'sent-home', says: new RegExp(`\\b(?:call|ask|phone|ring|tell)(?:s|ed|ing)?\\s+(?:\\S+\\s+)?${family}\\s+(?:\\S+\\s+)?to\\s+(?:come\\s+and\\s+)?(?:collect|fetch|pick\\s+up|take\\s+(?:${whom}\\s+)?home)`, 'iu') },
]

/** The first of each kind in these words. */
export function neverHere(words: string): NeverHere[] {
  const found = new Map<NeverHere['code'], NeverHere>()
  for (const { code, says } of patterns) {
    const [hit] = says.exec(words) ?? []
    if (hit !== undefined && !found.has(code)) found.set(code, { code, found: hit })
  }
  return [...found.values()]
}

/** Why, and what the law asks. Part-time timetables: DfE, Working together to improve school attendance (2024). Sending home: DfE, Suspension and permanent exclusion guidance; the county's strategy of 2020, section 5.1. */
export const whyNeverHere: Readonly<Record<NeverHere['code'], string>> = {
  'shorter-week': 'A shorter timetable is not used to manage behaviour, so it is not part of a plan. Where one is right for a child, it is for a short time, parents agree to it, and it is written down and looked at again apart from this.',
  'sent-home': 'Going home early because of behaviour is not part of a plan. In a school it is a suspension: only the headteacher decides one, formally and in writing. Write what adults here do instead.',
}

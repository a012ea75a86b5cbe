/**
 * The words of a parent's copy that are the same for every child, where they differ from the form's own. Plain enough to
 * read aloud; a pack may say any of them differently under `for-parent.<key>`.
 */
export const parentWords: Readonly<Record<string, string>> = {
  'parent.title': 'What happened with your child',
  'parent.opening.force': 'An adult held {name} to keep people safe.',
  'parent.opening.physical': 'An adult used their hands or body to keep {name} or others safe.',
  'parent.opening.seclusion': '{name} was kept in a room or space, with an adult, until it was safe.',
  'parent.opening.restraint': '{name} could not move freely for a time.',
  'parent.opening.other': 'Something happened that we want you to know about.',
  'parent.about': 'about {when}',
  'parent.paper': 'Written on paper: {when}. Typed in: {typed}.',
  'parent.talk': 'We want to talk with you about what happened, and about what would help.',
  'parent.reply': 'You can add your own words. They are kept with our record.',
  'parent.your-name': 'Your name, to say that you have read this (you may leave it empty)',
  'parent.give-back': 'Give the tablet back',
  'parent.support': 'People who can help you',
  'parent.help.sendiass': 'Hertfordshire SENDIASS: free, independent advice for parents about special educational needs. www.hertssendiass.org.uk',
  'parent.help.family-centre': 'Your local Family Centre: www.hertsfamilycentres.org',
  'parent.help.advocacy': 'If you disagree with what was done: ask the school or setting for its complaints procedure. An advocate can speak for your child.',
  'parent.not-translated': 'not translated',
  'parent.personal': 'Personal information',
  'incident.children.label': 'Who this is about',
  'incident.when.label': 'When it started',
  'incident.ended.label': 'When it ended',
  'incident.duration.label': 'How long it lasted',
  'incident.place.label': 'Where it was',
  'incident.placeWords.label': 'Where exactly',
  'incident.interventions.label': 'What adults did',
  'incident.interventions.kind.label': 'What was done',
  'incident.reason.label': 'Why adults thought it was needed',
  'incident.reasonWords.label': 'Why, in their words',
  'incident.antecedents.label': 'What may have come before',
  'incident.tried.label': 'What adults tried first',
  'incident.helped.label': 'What helped',
  'incident.plan.label': 'Is there a plan for your child?',
  'incident.childInjury.label': 'Was your child hurt?',
  'incident.childInjuryWords.label': 'How your child was hurt',
  'incident.firstAid.label': 'First aid',
  'incident.firstAidAt.label': 'When first aid was given',
  'incident.childSupport.label': 'How your child was looked after',
  'incident.supportWords.label': 'How, in words',
  'incident.childWords.label': 'What your child said about it',
  // Asked of a child, "None" answers; asked of "your child", it does not.
  'code.none': 'No',
}

/** Whom a parent in Hertfordshire may ring: the keys of the lines that end every copy. Checked by the LA with each pack. */
export const supportLines = ['parent.help.sendiass', 'parent.help.family-centre', 'parent.help.advocacy'] as const

/** What adults must do by hand for a way in which a parent takes in information, by its code in the child's record. */
export const formatNotes: Readonly<Record<string, string>> = {
  'easy-read': 'Easy read: the sentences are short and the words plain, but there are no pictures here. Go through it together.',
  'large-print': 'Large print: this copy prints at 18 point or larger.',
  translated: 'Translated: what stands in English here is still to be translated, by somebody who is not family.',
  interpreter: 'With an interpreter: book one before you give this copy.',
  bsl: 'British Sign Language: book an interpreter. Written English may not be this parent’s first language.',
  spoken: 'Talked through: read this copy aloud with them.',
}

export type LanguageCode = 'pl' | 'ro' | 'ur'

/** Which languages there are words in. Each one's words are a file of their own in `languages/`, brought when a parent needs it. */
export const parentLanguages: readonly {
  /** BCP 47, as a page's `lang` has it. */
  readonly code: LanguageCode
  /** What staff call it. */
  readonly called: string
  /** How it may stand in a child's record: single words, in lower case. */
  readonly names: readonly string[]
}[] = [
  { code: 'pl', called: 'Polish', names: ['polish', 'polski', 'polska'] },
  { code: 'ro', called: 'Romanian', names: ['romanian', 'română', 'romana', 'românește', 'moldovan'] },
  { code: 'ur', called: 'Urdu', names: ['urdu', 'اردو'] },
]
export type Language = (typeof parentLanguages)[number]

/**
 * A parent's copy in another language, by the keys of `parentWords`, `incident.<field>.label` and `code.<code>`. Where a
 * known pack has other English for one, that has a key of its own, ending in `/` and that English (`code.class/Room`).
 */
export interface Translation {
  readonly code: LanguageCode
  readonly dir: 'ltr' | 'rtl'
  /** Who reads the language and has read these words. Null: a draft, and the glass asks that somebody reads it first. */
  readonly checkedBy: string | null
  readonly words: Readonly<Record<string, string>>
}

/** The first language named in what somebody wrote (`Polish, some English`); null for English, or one that is not here. */
export function languageIn(written: string): Language | null {
  const named = written.toLowerCase().normalize('NFC').split(/[^\p{L}\p{M}]+/u)
  for (const name of named) {
    if (name === 'english') return null
    const found = parentLanguages.find(({ names }) => names.includes(name))
    if (found) return found
  }
  return null
}

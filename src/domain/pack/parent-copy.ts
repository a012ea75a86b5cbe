/**
 * The words of a parent's copy that are the same for every child. Plain enough to read aloud; a pack may say any of them
 * differently under the same key, and another language has its own table.
 */
export const parentWords: Readonly<Record<string, string>> = {
  'parent.title': 'What happened with your child',
  'parent.opening.force': 'An adult held {name} to keep people safe.',
  'parent.opening.physical': 'An adult used their hands or body to keep {name} or others safe.',
  'parent.opening.seclusion': '{name} was kept in a room or space, with an adult, until it was safe.',
  'parent.opening.restraint': '{name} could not move freely for a time.',
  'parent.opening.other': 'Something happened that we want you to know about.',
  'parent.talk': 'We want to talk with you about what happened, and about what would help.',
  'parent.reply': 'You can add your own words. They are kept with our record.',
  'parent.support': 'People who can help you',
  'parent.not-translated': 'The words below are in English and have not been translated.',
  'incident.children.label': 'Who this is about',
  'incident.when.label': 'When it started',
  'incident.ended.label': 'When it ended',
  'incident.duration.label': 'How long it lasted',
  'incident.place.label': 'Where it was',
  'incident.placeWords.label': 'Where exactly',
  'incident.interventions.label': 'What adults did',
  'incident.reason.label': 'Why adults thought it was needed',
  'incident.reasonWords.label': 'Why, in their words',
  'incident.antecedents.label': 'What may have come before',
  'incident.tried.label': 'What adults tried first',
  'incident.helped.label': 'What helped',
  'incident.childInjury.label': 'Was your child hurt?',
  'incident.childInjuryWords.label': 'How your child was hurt',
  'incident.firstAid.label': 'First aid',
  'incident.childSupport.label': 'How your child was looked after',
  'incident.supportWords.label': 'How, in words',
  'incident.childWords.label': 'What your child said about it',
}

/** Whom a parent in Hertfordshire may ring; a setting's pack has its own. Checked by the LA with each pack. */
export const supportLines: readonly string[] = [
  'Hertfordshire SENDIASS: free, independent advice for parents about special educational needs. www.hertssendiass.org.uk',
  'Your local Family Centre: www.hertsfamilycentres.org',
  'If you disagree with what was done: ask the school or setting for its complaints procedure. An advocate can speak for your child.',
]

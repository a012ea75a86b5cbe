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
  'parent.not-translated': 'not translated',
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

/**
 * The same words in other languages, by the language's name as it may stand in a child's record. What people wrote is never
 * translated here, and says so. A draft until somebody who speaks it has read it: the glass asks for that.
 */
export const parentLanguages: readonly { readonly names: readonly string[]; readonly code: string; readonly words: Readonly<Record<string, string>> }[] = [
  {
    names: ['polish', 'polski', 'polska', 'język polski'], code: 'pl',
    words: {
      'parent.title': 'Co się stało z Państwa dzieckiem',
      'parent.opening.force': 'Dorosły przytrzymał dziecko ({name}), aby wszyscy byli bezpieczni.',
      'parent.opening.physical': 'Dorosły użył rąk lub ciała, aby dziecko ({name}) lub inni byli bezpieczni.',
      'parent.opening.seclusion': 'Dziecko ({name}) pozostało w pomieszczeniu z osobą dorosłą, dopóki nie było bezpiecznie.',
      'parent.opening.restraint': 'Dziecko ({name}) przez pewien czas nie mogło się swobodnie poruszać.',
      'parent.opening.other': 'Wydarzyło się coś, o czym chcemy Państwu powiedzieć.',
      'parent.talk': 'Chcemy porozmawiać z Państwem o tym, co się stało i co mogłoby pomóc.',
      'parent.reply': 'Mogą Państwo dopisać własne słowa. Zachowamy je razem z naszym zapisem.',
      'parent.support': 'Kto może Państwu pomóc',
      'parent.not-translated': 'nieprzetłumaczone',
      'incident.children.label': 'Kogo to dotyczy',
      'incident.when.label': 'Kiedy się zaczęło',
      'incident.ended.label': 'Kiedy się skończyło',
      'incident.duration.label': 'Jak długo trwało',
      'incident.place.label': 'Gdzie to było',
      'incident.placeWords.label': 'Dokładne miejsce',
      'incident.interventions.label': 'Co zrobili dorośli',
      'incident.reason.label': 'Dlaczego dorośli uznali to za konieczne',
      'incident.reasonWords.label': 'Dlaczego, ich słowami',
      'incident.antecedents.label': 'Co mogło to poprzedzić',
      'incident.tried.label': 'Czego dorośli spróbowali najpierw',
      'incident.helped.label': 'Co pomogło',
      'incident.childInjury.label': 'Czy dziecku coś się stało?',
      'incident.childInjuryWords.label': 'Jakie były obrażenia dziecka',
      'incident.firstAid.label': 'Pierwsza pomoc',
      'incident.childSupport.label': 'Jak zadbano o dziecko',
      'incident.supportWords.label': 'Jak, własnymi słowami',
      'incident.childWords.label': 'Co powiedziało dziecko',
    },
  },
]

/** Whom a parent in Hertfordshire may ring; a setting's pack has its own. Checked by the LA with each pack. */
export const supportLines: readonly string[] = [
  'Hertfordshire SENDIASS: free, independent advice for parents about special educational needs. www.hertssendiass.org.uk',
  'Your local Family Centre: www.hertsfamilycentres.org',
  'If you disagree with what was done: ask the school or setting for its complaints procedure. An advocate can speak for your child.',
]

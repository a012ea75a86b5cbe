/**
 * The words over the defaults. A form carries its own words; a pack may say any of them differently (label packs Steps,
 * Therapeutic Thinking, Relational), with a version and a date. A code never changes meaning, and a retired one stays
 * readable for ever.
 */
export interface Pack {
  readonly name: string
  readonly version: string
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
  /** By key: `abc.before.label`, `code.calmed-with-help`. */
  readonly words: Readonly<Record<string, string>>
}

export const stepsPack: Pack = { name: 'Hertfordshire Steps', version: '2026.1', validFrom: '2026-09-01', words: {} }

export const word = (pack: Pack, key: string, usual: string): string => pack.words[key] ?? usual

/** Early Years rooms have other names for the same places, and few words for a small child: three to five, said from low down. */
export const earlyYearsPack: Pack = {
  ...stepsPack,
  name: 'Hertfordshire Steps, Early Years',
  words: {
    'code.class': 'Room',
    'code.playground': 'Garden',
    'child.room.label': 'Room',
    'calm.name.do': 'Get low, no higher than their eyes. Soft face, open hands. Say the name once.',
    'calm.notice.say': 'That was hard.',
    'calm.notice.do': 'Say the feeling you see. Point, or show the picture. Then wait.',
    'calm.help.say': 'I am here.',
    'calm.help.do': 'Offer to be near: sit beside them, an open hand, a cuddle if they want one.',
    'calm.listen.say': 'Show me. I am listening.',
    'calm.listen.do': 'Wait. Crying, pointing and signing are talking. Say back what you hear.',
    'calm.come.say': 'Come and sit with me.',
    'calm.come.do': 'Offer one next thing with a hand or a picture. Breathe slowly together.',
  },
}

import type { Option } from '../schema/field'

/**
 * Roots and Fruits: six places on a tree and one below it. Experiences make feelings, and feelings make behaviour; the left
 * side is what we see now, the right side what we want to see more. A label pack says these words differently.
 */
export const zones = [
  { code: 'fruit-now', label: 'Behaviours we see now' },
  { code: 'feeling-now', label: 'Feelings we think are there now' },
  { code: 'root-now', label: 'Experiences we know about' },
  { code: 'fruit-more', label: 'Behaviours we want to see more' },
  { code: 'feeling-more', label: 'Feelings that go with them' },
  { code: 'root-more', label: 'Experiences that help' },
  { code: 'root-planned', label: 'What adults will add' },
] as const satisfies readonly Option[]
export type Zone = (typeof zones)[number]['code']

/** Difficult behaviour does no harm; it is called dangerous only by harm that was seen. */
export const fruitKinds: readonly Option[] = [
  { code: 'difficult', label: 'Difficult', hint: 'No harm.' },
  { code: 'dangerous', label: 'Dangerous', hint: 'Someone was hurt, something was badly damaged, or an offence was committed. Say which records show it.' },
]

/** What an entry may lead to: an experience to a feeling, a feeling to a behaviour, on its own side of the tree. */
export const leadsTo: Readonly<Record<Zone, Zone | null>> = {
  'root-now': 'feeling-now',
  'feeling-now': 'fruit-now',
  'fruit-now': null,
  'root-more': 'feeling-more',
  'root-planned': 'feeling-more',
  'feeling-more': 'fruit-more',
  'fruit-more': null,
}

/** Words to begin from, after this child's own records. Prompts to look for, never a list to tick. Early Years adds its own. */
export const treePrompts: Readonly<Record<Zone, readonly string[]>> = {
  'fruit-now': ['Leaves the room', 'Hides', 'Calls out', 'Shouts', 'Throws things', 'Hits out', 'Stops and will not move', 'Stays very quiet'],
  'feeling-now': ['Worried', 'Overwhelmed', 'Left out', 'Angry', 'Confused', 'Ashamed', 'Lonely', 'Tired', 'Not safe'],
  'root-now': ['A change at home', 'A change of school or class', 'Noise and crowds', 'Not understanding the work', 'Falling out with friends', 'Loss of someone or something', 'Hunger or poor sleep', 'Illness or pain'],
  'fruit-more': ['Asks for help', 'Stays near a friend', 'Joins in', 'Uses a quiet place', 'Waits for a turn', 'Says how it feels', 'Helps others'],
  'feeling-more': ['Safe', 'Noticed', 'Proud', 'Calm', 'Capable', 'Included', 'Hopeful'],
  'root-more': ['A greeting by name each day', 'Time with a trusted adult', 'A job that matters', 'A club they love', 'A friend to sit with', 'Warned before a change'],
  'root-planned': ['The same adult at each handover', 'A warning before each change', 'A job at busy times', 'A quiet place kept ready', 'Time to talk each morning'],
}
/** In place of those above where a place has any here. */
export const treePromptsEarlyYears: Readonly<Partial<Record<Zone, readonly string[]>>> = {
  'root-now': ['A new baby or a change at home', 'A change of room or key person', 'Saying goodbye in the morning', 'Hunger or poor sleep', 'Illness, teeth or pain', 'Not yet having the words', 'Noise, light or touch'],
  'feeling-now': ['Overwhelmed', 'Frightened', 'Frustrated', 'Left out', 'Tired', 'Unsure who is safe', 'Jealous'],
  'fruit-now': ['Bites', 'Pushes', 'Throws', 'Screams', 'Runs off', 'Hides', 'Clings', 'Snatches'],
  'fruit-more': ['Points or signs for help', 'Plays beside others', 'Takes a turn', 'Comes for a cuddle', 'Joins story time'],
  'root-more': ['Time with their key person', 'A comforter close by', 'A picture of what comes next', 'Outdoor play each day'],
}

/** The tree has six places; what adults will add stands below it. */
export type DrawnZone = Exclude<Zone, 'root-planned'>
/** How the glass is held: three kinds of tree, of which `list` has only a small picture. */
export type TreeShape = 'landscape' | 'portrait' | 'list'

/** How many of each place are drawn, Add among them, before one of them says how many more there are. */
export const slotsInZone: Readonly<Record<Exclude<TreeShape, 'list'>, Readonly<Record<DrawnZone, number>>>> = {
  landscape: { 'fruit-now': 6, 'feeling-now': 4, 'root-now': 6, 'fruit-more': 6, 'feeling-more': 4, 'root-more': 6 },
  portrait: { 'fruit-now': 4, 'feeling-now': 4, 'root-now': 5, 'fruit-more': 4, 'feeling-more': 4, 'root-more': 5 },
}

/** In the order they are read and reached by Tab: across, from the top down. */
export const drawnZones = ['fruit-now', 'fruit-more', 'feeling-now', 'feeling-more', 'root-now', 'root-more'] as const satisfies readonly DrawnZone[]

/** The child's own copy says the same in plain words, without kinds. */
export const childsZones: Readonly<Record<Zone, string>> = {
  'root-more': 'What helps me',
  'feeling-more': 'How I feel then',
  'fruit-more': 'What I do when it goes well',
  'root-now': 'What can be hard',
  'feeling-now': 'How I may feel then',
  'fruit-now': 'What I may do when it is too much',
  'root-planned': 'What adults will do',
}

/** One made-up path, in grey, where nobody has begun. */
export const examplePath: Readonly<Record<DrawnZone, string>> = {
  'root-now': 'Noisy hall', 'feeling-now': 'Overwhelmed', 'fruit-now': 'Leaves the room',
  'root-more': 'Warned before a change', 'feeling-more': 'Safe', 'fruit-more': 'Asks for help',
}

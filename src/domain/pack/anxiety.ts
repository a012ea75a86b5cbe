import type { Option, Say } from '../schema/field'

type Word = Say['word']

/** Where an item of the map belongs, in the order of its lanes. Short enough to stand at the edge of the picture. */
export const mapCategories: readonly Option[] = [
  { code: 'map-time', label: 'Time', hint: 'Times of day and changes' },
  { code: 'map-place', label: 'Place' },
  { code: 'map-activity', label: 'Activity', hint: 'Activities and lessons' },
  { code: 'map-adult', label: 'Adult' },
  { code: 'map-peers', label: 'Peers', hint: 'Children and groups' },
  { code: 'map-sensory', label: 'Senses', hint: 'Sound, light, touch, smell' },
  { code: 'map-home', label: 'Home', hint: 'Home and journeys' },
]

/**
 * The categories a pack offers for new items: all of them, or those `map.categories` names, in its order and with its own
 * among them (`map-time map-place map-outdoors`). One that is left out is offered no more; an item that has it keeps it.
 */
export function categoriesOffered(word: Word): Option[] {
  const usual = new Map(mapCategories.map((one) => [one.code, one]))
  const codes = word('map.categories', '').split(/[\s,]+/).filter(Boolean)
  return (codes.length > 0 ? codes : [...usual.keys()]).map((code) => ({ ...usual.get(code), code, label: categoryLabel(code, word) }))
}

/** What a category is called, offered still or not; one that this app has never heard of by its own code, readably. */
export function categoryLabel(code: string | null, word: Word): string {
  if (code === null) return word('map.category.none', 'Not sorted yet')
  const usual = mapCategories.find((one) => one.code === code)?.label ?? sentence(code.replace(/^map-/, '').replaceAll(/[-.]+/g, ' '))
  return word(`code.${code}`, '') || usual
}
const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/**
 * The scale of the map, -5 to +5. Two readings of the minus side are in use, and neither is settled: that it lowers anxiety
 * and is a help, and that the child relies on it and may need to grow free of it. So both are asked, and neither side has a
 * colour.
 */
export const anxietyScale = { from: -5, to: 5 } as const
export const mapSteps: readonly number[] = Array.from({ length: anxietyScale.to - anxietyScale.from + 1 }, (_, place) => anxietyScale.from + place)

export const polePrompts = {
  calm: { key: 'map.pole.calm', usual: 'Calmest, relies on this' },
  none: { key: 'map.pole.none', usual: 'No effect' },
  anxious: { key: 'map.pole.anxious', usual: 'Raises anxiety most' },
} as const
/** Between the poles, by how far from nought. */
const anchors: Readonly<Record<number, string>> = {
  [-4]: 'Strongly prefers this',
  [-3]: 'Strongly prefers this',
  [-2]: 'More relaxed than usual here',
  [-1]: 'More relaxed than usual here',
  1: 'Some signs; copes with help',
  2: 'Some signs; copes with help',
  3: 'Clearly anxious here',
  4: 'Clearly anxious here',
}

/** What a number of the scale stands for: a pole's words at either end and in the middle, an anchor's between. */
export function anchorWords(score: number, word: Word): string {
  const pole = score === anxietyScale.to ? polePrompts.anxious : score === anxietyScale.from ? polePrompts.calm : score === 0 ? polePrompts.none : null
  return pole ? word(pole.key, pole.usual) : word(`map.anchor.${score}`, anchors[score] ?? '')
}

/**
 * Where the map asks more of an item. `predict`: at or over it, it is offered to be predicted and prevented. `rely`: at or
 * under it, two questions are asked. `talk`: so far apart, two views are worth talking about.
 */
export interface MapLines {
  readonly predict: number
  readonly rely: number
  readonly talk: number
}
export const anxietyLines: MapLines = { predict: 3, rely: -3, talk: 2 }

/** The lines a pack has drawn (`map.line.predict`: `2`), and the usual one where it says nothing that is a number. */
export function linesIn(word: Word): MapLines {
  const line = (name: keyof MapLines): number => {
    const said = word(`map.line.${name}`, '').trim()
    const number = Number(said.replace('−', '-'))
    return said === '' || Number.isNaN(number) ? anxietyLines[name] : number
  }
  return { predict: line('predict'), rely: line('rely'), talk: line('talk') }
}

/** Who looks who is no adult of the setting. Adults are known by their id. */
export const raters: readonly Option[] = [
  { code: 'child', label: 'The child' },
  { code: 'parent', label: 'Parent or carer' },
  { code: 'parent-2', label: 'Another parent or carer' },
]

/** A child points to a face; each face is a place on the adults' scale, and nothing is worked out from it. */
export const childFaces: Readonly<Record<3 | 5, readonly { readonly score: number; readonly label: string }[]>> = {
  3: [
    { score: -3, label: 'I like it' },
    { score: 0, label: 'It is all right' },
    { score: 4, label: 'It is hard' },
  ],
  5: [
    { score: -4, label: 'I love it' },
    { score: -2, label: 'I like it' },
    { score: 0, label: 'It is all right' },
    { score: 3, label: 'It is hard' },
    { score: 5, label: 'It is too hard' },
  ],
}

/** Items to begin from, by category, after this child's own records. */
const mapPrompts: Readonly<Record<string, readonly string[]>> = {
  'map-time': ['Arriving', 'Before lunch', 'Lunch', 'Tidy-up', 'Changing lesson', 'Home time'],
  'map-place': ['Classroom', 'Hall', 'Playground', 'Corridor', 'Toilets', 'Quiet place'],
  'map-activity': ['Maths', 'Writing', 'Reading', 'PE', 'Assembly', 'Group work', 'Free choice'],
  'map-adult': ['Supply adult', 'New adult', 'Key adult'],
  'map-peers': ['Big groups', 'Working in a pair', 'Playing alone', 'Older children'],
  'map-sensory': ['Loud sounds', 'Bright light', 'Being touched', 'Smells', 'Busy walls'],
  'map-home': ['The journey in', 'After a weekend', 'Time away from a parent'],
}
/** A nursery's day has other parts; where it has the same, the same words are offered. */
const mapPromptsEarlyYears: Readonly<Record<string, readonly string[]>> = {
  'map-time': ['Saying goodbye', 'Free play', 'Tidy-up', 'Snack', 'Nappy or toilet', 'Nap', 'Home time'],
  'map-place': ['Our room', 'Garden', 'Cloakroom', 'Book corner', 'Another room'],
  'map-activity': ['Story', 'Singing', 'Messy play', 'Outdoors', 'Group time', 'Choosing alone'],
  'map-adult': ['Key person', 'Another adult of the room', 'New adult'],
  'map-peers': ['Big groups', 'Playing beside others', 'Playing alone', 'Older children'],
}

/** Items a pack offers for a category: its own list, one a line or between semicolons (`map.prompts.map-place`), or the usual. */
export function promptsFor(category: string, profile: 'school' | 'early-years', word: Word): readonly string[] {
  const own = word(`map.prompts.${category}`, '').split(/[;\n]+/).map((one) => one.trim()).filter(Boolean)
  if (own.length > 0) return own
  return (profile === 'early-years' ? mapPromptsEarlyYears[category] : undefined) ?? mapPrompts[category] ?? []
}

import { formatNotes } from '../../../domain/pack/parent-copy'

/** What an adult sees to before a parent is handed words: their language, and the ways in which they take things in. */
export function waysOf(
  { language, formats, contactLimits }: { readonly language: string; readonly formats: readonly string[]; readonly contactLimits: string },
  given: { /** What staff call it; null where it is English or not known here. */ readonly language: string | null; readonly word: (key: string, usual: string) => string },
): string[] {
  const written = language.trim()
  const isEnglish = written === '' || /^english\b/i.test(written)
  return [
    ...(contactLimits.trim() === '' ? [] : [`Limits on contact: ${contactLimits.trim()}`]),
    ...(isEnglish ? [] : [`The plan is in English. This parent’s language is ${given.language ?? written}: read it together with an interpreter who is not family.`]),
    // Of a copy on paper, and not of a tablet in the hand.
    ...formats.filter((code) => code !== 'large-print' && code !== 'translated').flatMap((code) => (formatNotes[code] === undefined ? [] : [given.word(`format.${code}.note`, formatNotes[code])])),
  ]
}

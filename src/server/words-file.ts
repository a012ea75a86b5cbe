import * as v from 'valibot'
import { lineKeys } from '../domain/pack/pack'
import { coreWords } from '../domain/rules/core-words'
import { forms } from '../domain/records/catalogue'
import { scalesSchema } from '../protocol/messages'
import { isDay } from './day'

/** What the LA hands in to be published: words, scales and lines for a year. Strict, since a slip in it would be read in every setting. */
const key = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)+$/, 'a key looks like code.playground or anxiety-map.title'))
const said = v.pipe(v.string(), v.trim(), v.nonEmpty('words are wanted here'), v.maxLength(2_000, 'at most 2,000 letters'))
const wholeNumber = (from: number, to: number) => {
  const says = `a whole number from ${from} to ${to}`
  return v.pipe(v.number(says), v.integer(says), v.minValue(from, says), v.maxValue(to, says))
}
const wordsFile = v.pipe(
  v.strictObject({
    for: v.picklist(['school', 'early-years', 'all'], '“school”, “early-years” or “all”'),
    name: v.pipe(v.string(), v.trim(), v.nonEmpty('a name is wanted: it stands on every print'), v.maxLength(80, 'at most 80 letters')),
    version: v.pipe(v.string(), v.regex(/^20\d\d\.[1-9]\d{0,2}$/, 'the year and a number, such as “2026.2”')),
    validFrom: v.pipe(v.string(), v.check(isDay, 'a day, such as “2026-09-01”')),
    words: v.record(key, said),
    scales: v.optional(
      v.strictObject({
        anxiety: v.optional(v.strictObject({ predict: v.optional(wholeNumber(1, 5)), rely: v.optional(wholeNumber(-5, -1)), talk: v.optional(wholeNumber(1, 10)) })),
        risk: v.optional(
          v.pipe(
            v.strictObject({ size: v.picklist([3, 4, 5], '3, 4 or 5'), line: wholeNumber(1, 25) }),
            v.check(({ size, line }) => line <= size * size, 'no score reaches this line: the highest is size times size'),
          ),
        ),
        faces: v.optional(v.picklist([3, 5], '3 or 5')),
      }),
    ),
  }),
  v.check(({ words }) => !lineKeys.some((line) => Object.hasOwn(words, line)), 'words: the lines of the map are numbers; put them under scales.anxiety'),
)
export type WordsFile = v.InferOutput<typeof wordsFile>

export type Checked = { readonly ok: true; readonly file: WordsFile; readonly unknown: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] }

/** `unknown`: keys that nothing in this version says. They are kept, since a newer app may; a slip of the pen looks the same. */
export function checkWordsFile(text: string): Checked {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    return { ok: false, problems: [`This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}`] }
  }
  const parsed = v.safeParse(wordsFile, given)
  if (!parsed.success) return { ok: false, problems: parsed.issues.map(problemIn) }
  // What goes out must be what a tablet takes.
  v.parse(v.optional(scalesSchema), parsed.output.scales)
  return { ok: true, file: parsed.output, unknown: Object.keys(parsed.output.words).filter(isUnknown) }
}

function problemIn(issue: v.InferIssue<typeof wordsFile>): string {
  const path = v.getDotPath(issue)
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path}: there is no such entry`
  if (issue.received === 'undefined') return `${path}: this is missing`
  return path === null ? issue.message : `${path}: ${issue.message}`
}

const hinted = new Set(forms.flatMap((form) => Object.keys(form.fields).map((name) => `${form.kind}.${name}.hint`)))
/** Only of names of forms and answers can this be said: other words stand where they are used. */
function isUnknown(word: string): boolean {
  if (!word.startsWith('code.') && !forms.some(({ kind }) => word.startsWith(`${kind}.`))) return false
  return !hinted.has(word) && !coreWords().some((core) => core.key === word)
}

import type { onePageProfile } from '../records/support'
import type { AnswersOf } from '../schema/definition'
import type { PlanVersion } from './plan-state'

export interface ChildsWords {
  readonly words: string
  /** Strokes, as a drawing field holds them. */
  readonly drawing: string | null
}
/** What the child says, and drew, in the newest plan that has either. */
export function childsWords(plans: readonly PlanVersion[]): ChildsWords {
  const byDay = [...plans].sort((a, b) => (a.answers.inUseFrom ?? a.answers.from ?? '').localeCompare(b.answers.inUseFrom ?? b.answers.from ?? ''))
  const newest = byDay.findLast(({ answers }) => answers.childWords.trim() !== '' || answers.childDrawing !== null)?.answers
  return { words: newest?.childWords.trim() ?? '', drawing: newest?.childDrawing ?? null }
}

/** Type sizes in pt, the largest first; each holds so many letters in a line of half a sheet. */
const sizes = [{ size: 'large', pt: 16, letters: 26 }, { size: 'usual', pt: 14, letters: 30 }, { size: 'small', pt: 12, letters: 36 }] as const
export type ProfileSize = (typeof sizes)[number]['size']

// In mm, measured in Chromium on A4: what the page may take, its head and last line, a part without its words, a drawing.
const sheet = 228
const headAndFoot = 32
const frame = 14
const drawn = 44
const mmOf = (pt: number): number => pt * 1.35 * 0.3528
const linesOf = (words: string, letters: number): number => words.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0)

type Profile = Pick<AnswersOf<typeof onePageProfile>, 'like' | 'matters' | 'help' | 'sayings'>
function heightOf({ like, matters, help, sayings }: Profile, said: ChildsWords, { pt, letters }: (typeof sizes)[number]): number {
  const parts = [like, matters, help, sayings].map((words) => words.trim()).filter((words) => words !== '')
  // Two and two side by side; the last of an odd number has the whole width.
  const rows = Array.from({ length: Math.ceil(parts.length / 2) }, (_row, at) => parts.slice(at * 2, at * 2 + 2))
  const ofRows = rows.reduce((sum, row) => sum + frame + (2 + Math.max(...row.map((words) => linesOf(words, row.length === 1 ? letters * 2 : letters)))) * mmOf(pt), 0)
  const quoted = said.words === '' ? 0 : linesOf(said.words, Math.floor((said.drawing === null ? 1.9 : 1.2) * letters * 0.8)) * mmOf(pt * 1.15)
  const ofSaid = said.words === '' && said.drawing === null ? 0 : 15 + Math.max(quoted, said.drawing === null ? 0 : drawn)
  return headAndFoot + ofRows + ofSaid
}

/** The size of type (16, 14 or 12 pt) in which it all stands on one page; `over` lines of it where even 12 pt is too large. */
export function profileFit(profile: Profile, said: ChildsWords): { readonly fits: boolean; readonly size: ProfileSize; readonly over: number } {
  const found = sizes.find((one) => heightOf(profile, said, one) <= sheet)
  const smallest = sizes[2]
  return found ? { fits: true, size: found.size, over: 0 } : { fits: false, size: smallest.size, over: Math.ceil((heightOf(profile, said, smallest) - sheet) / mmOf(smallest.pt)) }
}

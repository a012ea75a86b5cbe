import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { trueTime } from '../../domain/history/revision'
import { calmScript } from '../../domain/records/calm-script'
import { isDrawn } from '../../domain/people'
import { formOf } from '../../domain/records/catalogue'
import { observation } from '../../domain/records/observation'
import { planReading } from '../../domain/records/plan'
import { wentWell } from '../../domain/rules/went-well'
import type { Moment, Say } from '../../domain/schema/field'
import { wordsOf } from '../../domain/schema/field'

/** One record in a child's timeline, as much of it as this adult may see. */
export interface TimelineLine {
  readonly record: string
  readonly title: string
  /** When it happened, as its author said, or when it was begun; a wall time, `YYYY-MM-DDTHH:mm`. */
  readonly wall: string
  readonly author: string
  readonly firstWords: string
  /** A child was helped back to calm: shown as what it is, a success. */
  readonly wentWell: boolean
  readonly state: 'mine-open' | 'others-open' | 'left-open' | 'closed' | 'withdrawn'
}

export interface Reader {
  /** Whose timeline it is. */
  readonly child: string
  readonly id: string
  readonly mayRead: (checkpoint: Checkpoint) => boolean
  readonly say: Say
  readonly wallAt: (ms: number) => string
}

// What was seen says more of a record than what came before it.
const tellingFirst = ['words', 'saw', 'before']
const longest = 160

/** Newest first. Records the reader may not open are left out, but that a colleague is writing is no secret. */
export function timelineOf(checkpoints: readonly Checkpoint[], reader: Reader): TimelineLine[] {
  return checkpoints
    .flatMap((one) => lineOf(one, reader))
    .sort((a, b) => (a.wall < b.wall ? 1 : a.wall > b.wall ? -1 : 0))
}

function lineOf(checkpoint: Checkpoint, { child, id, mayRead, say, wallAt }: Reader): TimelineLine[] {
  const form = formOf(checkpoint.kind)
  // A script, a tree, a plan and that it was read are nothing that happened: each has its own way in.
  if (!form || form.kind === calmScript.kind || form.kind === planReading.kind || isDrawn(form.kind)) return []
  const { first } = checkpoint
  const open = form.keeping === 'own' && checkpoint.freeze === null
  const line = {
    record: checkpoint.record, title: say.word(`${form.kind}.title`, form.title), author: say.adult(first.author), firstWords: '', wentWell: false,
  }
  const begun = () => wallAt(trueTime(first))
  if (checkpoint.withdrawn) return mayRead(checkpoint) ? [{ ...line, wall: begun(), state: 'withdrawn' }] : []
  if (open && first.author !== id && !mayRead(checkpoint)) return [{ ...line, wall: begun(), state: 'others-open' }]
  if (!mayRead(checkpoint)) return []
  const answers: Readonly<Record<string, unknown>> = view(form, checkpoint).answers
  const when = Object.keys(form.fields).find((name) => form.fields[name]?.shape === 'moment')
  // A moment field answers with a moment or null.
  const moment = when === undefined ? null : (answers[when] as Moment | null)
  // Of several children in one record, this one's own part.
  const own = form.kind === observation.kind ? view(observation, checkpoint).answers.views.filter((row) => row.child === child).map(({ words }) => words.trim()).filter(Boolean) : []
  const texts = [...own, ...[...tellingFirst, ...Object.keys(form.fields).filter((name) => !tellingFirst.includes(name))].flatMap((name) => {
    const field = form.fields[name]
    const answer = answers[name]
    return field?.shape === 'text' && field.long && !field.restricted && typeof answer === 'string' && answer.trim() !== '' ? [answer.trim()] : []
  })]
  const taps = texts.length > 0 ? [] : Object.entries(form.fields).flatMap(([name, field]) => {
    const words = field.shape === 'choices' && !field.restricted ? wordsOf(field, answers[name], say) : ''
    return words === '' ? [] : [words]
  })
  return [{ ...line, wentWell: wentWell(checkpoint.kind, answers), wall: moment?.wall.replace(' ', 'T').slice(0, 16) ?? begun(), firstWords: cut(texts[0] ?? taps[0] ?? ''), state: !open ? 'closed' : first.author === id ? 'mine-open' : 'left-open' }]
}

/** The beginning, ended at a word. Long words are not read to their end for a line's sake. */
function cut(words: string): string {
  const read = words.slice(0, longest * 2)
  // Only what is not one blank already.
  const line = read.replace(/\s{2,}|[^\S ]/g, ' ')
  if (line.length <= longest) return read.length < words.length ? `${line} ...` : line
  const at = line.lastIndexOf(' ', longest)
  return `${line.slice(0, at > longest / 2 ? at : longest)} ...`
}

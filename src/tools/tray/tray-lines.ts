import type { Checkpoint } from '../../domain/history/read'
import type { Revision } from '../../domain/history/revision'
import { childrenOf } from '../../domain/history/about'
import { formOf } from '../../domain/records/catalogue'
import { answersFrom } from '../../domain/schema/definition'
import { linesOf } from '../../domain/schema/faces'
import type { Parts, Say, Value } from '../../domain/schema/field'

/** What a line of the tray is about, in as few words as anybody passing may read: the form, and the child as the glass shows children now. */
export function titleOf(kind: string, checkpoint: Checkpoint | null, say: Say): string {
  const form = formOf(kind)
  if (!form) return 'Record from a newer app'
  const title = form.kind === 'child' ? 'Child’s details' : say.word(`${form.kind}.title`, form.title)
  if (!checkpoint) return title
  const about = form.kind === 'adult' ? [say.adult(checkpoint.record)] : childrenOf(form, checkpoint).map((child) => say.child(child))
  return [title, ...about].join(', ')
}

/** The words of one revision, for reading and copying. */
export function wordsIn(revision: Revision, say: Say, sensitive: boolean): string {
  const form = formOf(revision.header.kind)
  if (!form) return ''
  const given = Object.entries(revision.body?.changes ?? {}).filter((change): change is [string, Value] => change[1] !== null)
  // A change inside a row may come without the row's own part: it is shown as a row all the same.
  const rows = given.flatMap(([part]): [string, Value][] => {
    const [field = '', row] = part.split('/')
    return form.fields[field]?.shape === 'rows' && row ? [[`${field}/${row}`, true]] : []
  })
  const parts: Parts = Object.fromEntries([...rows, ...given])
  return linesOf(form, answersFrom(form, parts), say, { sensitive }).map(({ label, words }) => `${label}: ${words}`).join('\n')
}

/** Room on the disk in a person's measure. A record takes about 8 KB here, with all that is kept beside it. */
export function roomWords(bytes: number | null): { words: string; low: boolean } {
  if (bytes === null) return { words: 'This browser does not say how much room is left.', low: false }
  if (bytes < lowRoom) return { words: 'This tablet is nearly full. Send records or ask for help to clear space. Nothing has been lost.', low: true }
  const records = Math.floor(bytes / 8_192)
  if (records > 100_000) return { words: 'Plenty of room on this tablet.', low: false }
  return { words: `Room for about ${(Math.floor(records / 1_000) * 1_000).toLocaleString('en-GB')} records.`, low: false }
}
const lowRoom = 200 * 1024 * 1024

const dayMs = 86_400_000
/** How long something has waited, so that nobody has to reckon. */
export function waitedFor(sinceMs: number): string {
  const days = Math.floor(sinceMs / dayMs)
  if (days >= 1) return days === 1 ? '1 day' : `${days} days`
  const hours = Math.floor(sinceMs / 3_600_000)
  if (hours >= 1) return hours === 1 ? '1 hour' : `${hours} hours`
  return 'less than an hour'
}

/** Why the last round did not get through: what happened, and what helps. */
export function troubleWords(kind: string, place: string): string {
  switch (kind) {
    case 'offline': return 'No internet. Everything still works and is saved on this tablet.'
    case 'not-ours': return 'This network shows a page of its own first. Open the browser and sign in to the network, or use another one. Everything is saved on this tablet.'
    case 'revoked': return `This tablet has been switched off by the office. What was not sent is still sealed here. Take the tablet to ${place}.`
    case 'not-known': return 'The office no longer knows this tablet. It may have gone back to an earlier copy. Everything is still saved on this tablet. To send it, ask for a new code, lock this tablet, choose Set up, and join the setting again.'
    case 'restored': return 'The office went back to an earlier copy. What it no longer has is sent again from here. Everything is still saved on this tablet.'
    case 'withdrawn': return `This tablet no longer belongs to this setting’s records. What was not sent is still sealed here. Take the tablet to ${place}.`
    default: return 'Something went wrong on the other side. We will try again. Everything is saved on this tablet.'
  }
}

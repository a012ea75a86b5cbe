import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Config } from './config'
import type { Database } from './database/within'
import type { Running } from './running'

/** An errand that cannot be run as asked; its words are for the terminal. */
export class Unclear extends Error {
  override name = 'Unclear'
}

/** One run of `la`: what was typed, and what it works with. */
export interface Errand {
  readonly running: Running
  readonly config: Config
  readonly words: readonly string[]
  readonly options: Options
  readonly say: (words: string) => void
  readonly now: () => number
}
type Options = ReturnType<typeof optionsOf>['values']

export const optionsOf = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      kind: { type: 'string' }, place: { type: 'string' }, until: { type: 'string' }, practice: { type: 'boolean' }, all: { type: 'boolean' },
      id: { type: 'string' }, role: { type: 'string', multiple: true }, room: { type: 'string', multiple: true },
      why: { type: 'string' }, 'decided-by': { type: 'string' }, 'reviewed-by': { type: 'string' }, several: { type: 'boolean' }, confirm: { type: 'string' },
    },
  })

export async function knownSetting(db: Database, id = ''): Promise<string> {
  const found = await db.selectFrom('setting').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new Unclear(id === '' ? 'Which setting? “settings” lists them.' : `No setting ${id}. “settings” lists them.`)
  return found.id
}

/** A name may be typed with or without quotes. Empty: none was given. */
export const nameOf = (words: readonly string[]): string => words.join(' ').trim()

export async function textOf(path: string): Promise<string> {
  if (path === '') throw new Unclear('Which file?')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new Unclear(`There is no file ${path} that can be read.`)
  return text
}

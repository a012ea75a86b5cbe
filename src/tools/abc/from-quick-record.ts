import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import type { abc } from '../../domain/records/abc'
import { quickRecord } from '../../domain/records/quick-record'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Say } from '../../domain/schema/field'
import { wordsOf } from '../../domain/schema/field'

/** What an ABC record takes over from the first account, so that nothing is asked twice. */
export interface Carried {
  readonly answers: Partial<AnswersOf<typeof abc>>
  /** More than one child was in the first account: the ABC record is about one of them. */
  readonly children: readonly string[]
  readonly words: string
  /** What was ticked, in words. */
  readonly saw: string
}

/** Null: no quick record, or another kind of record. The first account stays as it is; the words are copied. */
export function carriedFrom(checkpoint: Checkpoint, { child, say }: { child: string | null; say: Say }): Carried | null {
  if (checkpoint.kind !== quickRecord.kind) return null
  const { answers } = view(quickRecord, checkpoint)
  const ticked = wordsOf(quickRecord.fields.saw, answers.saw, say)
  const one = child !== null && answers.children.includes(child) ? child : answers.children.length === 1 ? answers.children[0] : undefined
  const saw = answers.words.trim() === '' ? ticked : answers.words
  return {
    children: answers.children,
    words: answers.words,
    saw: ticked,
    answers: {
      from: checkpoint.record,
      ...(one === undefined ? {} : { child: one }),
      ...(answers.when === null ? {} : { when: answers.when }),
      ...(answers.place === null ? {} : { place: answers.place }),
      ...(saw === '' ? {} : { saw }),
    },
  }
}

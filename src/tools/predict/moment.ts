import type { predictPrevent } from '../../domain/records/predict-prevent'
import type { AnswersOf } from '../../domain/schema/definition'

export type Moment = AnswersOf<typeof predictPrevent>['rows'][number]

// Who does it, then what they do: a line that begins with the child says what the child must do, and prevents nothing.
const adultFirst = /^\s*(we|i|adults?|staff|the adult|an adult|all adults|everyone|(?:mr|mrs|ms|miss|mx|dr)\b)/i
/** Whether a "Prevent it" line begins with an adult. `names` are short names of adults of the setting. */
export function beginsWithAdult(words: string, names: readonly string[]): boolean {
  const text = words.trim()
  return text === '' || adultFirst.test(text) || names.some((name) => name !== '' && text.toLocaleLowerCase('en-GB').startsWith(name.toLocaleLowerCase('en-GB')))
}

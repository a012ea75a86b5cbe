import { gateWords } from '../../../domain/pack/plan-words'
import type { Gate } from '../../../domain/rules/plan-gates'
import type { Say } from '../../../domain/schema/field'
import { longDay } from '../../../workspace/time'

/** A gate as it is said: `Ask Hetty Marmalade`. */
export function wordsOfGate({ code, words, name, adult, day }: Gate, say: Say): string {
  const who = adult === undefined ? name || 'this parent' : say.adult(adult)
  return say.word(words, gateWords[code]).replaceAll('{name}', who).replaceAll('{day}', day === undefined ? '' : longDay(day))
}

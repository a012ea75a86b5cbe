import { calmScript } from '../../domain/records/calm-script'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Say } from '../../domain/schema/field'
import { wordsOf } from '../../domain/schema/field'

export interface Fact {
  readonly label: string
  readonly words: string
}
/** What is read at a glance under the line to say. What helps and what to avoid come first. */
const shown = ['helps', 'avoid', 'adults', 'place', 'callHelp', 'stopTalking', 'working', 'language'] as const

/** Lists are said in one line; what nobody wrote is left out. */
export function factsOf(answers: AnswersOf<typeof calmScript>, say: Say): readonly Fact[] {
  return shown.flatMap((name) => {
    const words = wordsOf(calmScript.fields[name], answers[name], say)
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean)
      .join(name === 'helps' || name === 'avoid' ? ' · ' : '\n')
    return words === '' ? [] : [{ label: say.word(`calm-script.${name}.label`, calmScript.fields[name].label), words }]
  })
}

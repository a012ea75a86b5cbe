import type { Pack } from './pack'
import { word } from './pack'

/** The steps of a calm script, in the order they are said. */
export const calmSteps = ['name', 'notice', 'help', 'listen', 'come'] as const
export type CalmStep = (typeof calmSteps)[number]

/** One step as an adult meets it: few words to say, and what to do while saying them. */
export interface CalmLine {
  readonly step: CalmStep
  readonly say: string
  readonly act: string
}

/** More letters than this are hard to say calmly, and to read at arm's length. */
export const longestSaying = 60

const theirName = '{name}'
/** The general words. A pack may say any of them differently, under `calm.<step>.say` and `calm.<step>.do`. */
export const usualCalm: Readonly<Record<CalmStep, { readonly say: string; readonly act: string }>> = {
  name: { say: theirName, act: 'Stand to the side, hands low, one voice. Say the name once, then wait.' },
  notice: { say: 'I can see something has happened.', act: 'Say what you see, not why. Give time: count to ten inside.' },
  help: { say: 'I am here to help.', act: 'Low, slow voice. Give space. Other children move away quietly.' },
  listen: { say: 'You talk and I will listen.', act: 'Wait and nod. Say back what you hear. Leave “why” for later.' },
  come: { say: 'Come with me. Let’s find a quiet place.', act: 'Offer one next step, or a choice of two. Talk it through once calm.' },
}

/** The script for a child who has none of their own. Without a name it asks for it: the lock screen knows no child. */
export function generalScript(pack: Pack, name: string | null): readonly CalmLine[] {
  return calmSteps.map((step) => ({
    step,
    say: word(pack, `calm.${step}.say`, usualCalm[step].say).replaceAll(theirName, name ?? word(pack, 'calm.their-name', '(The child’s name)')),
    act: word(pack, `calm.${step}.do`, usualCalm[step].act),
  }))
}

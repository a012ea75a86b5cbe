import type { CalmLine, CalmStep } from '../pack/calm'
import { generalScript, usualCalm } from '../pack/calm'
import type { Pack } from '../pack/pack'
import type { AnswersOf } from '../schema/definition'
import { defineRecord } from '../schema/definition'
import { aPerson, aText, somePeople } from '../schema/field'
import { onePerChild } from './per-child'

const titles: Readonly<Record<CalmStep, string>> = {
  name: '1. Their name',
  notice: '2. I can see something has happened',
  help: '3. I am here to help',
  listen: '4. Talk and I will listen',
  come: '5. Come with me, and the next step',
}
const saying = (step: CalmStep) => aText({ label: `${titles[step]}: we say`, hint: `Usual words: ${usualCalm[step].say}`, for: 'parent' })
const doing = (step: CalmStep) => aText({ label: `${titles[step]}: we do`, hint: `Usual words: ${usualCalm[step].act}`, long: true, for: 'parent' })

const scripts = onePerChild('calm')
export const calmScriptOf = scripts.idOf
export const childOfScript = scripts.childOf

/** The same few words from every adult when a child is in distress, and what helps. A line left empty is the pack's. */
export const calmScript = defineRecord({
  kind: 'calm-script',
  version: 1,
  keeping: 'joint',
  title: 'Calm script',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, for: 'parent' }),
    nameSay: saying('name'),
    nameDo: doing('name'),
    noticeSay: saying('notice'),
    noticeDo: doing('notice'),
    helpSay: saying('help'),
    helpDo: doing('help'),
    listenSay: saying('listen'),
    listenDo: doing('listen'),
    comeSay: saying('come'),
    comeDo: doing('come'),
    helps: aText({ label: 'What helps', hint: 'One on each line. For example: Lego, a walk, humming.', long: true, for: 'parent' }),
    avoid: aText({ label: 'What to avoid', hint: 'One on each line. Words, touch, standing close, a crowd.', long: true, for: 'parent' }),
    adults: somePeople({ label: 'Adults who help most', of: 'adult', for: 'parent' }),
    place: aText({ label: 'Safe place', hint: 'Where this child chooses to be calm.', for: 'parent' }),
    language: aText({ label: 'Language, signs or pictures', hint: 'Home language, signs, picture cards, a communication aid (AAC).', for: 'parent' }),
    working: aText({ label: 'Signs that it is working', long: true, for: 'parent' }),
    stopTalking: aText({ label: 'When to stop talking', long: true, for: 'parent' }),
    callHelp: aText({ label: 'When to call for help', hint: 'What you would see, and who to call.', long: true, for: 'parent' }),
  },
  fits: scripts.fits,
})

/** A child's own script as adults follow it: the pack's words wherever no others were written. */
export function scriptLines(answers: AnswersOf<typeof calmScript>, pack: Pack, name: string): readonly CalmLine[] {
  return generalScript(pack, name).map(({ step, say, act }) => ({
    step,
    say: answers[`${step}Say`].trim() || say,
    act: answers[`${step}Do`].trim() || act,
  }))
}

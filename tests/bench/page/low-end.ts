import { leadsTo, zones } from '../../../src/domain/pack/tree'
import { abc } from '../../../src/domain/records/abc'
import { behaviourChecklist } from '../../../src/domain/records/behaviour-checklist'
import { calmScript, calmScriptOf } from '../../../src/domain/records/calm-script'
import { deEscalation } from '../../../src/domain/records/de-escalation'
import { observation } from '../../../src/domain/records/observation'
import { plan, plansOf } from '../../../src/domain/records/plan'
import { predictions, predictPrevent } from '../../../src/domain/records/predict-prevent'
import { riskCalculator, riskCalculators } from '../../../src/domain/records/risk-calculator'
import { rootsAndFruits, trees } from '../../../src/domain/records/roots-and-fruits'
import { onePageProfile, profiles, support, supports } from '../../../src/domain/records/support'
import { training } from '../../../src/domain/records/training'
import type { Book } from './county'
import { all, amira, firstChild, rowsOf, wordsOf } from './county'

/** One child of whom every tool holds something, and another with a very long timeline. */

const longTimeline = 'bench-child-1'
const zone = 'Europe/London'
const day = (of: number): string => `2026-10-${String(1 + (of % 28)).padStart(2, '0')}`
const moment = (of: number) => ({ wall: `${day(of)}T10:${String(of % 60).padStart(2, '0')}`, zone, precision: 'exact' as const, ms: Date.parse(`${day(of)}T09:30:00Z`) + of * 60_000 })
const some = (index: number, letters: number): string => wordsOf(index).slice(0, letters)
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

export async function writeEveryTool(book: Book, { lines }: { lines: number }): Promise<void> {
  const { add } = book
  const child = firstChild
  for (let at = 0; at < lines; at += 1) {
    await add({ record: `bench-line-${at}`, kind: 'quick-record', act: 'close', changes: { [`children/${longTimeline}`]: true, 'when/': moment(at), 'words/': wordsOf(at), 'saw/cried': true, 'place/': 'hall', 'hurt/': 'no', 'held/': 'no' } })
  }
  for (let at = 0; at < 60; at += 1) {
    await add({ record: `bench-abc-${at}`, kind: abc.kind, act: 'close', changes: all(abc, { child, when: moment(at), before: some(at, 200), saw: some(at + 1, 200), after: some(at + 2, 200), communication: some(at + 3, 80), intensity: 1 + (at % 5) }) })
    await add({ record: `bench-look-${at}`, kind: observation.kind, act: 'close', changes: all(observation, { children: [child], when: moment(at + 60), saw: some(at, 300), childWords: 'I like the drum.' }) })
    await add({ record: `bench-calmed-${at}`, kind: deEscalation.kind, act: 'close', changes: all(deEscalation, { children: [child], when: moment(at + 120), words: some(at, 200), tried: ['waited', 'gave-space'], helped: ['gave-space'] }) })
  }
  await add({ record: calmScriptOf(child), kind: calmScript.kind, act: 'edit', changes: all(calmScript, { child, nameSay: 'Pip', noticeSay: 'I can see it is loud.', helps: 'Lego\nA walk\nHumming', avoid: 'A crowd\nQuestions', place: 'The quiet corner', callHelp: 'When someone could be hurt' }) })
  await writeDrawn(book, child)
  await writePlan(book, child)
  await add({ record: supports.idOf(child), kind: support.kind, act: 'edit', changes: all(support, {
    child,
    provision: rowsOf(support.fields.provision, 'provision', times(20, (at) => ({ words: some(at, 60), tier: `tier-${1 + (at % 3)}`, from: day(at), who: 'Amira', often: 'Every morning', impact: 'impact-some', impactWords: some(at, 100), cycle: 1 }))),
    advice: rowsOf(support.fields.advice, 'advice', times(4, (at) => ({ service: 'A service', askedOn: day(at), askedFor: some(at, 120), answer: 'answer-waiting' }))),
    parentContacts: rowsOf(support.fields.parentContacts, 'meeting', times(8, (at) => ({ on: day(at), who: 'Fern', how: 'At the gate', words: some(at, 120) }))),
  }) })
  await add({ record: profiles.idOf(child), kind: onePageProfile.kind, act: 'edit', changes: all(onePageProfile, { child, like: some(1, 200), matters: some(2, 200), help: some(3, 200), sayings: some(4, 200) }) })
  await add({ record: 'bench-checklist-0', kind: behaviourChecklist.kind, act: 'edit', changes: all(behaviourChecklist, { child, words: some(1, 60), cause: some(2, 200), feelings: some(3, 200), tooMuch: some(4, 200), lower: some(5, 200) }) })
  for (let at = 0; at < 24; at += 1) {
    await add({ record: `bench-course-${at}`, kind: training.kind, act: 'edit', changes: all(training, { adult: at % 24 === 0 ? amira : `bench-adult-${at % 24}`, course: 'course-steps', on: day(at), until: `2027${day(at).slice(4)}` }) })
  }
}

async function writeDrawn({ add }: Book, child: string): Promise<void> {
  const { entries } = rootsAndFruits.fields
  const drawn = zones.filter(({ code }) => code !== 'root-planned').flatMap(({ code }) => {
    const above = leadsTo[code]
    return rowsOf(entries, code, times(10, (at) => ({ zone: code, words: `Noisy hall at lunch, and no seat ${at}`, kind: code === 'fruit-now' ? 'difficult' : null, leads: above === null ? [] : [`${above}-${at}`] })))
  })
  await add({ record: trees.idOf(child, 1), kind: rootsAndFruits.kind, act: 'edit', changes: all(rootsAndFruits, { child, entries: drawn, with: [amira], childView: 'gave-view', childWords: 'It is too loud.' }) })
  await add({ record: predictions.idOf(child, 1), kind: predictPrevent.kind, act: 'edit', changes: all(predictPrevent, { child, rows: rowsOf(predictPrevent.fields.rows, 'moment', times(10, (at) => (
    { words: some(at, 60), score: -4, predict: some(at + 1, 200), prevent: some(at + 2, 200), owner: amira, from: day(at), state: 'in-use' }))) }) })
  await add({ record: riskCalculators.idOf(child, 1), kind: riskCalculator.kind, act: 'edit', changes: all(riskCalculator, { child, rows: rowsOf(riskCalculator.fields.rows, 'harm', times(10, (at) => (
    { words: some(at, 60), who: 'Children near the door', seriousness: 1 + (at % 5), probability: 1 + ((at * 3) % 5), already: some(at, 120), measures: some(at + 1, 200), seriousnessAfter: 1, probabilityAfter: 2 }))) }) })
}

async function writePlan({ add }: Book, child: string): Promise<void> {
  const { triggers, measures, flow, strategies, consequences, parents } = plan.fields
  const steps = ['flow-calm', 'flow-early', 'flow-question', 'flow-act', 'flow-recover']
  for (const version of [1, 2]) {
    const record = plansOf('rrp').idOf(child, version)
    await add({ record, kind: plan.kind, act: 'edit', changes: all(plan, {
      child, planKind: 'rrp', coordinator: amira, from: day(1), cycle: version, reviewOn: '2027-01-12', helpsMe: some(1, 200), strengths: some(2, 200), childState: 'gave-view', childWords: some(3, 80),
      parents: rowsOf(parents, 'parent', [{ name: 'Fern Marmalade', state: 'gave-view', way: 'ask-phone', askedOn: day(2), words: some(4, 120) }]),
      triggers: rowsOf(triggers, 'trigger', times(10, (at) => ({ words: some(at + version, 60), except: some(at, 60) }))),
      measures: rowsOf(measures, 'measure', times(10, (at) => ({ words: `We will ${some(at, 100)}`, for: some(at + version, 60), owner: amira }))),
      flow: rowsOf(flow, 'step', times(15, (at) => ({ step: steps[Math.floor(at / 3)] ?? null, see: some(at, 60), act: some(at + 1, 100) }))), call: 'The office',
      strategies: rowsOf(strategies, 'strategy', times(10, (at) => ({ words: some(at, 60), band: 'band-early', impact: 'impact-helped', impactWords: some(at, 80), keep: 'yes' }))),
      consequences: rowsOf(consequences, 'consequence', times(6, (at) => ({ behaviour: some(at, 60), type: 'protective', words: some(at + 1, 80) }))),
      recovery: some(5, 200), recoveryPlace: 'The quiet corner',
    }) })
    // The first was agreed, the second is being written.
    if (version === 1) await add({ record, kind: plan.kind, act: 'sign', changes: {} })
  }
}

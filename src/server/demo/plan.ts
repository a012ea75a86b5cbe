import { goingOf, plan, planGoing, plansOf } from '../../domain/records/plan'
import { daysAfter, instantOf, localDay } from '../../domain/rules/instants'
import type { AnswersOf, Definition } from '../../domain/schema/definition'
import { blank, touched } from '../../domain/schema/definition'
import type { Fields } from '../../domain/schema/field'
import type { Desk } from '../desk'
import type { DemoSetting } from './county'

const zone = 'Europe/London'
const agreedDaysAgo = 20
type PlanAnswers = AnswersOf<typeof plan>

/** A plan that was made with the child and her parents and agreed three weeks ago, and what came of it since. */
export async function writePlan(desk: Desk, setting: DemoSetting, { child, now }: { child: string; now: number }): Promise<void> {
  const kind = setting.kind === 'school' ? 'rrp' : 'rmp'
  const record = plansOf(kind).idOf(child, 1)
  const today = localDay(now, zone)
  const made = daysAfter(today, -agreedDaysAgo - 1)
  const agreed = daysAfter(today, -agreedDaysAgo)
  const senco = setting.adults.find(({ roles }) => roles.includes('senco'))
  const author = senco?.id ?? ''
  const at = (day: string, time: string) => instantOf({ wall: `${day}T${time}`, zone, precision: 'exact' })
  const first = await write(desk, plan, { record, act: 'edit', author, at: at(made, '15:40'), says: { ...says({ made, reviewOn: daysAfter(today, 21), coordinator: senco?.name ?? '' }), child, planKind: kind, coordinator: author } })
  await desk.write({ record, kind: plan.kind, act: 'sign', author, at: at(agreed, '09:10'), after: [first], changes: {} })
  await write(desk, planGoing, {
    record: goingOf(record), act: 'edit', author: setting.rooms[0]?.keyPerson ?? author, at: at(daysAfter(today, -4), '15:35'),
    says: { child, plan: record, impacts: [{ id: 's1', rank: 'a0', impact: 'impact-helped', words: 'Used her card four times this week, each time before her hands went to her ears.', sources: [], on: daysAfter(today, -4) }] },
  })
}

async function write<F extends Fields>(desk: Desk, form: Definition<F>, { says, ...one }: { record: string; act: 'edit'; author: string; at: number; says: Partial<AnswersOf<Definition<F>>> }): Promise<string> {
  const before = blank(form)
  const { id } = await desk.write({ ...one, kind: form.kind, after: [], changes: touched(form, before, { ...before, ...says }) })
  return id
}

const says = ({ made, reviewOn, coordinator }: { made: string; reviewOn: string; coordinator: string }): Partial<PlanAnswers> => ({
  from: made, cycle: 1, tier: 'tier-2', reviewOn,
  done: ['about', 'child-voice', 'parent-voice', 'understand', 'triggers', 'prevent', 'flow', 'strategies', 'recovery', 'review'],
  helpsMe: 'My card. The quiet corner. Knowing who is next.', strengths: 'Draws maps of everywhere she has been. Helps the little ones with their coats.', hopes: 'To have lunch in the hall with a friend by summer.', goingWell: 'Mornings. She asks for help with her card nearly every day.',
  childState: 'gave-view', childWays: ['talking', 'drawing'], childWords: 'Don’t ask me things when it is loud. I can show you my card.', childPicks: ['quiet', 'space'], childView: 'child-yes',
  parents: [{ id: 'p1', rank: 'a0', name: 'Fern, her mother', state: 'gave-view', way: 'ask-in-person', askedOn: made, whyNot: '', words: 'At home she hums first. If we stop talking and wait, it passes.' }],
  triggers: [
    { id: 't1', rank: 'a0', words: 'A loud hall with people close behind', sources: [], except: 'First in the line, with her ear defenders on', exceptSources: [], from: [] },
    { id: 't2', rank: 'a1', words: 'A change that nobody told her of', sources: [], except: '', exceptSources: [], from: [] },
  ],
  measures: [
    { id: 'm1', rank: 'a0', words: 'We will tell her the plan for lunch at ten o’clock, with the picture.', for: 'A change that nobody told her of', owner: null, sources: [], from: [] },
    { id: 'm2', rank: 'a1', words: 'We will let her go in first and sit by the door.', for: 'A loud hall with people close behind', owner: null, sources: [], from: [] },
  ],
  flow: [
    { id: 'f1', rank: 'a0', step: 'flow-calm', see: 'Draws, talks about maps', act: 'Notice it quietly. Keep her card where she can reach it.', yes: '', sources: [] },
    { id: 'f2', rank: 'a1', step: 'flow-early', see: 'Hums, pulls her sleeves over her hands', act: '“I can see it is loud. I am here.” Show the card. Then wait.', yes: '', sources: [] },
    { id: 'f3', rank: 'a2', step: 'flow-question', see: 'Is anyone close enough to be hurt?', act: '', yes: 'Move the others away. One adult speaks.', sources: [] },
    { id: 'f4', rank: 'a3', step: 'flow-act', see: 'Pushes past, throws what is near', act: 'Clear a way to the quiet corner. Stay beside her, not in front.', yes: '', sources: [] },
    { id: 'f5', rank: 'a4', step: 'flow-recover', see: 'Sits down, looks for her card', act: 'Ten minutes, no questions, a drink of water.', yes: '', sources: [] },
  ],
  call: 'The office, on 3',
  strategies: [
    { id: 's1', rank: 'a0', words: 'A card to ask for the quiet corner', band: 'band-early', impact: 'impact-helped', impactWords: '', sources: [], keep: 'yes' },
    { id: 's2', rank: 'a1', words: 'A chart of stars for sitting still', band: 'band-settled', impact: 'impact-harder', impactWords: 'She watched the chart and not the lesson, and cried when a star was missed.', sources: [], keep: 'no' },
  ],
  recovery: 'Ten minutes in the quiet corner. Water. No questions.', recoveryPlace: 'The quiet corner', recoveryWho: 'Whoever she looks at first', recoveryHome: 'Her key person, at the gate', repair: 'She likes to mend what was broken with an adult beside her.',
  holdsPlanned: 'no',
  signatures: [
    { id: 'g1', rank: 'a0', who: 'signs-coordinator', name: coordinator, ticks: ['tick-read', 'tick-part'], how: 'signed-here', drawn: null, words: '', on: made },
    { id: 'g2', rank: 'a1', who: 'signs-parent', name: 'Fern', ticks: ['tick-read', 'tick-part', 'tick-asked'], how: 'signed-here', drawn: null, words: '', on: made },
  ],
})

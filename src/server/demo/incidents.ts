import type { incident } from '../../domain/records/incident'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Moment } from '../../domain/schema/field'

type Answers = AnswersOf<typeof incident>

/** Of whom it is and when it began; `after` so many minutes. */
export interface Scene {
  readonly child: string
  readonly after: (minutes: number) => Moment
}

/** An incident of the made-up county and all that belongs to it. Minutes are counted from its start. */
export interface DemoIncident {
  readonly setting: string
  /** Places in the setting and in the room; the first child of a room has parents. */
  readonly room: number
  readonly child: number
  readonly began: { readonly daysAgo: number; readonly time: string } | { readonly minutesAgo: number }
  /** Begins it, and signs. */
  readonly author: string
  /** Minutes from its start to its end. */
  readonly lasted: number
  /** The first held, the others were there. */
  readonly adults: readonly string[]
  readonly tells: (scene: Scene) => Partial<Answers>
  readonly told: readonly { readonly parent: string; readonly after: number; readonly by: string; readonly how: string; readonly copy: string; readonly words?: string }[]
  readonly accounts: readonly { readonly adult: string; readonly after: number; readonly words: string }[]
  /** Left out: nobody has signed it yet. */
  readonly signed?: { readonly after: number; readonly countersignedBy: string; readonly countersignedAfter: number }
  readonly childDebrief?: { readonly adult: string; readonly after: number; readonly felt: readonly string[]; readonly needed: readonly string[]; readonly words: string; readonly learnt: string }
  readonly adultDebriefs?: readonly { readonly adult: string; readonly after: number; readonly state: string }[]
}

const nobodyHurt = { childInjury: 'none', othersInjury: 'none', staffInjury: 'none', alarm: ['none-of-these'], marksSeen: 'no-marks', firstAid: 'not-needed', damage: 'no' } as const
const aDay = 24 * 60

export const demoIncidents: readonly DemoIncident[] = [
  {
    setting: 'willowmere', room: 2, child: 0, began: { daysAgo: 2, time: '10:42' }, author: 'willowmere-tolly', lasted: 2, adults: ['willowmere-tolly', 'willowmere-maud'],
    tells: ({ child, after }) => ({
      ...nobodyHurt,
      sen: [{ id: 's1', rank: 'a0', child, stage: 'k', needs: 'Loud rooms' }],
      place: 'hall',
      interventions: [{
        id: 'i1', rank: 'a0', child, kind: 'force', hold: 'hand-held', holdWords: '', degree: 'light', who: ['willowmere-tolly'], planned: 'planned', from: after(0), to: after(2),
        supervisedBy: null, endedBecause: '', aid: '', aidFrom: null, aidTo: null, aidWhy: '',
      }],
      reason: ['injury-other'],
      reasonWords: 'A wooden brick was lifted above a younger child’s head. It would have come down on it.',
      words: 'Wet playtime in the hall, three classes together. Hands over ears, then shouting at the tower of bricks. Held one hand and the brick until it was put down, then let go.',
      before: 'Rain, so playtime moved indoors. A ball hit the tower twice.',
      antecedents: ['change', 'noise'],
      triggers: 'Noise that bounces off the walls',
      tried: ['fewer-words', 'gave-space', 'offered-choice'],
      helped: ['fewer-words'],
      plan: 'yes', planFollowed: 'yes',
      childSupport: ['quiet-time', 'time-with-adult'],
      staffSupport: ['had-break', 'talked'],
      childWords: 'I built the lighthouse all by myself.',
    }),
    told: [
      { parent: 'p1', after: 35, by: 'willowmere-tolly', how: 'phone', copy: 'copy-sent', words: 'Thank you for ringing. The tower is all we hear about at home.' },
      { parent: 'p2', after: 285, by: 'willowmere-tolly', how: 'in-person', copy: 'copy-given' },
    ],
    accounts: [
      { adult: 'willowmere-tolly', after: 20, words: 'I stood beside the tower and said “two bricks, then the book corner”. When the brick went up I held that hand, low, and said nothing more. It opened after a breath or two.' },
      { adult: 'willowmere-maud', after: 45, words: 'I walked the younger children to the stage and counted them. I saw the hand held, and saw it let go.' },
    ],
    signed: { after: 60, countersignedBy: 'willowmere-hetty', countersignedAfter: 320 },
    childDebrief: {
      adult: 'willowmere-maud', after: aDay, felt: ['cross', 'scared'], needed: ['quiet', 'space'], words: 'It was too echoey. I want the lighthouse to have a rope round it.',
      learnt: 'Wet playtime for this class is in the book corner, and what is being built stays up.',
    },
    adultDebriefs: [{ adult: 'willowmere-tolly', after: aDay, state: 'done' }, { adult: 'willowmere-maud', after: aDay, state: 'declined' }],
  },
  {
    setting: 'willowmere', room: 1, child: 0, began: { minutesAgo: 55 }, author: 'willowmere-tolly', lasted: 4, adults: ['willowmere-tolly'],
    tells: ({ child, after }) => ({
      sen: [{ id: 's1', rank: 'a0', child, stage: 'k', needs: '' }],
      place: 'corridor',
      interventions: [{
        id: 'i1', rank: 'a0', child, kind: 'force', hold: 'guided', holdWords: '', degree: 'light', who: ['willowmere-tolly'], planned: 'unplanned', from: after(0), to: after(4),
        supervisedBy: null, endedBecause: '', aid: '', aidFrom: null, aidTo: null, aidWhy: '',
      }],
      reason: ['injury-self'],
      words: 'Ran for the stairs with both shoes undone. Guided by the back, away from the top step, to the bench by the window.',
      before: 'The room had a cover teacher, and the timetable on the wall was last week’s.',
      antecedents: ['change', 'moving-on'],
      tried: ['offered-choice', 'stayed-near'],
      childInjury: 'none', othersInjury: 'none',
      alarm: ['none-of-these'],
      firstAid: 'not-needed',
      childSupport: ['drink-or-food', 'time-with-adult'],
    }),
    told: [
      { parent: 'p1', after: 30, by: 'willowmere-tolly', how: 'phone', copy: 'copy-sent' },
      { parent: 'p2', after: 38, by: 'willowmere-tolly', how: 'email', copy: 'copy-sent' },
    ],
    accounts: [],
  },
  {
    setting: 'dandelion', room: 1, child: 0, began: { daysAgo: 1, time: '11:20' }, author: 'dandelion-oona', lasted: 1, adults: ['dandelion-oona'],
    tells: ({ child, after }) => ({
      ...nobodyHurt,
      sen: [{ id: 's1', rank: 'a0', child, stage: 'k', needs: '' }],
      place: 'playground', placeWords: 'The garden, by the gate',
      interventions: [{
        id: 'i1', rank: 'a0', child, kind: 'physical', hold: 'carried', holdWords: '', degree: 'light', who: ['dandelion-oona'], planned: 'unplanned', from: after(0), to: after(1),
        supervisedBy: null, endedBecause: '', aid: '', aidFrom: null, aidTo: null, aidWhy: '',
      }],
      reason: ['danger'],
      reasonWords: 'The gate stood open to the car park and a van was coming in.',
      careAim: 'stop', careFree: 'no', careWish: 'not-sure',
      words: 'Ran after a leaf, through the gate that a delivery had left open. Lifted and carried back inside, about ten steps, then put down by the sand.',
      before: 'The wind took the leaf. Everyone was looking at it.',
      antecedents: ['change'],
      tried: ['fewer-words'],
      helped: ['not-sure'],
      plan: 'no',
      childSupport: ['time-with-adult', 'checked-over'],
      staffSupport: ['talked'],
      childWords: 'My leaf went to work.',
    }),
    told: [
      { parent: 'p1', after: 15, by: 'dandelion-oona', how: 'phone', copy: 'copy-sent' },
      { parent: 'p2', after: 100, by: 'dandelion-oona', how: 'pick-up', copy: 'copy-given', words: 'We will look for the leaf on the way home.' },
    ],
    accounts: [{ adult: 'dandelion-oona', after: 25, words: 'I was at the sand. I called “stop” once, ran, and lifted with both arms under the arms. I put down as soon as the gate was shut.' }],
    signed: { after: 40, countersignedBy: 'dandelion-della', countersignedAfter: 130 },
    childDebrief: {
      adult: 'dandelion-oona', after: 90, felt: ['ok'], needed: ['adult-near'], words: 'Big van. Big beep.',
      learnt: 'Whoever takes in a delivery stays at the gate until it is shut.',
    },
    adultDebriefs: [{ adult: 'dandelion-oona', after: 95, state: 'declined' }],
  },
]

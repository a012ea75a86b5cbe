import { holds } from '../pack/incident'
import {
  bands, consequenceTypes, flowSteps, impacts, planKinds, planSections, planSources, signedHow, signers, signerTicks, tiers, views, waysToAsk,
} from '../pack/plans'
import type { PlanKind } from '../pack/plans'
import { defineRecord } from '../schema/definition'
import { aChoice, aDay, aDrawing, aPerson, aRecord, aScale, aText, someChoices, somePeople, someRefs, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { askedFor } from './roots-and-fruits'
import { versionsOf } from './versioned'
import type { VersionId, Versions } from './versioned'

/** Each kind of plan goes by versions of its own: a child may have a risk reduction plan and a transition plan at once. */
const versionsOfKind = Object.fromEntries(planKinds.map(({ code }) => [code, versionsOf(`plan-${code}`)])) as Readonly<Record<PlanKind, Versions>> // One entry a kind.
export const plansOf = (kind: PlanKind): Versions => versionsOfKind[kind]
/** Which kind, child and version an id is of; null for no plan's. */
export function planIn(record: string): (VersionId & { readonly kind: PlanKind }) | null {
  for (const { code } of planKinds) {
    const parts = versionsOfKind[code].partsOf(record)
    if (parts) return { ...parts, kind: code }
  }
  return null
}

const parent = { for: 'parent' } as const
const yesNo: readonly Option[] = [{ code: 'yes', label: 'Yes' }, { code: 'no', label: 'No' }]
const words = (label: string, hint?: string) => aText({ label, ...(hint === undefined ? {} : { hint }), ...parent })
const long = (label: string, hint?: string) => aText({ label, ...(hint === undefined ? {} : { hint }), long: true, ...parent })
const sources = () => someRefs({ label: 'Records', to: 'records' })
const forHolds = (answers: Readonly<Record<string, unknown>>): boolean => answers['holdsPlanned'] === 'yes'
const voice = (label: string) => aChoice({ label, options: askedFor, ...parent })

/**
 * What adults, child and parents agree to do: drafted from records, short enough to be read, and looked at again by a day.
 *
 * Signing is agreeing: a version that was agreed is not written on any more, and what is found since stands in `plan-going`.
 * Ids follow from kind, child and number, so that two tablets which draft the next version apart meet in one record.
 */
export const plan = defineRecord({
  kind: 'plan',
  version: 1,
  keeping: 'joint',
  title: 'Plan',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, ...parent }),
    planKind: aChoice({ label: 'Kind of plan', options: planKinds, ...parent }),
    coordinator: aPerson({ label: 'Who looks after this plan?', of: 'adult', ...parent }),
    from: aDay({ label: 'From', ...parent }),
    cycle: aScale({ label: 'Cycle of assess, plan, do, review', from: 1, to: 20 }),
    tier: aChoice({ label: 'Tier', options: tiers }),
    done: someChoices({ label: 'Sections completed', options: planSections }),

    // --- about the child
    helpsMe: long('What helps me', 'In the child’s own words where you can.'),
    strengths: long('Strengths and interests'),
    hopes: long('Hopes', 'What the child and the family hope for.'),
    goingWell: long('What is going well'),
    notYet: long('What is not working yet'),
    needs: aText({ label: 'Needs, and what may lie behind', long: true, restricted: true }),
    sources: someRows({
      label: 'What each source told us', row: 'source', ...parent,
      of: { source: aChoice({ label: 'Source', options: planSources, ...parent }), state: voice('Asked?'), askedOn: aDay({ label: 'Asked on' }), words: long('What they told us') },
    }),

    // --- voices
    childState: voice('The child'),
    childWays: someChoices({
      label: 'How?', ...parent,
      options: [{ code: 'talking', label: 'Talking' }, { code: 'symbols', label: 'Pictures' }, { code: 'drawing', label: 'Drawing' }, { code: 'play', label: 'Play' }, { code: 'signs', label: 'Signing' }, { code: 'watched', label: 'What we saw them choose' }, { code: 'ask-advocate', label: 'Through an advocate' }],
    }),
    childAskedOn: aDay({ label: 'Child asked on' }),
    childWhyNot: aText({ label: 'Why not yet' }),
    childPicks: someChoices({
      label: 'What would help?', ...parent,
      options: [{ code: 'adult-near', label: 'An adult near' }, { code: 'space', label: 'Space' }, { code: 'quiet', label: 'Quiet' }, { code: 'move', label: 'To move' }, { code: 'else', label: 'Something else' }, { code: 'not-now', label: 'Not now' }],
    }),
    childView: aChoice({ label: 'What the child thinks of the plan', options: [{ code: 'child-yes', label: 'Yes' }, { code: 'child-maybe', label: 'Maybe' }, { code: 'child-no', label: 'No' }], ...parent }),
    childWords: long('What the child says', 'Word for word, or what they signed or showed.'),
    childDrawing: aDrawing({ label: 'What the child drew', ...parent }),
    // A row's id is the parent's in the child's own record where they are listed there.
    parents: someRows({
      label: 'Parents and carers', row: 'parent or carer', ...parent,
      of: {
        name: words('Name'), state: voice('Asked?'), way: aChoice({ label: 'How are they asked?', options: waysToAsk }), askedOn: aDay({ label: 'Asked on' }),
        whyNot: aText({ label: 'Why not yet' }), words: long('What they say'),
      },
    }),
    views: someRows({
      label: 'Views on a part of the plan', row: 'view', ...parent,
      of: { who: words('Who'), parent: someRefs({ label: 'Whose', to: 'rows' }), section: aChoice({ label: 'Part', options: planSections, ...parent }), view: aChoice({ label: 'View', options: views, ...parent }), words: long('In their own words'), on: aDay({ label: 'On', ...parent }) },
    }),

    // --- what we know, what we do
    triggers: someRows({
      label: 'Triggers', row: 'trigger', ...parent,
      of: { words: words('What sets it off'), sources: sources(), except: words('When it did not happen', 'A time it might have, and did not: what was different?'), exceptSources: sources(), from: someRefs({ label: 'On the map or tree', to: 'rows' }) },
    }),
    measures: someRows({
      label: 'What we do before', row: 'measure', ...parent,
      of: { words: long('What adults do', 'Begin with who does it: “We will ...”.'), for: words('Which trigger or risk'), owner: aPerson({ label: 'Who sees to it', of: 'adult', ...parent }), sources: sources(), from: someRefs({ label: 'On the risk calculator', to: 'rows' }) },
    }),
    targets: someRows({
      label: 'Targets', row: 'target', ...parent,
      of: { words: words('Target', 'One thing, small enough to see by the review.'), school: long('School will help me by'), family: long('My family will help me by'), me: long('I will help myself by'), measure: words('How we will know'), reviewOn: aDay({ label: 'Look at it again on', ...parent }), outcome: long('What came of it') },
    }),
    teaching: someRows({
      label: 'Another way, taught in steps', row: 'behaviour', ...parent,
      of: {
        behaviour: words('What we see now'), meaning: words('What we think it tells us'), instead: words('What we would like to see'), around: long('What we change around the child'),
        steps: long('Small steps we teach', 'One on each line.'), response: long('What adults do when it happens'), notice: words('How we notice and celebrate'), measure: words('How we will know'),
      },
    }),
    movingFrom: words('From which place'), movingTo: words('To which place'), movingOn: aDay({ label: 'First day there', ...parent }),
    movingVisits: long('Visits and first days'), movingPassedOn: long('What is passed on, and to whom'), movingAdult: words('Who they will know there'),
    flow: someRows({
      label: 'What we see, what we do', row: 'step', ...parent,
      of: { step: aChoice({ label: 'Kind of step', options: flowSteps, ...parent }), see: words('What we see'), act: long('What we say and do'), yes: words('If yes', 'What happens on yes. On no, go on down.'), sources: sources() },
    }),
    call: words('Who is called for help'), responders: somePeople({ label: 'Adults who come first', of: 'adult', ...parent }),
    strategies: someRows({
      label: 'What has been tried', row: 'strategy', ...parent,
      of: { words: words('What adults did'), band: aChoice({ label: 'When', options: bands, ...parent }), impact: aChoice({ label: 'What came of it', options: impacts, ...parent }), impactWords: words('How we know'), sources: sources(), keep: aChoice({ label: 'In this plan?', options: yesNo, ...parent }) },
    }),
    consequences: someRows({
      label: 'Consequences', row: 'consequence', ...parent,
      of: {
        behaviour: words('After what'), type: aChoice({ label: 'Kind', options: consequenceTypes, ...parent }), words: words('What'), link: words('How it follows from the behaviour'), who: words('Who'), from: aDay({ label: 'From', ...parent }),
        returns: words('When and how the freedom is given back'), returnOn: aDay({ label: 'At the latest on', ...parent }), pair: someRefs({ label: 'Goes with', to: 'rows' }), outcome: words('What came of it'),
      },
    }),
    recovery: long('How long, and how', 'No questions. Food and drink.'), recoveryPlace: words('Where'), recoveryWho: words('With whom'), recoveryHome: words('Who tells home, and how'), repair: long('How we put it right'),

    // --- physical intervention: only ever after an audit of need, and never copied to the next version
    holdsPlanned: aChoice({ label: 'Is physical intervention part of this plan?', options: yesNo, ...parent }),
    audit: aRecord({ label: 'Audit of need', asked: forHolds, kind: 'audit-of-need' }),
    holdKinds: someChoices({ label: 'Which holds', asked: forHolds, options: holds, ...parent }),
    holdWords: { ...long('When, and how', 'Only what is trained, for as short a time as can be.'), asked: forHolds },
    holdAdults: somePeople({ label: 'Trained adults', asked: forHolds, of: 'adult', ...parent }),
    holdParents: aChoice({ label: 'Do parents agree to it?', asked: forHolds, options: yesNo, ...parent }), holdParentsOn: aDay({ label: 'Asked on', asked: forHolds, ...parent }),
    holdStop: { ...long('What would let us stop using it?'), asked: forHolds }, holdUntil: aDay({ label: 'Until', asked: forHolds, ...parent }),

    // --- in use, agreed, looked at again
    inUseFrom: aDay({ label: 'In use from', ...parent }),
    signatures: someRows({
      label: 'Signatures', row: 'signature', ...parent,
      of: { who: aChoice({ label: 'Who', options: signers, ...parent }), name: words('Name, typed'), ticks: someChoices({ label: 'I say that', options: signerTicks, ...parent }), how: aChoice({ label: 'Signed', options: signedHow, ...parent }), drawn: aDrawing({ label: 'Signature', ...parent }), words: long('What I do not agree with'), on: aDay({ label: 'On', ...parent }) },
    }),
    reviewOn: aDay({ label: 'Look at it again on', ...parent }),
  },
  fits: (record, { 'child/': child, 'planKind/': kind }) => {
    const owner = planIn(record)
    return owner !== null && (child === undefined || child === owner.child) && (kind === undefined || kind === owner.kind)
  },
})

const goingPrefix = 'going-'
export const goingOf = (planRecord: string): string => `${goingPrefix}${planRecord}`
/** The plan that a record of how it goes belongs to. */
export const planOfGoing = (record: string): string | null => (record.startsWith(goingPrefix) && planIn(record.slice(goingPrefix.length)) ? record.slice(goingPrefix.length) : null)

/** How a version of a plan goes: what came of each strategy since it was agreed, and what its review found. */
export const planGoing = defineRecord({
  kind: 'plan-going',
  version: 1,
  keeping: 'joint',
  title: 'How a plan is going',
  fields: {
    child: aPerson({ label: 'Who?', of: 'child', subject: true, ...parent }),
    plan: aRecord({ label: 'Plan', kind: 'plan' }),
    // A row's id is the strategy's, measure's or target's in the plan.
    impacts: someRows({
      label: 'What came of it', row: 'strategy', ...parent,
      of: { impact: aChoice({ label: 'What came of it', options: impacts, ...parent }), words: words('How we know'), sources: sources(), on: aDay({ label: 'On', ...parent }) },
    }),
    reviewed: aDay({ label: 'Reviewed on', ...parent }),
    with: someRows({ label: 'Who took part', row: 'person', ...parent, of: { name: words('Name'), part: words('Who they are to the child') } }),
    reviewWords: long('What has changed'),
    smallChange: long('Any small change?', 'Growth may be small and gradual. Write it down all the same.'),
    harder: long('What made things harder, and what we do instead'),
    goOn: aChoice({ label: 'What next?', options: [{ code: 'go-on', label: 'Go on with this plan' }, { code: 'go-new', label: 'Write the next version' }, { code: 'go-end', label: 'End the plan, it is not needed now' }], ...parent }),
    nextOn: aDay({ label: 'Look at it again on', ...parent }),
  },
  fits: (record, { 'child/': child, 'plan/': of }) => {
    const owner = planOfGoing(record)
    return owner !== null && (child === undefined || child === planIn(owner)?.child) && (of === undefined || of === owner)
  },
})

/** An adult has read a version of a plan. Nobody is told off by it: it says who is still to be shown. */
export const planReading = defineRecord({
  kind: 'plan-reading',
  version: 1,
  keeping: 'own',
  title: 'Plan read',
  fields: { child: aPerson({ label: 'Who?', of: 'child', subject: true }), plan: aRecord({ label: 'Plan', kind: 'plan' }), on: aDay({ label: 'Read on' }) },
})

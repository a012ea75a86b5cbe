import {
  adultParts, antecedents, childSupport, degrees, holds, interventionKinds, lateReasons, reasons, staffSupport,
} from '../pack/incident'
import { bodies, markKinds, markSizes, regions } from '../pack/body'
import { defineRecord } from '../schema/definition'
import { aChoice, aDuration, aMoment, aPerson, aRecord, aText, someChoices, somePeople, someRows } from '../schema/field'
import type { Option } from '../schema/field'
import { durationBands } from './abc'
import { waysToCalm } from './de-escalation'
import { places, yesNoUnsure } from './quick-record'
import { senStages } from './child'

/** "None" is an answer and blank is not: the law asks of each whether anybody was hurt. */
const injuries: readonly Option[] = [
  { code: 'none', label: 'None' },
  { code: 'yes', label: 'Yes' },
  { code: 'not-sure', label: 'Not sure' },
]
const noYes: readonly Option[] = [
  { code: 'no', label: 'No' },
  { code: 'yes', label: 'Yes' },
]
const is = (name: string, ...codes: string[]) => (answers: Readonly<Record<string, unknown>>): boolean => codes.includes(String(answers[name]))
const isGiven = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== '')
/** Asked after another answer, and never out of sight once it was given. */
const askedAfter = (name: string, code: string, own: string) => (answers: Readonly<Record<string, unknown>>): boolean => is(name, code)(answers) || isGiven(answers[own])

/** What the timer stamps, and what an adult may put right afterwards. */
export const stampKinds: readonly Option[] = [
  { code: 'began', label: 'Hold began' },
  { code: 'changed', label: 'Changed hold' },
  { code: 'swapped', label: 'Swapped adult' },
  { code: 'let-go', label: 'Let go' },
  { code: 'held-again', label: 'Held again' },
  { code: 'ended', label: 'Hold ended' },
]

/**
 * One event in which a child was held, kept in or limited, and everyone in it.
 *
 * Joint: whoever was there adds to it until its author signs; each adult's own account stands in a record of their own.
 * Telling parents and debriefs go on after the signature, so they too are records of their own. The fields are those of
 * the minimum record of restrictive interventions in force in England from 1 April 2026 (Education and Inspections Act 2006
 * s.93A; Independent School Standards para 16A) and of the EYFS, with what a good record has besides.
 */
export const incident = defineRecord({
  kind: 'incident',
  version: 2,
  keeping: 'joint',
  title: 'Incident',
  fields: {
    from: aRecord({ label: 'From quick record', kind: 'quick-record' }),

    // --- who
    children: somePeople({ label: 'Who was held, kept in or limited?', of: 'child', subject: true, for: 'parent' }),
    childrenHurt: somePeople({ label: 'Other children hurt', of: 'child', subject: true }),
    childrenNear: somePeople({ label: 'Children who saw it', of: 'child' }),
    adults: someRows({
      label: 'Adults',
      row: 'adult',
      of: {
        adult: aPerson({ label: 'Adult', of: 'adult' }),
        name: aText({ label: 'Name' }),
        part: someChoices({ label: 'Part', options: adultParts }),
      },
    }),
    sen: someRows({
      label: 'Special educational needs at the time',
      row: 'child',
      of: {
        child: aPerson({ label: 'Child', of: 'child' }),
        stage: aChoice({ label: 'SEN stage', for: 'county', options: [...senStages, { code: 'none-known', label: 'None known' }] }),
        needs: aText({ label: 'Needs that matter here' }),
      },
    }),

    // --- when and where
    when: aMoment({ label: 'When did it start?', for: 'parent' }),
    ended: aMoment({ label: 'When did it end?', for: 'parent' }),
    duration: aDuration({ label: 'How long in all?', for: 'county', options: durationBands }),
    place: aChoice({ label: 'Where?', for: 'county', options: places }),
    placeWords: aText({ label: 'Where exactly?', for: 'parent' }),

    // --- what was done
    interventions: someRows({
      label: 'What was done',
      row: 'intervention',
      for: 'parent',
      of: {
        child: aPerson({ label: 'With', of: 'child', for: 'parent' }),
        kind: aChoice({ label: 'Kind', for: 'county', options: interventionKinds }),
        hold: aChoice({ label: 'Type of hold', for: 'county', options: holds }),
        holdWords: aText({ label: 'In words', for: 'parent' }),
        degree: aChoice({ label: 'How much', for: 'county', options: degrees }),
        who: somePeople({ label: 'By whom', of: 'adult' }),
        planned: aChoice({ label: 'Was it in a plan?', for: 'county', options: [{ code: 'planned', label: 'Yes' }, { code: 'unplanned', label: 'No' }, { code: 'partly', label: 'Partly' }] }),
        from: aMoment({ label: 'Started', for: 'parent' }),
        to: aMoment({ label: 'Ended', for: 'parent' }),
        supervisedBy: aPerson({ label: 'Who stayed with the child throughout?', of: 'adult', asked: is('kind', 'seclusion') }),
        endedBecause: aText({ label: 'How did you know it could end?', asked: is('kind', 'seclusion') }),
        aid: aText({ label: 'Mobility aid taken away', hint: 'For example: wheelchair, frame, splint. Leave empty if none.', for: 'parent', asked: is('kind', 'restraint') }),
        aidFrom: aMoment({ label: 'Taken away at', for: 'parent', asked: ({ aid }) => isGiven(aid) }),
        aidTo: aMoment({ label: 'Given back at', for: 'parent', asked: ({ aid }) => isGiven(aid) }),
        aidWhy: aText({ label: 'Not yet given back because', for: 'parent', asked: ({ aid, aidTo, aidWhy }) => isGiven(aid) && (!isGiven(aidTo) || isGiven(aidWhy)) }),
      },
    }),
    stamps: someRows({
      label: 'Times',
      row: 'time',
      of: {
        what: aChoice({ label: 'What', options: stampKinds }),
        at: aMoment({ label: 'At' }),
        who: aPerson({ label: 'By', of: 'adult' }),
      },
    }),
    reason: someChoices({ label: 'Why was it needed?', for: 'county', options: reasons }),
    reasonWords: aText({ label: 'Why, in a few words', hint: 'What could have happened if nobody had stepped in.', long: true, for: 'parent' }),
    // Early Years: the three questions that decided it, kept as the reason.
    careAim: aChoice({
      label: 'What was the touch for?',
      options: [{ code: 'care', label: 'Comfort, care or play' }, { code: 'guide', label: 'To guide or show' }, { code: 'stop', label: 'To stop or move the child' }, { code: 'not-sure', label: 'Not sure' }],
    }),
    careFree: aChoice({ label: 'Could the child move away if they wanted to?', options: [{ code: 'yes', label: 'Yes' }, { code: 'no', label: 'No' }, { code: 'not-sure', label: 'Not sure' }] }),
    careWish: aChoice({ label: 'Did the child seem to want it?', options: [{ code: 'yes', label: 'Yes' }, { code: 'no', label: 'No' }, { code: 'not-sure', label: 'Not sure' }] }),

    // --- before
    words: aText({ label: 'What happened', hint: 'What you saw and heard. Facts first.', long: true }),
    before: aText({ label: 'What was happening just before?', long: true }),
    antecedents: someChoices({ label: 'What may have led up to it?', for: 'county', options: antecedents }),
    triggers: aText({ label: 'Known triggers that were there' }),
    tried: someChoices({ label: 'What was tried first?', for: 'county', options: waysToCalm }),
    triedNot: aText({ label: 'Nothing could be tried because', asked: ({ tried, triedNot }) => !isGiven(tried) || isGiven(triedNot) }),
    helped: someChoices({ label: 'What helped?', for: 'county', options: waysToCalm, asked: ({ tried, helped }) => isGiven(tried) || isGiven(helped) }),
    plan: aChoice({ label: 'Is there a plan for this child?', for: 'county', options: yesNoUnsure }),
    planFollowed: aChoice({ label: 'Was the plan followed?', for: 'county', options: [{ code: 'yes', label: 'Yes' }, { code: 'partly', label: 'Partly' }, { code: 'no', label: 'No' }], asked: askedAfter('plan', 'yes', 'planFollowed') }),
    planWhy: aText({ label: 'If not all of it, why?', asked: ({ planFollowed, planWhy }) => planFollowed === 'partly' || planFollowed === 'no' || isGiven(planWhy) }),

    // --- hurt
    childInjury: aChoice({ label: 'Was the child hurt?', for: 'parent', options: injuries }),
    childInjuryWords: aText({ label: 'How was the child hurt?', long: true, for: 'parent', asked: askedAfter('childInjury', 'yes', 'childInjuryWords') }),
    othersInjury: aChoice({ label: 'Were other children hurt?', options: injuries }),
    othersInjuryWords: aText({ label: 'How were other children hurt?', long: true, asked: askedAfter('othersInjury', 'yes', 'othersInjuryWords') }),
    staffInjury: aChoice({ label: 'Were adults hurt?', options: injuries }),
    staffInjuryWords: aText({ label: 'How were adults hurt?', long: true, asked: askedAfter('staffInjury', 'yes', 'staffInjuryWords') }),
    alarm: someChoices({
      label: 'Any of these?',
      hint: 'These go to the safeguarding lead at once.',
      options: [
        { code: 'ground', label: 'On the ground or face down' },
        { code: 'breathing', label: 'Trouble with breathing or colour' },
        { code: 'passed-out', label: 'Passed out' },
        { code: 'head-hurt', label: 'Head was hurt' },
        { code: 'untrained', label: 'A hold nobody was trained in' },
        { code: 'allegation', label: 'A complaint about what an adult did' },
        { code: 'none-of-these', label: 'None of these', none: true },
      ],
    }),
    marks: someRows({
      label: 'Marks seen',
      row: 'mark',
      for: 'parent',
      of: {
        body: aChoice({ label: 'Whose body?', options: bodies }),
        child: aPerson({ label: 'Which child?', of: 'child' }),
        adult: aPerson({ label: 'Which adult?', of: 'adult' }),
        region: aChoice({ label: 'Where?', for: 'parent', options: regions }),
        kind: aChoice({ label: 'What was seen?', for: 'parent', options: markKinds }),
        size: aChoice({ label: 'How large?', options: markSizes }),
        words: aText({ label: 'In words', for: 'parent' }),
        seenBy: aPerson({ label: 'Seen by', of: 'adult' }),
        firstAid: aChoice({ label: 'First aid given?', options: noYes }),
        arrived: aChoice({ label: 'Was it there on arrival?', options: noYes }),
      },
    }),
    marksSeen: aChoice({ label: 'Were any marks seen?', options: [{ code: 'no-marks', label: 'No marks seen' }, { code: 'not-looked', label: 'Nobody looked' }] }),
    firstAid: aChoice({ label: 'First aid', for: 'parent', options: [{ code: 'not-needed', label: 'Not needed' }, { code: 'given', label: 'Given' }, { code: 'offered', label: 'Offered, not wanted' }] }),
    firstAidBy: aText({ label: 'First aid by', asked: askedAfter('firstAid', 'given', 'firstAidBy') }),
    firstAidAt: aMoment({ label: 'First aid when?', for: 'parent', asked: askedAfter('firstAid', 'given', 'firstAidAt') }),
    hospital: aChoice({ label: 'Was anyone taken to hospital for treatment?', options: noYes, asked: ({ childInjury, othersInjury, staffInjury, hospital }) => [childInjury, othersInjury, staffInjury].some((one) => one === 'yes' || one === 'not-sure') || isGiven(hospital) }),
    staffAway: aChoice({
      label: 'Can the adult who was hurt do their usual work?',
      options: [{ code: 'yes', label: 'Yes' }, { code: 'up-to-3', label: 'Away up to 3 days' }, { code: 'over-3', label: 'Away more than 3 days' }, { code: 'over-7', label: 'Away more than 7 days' }, { code: 'not-known', label: 'Not known yet' }],
      asked: askedAfter('staffInjury', 'yes', 'staffAway'),
    }),
    damage: aChoice({ label: 'Was anything damaged?', options: noYes }),
    damageWords: aText({ label: 'What was damaged?', asked: askedAfter('damage', 'yes', 'damageWords') }),

    // --- after
    childSupport: someChoices({ label: 'What support did the child have?', for: 'parent', options: childSupport }),
    staffSupport: someChoices({ label: 'What support did the adults have?', options: staffSupport }),
    supportWords: aText({ label: 'Support, in words', for: 'parent' }),
    childWords: aText({ label: 'What did the child say about it?', hint: 'As they said, signed or showed it.', long: true, for: 'parent' }),
    // Never offered as a thing to do: only what happened is kept.
    wentHome: aMoment({ label: 'Went home early at' }),
    wentHomeWho: aText({ label: 'Who decided?', asked: ({ wentHome, wentHomeWho }) => isGiven(wentHome) || isGiven(wentHomeWho) }),
    lateReason: aChoice({ label: 'Why was this written on a later day?', options: lateReasons, asked: ({ lateReason }) => isGiven(lateReason) }),
    lateWords: aText({ label: 'In words', asked: ({ lateReason, lateWords }) => isGiven(lateReason) || isGiven(lateWords) }),
  },
})

/** One incident for each first account, so that two tablets that open it apart meet in one record. */
export const incidentOf = (quick: string): string => `inc-${quick}`

/** The adults who took part, by id. Those known only by name have no account to give on a tablet. */
export const adultsIn = (answers: { readonly adults: readonly { readonly adult: string | null }[] }): string[] => [...new Set(answers.adults.flatMap(({ adult }) => (adult === null ? [] : [adult])))]

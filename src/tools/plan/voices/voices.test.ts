import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { family, planGlass, planNow, planRecord, wholePlan } from '../../../../tests/support/whole-plan'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import PlanPage from '../PlanPage.vue'
import ChildHandPage from './ChildHandPage.vue'
import ParentHandPage from './ParentHandPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
  vi.unstubAllGlobals()
})
const { press, tap, chips } = hand(() => page)
const text = () => page?.text() ?? ''
const heading = () => page?.find('h1').text()
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const write = (label: string, words: string) => {
  const box = page?.findAll('label').find((one) => one.text().startsWith(label))?.attributes('for')
  return page?.find(`[id="${box}"]`).setValue(words)
}
/** It came back locked; an adult signs in again and reads what was kept. */
const lockedThenRead = async (here: Glass) => {
  await here.until(() => !here.session.open)
  await here.disk.unlock()
}
const open = async (given: { section?: string; as?: 'parent' | 'child'; answers?: Partial<PlanAnswers>; agreed?: boolean }) => {
  const here = await planGlass(given.answers ?? wholePlan, family)
  if (given.agreed) await here.disk.ledger.append(entry({ record: planRecord, kind: 'plan', act: 'sign', author: 'moss', after: (await here.disk.ledger.checkpoint(planRecord))?.heads ?? [], changes: {} }))
  page = given.as === 'parent' ? await here.show(ParentHandPage, { id: 'pip', kind: 'rrp', version: '1' }) : given.as === 'child' ? await here.show(ChildHandPage, { id: 'pip', kind: 'rrp', version: '1' }) : await here.show(PlanPage, { id: 'pip', kind: 'rrp', section: given.section })
  await here.settle()
  await here.settle()
  return here
}

describe('the child’s voice', () => {
  test('asked and not answered keeps the day, and says when to ask again', async () => {
    const here = await open({ section: 'child-voice', answers: { ...wholePlan, childState: null, childWords: '' } })
    expect(chips('How?')).toBeNull()
    await tap('Asked, no answer yet', 'The child')
    await here.until(() => text().includes('Ask again by 8 December 2026'))
    await write('Why not yet', 'Away this week')
    page?.unmount()
    await vi.waitFor(async () => { expect(await planNow(here)).toMatchObject({ childState: 'asked-not-yet', childAskedOn: '2026-11-24', childWhyNot: 'Away this week' }) })
  })
})

describe('parents’ voice', () => {
  test('every parent of the child’s record has a row of their own, under their own id', async () => {
    const here = await open({ section: 'parent-voice', answers: { ...wholePlan, parents: [] } })
    expect(page?.findAll('[data-row]').map((one) => [one.attributes('data-row'), one.find('h3').text()])).toEqual([['p1', 'Fern Marmalade, mother'], ['p2', 'Ash Marmalade, father']])
    expect(text()).toContain('This parent’s language is Polish')
    expect(text()).toContain('Limits on contact: Not on site')
    const [first] = page?.findAll('[data-row="p1"] label').filter((one) => one.text() === 'Chose not to') ?? []
    await first?.find('input').setValue(true)
    await write('Why, in their words', 'Leaves it to the school')
    page?.unmount()
    await vi.waitFor(async () => { expect((await planNow(here)).parents).toMatchObject([{ id: 'p1', name: 'Fern Marmalade', state: 'chose-not', askedOn: '2026-11-24', whyNot: 'Leaves it to the school' }]) })
  })

  test('somebody else is added, and taken away again; a listed parent is not', async () => {
    const here = await open({ section: 'parent-voice' })
    await press('Add a parent or carer')
    await here.until(() => page?.findAll('[data-row]').length === 3)
    expect(buttons().filter((one) => one === 'Take away')).toHaveLength(1)
    await press('Take away')
    await here.until(() => page?.findAll('[data-row]').length === 2)
  })
})

describe('handed to a parent', () => {
  const onward = async (to: string) => {
    for (let turn = 0; turn < 12 && heading() !== to; turn += 1) await press(heading() === 'Pip’s plan' ? 'Start' : 'Carry on')
    expect(heading()).toBe(to)
  }

  test('the plan is there in plain words, no other child’s name in it and nothing else of the app', async () => {
    await open({ as: 'parent' })
    await tap('Fern Marmalade', 'Who will read it?')
    expect(text()).toContain('This parent’s language is Polish')
    await press('Hand to Fern Marmalade')
    expect(heading()).toBe('Pip’s plan')
    await onward('What Pip is like')
    expect(text()).toContain('Drums, and sitting with another child.')
    expect(page?.html()).not.toContain('Juniper')
    expect(page?.findAll('a')).toEqual([])
    expect(buttons()).toEqual(['Back', 'Carry on'])
    expect(chips('What do you think of this part?')).toEqual(['I agree', 'I am not sure', 'I do not agree with this part'])
  })

  test('what they think is kept as they say it, and the tablet comes back locked', async () => {
    const here = await open({ as: 'parent', answers: { ...wholePlan, parents: [] } })
    await tap('Fern Marmalade', 'Who will read it?')
    await press('Hand to Fern Marmalade')
    await onward('What Pip is like')
    await tap('I agree', 'What do you think of this part?')
    await onward('When it is over')
    await tap('I am not sure', 'What do you think of this part?')
    await tap('I do not agree with this part', 'What do you think of this part?')
    await write('In your own words', 'Not ten minutes.')
    await onward('Your words')
    expect(page?.findAll('.told li').map((one) => one.text())).toEqual(['What Pip is likeI agree', 'When it is overI do not agree with this partNot ten minutes.'])
    await write('What else should we know', 'He likes the yellow bus.')
    await write('Your name', 'Fern M')
    await here.settle()
    await tap('I have read this plan, or it was read to me', 'I say that')
    await press('Give the tablet back')
    await lockedThenRead(here)
    const { views, parents, signatures } = await planNow(here)
    expect(views).toMatchObject([
      { who: 'Fern Marmalade', section: 'about', view: 'view-agree', words: '', on: '2026-11-24' },
      { who: 'Fern Marmalade', section: 'recovery', view: 'view-disagree', words: 'Not ten minutes.', on: '2026-11-24' },
    ])
    expect(parents).toMatchObject([{ id: 'p1', name: 'Fern Marmalade', state: 'gave-view', askedOn: '2026-11-24', words: 'He likes the yellow bus.' }])
    expect(signatures).toMatchObject([{ who: 'signs-parent', name: 'Fern M', ticks: ['tick-read'], how: 'signed-here', on: '2026-11-24' }])
  })

  test('looked at and given back without a word is no answer', async () => {
    const here = await open({ as: 'parent', answers: { ...wholePlan, parents: [] } })
    await tap('Ash Marmalade', 'Who will read it?')
    await press('Hand to Ash Marmalade')
    await onward('Your words')
    await press('Give the tablet back')
    await lockedThenRead(here)
    expect(await planNow(here)).toMatchObject({ parents: [], views: [], signatures: [] })
  })

  test('a plan that is agreed elsewhere while it is in their hands comes back locked, and what they said is kept', async () => {
    const here = await open({ as: 'parent', answers: { ...wholePlan, parents: [] } })
    const { heads = [] } = (await here.disk.ledger.checkpoint(planRecord)) ?? {}
    await tap('Fern Marmalade', 'Who will read it?')
    await press('Hand to Fern Marmalade')
    await onward('What Pip is like')
    await tap('I do not agree with this part', 'What do you think of this part?')
    await here.settle()
    await here.disk.ledger.append(entry({ record: planRecord, kind: 'plan', act: 'sign', author: 'moss', after: heads, changes: {} }))
    await lockedThenRead(here)
    expect(text()).not.toContain('Who will read it?')
    const late = (await here.disk.ledger.checkpoint(planRecord))?.late ?? []
    expect(late.flatMap(({ changes }) => Object.values(changes))).toContain('view-disagree')
  })

  test('an agreed version is not handed over to be answered', async () => {
    await open({ as: 'parent', agreed: true })
    expect(text()).toContain('This version is not written on any more.')
    expect(buttons().filter((one) => one.startsWith('Hand to'))).toEqual([])
  })
})

describe('handed to the child', () => {
  test('they pick, say maybe, write, and each is kept; nothing goes on until Carry on', async () => {
    const here = await open({ as: 'child', answers: { ...wholePlan, childState: null, childWords: '' } })
    await press('Hand the tablet to the child')
    expect(heading()).toBe('This is your plan.')
    await press('Carry on')
    await press('Carry on')
    expect(heading()).toBe('What helps you?')
    await press('Quiet')
    await press('Space')
    await press('Space')
    expect(heading()).toBe('What helps you?')
    for (let turn = 0; turn < 6 && heading() !== 'Is this plan right for you?'; turn += 1) {
      expect(buttons()).toContain('Not now')
      expect(page?.html()).not.toContain('Juniper')
      await press('Carry on')
    }
    await press('Maybe')
    await press('Carry on')
    await write('My words', 'Can Dov come?')
    await press('Carry on')
    expect(heading()).toBe('Thank you for telling us.')
    await press('Give the tablet back')
    await lockedThenRead(here)
    expect(await planNow(here)).toMatchObject({ childState: 'gave-view', childPicks: ['quiet'], childView: 'child-maybe', childWords: 'Can Dov come?', childWays: ['symbols'], childAskedOn: '2026-11-24' })
  })

  test('“Not now” on the first page is an answer, and is kept as one that is asked for again', async () => {
    const here = await open({ as: 'child', answers: { ...wholePlan, childState: null, childWords: '' } })
    await press('Hand the tablet to the child')
    await press('Not now')
    await lockedThenRead(here)
    expect(await planNow(here)).toMatchObject({ childState: 'asked-not-yet', childAskedOn: '2026-11-24', childWhyNot: '“Not now”, on this tablet.', childPicks: [] })
  })
})

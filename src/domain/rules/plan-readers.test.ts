// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import type { Person } from '../people'
import { plan, plansOf } from '../records/plan'
import { blank } from '../schema/definition'
import { addedRow } from '../schema/field'
import { readersOf, stillToRead } from './plan-readers'

const record = plansOf('rrp').idOf('pip', 4)
const checkpoint = (...revisions: Parameters<typeof fold>[1][number][]): Checkpoint => {
  const folded = fold(null, revisions)
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}
const reading = async (adult: string, at: number, given: { plan?: string; act?: 'edit' | 'close' } = {}) =>
  checkpoint(await revise({ record: `read-${adult}-${at}`, kind: 'plan-reading', act: given.act ?? 'close', author: adult, at, changes: { 'child/': 'pip', 'plan/': given.plan ?? record, 'on/': '2026-11-20' } }))
const person = (id: string, given: Partial<Person> = {}): Person => ({ id, name: id, shortName: id, roles: ['practitioner'], until: null, rooms: [], ...given })

describe('who has read a version', () => {
  test('each adult once, the first reader first; readings of another version, and those not finished, are none', async () => {
    const first = await revise({ record, kind: 'plan', at: 10, changes: { 'child/': 'pip' } })
    const signed = await revise({ record, kind: 'plan', act: 'sign', after: [first.id], at: 20 })
    const all = [await reading('dov', 40), await reading('gwen', 30), await reading('dov', 25), await reading('hetty', 30, { plan: plansOf('rrp').idOf('pip', 3) }), await reading('amira', 30, { act: 'edit' })]
    expect(readersOf({ record, checkpoint: checkpoint(first, signed) }, all)).toEqual([
      { adult: 'gwen', on: '2026-11-20', isBeforeChange: false }, { adult: 'dov', on: '2026-11-20', isBeforeChange: false },
    ])
  })

  test('to agree changes no word, so whoever read it before has read it; a changed word is still to be read', async () => {
    const first = await revise({ record, kind: 'plan', at: 10, changes: { 'child/': 'pip' } })
    const signed = await revise({ record, kind: 'plan', act: 'sign', after: [first.id], at: 40 })
    const typed = await revise({ record, kind: 'plan', after: [first.id], at: 40, changes: { 'helpsMe/': 'Lego' } })
    const read = [await reading('gwen', 30)]
    expect(readersOf({ record, checkpoint: checkpoint(first, signed) }, read)).toMatchObject([{ adult: 'gwen', isBeforeChange: false }])
    expect(readersOf({ record, checkpoint: checkpoint(first, typed) }, read)).toMatchObject([{ adult: 'gwen', isBeforeChange: true }])
  })
})

describe('who is still to read it', () => {
  const answers = { ...blank(plan), coordinator: 'hetty', responders: ['amira'], measures: [addedRow(plan.fields.measures, [], 'm', { owner: 'dov' })] }
  const child = { keyPerson: 'gwen', buddy: null, room: 'Oak' }
  test.each([
    ['the key person', person('gwen'), true], ['who works in the room', person('ade', { rooms: ['oak'] }), true], ['who looks after the plan', person('hetty'), true], ['who comes first', person('amira'), true], ['who sees to a measure', person('dov'), true],
    ['another adult', person('mo'), false], ['who has left', person('gwen', { until: '2026-11-26' }), false], ['a governor', person('gwen', { roles: ['governor'] }), false],
  ])('%s: %s', (_what, adult, is) => {
    expect(stillToRead({ answers, child, adults: [adult], today: '2026-11-27' }, [])).toEqual(is ? [adult] : [])
  })
  test.each([[false, 0], [true, 1]])('read before a change (%s): %i still to read', (isBeforeChange, many) => {
    expect(stillToRead({ answers, child, adults: [person('gwen')], today: '2026-11-27' }, [{ adult: 'gwen', on: '2026-11-20', isBeforeChange }])).toHaveLength(many)
  })
})

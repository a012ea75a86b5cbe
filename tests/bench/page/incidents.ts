import { account } from '../../../src/domain/records/account'
import { adult } from '../../../src/domain/records/adult'
import { child } from '../../../src/domain/records/child'
import { incident } from '../../../src/domain/records/incident'
import { telling, tellingOf } from '../../../src/domain/records/telling'
import type { Changes, Moment } from '../../../src/domain/schema/field'
import type { Book } from './county'
import { all, amira, children, rowsOf, wordsOf } from './county'

/** Incidents of twelve people each: those of eight weeks, which all still owe something, and those of other years, signed long ago. */

const zone = 'Europe/London'
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const adults = 24
const adultsEach = 8
const perDay = 6
/** The oldest are complete, told, and Amira's to sign: one a day, so that they head her list. */
const toSign = 8

const nth = (index: number): string => (index % adults === 0 ? amira : `bench-adult-${index % adults}`)
const childNo = (index: number): string => `bench-child-${index % children}`
const at = (ms: number): Moment => ({ wall: new Date(ms).toISOString().slice(0, 16), zone, precision: 'exact', ms })

async function writePeople({ add }: Book): Promise<void> {
  for (let index = 1; index < adults; index += 1) {
    await add({ record: nth(index), kind: adult.kind, act: 'edit', changes: all(adult, { name: `Gwen Lanternhall-${index}`, shortName: `Gwen ${index}`, roles: ['practitioner'] }) })
  }
  for (let index = 0; index < children; index += 1) {
    const parents = rowsOf(child.fields.parents, 'parent', [{ name: `Fern Marmalade-${index}`, relation: 'mother' }, { name: `Dov Marmalade-${index}`, relation: 'father' }])
    await add({ record: childNo(index), kind: child.kind, act: 'edit', changes: all(child, { parents }) })
  }
}

export async function writeIncidents(book: Book, { count, finished }: { count: number; finished: number }): Promise<void> {
  if (count + finished === 0) return
  await writePeople(book)
  const today = Math.floor(Date.now() / dayMs) * dayMs
  for (let index = 0; index < finished; index += 1) {
    const began = today - (100 + index) * dayMs
    const staff = Array.from({ length: adultsEach }, (_, place) => nth(index + place))
    const record = `bench-finished-${index}`
    const author = staff[0] ?? amira
    await book.add({ record, kind: incident.kind, act: 'edit', author, at: began, changes: incidentOf(index, { began, held: [childNo(index), childNo(index + 7)], hurt: childNo(index + 17), staff }) })
    await book.add({ record, kind: incident.kind, act: 'sign', author, at: began + minuteMs, changes: {} })
  }
  for (let index = 0; index < count; index += 1) {
    const isAmiras = index < toSign
    const daysAgo = isAmiras ? 50 - index : 1 + Math.floor((count - 1 - index) / perDay)
    const began = today - daysAgo * dayMs + (9 * 60 + (index % perDay) * 50) * minuteMs
    const held = [childNo(index), childNo(index + 7)] as const
    const hurt = childNo(index + 17)
    const staff = Array.from({ length: adultsEach }, (_, place) => nth(isAmiras ? place : index + place))
    const record = `bench-incident-${index}`
    const author = staff[0] ?? amira
    await book.add({ record, kind: incident.kind, act: 'edit', author, at: began + 40 * minuteMs, changes: incidentOf(index, { began, held, hurt, staff }) })
    for (const [place, writer] of staff.entries()) {
      const closedAt = began + (60 + place) * minuteMs
      const changes = all(account, { incident: record, when: at(closedAt), words: wordsOf(index * adultsEach + place), felt: 'It was over soon.', source: 'took-part' })
      await book.add({ record: `bench-account-${index}-${place}`, kind: account.kind, act: 'close', author: writer, at: closedAt, changes })
    }
    const told = (isAmiras ? [...held, hurt] : [held[0]]).flatMap((one) => ['parent-0', 'parent-1'].map((parent) => (
      { child: one, parent, outcome: 'told', how: 'phone', at: at(began + 90 * minuteMs), by: author, copy: 'copy-sent', copyAt: at(began + 95 * minuteMs), words: 'Thanked us for ringing.' }
    )))
    await book.add({ record: tellingOf(record), kind: telling.kind, act: 'edit', author, at: began + 100 * minuteMs, changes: all(telling, { incident: record, told: rowsOf(telling.fields.told, 'told', told) }) })
    if (!isAmiras && index % 2 === 1) await book.add({ record, kind: incident.kind, act: 'sign', author, at: began + 120 * minuteMs, changes: {} })
  }
}

function incidentOf(index: number, { began, held, hurt, staff }: { began: number; held: readonly [string, string]; hurt: string; staff: readonly string[] }): Changes {
  const { adults: those, sen, interventions, stamps, marks } = incident.fields
  const minute = (minutes: number): Moment => at(began + minutes * minuteMs)
  const words = wordsOf(index)
  const who = (place: number): string => staff[place] ?? amira
  return all(incident, {
    children: held, childrenHurt: [hurt], childrenNear: [childNo(index + 29)],
    adults: rowsOf(those, 'adult', staff.map((one, place) => ({ adult: one, part: [['held', 'calmed', 'others', 'saw'][place % 4] ?? 'saw'] }))),
    sen: rowsOf(sen, 'sen', held.map((one) => ({ child: one, stage: 'k', needs: 'Waiting is hard.' }))),
    when: minute(0), ended: minute(22), place: 'hall', placeWords: 'By the stage',
    interventions: rowsOf(interventions, 'did', held.flatMap((one) => [0, 1].map((turn) => ({
      child: one, kind: 'force', hold: turn === 0 ? 'guided' : 'seated', holdWords: 'Both sleeves', degree: 'firm', who: [who(turn), who(turn + 2)], planned: 'planned', from: minute(turn * 10), to: minute(turn * 10 + 9),
    })))),
    stamps: rowsOf(stamps, 'time', ['began', 'changed', 'swapped', 'let-go', 'held-again', 'ended'].map((what, turn) => ({ what, at: minute(turn * 4), who: who(turn) }))),
    marks: rowsOf(marks, 'mark', [
      { body: 'child', child: held[0], region: 'f-forearm-l', kind: 'red', size: 'coin', seenBy: who(1), firstAid: 'no', arrived: 'no' },
      { body: 'child', child: held[1], region: 'b-upper-back', kind: 'scratch', size: 'fingertip', seenBy: who(2), firstAid: 'yes', arrived: 'no' },
      { body: 'child', child: hurt, region: 'f-hand-r', kind: 'bruise', size: 'coin', seenBy: who(3), firstAid: 'yes', arrived: 'no' },
      { body: 'adult', adult: who(4), region: 'f-forearm-r', kind: 'bite', size: 'coin', seenBy: who(5), firstAid: 'yes', arrived: 'no' },
    ]),
    reason: ['injury-other'], reasonWords: words.slice(0, 240),
    words, before: words.slice(400, 900), antecedents: ['waiting', 'noise'], tried: ['fewer-words', 'gave-space'], helped: ['gave-space'], plan: 'yes', planFollowed: 'yes',
    childInjury: 'yes', childInjuryWords: words.slice(0, 200), othersInjury: 'yes', othersInjuryWords: words.slice(200, 400), staffInjury: 'yes', staffInjuryWords: words.slice(400, 600), alarm: ['none-of-these'],
    firstAid: 'given', firstAidBy: 'Hetty', firstAidAt: minute(25), hospital: 'no', staffAway: 'yes', damage: 'no',
    childSupport: ['quiet-time', 'checked-over'], staffSupport: ['had-break', 'talked'], supportWords: words.slice(600, 800), childWords: words.slice(800, 1000),
  })
}

import { account } from '../../domain/records/account'
import { adultDebrief, childDebrief } from '../../domain/records/debrief'
import { incident } from '../../domain/records/incident'
import { telling, tellingOf } from '../../domain/records/telling'
import { daysAfter, instantOf, localClock, localDay } from '../../domain/rules/instants'
import type { AnswersOf, Definition } from '../../domain/schema/definition'
import { blank, touched } from '../../domain/schema/definition'
import type { Fields, Moment } from '../../domain/schema/field'
import type { Act } from '../../domain/history/revision'
import type { Desk } from '../desk'
import type { DemoIncident } from './incidents'

const zone = 'Europe/London'
const minuteMs = 60_000
const momentAt = (ms: number): Moment => ({ wall: `${localDay(ms, zone)}T${localClock(ms, zone)}`, zone, precision: 'exact' })

function beganAt({ began }: DemoIncident, now: number): number {
  if ('minutesAgo' in began) return now - began.minutesAgo * minuteMs
  return instantOf({ wall: `${daysAfter(localDay(now, zone), -began.daysAgo)}T${began.time}`, zone, precision: 'exact' })
}

/** The same revisions as tablets would have made of it, one after another: no part of it goes round the endpoint's judge. */
export async function writeIncident(desk: Desk, one: DemoIncident, { record, child, now }: { record: string; child: string; now: number }): Promise<void> {
  const { author, adults, lasted, told, signed } = one
  const began = beganAt(one, now)
  const instant = (minutes: number) => began + minutes * minuteMs
  const after = (minutes: number) => momentAt(instant(minutes))

  /** Writes one revision of a record after the last; `says` are its answers so far. */
  const writer = <F extends Fields>(form: Definition<F>, id: string) => {
    let before = blank(form)
    let heads: readonly string[] = []
    return async (act: Act, by: string, minutes: number, says: Partial<AnswersOf<Definition<F>>> = {}) => {
      const answers = { ...before, ...says }
      const revision = await desk.write({ record: id, kind: form.kind, act, author: by, at: instant(minutes), after: heads, changes: touched(form, before, answers) })
      before = answers
      heads = [revision.id]
    }
  }

  const write = writer(incident, record)
  await write('edit', author, lasted + 8, {
    children: [child], when: after(0), ended: after(lasted), duration: { minutes: lasted, precision: 'exact' },
    adults: adults.map((adult, index) => ({ id: `a${index + 1}`, rank: `a${index}`, adult, name: '', part: [index === 0 ? 'held' : 'others'] })),
    stamps: (['began', 'ended'] as const).map((what, index) => ({ id: `t${index + 1}`, rank: `a${index}`, what, at: { ...after(index * lasted), ms: instant(index * lasted) }, who: author })),
    ...one.tells({ child, after }),
  })

  const tell = writer(telling, tellingOf(record))
  const lines = told.map(({ parent, after: minutes, by, how, copy, words = '' }, index) => ({
    id: `t${index + 1}`, rank: `a${index}`, child, parent, outcome: 'told', how, at: after(minutes), by, copy, copyAt: after(minutes), lateReason: null, words,
  }))
  for (const [index, { by, after: minutes }] of told.entries()) await tell('edit', by, minutes, { incident: record, told: lines.slice(0, index + 1) })

  for (const [index, { adult, after: minutes, words }] of one.accounts.entries()) {
    await writer(account, `${record}-account-${index + 1}`)('close', adult, minutes, { incident: record, when: after(minutes), words, source: adult === adults[0] ? 'took-part' : 'saw-it' })
  }
  if (signed) {
    await write('sign', author, signed.after)
    await write('countersign', signed.countersignedBy, signed.countersignedAfter)
  }
  if (one.childDebrief) {
    const { adult, after: minutes, felt, needed, words, learnt } = one.childDebrief
    await writer(childDebrief, `${record}-child-debrief`)('close', adult, minutes, { child, incident: record, when: after(minutes), state: 'done', way: ['talking', 'symbols'], felt: [...felt], needed: [...needed], words, learnt })
  }
  for (const [index, { adult, after: minutes, state }] of (one.adultDebriefs ?? []).entries()) {
    await writer(adultDebrief, `${record}-adult-debrief-${index + 1}`)('close', adult, minutes, { incident: record, when: after(minutes), state })
  }
}

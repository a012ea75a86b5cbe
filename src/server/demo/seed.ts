import { randomUUID } from 'node:crypto'
import { formOf } from '../../domain/records/catalogue'
import type { Changes } from '../../domain/schema/field'
import type { Database } from '../database/within'
import type { Desk } from '../desk'
import { openDesk } from '../desk'
import type { Ledger } from '../ledger'
import { addSetting, makeEnrolmentCode, makeOneTimeCode, writeAdult } from '../office'
import type { DemoSetting } from './county'
import { county } from './county'
import { stateOf, takeAway } from './half'
import { demoIncidents } from './incidents'
import type { DemoRecord } from './records'
import { demoRecords } from './records'
import { writePlan } from './plan'
import { writeIncident } from './write-incident'

const dayMs = 24 * 60 * 60_000

/**
 * Fills an empty database with the made-up county, and goes on with one that an earlier start was stopped in the middle of:
 * a setting that was half written is begun again. False: nothing was lacking, or there are settings that are not ours.
 */
export async function seedDemo({ db, ledger, now }: { db: Database; ledger: Ledger; now: () => number }): Promise<boolean> {
  const strange = await db.selectFrom('setting').select('id').where('id', 'not in', county.map(({ id }) => id)).limit(1).executeTakeFirst()
  if (strange) return false
  let wrote = false
  for (const setting of county) {
    const state = await stateOf(db, setting)
    if (state === 'theirs') return wrote
    if (state === 'whole') continue
    if (state === 'half') await takeAway(db, setting.id)
    await writeSetting({ db, ledger, now }, setting)
    wrote = true
  }
  return wrote
}

async function writeSetting({ db, ledger, now }: { db: Database; ledger: Ledger; now: () => number }, setting: DemoSetting): Promise<void> {
  const { id, name, kind, place } = setting
  await addSetting(db, { id, name, kind, place, counts: false })
  const desk = await openDesk({ db, ledger, setting: id, now })
  for (const adult of setting.adults) await writeAdult(desk, adult)
  await desk.send()
  await writeChildren(desk, setting)
  for (const record of demoRecords) await writeRecord(desk, { setting, record, now: now() })
  await writeIncidents(desk, setting, now())
  await writePlan(desk, setting, { child: childId(setting, demoPlanAt), now: now() })
  await desk.send()
  await desk.close()
  // Known to everyone who reads the terminal or the README: good for as long as the made-up county is.
  await makeEnrolmentCode(db, id, { code: setting.enrolmentCode, reusable: true, expiresAt: null })
  // The last of these says that the setting is whole.
  for (const { id: adult, code } of setting.adults) await makeOneTimeCode(db, { setting: id, adult }, { code, reusable: true, expiresAt: null })
}

/** A child nobody has had to hold. */
const demoPlanAt = { room: 0, child: 1 }

/** By place in the setting, so that a link to a demo child goes on meaning the same child. An id stands in addresses: no name. */
const childId = (setting: DemoSetting, place: { room: number; child: number }): string => `${setting.id}-child-${place.room + 1}-${place.child + 1}`

/** Two parents who are told apart from each other, and what a record of a hold is asked about a child. */
function family(child: string): Changes {
  const surname = child.split(' ').slice(1).join(' ')
  const parent = (id: string, rank: string, said: Readonly<Record<string, string>>): Changes => ({
    [`parents/${id}`]: true, [`parents/${id}/rank`]: rank, [`parents/${id}/responsibility`]: 'yes',
    ...Object.fromEntries(Object.entries(said).map(([name, words]) => [`parents/${id}/${name}`, words])),
  })
  return {
    ...parent('p1', 'a0', { name: `Fern ${surname}`, relation: 'mother', phone: '01632 960001' }),
    ...parent('p2', 'a1', { name: `Bracken ${surname}`, relation: 'father', language: 'Polish' }),
    'senStage/': 'k', 'homeLa/': 'Hertfordshire', 'healthHeld/': 'Asthma: blue inhaler in the bag by the door.',
  }
}

async function writeChildren(desk: Desk, setting: DemoSetting): Promise<void> {
  const author = setting.adults.find(({ roles }) => roles.includes('senco'))?.id ?? ''
  for (const [roomAt, room] of setting.rooms.entries()) {
    for (const [at, name] of room.children.entries()) {
      const month = String((at % 12) + 1).padStart(2, '0')
      const changes: Changes = { 'name/': name, 'knownAs/': name.split(' ')[0] ?? name, 'room/': room.name, 'keyPerson/': room.keyPerson, 'born/': `${setting.bornIn - roomAt}-${month}-12` }
      await desk.write({ record: childId(setting, { room: roomAt, child: at }), kind: 'child', author, changes: at === 0 ? { ...changes, ...family(name) } : changes })
    }
  }
}

async function writeRecord(desk: Desk, { setting, record, now }: { setting: DemoSetting; record: DemoRecord; now: number }): Promise<void> {
  const room = setting.rooms[record.room]
  if (!room || record.child >= room.children.length || !formOf(record.kind)) return
  const wall = `${new Date(now - record.daysAgo * dayMs).toISOString().slice(0, 10)}T${record.time}`
  const child = childId(setting, record)
  const about: Changes = record.kind === 'abc' ? { 'child/': child } : { [`children/${child}`]: true }
  const when = { wall, zone: 'Europe/London', precision: 'exact' as const }
  await desk.write({
    record: randomUUID(), kind: record.kind, act: 'close', author: room.keyPerson, at: Date.parse(`${wall}Z`),
    changes: { ...record.says, ...about, 'when/': when },
  })
}

async function writeIncidents(desk: Desk, setting: DemoSetting, now: number): Promise<void> {
  const theirs = demoIncidents.filter((one) => one.setting === setting.id)
  for (const [index, one] of theirs.entries()) await writeIncident(desk, one, { record: `${setting.id}-incident-${index + 1}`, child: childId(setting, one), now })
}

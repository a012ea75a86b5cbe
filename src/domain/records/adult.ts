import type { Person, Role } from '../people'
import { roles } from '../people'
import type { Reading } from '../history/read'
import { defineRecord } from '../schema/definition'
import { aDay, aText, someChoices, someRows } from '../schema/field'

const roleWords: Record<Role, string> = {
  practitioner: 'Practitioner',
  'key-person': 'Key person',
  senco: 'SENCO',
  dsl: 'Safeguarding lead (DSL)',
  head: 'Head or manager',
  tutor: 'Steps tutor',
  'mental-health-lead': 'Mental Health Lead',
  governor: 'Governor',
  visiting: 'Visiting professional',
  la: 'Local authority',
}

/** An adult who uses a tablet here. The roster everyone checks rights against is read from these records. */
export const adult = defineRecord({
  kind: 'adult',
  version: 1,
  keeping: 'joint',
  title: 'Adult',
  fields: {
    name: aText({ label: 'Full name' }),
    shortName: aText({ label: 'Name on the tile', hint: 'A first name is enough.' }),
    roles: someChoices({ label: 'Roles', options: roles.map((code) => ({ code, label: roleWords[code] })) }),
    until: aDay({ label: 'Last day here', hint: 'For supply staff and leavers.' }),
    rooms: someRows({ label: 'Rooms and classes', row: 'room', of: { name: aText({ label: 'Room or class' }) } }),
  },
})

const isRole = (code: string): code is Role => (roles as readonly string[]).includes(code)

/** The roster's line for an adult. A role this app does not know gives no right. */
export function personFrom({ answers, checkpoint }: Pick<Reading<typeof adult.fields>, 'answers' | 'checkpoint'>): Person {
  return {
    id: checkpoint.record,
    name: answers.name,
    shortName: answers.shortName || answers.name.split(' ')[0] || '',
    roles: answers.roles.filter(isRole),
    until: answers.until,
    rooms: answers.rooms.map((room) => room.name).filter(Boolean),
  }
}

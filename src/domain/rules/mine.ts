import type { Person } from '../people'
import { foldText } from './list-order'

/** What decides whose child it is, on Today and for rights. */
export interface Assigned {
  readonly keyPerson: string | null
  readonly buddy: string | null
  readonly room: string
}

/** This adult's own child: as key person, as buddy, or because they work in the child's room. */
export function isMine(person: Pick<Person, 'id' | 'rooms'>, child: Assigned): boolean {
  if (child.keyPerson === person.id || child.buddy === person.id) return true
  const room = foldText(child.room)
  return room !== '' && person.rooms.some((own) => foldText(own) === room)
}

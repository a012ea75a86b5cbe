import type { Person, Role } from '../domain/people'
import type { Tx } from './database/within'

// JSON lists in text columns: written below by `savePeople` and by nothing else.
const listFrom = <T extends string>(text: string): T[] => JSON.parse(text) as T[]
/** PostgreSQL text cannot hold NUL. A tablet never sends one; a stranger may. */
const storable = (text: string): string => text.replaceAll('\0', '')

/** Adults of the roster: all of them, or those asked for. Leavers stay on it, with their last day. */
export async function loadPeople(tx: Tx, setting: string, ids?: readonly string[]): Promise<Map<string, Person>> {
  if (ids?.length === 0) return new Map()
  let query = tx.selectFrom('person').selectAll().where('setting', '=', setting).orderBy('id')
  if (ids) query = query.where('id', 'in', ids)
  const rows = await query.execute()
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, name: row.name, shortName: row.short_name, roles: listFrom<Role>(row.roles), until: row.until, rooms: listFrom(row.rooms) },
    ]),
  )
}

export async function savePeople(tx: Tx, setting: string, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return
  await tx
    .insertInto('person')
    .values(
      people.map(({ id, name, shortName, roles, until, rooms }) => ({
        setting, id, name: storable(name), short_name: storable(shortName), roles: JSON.stringify(roles), until, rooms: JSON.stringify(rooms),
      })),
    )
    .onConflict((clash) =>
      clash.columns(['setting', 'id']).doUpdateSet((now) => ({
        name: now.ref('excluded.name'), short_name: now.ref('excluded.short_name'), roles: now.ref('excluded.roles'),
        until: now.ref('excluded.until'), rooms: now.ref('excluded.rooms'),
      })),
    )
    .execute()
}

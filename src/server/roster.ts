import { earlyYearsPack, stepsPack } from '../domain/pack/pack'
import type { RosterReply } from '../protocol/messages'
import type { Tx } from './database/within'
import { loadPeople } from './people'

/** The setting, its adults and its words. */
export async function rosterOf(tx: Tx, setting: string, serverTime: number): Promise<RosterReply> {
  const about = await tx.selectFrom('setting').select(['id', 'name', 'kind', 'place']).where('id', '=', setting).executeTakeFirstOrThrow()
  const people = [...(await loadPeople(tx, setting)).values()].map((person) => ({ ...person, roles: [...person.roles], rooms: [...person.rooms] }))
  const pack = about.kind === 'early-years' ? earlyYearsPack : stepsPack
  return { setting: about, people, pack: { ...pack, words: { ...pack.words } }, serverTime }
}

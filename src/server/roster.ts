import * as v from 'valibot'
import type { Pack } from '../domain/pack/pack'
import { builtInPack, packOver } from '../domain/pack/pack'
import { localDay } from '../domain/rules/instants'
import type { RosterReply } from '../protocol/messages'
import { packSchema } from '../protocol/messages'
import type { Tx } from './database/within'
import { loadPeople } from './people'
import { postKeyOf } from './post-keys'

/** The setting, its adults and its words. */
export async function rosterOf(tx: Tx, setting: string, serverTime: number): Promise<RosterReply> {
  const about = await tx.selectFrom('setting').select(['id', 'name', 'kind', 'place']).where('id', '=', setting).executeTakeFirstOrThrow()
  const people = [...(await loadPeople(tx, setting)).values()].map((person) => ({ ...person, roles: [...person.roles], rooms: [...person.rooms] }))
  return { setting: about, people, pack: v.parse(packSchema, await packOf(tx, setting, serverTime)), postKey: await postKeyOf(tx, setting, serverTime), tablets: await tabletsOf(tx, setting), serverTime }
}

/** The keys of all tablets of the setting, the revoked ones too: what they signed is still theirs. */
async function tabletsOf(tx: Tx, setting: string): Promise<{ id: string; publicKey: string }[]> {
  const rows = await tx.selectFrom('device').select(['id', 'public_key']).where('setting', '=', setting).where('desk', '=', false).orderBy('id').execute()
  return rows.map(({ id, public_key }) => ({ id, publicKey: public_key }))
}

/** The newest words that the LA has published for settings of this kind and that hold already, over those built in. */
export async function packOf(tx: Tx, setting: string, now: number): Promise<Pack> {
  const { kind, pack } = await tx
    .selectFrom('setting')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('published_words')
          .select('pack')
          .whereRef('published_words.kind', '=', 'setting.kind')
          .where('valid_from', '<=', localDay(now, 'Europe/London'))
          .orderBy('valid_from', 'desc')
          .orderBy('published_at', 'desc')
          .limit(1)
          .as('newest'),
      (join) => join.onTrue(),
    )
    .select(['setting.kind', 'newest.pack'])
    .where('setting.id', '=', setting)
    .executeTakeFirstOrThrow()
  return pack === null ? builtInPack[kind] : packOver(builtInPack[kind], v.parse(packSchema, JSON.parse(pack)))
}

import type { RosterReply } from '../protocol/messages'
import type { Ledger } from '../storage/ledger'

/** The fact that has the keys of all tablets of the setting that this one ever heard of. */
export const tabletKeys = 'tablet-keys'
type Keys = NonNullable<RosterReply['tablets']>

/** Those and the roster's. An older app kept them nowhere but in the roster before. */
export async function tabletKeysWith(ledger: Pick<Ledger, 'fact'>, roster?: RosterReply): Promise<Keys> {
  const [kept, before] = await Promise.all([ledger.fact<Keys>(tabletKeys), ledger.fact<RosterReply>('roster')])
  return [...new Map([...(kept ?? []), ...(before?.tablets ?? []), ...(roster?.tablets ?? [])].map((one) => [one.id, one])).values()]
}

import * as v from 'valibot'
import type { NewRevision, Revision } from '../../src/domain/history/revision'
import type { EnrolReply, PullReply, PullRow, PushReply, RosterReply, SnapshotReply } from '../../src/protocol/messages'
import { enrolReply, pullReply, pushReply, rosterReply, snapshotReply } from '../../src/protocol/messages'
import { apiBase } from '../../src/protocol/version'
import { newHand } from './make-revisions'
import { isRevisionRow } from './revision-rows'
import type { Hand } from './make-revisions'
import type { TestEndpoint } from '../../src/server/test-endpoint'

/** A tablet as the endpoint sees one: a key, two tokens, and well-formed requests. */
export interface TestTablet extends EnrolReply {
  readonly hand: Hand
  readonly make: (revision: Pick<NewRevision, 'record' | 'kind' | 'author'> & Partial<NewRevision>) => Promise<Revision>
  readonly post: (path: string, message: unknown) => Promise<Response>
  readonly get: (path: string, query?: Record<string, string | number>, init?: RequestInit) => Promise<Response>
  readonly push: (...texts: unknown[]) => Promise<PushReply>
  /** Of the rows, the revisions; `pulled` gives those of every kind. */
  readonly pull: (query: { epoch?: string; after: number; limit?: number }) => Promise<Pick<PullReply, 'epoch' | 'next' | 'more' | 'headSeq' | 'serverTime'> & { readonly rows: PullRow[] }>
  readonly pulled: (query: { epoch?: string; after: number; limit?: number }) => Promise<PullReply>
  readonly snapshot: (query: { after?: string; limit?: number }) => Promise<SnapshotReply>
  readonly roster: () => Promise<RosterReply>
}

export const testEscrow = 'c2VhbGVkLWtleS1vZi1hLXRhYmxldA'

/** Enrols a new tablet, with a code made for it or the one given. */
export async function enrolTestTablet(endpoint: Pick<TestEndpoint, 'fetch' | 'makeEnrolmentCode'>, setting: string, given: { code?: string } = {}): Promise<TestTablet> {
  const own = await newHand()
  const code = given.code ?? (await endpoint.makeEnrolmentCode(setting))
  const asked = { code, tablet: { name: 'Puddle tablet', publicKey: own.publicKey }, escrow: testEscrow, setting: null }
  const reply = await endpoint.fetch(`${apiBase}/enrol`, { method: 'POST', body: JSON.stringify(asked) })
  const enrolled = v.parse(enrolReply, await reply.json())
  const { device, postToken, readToken } = enrolled

  const post = (path: string, message: unknown) =>
    endpoint.fetch(`${apiBase}${path}`, { method: 'POST', body: typeof message === 'string' ? message : JSON.stringify(message), headers: { authorization: `Bearer ${postToken}` } })
  const get = (path: string, query: Record<string, string | number> = {}, init: RequestInit = {}) => {
    const words = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]))
    return endpoint.fetch(`${apiBase}${path}?${words.toString()}`, { ...init, headers: { authorization: `Bearer ${readToken}` } })
  }
  const pulled = async (query: { epoch?: string; after: number; limit?: number }) => {
    const epoch = query.epoch ?? (query.after > 0 ? v.parse(pullReply, await (await get('/pull')).json()).epoch : undefined)
    return v.parse(pullReply, await (await get('/pull', { ...query, ...(epoch !== undefined && { epoch }) })).json())
  }
  return {
    ...enrolled,
    hand: own,
    make: (revision) => own.make({ setting, device, ...revision }),
    post,
    get,
    push: async (...revisions) => v.parse(pushReply, await (await post('/push', { device, epoch: null, revisions })).json()),
    pulled,
    pull: async (query) => {
      const page = await pulled(query)
      return { ...page, rows: page.rows.filter(isRevisionRow) }
    },
    snapshot: async (query) => v.parse(snapshotReply, await (await get('/snapshot', query)).json()),
    roster: async () => v.parse(rosterReply, await (await get('/roster')).json()),
  }
}

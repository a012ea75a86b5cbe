import type { GenericSchema } from 'valibot'
import {
  enrolReply, enrolRequest, historyReply, missingReply, missingRequest, poke, pullReply, pushReply, pushRequest, pushSealedRequest, rosterReply, snapshotReply, statusReply, statusRequest, unlockReply, unlockRequest,
} from '../../protocol/messages'
import type { Use } from '../auth/tokens'
import { enrolTablet, unlockTablet } from './enrol'
import { sendEvents } from './events'
import { sayMissing } from './missing'
import { pushRevisions } from './push'
import { pushSealed } from './push-sealed'
import { historyQuery, pullQuery, sendHistory, sendRoster, sendRows, sendSnapshot, snapshotQuery } from './read'
import type { Handle } from './replies'
import { noteStatus } from './status'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly says: string
  /** Which of a tablet's two tokens it asks for; null for none. */
  readonly token: Use | null
  readonly request?: GenericSchema
  readonly query?: GenericSchema
  readonly reply: GenericSchema
  readonly handle: Handle
}

/** The tablet API: what is answered and what is described, in one list. */
export const routes: readonly Route[] = [
  { method: 'POST', path: '/enrol', says: 'A tablet joins a setting with an enrolment code, or comes back to it.', token: null, request: enrolRequest, reply: enrolReply, handle: enrolTablet },
  { method: 'POST', path: '/unlock', says: 'The tablet’s sealed key, against an adult’s one-time code.', token: 'post', request: unlockRequest, reply: unlockReply, handle: unlockTablet },
  { method: 'POST', path: '/push', says: 'Revisions, parents first; a receipt for each.', token: 'post', request: pushRequest, reply: pushReply, handle: pushRevisions },
  { method: 'POST', path: '/push-sealed', says: 'The same from a locked tablet: copies that only the endpoint opens.', token: 'post', request: pushSealedRequest, reply: pushReply, handle: pushSealed },
  { method: 'POST', path: '/status', says: 'A tablet’s heartbeat.', token: 'post', request: statusRequest, reply: statusReply, handle: noteStatus },
  { method: 'GET', path: '/roster', says: 'The setting, its adults, its words.', token: 'read', reply: rosterReply, handle: sendRoster },
  { method: 'GET', path: '/pull', says: 'Revisions after a cursor, without a gap.', token: 'read', query: pullQuery, reply: pullReply, handle: sendRows },
  { method: 'GET', path: '/snapshot', says: 'Every record as it stands, in pages.', token: 'read', query: snapshotQuery, reply: snapshotReply, handle: sendSnapshot },
  { method: 'GET', path: '/history', says: 'All revisions of one record.', token: 'read', query: historyQuery, reply: historyReply, handle: sendHistory },
  { method: 'POST', path: '/missing', says: 'Which of these revisions the endpoint lacks, after a restore.', token: 'read', request: missingRequest, reply: missingReply, handle: sayMissing },
  { method: 'GET', path: '/events', says: 'Server-sent events: a poke when there is something new.', token: 'read', reply: poke, handle: sendEvents },
]

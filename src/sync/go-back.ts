import * as v from 'valibot'
import type { GenericSchema, InferOutput } from 'valibot'
import type { RosterReply } from '../protocol/messages'
import { missingReply, pullReply, restoredReply } from '../protocol/messages'
import type { Ledger } from '../storage/ledger'
import type { Answer, Question, Wire } from './ask'
import { ask, pullPath } from './ask'
import { tabletKeysWith } from './tablet-keys'

interface Asking {
  readonly must: <S extends GenericSchema<unknown, { serverTime: number }>>(question: Question<S>) => Promise<InferOutput<S>>
  readonly token: string
  readonly signal: AbortSignal
}
interface GoBack extends Asking {
  readonly ledger: Ledger
  readonly wire: Wire
  /** What ends the round when an answer is no answer. */
  readonly stop: (answer: Exclude<Answer<unknown>, { ok: true }>) => Error
}

const idsAtOnce = 2_000

/** Those of these revisions that the endpoint has not. `tablets`: whom it may have to be told of, to know what they signed. */
export async function lackingOf(ids: readonly string[], { must, token, signal }: Asking, tablets?: RosterReply['tablets']): Promise<string[]> {
  const lacking: string[] = []
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const { missing } = await must({ method: 'POST', path: '/missing', token, body: { ids: ids.slice(from, from + idsAtOnce), tablets }, reply: missingReply, signal })
    lacking.push(...missing)
  }
  return lacking
}

/**
 * The endpoint was put back from a backup. This tablet looks for the last row that both still have, asks of everything it
 * knows, its own and what it pulled, which of it is lacking there, and goes back; what is lacking then waits in the outbox
 * like anything unsent. Cut off anywhere, nothing has changed, and the next round begins it again.
 *
 * It takes nobody's word for where the two lives part: `forkSeq` is where the search begins. An errand that was run late, or
 * never, would else have it skip rows that were received meanwhile under numbers it had passed.
 */
export async function goBack({ ledger, wire, must, token, signal, stop }: GoBack, said: unknown): Promise<void> {
  const { epoch, forkSeq } = v.parse(restoredReply, said)
  const life = await ledger.life()
  const passed = (await ledger.passed()).filter(({ seq }) => seq <= forkSeq)

  /** Whether the endpoint has that row under that number: then it has all before it, for the two lives were one until then. */
  async function isShared(last: (typeof passed)[number]): Promise<boolean> {
    const answer = await ask(wire, { method: 'GET', path: pullPath({ epoch, seq: last.seq, limit: 1, last }), token, reply: pullReply, signal })
    if (!answer.ok && !(answer.problem === 'refused' && answer.code === 'restored')) throw stop(answer)
    return answer.ok
  }
  let [low, high] = [0, passed.length]
  for (let at = high - 1; low < high; at = (low + high) >> 1) {
    const last = passed[at]
    if (last && (await isShared(last))) low = at + 1
    else high = at
  }

  // Others may work here now than it knew of: asked in this round, so that whoever is added again is seen to be new.
  await ledger.keepFact('roster-at', null)
  const asked = await ledger.heldIds()
  const lacking = await lackingOf(asked, { must, token, signal }, await tabletKeysWith(ledger))
  if (!(await ledger.goBack({ epoch, shared: passed[low - 1]?.seq ?? 0, life, asked, lacking }))) return
  // The endpoint may have said no because it had lost whom or what these stand on, which is sent before them now.
  for (const code of ['not-allowed', 'not-whole']) await ledger.unpark({ code })
}

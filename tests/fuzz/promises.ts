import * as v from 'valibot'
import { refusals } from '../../src/protocol/messages'
import type { Answer, Asked } from './door'
import { patienceMs } from './door'
import { canary } from './tree'

/** Anything but a code, and after a restore the life of the endpoint, would be words of whoever asked. */
const refusal = v.union([
  v.strictObject({ code: v.picklist(refusals) }),
  v.strictObject({ code: v.literal('restored'), epoch: v.pipe(v.string(), v.uuid()), forkSeq: v.pipe(v.number(), v.safeInteger()) }),
])
const isJson = ({ headers }: Answer): boolean => /^application\/json/.test(headers['content-type'] ?? '')

/** What is wrong with an answer; null for nothing. */
export function brokenBy(asked: Asked, answer: Answer): string | null {
  const { status, text, ms } = answer
  if (ms > patienceMs) return `no answer within ${patienceMs} ms`
  if (asked.how === 'cut') return null
  if (status === 0) return 'the line was closed without an answer'
  if (status >= 500) return `answered ${status}`
  // What is fetched are words that were sent before, and a tablet is enrolled with the roster, the other tablets' names in it;
  // `id` of a receipt names what was sent, to whoever sent it.
  const isFetched = status < 400 && (asked.method === 'GET' || asked.path.endsWith('/enrol'))
  if (!isFetched && text.replaceAll(/"id":"(?:[^"\\]|\\.)*"/g, '').includes(canary)) return 'words that were sent came back'
  if (status < 400) return null
  // What is no HTTP is refused before anything of ours reads it, with no words at all.
  if (text === '') return asked.method === 'HEAD' || [400, 408, 413, 417, 431].includes(status) ? null : `answered ${status} without a code`
  if (!isJson(answer)) return `answered ${status} with something that is not JSON`
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    // Half an answer is none.
    return `answered ${status} with something that is not JSON`
  }
  return v.is(refusal, said) ? null : `answered ${status} with no code of ours`
}

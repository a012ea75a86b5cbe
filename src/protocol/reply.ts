import * as v from 'valibot'
import type { Refusal } from './messages'
import { refusalSchema } from './messages'

export type Read<T> = { kind: 'reply'; value: T } | { kind: 'refusal'; code: Refusal; said: unknown } | { kind: 'not-ours' }

/** Reads what came back over the wire: our answer, our refusal, or something that is not from the endpoint at all. */
export function readReply<S extends v.GenericSchema>(schema: S, text: string, success: boolean): Read<v.InferOutput<S>> {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    // A web filter's page, or half an answer.
    return { kind: 'not-ours' }
  }
  if (success) {
    const parsed = v.safeParse(schema, said)
    return parsed.success ? { kind: 'reply', value: parsed.output } : { kind: 'not-ours' }
  }
  const refusal = v.safeParse(refusalSchema, said)
  return refusal.success ? { kind: 'refusal', code: refusal.output.code, said } : { kind: 'not-ours' }
}

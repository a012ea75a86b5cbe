import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as v from 'valibot'
import type { Refusal } from '../../protocol/messages'
import type { Recognised, Tablet } from '../auth/tablet'
import { recognise } from '../auth/tablet'
import type { Use } from '../auth/tokens'
import { tokenFrom } from '../auth/tokens'
import type { Asked, Endpoint } from '../endpoint'

const statusOf = {
  'not-valid': 400,
  'not-whole': 400,
  'not-opened': 400,
  'not-allowed': 403,
  'not-known': 401,
  'already-closed': 409,
  'too-new': 409,
  'too-large': 413,
  'wrong-setting': 409,
  'wrong-code': 403,
  'used-code': 403,
  'expired-code': 403,
  'too-many-tries': 429,
  revoked: 401,
  withdrawn: 403,
  restored: 409,
  'nothing-there': 404,
  trouble: 500,
} satisfies Record<Refusal, ContentfulStatusCode>

/** A no: its code, with the HTTP status that fits it. */
export function refuse(c: Asked, code: Refusal): Response {
  c.set('refused', code)
  return c.json({ code }, statusOf[code])
}

export type Handle = (c: Asked, endpoint: Endpoint) => Promise<Response>
export type HandleTablet = (c: Asked, endpoint: Endpoint, tablet: Tablet) => Promise<Response>

/** A handler that only an enrolled tablet reaches, with a token that is good for this. */
export const fromTablet = (use: Use, handle: HandleTablet): Handle => async (c, endpoint) => {
  const known: Recognised = await recognise(endpoint.db, tokenFrom(c.req.header('authorization')), use)
  if (!known.ok) return refuse(c, known.problem)
  c.set('tablet', known.tablet)
  return handle(c, endpoint, known.tablet)
}

export type Heard<T> = { ok: true; message: T } | { ok: false }

/** The message in a body. What is not JSON, or not this message, is only that: the reason would quote it. */
export async function hear<S extends v.GenericSchema>(c: Asked, schema: S): Promise<Heard<v.InferOutput<S>>> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), await c.req.text())
  return parsed.success ? { ok: true, message: parsed.output } : { ok: false }
}

export function hearQuery<S extends v.GenericSchema>(c: Asked, schema: S): Heard<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, c.req.query())
  return parsed.success ? { ok: true, message: parsed.output } : { ok: false }
}

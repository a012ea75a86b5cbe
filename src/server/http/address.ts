import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

const isOwnMachine = (address: string): boolean => address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')

/** Who asked. A proxy on this machine says for whom it asks; anyone else could say anything, and is not believed. */
export function clientAddress(c: Context): string {
  const address = getConnInfo(c).remote.address ?? 'unknown'
  const told = isOwnMachine(address) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return told || address
}

import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

const isOwnMachine = (address: string): boolean => address === '::1' || address.startsWith('127.')
/** IPv4 as a socket that speaks both names it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')

/** Who asked. A proxy on this machine, or one the operator named, says for whom it asks; anyone else could say anything, and is not believed. */
export function addressBehind(proxies: readonly string[]): (c: Context) => string {
  return (c) => {
    const address = plain(getConnInfo(c).remote.address ?? 'unknown')
    const told = isOwnMachine(address) || proxies.includes(address) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    return told || address
  }
}

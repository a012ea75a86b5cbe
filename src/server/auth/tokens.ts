import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a token is good for: `post` is open at rest on the tablet and sends; `read` is sealed there and fetches. */
export type Use = 'post' | 'read'

export interface Token {
  readonly setting: string
  readonly device: string
  readonly text: string
}

/** `setting.tablet.secret`: the setting is known before anything is looked up. */
export function makeToken(setting: string, device: string): string {
  return `${setting}.${device}.${randomBytes(32).toString('base64url')}`
}

const shape = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,64})\.[A-Za-z0-9_-]{20,100}$/

/** The token of an `Authorization` header; null where there is none that could be one. */
export function tokenFrom(header: string | undefined): Token | null {
  const text = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : ''
  const [, setting, device] = shape.exec(text) ?? []
  return setting !== undefined && device !== undefined ? { setting, device, text } : null
}

/** A secret of 32 random bytes needs no stretching. */
export const tokenHash = (text: string): string => createHash('sha256').update(text).digest('base64url')

export function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

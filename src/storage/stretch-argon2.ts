import { argon2id } from 'hash-wasm'
import type { Stretch } from './stretch'

/** The stretch itself, in whatever thread it is called: in the app only `stretch-worker.ts` does. */
export const argon2: Stretch = async (pin, { salt, memoryKiB, passes }) => {
  const bytes = await argon2id({
    password: pin,
    salt,
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(bytes)
}

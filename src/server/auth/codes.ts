import { randomInt, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const stretch = promisify(scrypt) as (word: string, salt: string, length: number) => Promise<Buffer>
/** No letter or digit that is read as another: no 0, O, 1, I, L. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Ten letters of 31, in two groups: 49 bits, and short enough to read out across an office. */
export function makeCode(): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return `${group()}-${group()}`
}

/** As typed by a thumb: capitals, spaces and dashes do not matter. */
const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

/**
 * How a code is kept. Stretched, since a code is short. `purpose` is its salt: the same word as an enrolment code and as an
 * adult's code comes to two different hashes.
 */
export async function codeHash(purpose: string, code: string): Promise<string> {
  return (await stretch(plain(code), `steps|${purpose}`, 32)).toString('base64url')
}

export const enrolmentPurpose = 'enrol'
export const adultPurpose = (setting: string, adult: string): string => `adult|${setting}|${adult}`

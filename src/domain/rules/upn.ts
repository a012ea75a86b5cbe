/** The letters of a UPN, by value 0 to 22: the alphabet without I, O and S, which are taken for 1, 0 and 5. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const shape = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/

/** As it is kept and compared: capitals, no spaces. */
export const tidyUpn = (given: string): string => given.replace(/\s/g, '').toUpperCase()

/**
 * The check letter for the twelve characters after it, by the Department for Education's rule: each has a weight, 2 to 13,
 * and the sum's remainder by 23 is the letter's value. The last may be a letter: that UPN is temporary.
 */
export function upnLetter(twelve: string): string | null {
  let sum = 0
  for (const [index, character] of [...twelve].entries()) {
    const value = /\d/.test(character) ? Number(character) : letters.indexOf(character)
    if (value < 0) return null
    sum += value * (index + 2)
  }
  return twelve.length === 12 ? (letters[sum % letters.length] ?? null) : null
}

export function isUpn(given: string): boolean {
  const upn = tidyUpn(given)
  return shape.test(upn) && upn[0] === upnLetter(upn.slice(1))
}

/** Given by a setting until the child's own number is known. */
export const isTemporaryUpn = (given: string): boolean => isUpn(given) && /[A-Z]$/.test(tidyUpn(given))

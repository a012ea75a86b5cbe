import { byText } from '../history/revision'

/** A child in a list: the full name, and the one they answer to (`calledName`). */
export interface Named {
  readonly id: string
  readonly name: string
  readonly called: string
}

// Letters that carry their stroke within them, so that taking accents off does not reach them.
const plain: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i' }

/** For comparing what people typed: no accents, no capitals, no apostrophes, single spaces. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => plain[letter] ?? letter)
    .replace(/['’‘ʼ`]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Whether each word typed begins a word of one of the child's names. Nothing typed finds everyone. */
export function isFound(child: Pick<Named, 'name' | 'called'>, typed: string): boolean {
  const whole = foldText(`${child.called} ${child.name}`)
  const names = whole.split(/[\s-]+/)
  return foldText(typed)
    .split(' ')
    .filter(Boolean)
    .every((word) => names.some((name) => name.startsWith(word)) || (word.includes('-') && whole.includes(word)))
}

// Made at its first use, as the lock screen has no need of it.
let collator: Intl.Collator | undefined
/** By the name the child answers to, then the full name; the id only so that two tablets show one order. */
export function byName(a: Named, b: Named): number {
  collator ??= new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })
  return collator.compare(a.called, b.called) || collator.compare(a.name, b.name) || byText(a.id, b.id)
}

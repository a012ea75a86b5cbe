/** How wide a letter is, in parts of the letter's size: near enough to break lines by where nothing can be measured. */
function widthOf(letter: string): number {
  if (/\p{M}/u.test(letter)) return 0
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Extended_Pictographic}]/u.test(letter)) return 1.05
  if (/[ijlIftr.,:;'’|()[\]!]/.test(letter)) return 0.34
  if (/[mwMWQ@%]/.test(letter)) return 0.9
  return letter === ' ' ? 0.3 : /\p{Lu}|\p{N}/u.test(letter) ? 0.68 : 0.58
}
const wide = (text: string, size: number): number => [...text].reduce((sum, letter) => sum + widthOf(letter), 0) * size

/** Lines no wider than `room`; a word that is wider than that is broken, so that no letter is ever lost. */
export function wrapped(text: string, room: number, size: number): string[] {
  const lines: string[] = []
  let line = ''
  const end = () => {
    if (line !== '') lines.push(line)
    line = ''
  }
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && wide(`${line} ${word}`, size) > room) end()
    if (line !== '') line += ' '
    for (const letter of word) {
      if (wide(line + letter, size) > room) end()
      line += letter
    }
  }
  end()
  return lines
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where each secret can be read, as `file: secret`; in any case of letters, as UTF-8 and as UTF-16. */
export async function readableIn(directory: string, secrets: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const files = await readdir(directory, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    for (const secret of readableInText((await readFile(path)).toString('latin1'), secrets)) found.push(`${path.slice(directory.length + 1)}: ${secret}`)
  }
  return found
}

export function readableInText(text: string, secrets: readonly string[]): string[] {
  // Without its zero bytes, UTF-16 of plain letters reads as they do.
  const readings = [text.toLowerCase(), text.replaceAll('\0', '').toLowerCase()]
  return secrets.filter((secret) => readings.some((reading) => stands(secret.toLowerCase(), reading)))
}

/** Digits inside a longer number are not a PIN. */
function stands(secret: string, text: string): boolean {
  return /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${secret}(?!\\d)`).test(text) : text.includes(secret)
}

import { strToU8, zipSync } from 'fflate'

/** Files by name as one ZIP, each dated `at` (`YYYY-MM-DDTHH:mm`, the wall here): the same words make the same file anywhere. */
export function zipFile(files: Readonly<Record<string, string>>, at: string): Blob {
  // A ZIP knows no zone: it keeps the wall's own numbers, read back as they stand.
  const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([name, words]) => [name, strToU8(words)])), { mtime: new Date(at) })
  return new Blob([zipped], { type: 'application/zip' })
}

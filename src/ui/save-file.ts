import { inDemo } from './in-demo'

/** A large file is still being written when the click is over: its address must outlive that. */
const keptMs = 60_000

/** Hands a file to the tablet's own downloads: it leaves the tablet's lock with that. A demo's is called so. */
export function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${inDemo() ? 'DEMO-' : ''}${name}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs)
}

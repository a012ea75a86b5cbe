/** A large file is still being written when the click is over: the address must outlive it. */
const keptMs = 60_000

/** Hands a file to the tablet's own downloads. It leaves the tablet's lock with that. */
export function download(name: string, text: string, type: 'application/json' | 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}

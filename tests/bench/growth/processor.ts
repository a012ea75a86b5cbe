import { readdirSync, readFileSync } from 'node:fs'

/** Processor time of a process and all those it began, in ms; null where the system does not say (it does on Linux). */
export function processorMs(pid: number): number | null {
  try {
    const family = [pid, ...childrenOf(pid)]
    // Hundredths of a second, on every Linux there is.
    return family.reduce((sum, one) => sum + timesOf(one, { gone: one === pid }), 0) * 10
  } catch {
    return null
  }
}

/** `pid (name) state ppid ...`: the name may hold anything, so what follows its bracket is read. */
const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}
/** Fields 14 and 15 are its own; 16 and 17 those of its children that have ended. */
function timesOf(pid: number, { gone }: { gone: boolean }): number {
  const fields = statOf(pid)
  return fields.slice(11, gone ? 15 : 13).reduce((sum, ticks) => sum + Number(ticks), 0)
}

export const parentOf = (pid: number): number => Number(statOf(pid)[1])

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((one) => {
    try {
      return parentOf(one) === pid
    } catch {
      // It ended while the list was read.
      return false
    }
  })
}

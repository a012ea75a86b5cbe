// How long processors worked for a program and all it started: other programs on the machine change it little.
import { readdirSync, readFileSync } from 'node:fs'

const tickMs = 10

function processes() {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(readOne)
  } catch {
    // Not Linux: nothing is told, and the rows are left out.
    return []
  }
}
function readOne(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program, in brackets, may hold anything.
    const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(pid), parent: Number(rest[1]), ms: (Number(rest[11]) + Number(rest[12])) * tickMs, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') }]
  } catch {
    // Ended meanwhile.
    return []
  }
}

/** ms so far of the programs that `isRoot` names, and of those under them; 0 where it cannot be known. */
export function processorTime(isRoot) {
  const all = processes()
  const counted = new Set(all.filter(isRoot).map(({ pid }) => pid))
  for (let before = 0; before !== counted.size; ) {
    before = counted.size
    for (const { pid, parent } of all) if (counted.has(parent)) counted.add(pid)
  }
  return all.filter(({ pid }) => counted.has(pid)).reduce((sum, { ms }) => sum + ms, 0)
}

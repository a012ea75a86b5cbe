import type { Revision } from './revision'
import { byText, trueTime } from './revision'

/** Revisions in causal order, and who had seen what. */
export interface Ordered {
  readonly revisions: readonly Revision[]
  /** Whether the author of `one` had seen revision `id` (of this set), directly or through others. */
  readonly sees: (one: Revision, id: string) => boolean
  /** Whether the author of `one` had seen all of the earlier checkpoint. */
  readonly seesRoot: (one: Revision) => boolean
  readonly heads: readonly string[]
  /** No parent is missing, and everyone had seen the earlier checkpoint whole. */
  readonly exact: boolean
}

/**
 * Causal order first (`after`); between revisions whose authors had not seen each other, `at - skewMs`, then the id.
 * A clock years off can move a revision among its rivals and nowhere else.
 *
 * Ancestors are bit sets, so that a record of two thousand revisions costs half a megabyte and not two million entries.
 */
export function order(given: readonly Revision[], rootHeads: readonly string[]): Ordered {
  const byId = new Map(given.map((one) => [one.id, one]))
  const waitingFor = new Map<string, number>()
  const children = new Map<string, string[]>()
  let missing = false
  for (const one of byId.values()) {
    let parents = 0
    for (const parent of one.header.after) {
      if (byId.has(parent)) {
        parents += 1
        children.set(parent, [...(children.get(parent) ?? []), one.id])
      } else if (!rootHeads.includes(parent)) missing = true
    }
    waitingFor.set(one.id, parents)
  }

  const earlier = (a: Revision, b: Revision) => trueTime(a.header) - trueTime(b.header) || byText(a.id, b.id)
  const ready = [...byId.values()].filter((one) => waitingFor.get(one.id) === 0).sort(earlier)
  const place = new Map<string, number>()
  const seen = new Map<string, Uint32Array>()
  const revisions: Revision[] = []
  const words = Math.ceil((rootHeads.length + byId.size) / 32)
  const rootPlace = new Map(rootHeads.map((id, index) => [id, index]))
  for (let one = ready.shift(); one; one = ready.shift()) {
    const ancestors = new Uint32Array(words)
    for (const parent of one.header.after) {
      const at = place.get(parent) ?? rootPlace.get(parent)
      if (at === undefined) continue
      setBit(ancestors, at)
      const theirs = seen.get(parent)
      if (theirs) for (let word = 0; word < words; word++) ancestors[word] = (ancestors[word] ?? 0) | (theirs[word] ?? 0)
    }
    place.set(one.id, rootHeads.length + revisions.length)
    seen.set(one.id, ancestors)
    revisions.push(one)
    for (const child of children.get(one.id) ?? []) {
      const left = (waitingFor.get(child) ?? 0) - 1
      waitingFor.set(child, left)
      const next = byId.get(child)
      if (left === 0 && next) insert(ready, next, earlier)
    }
  }

  const sees = (one: Revision, id: string): boolean => {
    const at = place.get(id)
    return at !== undefined && hasBit(seen.get(one.id), at)
  }
  const seesRoot = (one: Revision): boolean => rootHeads.every((_, index) => hasBit(seen.get(one.id), index))
  const built = new Set(revisions.flatMap((one) => one.header.after))
  const heads = [...rootHeads, ...revisions.map((one) => one.id)].filter((id) => !built.has(id)).sort(byText)
  return { revisions, sees, seesRoot, heads, exact: !missing && revisions.every(seesRoot) }
}

const setBit = (bits: Uint32Array, at: number) => {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}
const hasBit = (bits: Uint32Array | undefined, at: number): boolean => bits !== undefined && ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0

function insert(list: Revision[], one: Revision, earlier: (a: Revision, b: Revision) => number): void {
  const at = list.findIndex((other) => earlier(one, other) < 0)
  list.splice(at < 0 ? list.length : at, 0, one)
}

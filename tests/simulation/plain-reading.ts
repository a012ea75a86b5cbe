import type { Revision } from '../../src/domain/history/revision'

/**
 * How a record is read, said once more and as plainly as it can be: slow, without roots, orders or bit sets, and sharing no
 * line with `domain/history`. What the two say is held against each other.
 */
export interface PlainReading {
  /** By part: every change that nobody who saw it has replaced, as `revision=value`, sorted. */
  readonly standing: Readonly<Record<string, readonly string[]>>
  /** The revision that closed or signed it first; null while it is open. */
  readonly freeze: string | null
  readonly late: readonly string[]
  readonly addenda: readonly string[]
  readonly isWithdrawn: boolean
  readonly heads: readonly string[]
}

export function seenBy(all: ReadonlyMap<string, Revision>, ids: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const ahead = [...ids]
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    ahead.push(...(all.get(id)?.header.after ?? []))
  }
  return seen
}

export function readPlainly(revisions: readonly Revision[]): PlainReading {
  const all = new Map(revisions.map((one) => [one.id, one]))
  const past = new Map(revisions.map((one) => [one.id, seenBy(all, one.header.after)]))
  const saw = (one: Revision, other: string) => past.get(one.id)?.has(other) === true
  const closings = revisions.filter(({ header: { act } }) => act === 'close' || act === 'sign')
  const first = closings.filter((one) => !closings.some((other) => saw(one, other.id)))
  if (first.length > 1) throw new Error('two closings that had not seen each other both stand')
  const freeze = first[0] ?? null
  const writing = revisions.filter(({ header: { act } }) => act === 'edit' || act === 'close' || act === 'sign')
  const inside = writing.filter((one) => freeze === null || one === freeze || saw(freeze, one.id))
  const standing: Record<string, string[]> = {}
  for (const one of inside) {
    for (const [part, value] of Object.entries(one.body?.changes ?? {})) {
      const isReplaced = inside.some((other) => other.body !== null && Object.hasOwn(other.body.changes, part) && saw(other, one.id))
      if (!isReplaced) (standing[part] ??= []).push(`${one.id}=${JSON.stringify(value)}`)
    }
  }
  for (const some of Object.values(standing)) some.sort()
  const idsOf = (some: readonly Revision[]) => some.map(({ id }) => id).sort()
  return {
    standing,
    freeze: freeze?.id ?? null,
    late: idsOf(writing.filter((one) => !inside.includes(one) && Object.keys(one.body?.changes ?? {}).length > 0)),
    addenda: idsOf(revisions.filter(({ header }) => header.act === 'addendum')),
    isWithdrawn: revisions.some(({ header }) => header.act === 'withdraw'),
    heads: idsOf(revisions.filter((one) => !revisions.some(({ header }) => header.after.includes(one.id)))),
  }
}

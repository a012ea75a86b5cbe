import type { Checkpoint } from '../history/read'
import type { Value } from '../schema/field'

/** The answers that say so, whole: a tick of "Hurt someone" is as good as a yes. */
const harm: Readonly<Record<string, Value>> = { 'hurt/': 'yes', 'held/': 'yes', 'saw/hurt-someone': true }

/**
 * Whether any standing value of a quick record says that someone was hurt, held or kept in, clashes and late words
 * included. The lock screen then says where to take a tablet that cannot send. "Not sure" alone does not: the alarm must
 * stay believed.
 */
export function recordsHarm(checkpoint: Checkpoint): boolean {
  if (checkpoint.kind !== 'quick-record' || checkpoint.withdrawn) return false
  const outside = [...checkpoint.late, ...checkpoint.addenda]
  return Object.entries(harm).some(
    ([part, yes]) =>
      (checkpoint.parts[part] ?? []).some(([, value]) => value === yes) || outside.some(({ changes }) => changes[part] === yes),
  )
}

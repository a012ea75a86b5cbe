import type { Checkpoint } from '../history/read'

/**
 * Whether any standing value of a quick record says that someone was hurt, held or kept in, clashes included. The lock
 * screen then says where to take a tablet that cannot send. "Not sure" alone does not: the alarm must stay believed.
 */
export function recordsHarm(checkpoint: Checkpoint): boolean {
  if (checkpoint.kind !== 'quick-record' || checkpoint.withdrawn) return false
  const said = (part: string) => (checkpoint.parts[part] ?? []).some(([, value]) => value === 'yes')
  const outside = [...checkpoint.late, ...checkpoint.addenda].some(
    ({ changes }) => changes['hurt/'] === 'yes' || changes['held/'] === 'yes',
  )
  return said('hurt/') || said('held/') || outside
}

export interface Row {
  readonly title: string
  readonly note: string
  /** The incident’s id. */
  readonly record: string
  /** Who began it, in words. */
  readonly by: string
}
const sameAs = (one: Row) => (other: Row): boolean => other.title === one.title && other.note === one.note

/** Rows of several incidents that say the same: one event that two adults recorded has two of each. */
export const alike = <R extends Row>(rows: readonly R[]): R[] => rows.filter((one) => rows.filter(sameAs(one)).length > 1)

/** Each of them says which it is: by its number in the book once it has one, else by who wrote it. */
export function toldApart<R extends Row>(rows: readonly R[], numbers: ReadonlyMap<string, number>): R[] {
  const twins = new Set(alike(rows))
  return rows.map((row) => {
    if (!twins.has(row)) return row
    const number = numbers.get(row.record)
    return { ...row, note: [row.note, number === undefined ? `by ${row.by}` : `number ${number}`].filter(Boolean).join(', ') }
  })
}

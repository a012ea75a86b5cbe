export interface Row {
  readonly title: string
  readonly note: string
  /** The incident’s id. */
  readonly record: string
  /** Who began it, in words. */
  readonly by: string
  /** When it was first kept, in words. */
  readonly kept: string
}
const sameAs = (one: Row) => (other: Row): boolean => other.title === one.title && other.note === one.note

/** Rows of several incidents that say the same: one event that two adults recorded has two of each. */
export const alike = <R extends Row>(rows: readonly R[]): R[] => rows.filter((one) => rows.filter(sameAs(one)).length > 1)

/** Each of them says which it is: by its number in the book once it has one, else by who wrote it, and by when where one adult wrote both. */
export function toldApart<R extends Row>(rows: readonly R[], numbers: ReadonlyMap<string, number>): R[] {
  const byAuthor = marked(rows, ({ record, by }) => (numbers.has(record) ? `number ${numbers.get(record)}` : `by ${by}`))
  return marked(byAuthor, ({ kept }) => `first kept ${kept}`)
}

function marked<R extends Row>(rows: readonly R[], mark: (row: R) => string): R[] {
  const twins = new Set(alike(rows))
  return rows.map((row) => (twins.has(row) ? { ...row, note: [row.note, mark(row)].filter(Boolean).join(', ') } : row))
}

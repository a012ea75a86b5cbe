/** One record a child: its id follows from the child's, so that tablets which begin it apart, offline, meet in one record. */
export interface PerChild {
  readonly idOf: (child: string) => string
  /** The child that an id belongs to; null for an id of another kind. */
  readonly childOf: (record: string) => string | null
  /** For `Definition.fits`. */
  readonly fits: (record: string, changes: Readonly<Record<string, unknown>>) => boolean
}

export function onePerChild(prefix: string): PerChild {
  const childOf = (record: string): string | null => (record.startsWith(`${prefix}-`) && record.length > prefix.length + 1 ? record.slice(prefix.length + 1) : null)
  return {
    idOf: (child) => `${prefix}-${child}`,
    childOf,
    fits: (record, { 'child/': child }) => {
      const owner = childOf(record)
      return owner !== null && (child === undefined || child === owner)
    },
  }
}

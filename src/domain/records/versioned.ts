/**
 * Drawn tools go by versions, each a record of its own: `tree-<child>_1`, then `tree-<child>_2` after a review. The id follows
 * from the child and the number, so that two tablets that begin the next version apart meet in one record.
 */
export interface VersionId {
  readonly child: string
  /** From 1. */
  readonly version: number
}

export interface Versions {
  readonly idOf: (child: string, version: number) => string
  readonly partsOf: (record: string) => VersionId | null
  /** For `Definition.fits`. */
  readonly fits: (record: string, changes: Readonly<Record<string, unknown>>) => boolean
}

export function versionsOf(prefix: string): Versions {
  const pattern = new RegExp(`^${prefix}-(.+)_([1-9][0-9]{0,3})$`)
  const partsOf = (record: string): VersionId | null => {
    const [, child, version] = pattern.exec(record) ?? []
    return child === undefined ? null : { child, version: Number(version) }
  }
  return {
    idOf: (child, version) => `${prefix}-${child}_${version}`,
    partsOf,
    fits: (record, { 'child/': child }) => {
      const owner = partsOf(record)
      return owner !== null && (child === undefined || child === owner.child)
    },
  }
}

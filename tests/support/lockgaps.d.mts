export interface Lockfile {
  packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>
}
export function lockGaps(lock: Lockfile): string[]

import type { DiskState } from './trouble'

export type { DiskState } from './trouble'

export interface Health {
  readonly state: DiskState
  /** Told on every change of state. */
  onChange(listener: (state: DiskState) => void): () => void
  /** Asks the browser to keep our rows; false where it will not promise (a tab on iPad, a temporary session). */
  persisted(): Promise<boolean>
  /** Bytes left by the browser's own estimate; null where it gives none. */
  room(): Promise<number | null>
  /** Opens a connection that the browser killed; safe to call at any time (also on visibilitychange). */
  reopen(): Promise<DiskState>
}

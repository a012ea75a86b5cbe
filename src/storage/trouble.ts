/** What the disk is in: said on the glass, never hidden behind a retry. */
export type DiskState = 'well' | 'full' | 'blocked' | 'closed' | 'gone'

/** The tablet key is not open: nobody has signed in, or the tablet has locked itself since. */
export class Locked extends Error {
  override readonly name = 'Locked'
  constructor() {
    super('the tablet key is not open')
  }
}

/** A sealed row that does not open: cut, changed, put in another row's place, or sealed by another tablet or setting. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  /** Table and id of the row, as it was asked for. */
  readonly about: string
  constructor(about: string) {
    super(`cannot open ${about}`)
    this.about = about
  }
}

/** This tablet holds records of another setting, and the two are never mixed. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting'
  constructor() {
    super('this tablet holds records of another setting')
  }
}

/** The disk did not do what was asked; `state` says what is wrong with it. */
export class StorageTrouble extends Error {
  override readonly name = 'StorageTrouble'
  readonly state: Exclude<DiskState, 'well'>
  constructor(state: Exclude<DiskState, 'well'>, cause?: unknown) {
    super(`the disk is ${state}`, { cause })
    this.state = state
  }
}

/** What browsers and Dexie call it. A name that is not here says nothing about the disk. */
const named: Readonly<Record<string, Exclude<DiskState, 'well'>>> = {
  QuotaExceededError: 'full',
  DatabaseClosedError: 'closed',
  OpenFailedError: 'closed',
  MissingAPIError: 'closed',
  // Chromium for a disk that failed, Safari for a connection that died while the page was in the background.
  UnknownError: 'closed',
  // A transaction asked of a connection that is closing.
  InvalidStateError: 'closed',
  VersionError: 'blocked',
  VersionChangeError: 'blocked',
  NotFoundError: 'gone',
  NoSuchDatabaseError: 'gone',
}

/**
 * What an error from the tablet's tables says of the disk; null when it says nothing, and is then a bug.
 *
 * The cause may be wrapped: a full disk often comes as an `AbortError` with the quota error in `inner`, or among the
 * `failures` of a bulk write. The innermost name that is known wins. Only for errors of storage: a page has other uses for
 * some of these names.
 */
export function troubleOf(error: unknown): Exclude<DiskState, 'well'> | null {
  return judge(error, 0)
}

function judge(error: unknown, depth: number): Exclude<DiskState, 'well'> | null {
  if (typeof error !== 'object' || error === null || depth > 8) return null
  if (error instanceof StorageTrouble) return error.state
  const { name, message, inner, cause, failures } = error as Partial<Record<'name' | 'message' | 'inner' | 'cause' | 'failures', unknown>>
  for (const within of [inner, cause, ...(Array.isArray(failures) ? (failures as unknown[]) : [])]) {
    const found = judge(within, depth + 1)
    if (found !== null) return found
  }
  // Chromium's words when a disk is too full even to open: the name alone is `UnknownError`.
  if (typeof message === 'string' && message.includes('full disk')) return 'full'
  // An abort of Dexie's (it always has `inner`) that nobody asked for and nothing explains: the browser killed the transaction.
  if (name === 'AbortError' && inner === null) return 'closed'
  return typeof name === 'string' && Object.hasOwn(named, name) ? (named[name] ?? null) : null
}

import { byText } from '../domain/history/revision'
import type { Sealed, TabletDb } from './db'
import { Unreadable } from './trouble'

/** A person the lock screen may show. `until` past: shown no more, their wrap stays. */
export interface Tile {
  readonly adult: string
  readonly shortName: string
  readonly initials: string
  /** False: a first sign-in on this tablet, which takes a one-time code once or a senior adult. */
  readonly hasPin: boolean
  /** Who to ask for help, and who may reset a PIN. */
  readonly senior: boolean
  readonly roleWords: string
  readonly until: string | null
}

const place = (adult: string): string => `tiles|${adult}`

/** By name. One tile that does not open must not take the lock screen with it: it is left out, and the next roster brings it again. */
export async function readTiles(db: TabletDb, unseal: (about: string, row: Sealed) => Promise<string>): Promise<readonly Tile[]> {
  const [rows, withPin] = await Promise.all([db.tiles.toArray(), db.wraps.toCollection().primaryKeys()])
  const opening = rows.map(async (row): Promise<Tile[]> => {
    try {
      // Sealed by `replaceTiles`, and nobody else could have.
      const tile = JSON.parse(await unseal(place(row.adult), row)) as Omit<Tile, 'hasPin'>
      return [{ ...tile, hasPin: withPin.includes(row.adult) }]
    } catch (error) {
      if (error instanceof Unreadable) return []
      throw error
    }
  })
  return (await Promise.all(opening)).flat().sort((a, b) => a.shortName.localeCompare(b.shortName, 'en-GB') || byText(a.adult, b.adult))
}

export async function replaceTiles(
  db: TabletDb,
  next: readonly Omit<Tile, 'hasPin'>[],
  seal: (about: string, text: string) => Promise<Sealed>,
): Promise<void> {
  const rows = await Promise.all(
    next.map(async (tile) => ({ adult: tile.adult, ...(await seal(place(tile.adult), JSON.stringify(tile))) })),
  )
  await db.transaction('rw', db.tiles, async () => {
    await db.tiles.clear()
    await db.tiles.bulkPut(rows)
  })
}

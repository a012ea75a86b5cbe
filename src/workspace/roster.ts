import { watch } from 'vue'
import type { Person } from '../domain/people'
import { isSenior } from '../domain/people'
import { byText } from '../domain/history/revision'
import { adult as adultForm } from '../domain/records/adult'
import { initialsOf } from '../domain/rules/initials'
import type { AnswersOf } from '../domain/schema/definition'
import { answersFrom, touched } from '../domain/schema/definition'
import type { Row, Say } from '../domain/schema/field'
import { addedRow, wordsOf } from '../domain/schema/field'
import { view } from '../domain/history/read'
import type { PinProblem } from '../storage/pin'
import { pinProblem } from '../storage/pin'
import type { Tile } from '../storage/vault'
import { useDisk } from './disk'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'

type KeptTile = Omit<Tile, 'hasPin'>
export type AdultAnswers = AnswersOf<typeof adultForm>

export const roleWords = (person: Pick<Person, 'roles'>, say: Say): string => wordsOf(adultForm.fields.roles, person.roles, say)

/** The LA's people and governors see totals, and those are not on a tablet. */
export const usesTablets = (person: Pick<Person, 'roles'>): boolean => person.roles.some((role) => role !== 'la' && role !== 'governor')

/** The lock screen's tiles from the adults on this tablet. */
export function tilesFrom(adults: readonly Person[], say: Say): KeptTile[] {
  return adults
    .filter((person) => person.shortName !== '' && usesTablets(person))
    .map((person) => ({
      adult: person.id, shortName: person.shortName, initials: initialsOf({ name: person.name, knownAs: person.shortName }).replaceAll('.', ''),
      senior: isSenior(person), roleWords: roleWords(person, say), until: person.until,
    }))
}

/**
 * Keeps the tiles right whenever the adults on this tablet change. A tile whose adult's record has not come yet stays: in
 * the middle of a first sync nobody may vanish from the lock screen.
 */
export function useRosterTiles(): void {
  const { vault } = useTablet()
  const session = useSession()
  const people = usePeople()
  const disk = useDisk()
  const inWords = (tiles: readonly KeptTile[]) =>
    JSON.stringify(tiles.map(({ adult, shortName, initials, senior, roleWords: words, until }) => JSON.stringify([adult, shortName, initials, senior, words, until])).sort(byText))

  async function keep(): Promise<void> {
    const known = people.adults
    if (!session.open || known.size === 0) return
    const next = [...tilesFrom([...known.values()], people.say), ...session.tiles.filter((tile) => !known.has(tile.adult)).map(({ hasPin: _, ...tile }): KeptTile => tile)]
    if (inWords(next) === inWords(session.tiles)) return
    await vault.keepTiles(next)
    await session.refreshTiles()
  }
  watch(() => people.adults, () => { keep().catch(disk.report) }, { immediate: true })
}

/** Adding an adult, changing one, and setting a PIN: on this tablet at once, with or without a network. */
export function useRoster() {
  const { ledger, vault, newId, pace } = useTablet()
  const session = useSession()

  async function answersOf(id: string): Promise<{ answers: AdultAnswers; heads: readonly string[] }> {
    const checkpoint = await ledger.checkpoint(id)
    return checkpoint ? { answers: view(adultForm, checkpoint).answers, heads: checkpoint.heads } : { answers: answersFrom(adultForm, {}), heads: [] }
  }
  /** Keeps what changed as a revision by whoever is signed in; nothing changed, nothing written. Returns the adult's id. */
  async function keepAdult(id: string | null, changed: Partial<AdultAnswers>): Promise<string> {
    const record = id ?? newId()
    const author = session.adult
    if (author === null) throw new Error('an adult is kept by a signed-in adult')
    const { answers, heads } = await answersOf(record)
    const changes = touched(adultForm, answers, { ...answers, ...changed })
    if (Object.keys(changes).length > 0) {
      await ledger.append({ record, kind: adultForm.kind, version: adultForm.version, act: 'edit', after: heads, author, changes })
      pace.wake()
    }
    return record
  }

  return {
    answersOf,
    keepAdult,
    /** Rooms by name. A room that stays keeps its row, so that two tablets never double it. */
    async keepRooms(id: string, names: readonly string[]): Promise<void> {
      const { answers } = await answersOf(id)
      const rows = names.reduce<readonly Row<typeof adultForm.fields.rooms.of>[]>(
        (rooms, name) => (rooms.some((room) => room.name === name) ? rooms : [...rooms, addedRow(adultForm.fields.rooms, rooms, newId(), { name })]),
        answers.rooms.filter((room) => names.includes(room.name)),
      )
      await keepAdult(id, { rooms: rows })
    },
    pinProblem: (pin: string): PinProblem | null => pinProblem(pin),
    /** Wraps the tablet key for them under this PIN; it opens this tablet only. */
    async setPin(id: string, pin: string): Promise<void> {
      await vault.setPin(id, pin)
      await session.refreshTiles()
    },
  }
}

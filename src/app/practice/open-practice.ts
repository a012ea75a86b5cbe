import { v7 } from 'uuid'
import type { Revision } from '../../domain/history/revision'
import type { Scenario, Writing } from '../../domain/pack/scenarios/scenario'
import { formOf } from '../../domain/records/catalogue'
import { initialsOf } from '../../domain/rules/initials'
import type { Changes, Value } from '../../domain/schema/field'
import { build } from '../../protocol/build'
import { openTables } from '../../storage/db'
import { openHealth } from '../../storage/health'
import type { Ledger } from '../../storage/ledger'
import { openLedger } from '../../storage/ledger'
import { holdPractice, isPracticeOver, openPracticeVault, openReveal, practiceDatabase, sweepPractices } from '../../storage/practice'
import type { Tile } from '../../storage/tiles'
import type { Tablet } from '../../workspace/tablet'
import { dayAt } from '../../workspace/time'

const zone = 'Europe/London'
const dayMs = 86_400_000

export interface Practice {
  readonly tablet: Tablet
  /** Moves the demo's clock on, or back again. */
  readonly goOn: (weeks: number) => void
  /**
   * Everything as it was drawn up to that step (from 0; -1: as it opened), and nothing that came after: neither what the
   * scenario wrote then nor what the room did. Shown again, all of it is back.
   */
  readonly show: (step: number) => Promise<void>
  readonly write: (writings: readonly Writing[]) => Promise<void>
  /** Drops the key and deletes the database: nothing that was typed is left. */
  readonly throwAway: () => Promise<void>
}

/** What a practice needs of the browser; handed in, so that a test can say when it is. */
export interface Around {
  readonly realNow: () => number
  readonly hold: (database: string) => Promise<void>
  readonly isOver: (database: string) => Promise<boolean>
}
const aroundPage: Around = { realNow: Date.now, hold: holdPractice, isOver: isPracticeOver }

/**
 * The same tablet as any other, on another disk and without a line out: its own database and key, no courier, a clock that
 * can be moved. What earlier practices left behind goes first.
 */
export async function openPractice(scenario: Scenario, around: Around = aroundPage): Promise<Practice> {
  const id = v7()
  await sweepPractices(around.isOver)
  await around.hold(practiceDatabase(id))
  const tables = openTables(practiceDatabase(id))
  const health = await openHealth(tables, { marks: { getItem: () => null, setItem: () => undefined }, ballastBytes: 0, storage: { persisted: () => Promise.resolve(true) } })
  const vault = await openPracticeVault(
    { setting: { id: 'practice', name: scenario.setting.name, kind: scenario.setting.kind, place: 'the front of the room' }, device: id, tabletName: 'Practice', postToken: '' },
    scenario.opening.filter(({ kind }) => kind === 'adult').map(adultTile),
  )
  let aheadMs = 0
  const now = () => around.realNow() + aheadMs
  const kept = openLedger({ tables, vault, formOf, now })
  const reveal = openReveal({ tables, vault, formOf, now })
  let shown = -1
  /** Each revision's record, and the step at which it was written. */
  const writtenAt = new Map<string, { readonly record: string; readonly step: number }>()
  /** Never before what it was written in sight of: a page may be left, and keep its words, after the stage has moved on. */
  const stepOf = ({ id, header }: Revision): number => Math.max(...[id, ...header.after].map((one) => writtenAt.get(one)?.step ?? -1))
  const isShown = (one: Revision): boolean => stepOf(one) <= shown
  const ledger: Ledger = {
    ...kept,
    async append(entry, how) {
      const made = await kept.append(entry, how)
      const step = Math.max(shown, stepOf(made))
      writtenAt.set(made.id, { record: entry.record, step })
      if (step > shown) await reveal([entry.record], isShown)
      return made
    },
  }
  async function show(step: number): Promise<void> {
    const [first, last] = [Math.min(shown, step), Math.max(shown, step)]
    shown = step
    const between = [...writtenAt.values()].flatMap((one) => (one.step > first && one.step <= last ? [one.record] : []))
    if (between.length > 0) await reveal([...new Set(between)], isShown)
  }

  async function write(writings: readonly Writing[]): Promise<void> {
    const ahead = aheadMs
    try {
      for (const writing of [...writings].sort((a, b) => b.ago - a.ago || (a.time < b.time ? -1 : 1))) {
        const today = around.realNow() + ahead
        const day = dayAt(weekdaysBefore(today, writing.ago), zone)
        const wall = `${day}T${writing.time}`
        // Never later than now, whatever the time on the wall.
        const at = Math.min(Date.parse(`${wall}Z`), today)
        aheadMs = at - around.realNow()
        const form = formOf(writing.kind)
        if (!form) throw new Error(`no form for ${writing.kind}`)
        await ledger.append({
          record: writing.record, kind: writing.kind, version: form.version, act: writing.act ?? 'edit', author: writing.author,
          after: (await ledger.checkpoint(writing.record))?.heads ?? [], changes: changesOf(writing, wall, today),
        })
      }
    } finally {
      aheadMs = ahead
    }
  }

  const nothingWaits = { waiting: 0, parked: 0, oldestAt: null, harm: false }
  return {
    tablet: {
      vault, health, now, zone, build,
      // Every revision waits for a courier that does not exist, and that is not news for anybody here.
      ledger: { ...ledger, outlook: () => Promise.resolve(nothingWaits) },
      wire: { fetch: () => Promise.reject(new Error('nothing is sent from practice')), now, patienceMs: 1 },
      pace: { wake: () => undefined, now: () => Promise.resolve({ kind: 'offline', retryAfterMs: null }) },
      hold: () => Promise.resolve(() => undefined),
      held: () => Promise.resolve(new Set()),
      newId: () => v7(),
    },
    goOn(weeks) {
      aheadMs += weeks * 7 * dayMs
    },
    show,
    write,
    async throwAway() {
      vault.lock()
      ledger.forget()
      tables.relaxed.close()
      await tables.strict.delete()
    },
  }
}

const wordsIn = ({ says }: Writing, part: string): string => (typeof says[part] === 'string' ? says[part] : '')
function adultTile(adult: Writing): Omit<Tile, 'hasPin'> {
  const name = wordsIn(adult, 'name/')
  return { adult: adult.record, shortName: wordsIn(adult, 'shortName/'), initials: initialsOf({ name, knownAs: '' }).replaceAll('.', ''), senior: adult.says['roles/senco'] === true, roleWords: '', until: null }
}

function weekdaysBefore(ms: number, days: number): number {
  let at = ms
  for (let left = days; left > 0;) {
    at -= dayMs
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

/** What a writing says, with its times and days on the demo's calendar. */
export function changesOf({ says, stamped = [], days = {} }: Writing, wall: string, today: number): Changes {
  const changes: Record<string, Value | null> = { ...says }
  for (const field of stamped) changes[`${field}/`] = { wall, zone, precision: 'exact' }
  for (const [part, ahead] of Object.entries(days)) changes[part.includes('/') ? part : `${part}/`] = dayAt(today + ahead * dayMs, zone)
  return changes
}

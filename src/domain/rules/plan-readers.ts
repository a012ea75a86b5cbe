import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { byText, trueTime } from '../history/revision'
import type { Person } from '../people'
import { may } from '../people'
import { planReading } from '../records/plan'
import type { Assigned } from './mine'
import { isMine } from './mine'
import type { PlanVersion } from './plan-state'

export interface Reader {
  readonly adult: string
  /** `YYYY-MM-DD`. */
  readonly on: string | null
  /** Something was changed in it since: a plan in use, and not yet agreed, is still written on. */
  readonly isBeforeChange: boolean
}

/** Who has read this version, each once with their latest reading, the first reader first. */
export function readersOf({ record, checkpoint }: Pick<PlanVersion, 'record' | 'checkpoint'>, among: readonly Checkpoint[]): Reader[] {
  const changed = Math.max(...checkpoint.sources.map(trueTime))
  const latest = new Map<string, Checkpoint>()
  for (const one of among) {
    if (one.kind !== planReading.kind || one.withdrawn || one.freeze === null || view(planReading, one).answers.plan !== record) continue
    const known = latest.get(one.first.author)
    if (!known || trueTime(known.first) < trueTime(one.first)) latest.set(one.first.author, one)
  }
  return [...latest.values()]
    .sort((a, b) => trueTime(a.first) - trueTime(b.first) || byText(a.first.author, b.first.author))
    .map((one) => ({ adult: one.first.author, on: view(planReading, one).answers.on, isBeforeChange: trueTime(one.first) < changed }))
}

interface Expected {
  readonly answers: PlanVersion['answers']
  readonly child: Assigned
  readonly adults: readonly Person[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}
/** Adults here whom it concerns: the child is theirs, or the plan names them. Anybody else may read it and is not waited for. */
function concernedBy({ answers, child, adults, today }: Expected): Person[] {
  const named = new Set([answers.coordinator, ...answers.measures.map(({ owner }) => owner), ...answers.responders, ...answers.holdAdults])
  const mayRead = (person: Person) => may(person, 'read', { kind: 'plan', keeping: 'joint', author: null, closed: true, mine: isMine(person, child) }, today)
  return adults.filter((person) => mayRead(person) && (isMine(person, child) || named.has(person.id)))
}

/** Those it concerns who have not read it, or not since it was changed. */
export const stillToRead = (given: Expected, readers: readonly Reader[]): Person[] =>
  concernedBy(given).filter(({ id }) => !readers.some(({ adult, isBeforeChange }) => adult === id && !isBeforeChange))

import type { ComputedRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { Checkpoint, Reading } from '../domain/history/read'
import { openQuestion, view, whoBegan } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import type { Person } from '../domain/people'
import { account, accountOf, confirmedBy } from '../domain/records/account'
import { adult as adultForm, personFrom } from '../domain/records/adult'
import { child as childForm } from '../domain/records/child'
import { adultDebrief, childDebrief } from '../domain/records/debrief'
import type { incident } from '../domain/records/incident'
import { adultsIn } from '../domain/records/incident'
import { telling } from '../domain/records/telling'
import { termCalendar, termCalendarId } from '../domain/records/term-calendar'
import type { Duty, DutyFacts } from '../domain/rules/duties'
import { dutiesOf, isOwedBy } from '../domain/rules/duties'
import { paperIn } from '../domain/rules/paper'
import { hasLeft } from '../domain/rules/plan-state'
import type { AnswersOf } from '../domain/schema/definition'
import { blank } from '../domain/schema/definition'
import type { Ledger, OwingRow } from '../storage/ledger'
import { useDisk } from './disk'
import type { IncidentFile } from './incident-file'
import { fileOf, incidentAnswers, incidentFile } from './incident-file'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt } from './time'
import { useLive } from './use-live'

const weeks = 8
const lookBackMs = weeks * 7 * 24 * 3_600_000

/** What an incident owes, from everything this tablet has of it. */
function useIncidentDuties() {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const calendar = useLive<Checkpoint | null>(null, () => (session.open ? () => ledger.checkpoint(termCalendarId) : null))
  const sensitive = computed(() => people.mayDo('read-sensitive', { kind: 'child', keeping: 'joint' }))
  const children = computed(() => new Map([...people.readings].map(([id, { answers }]) => [id, answers])))
  const goneAmong = (known: ReadonlyMap<string, Pick<AnswersOf<typeof childForm>, 'rolls'>>): readonly string[] => {
    const here = { setting: session.identity?.setting.name ?? '', today: dayAt(now(), zone) }
    return [...known].flatMap(([id, answers]) => (hasLeft(answers, here) ? [id] : []))
  }
  // That a child is looked after is for those who may know it; so is the duty that would say so.
  const shown = computed(() => (sensitive.value ? children.value : new Map([...children.value].map(([id, answers]) => [id, { ...answers, lookedAfter: null }]))))
  function worked(file: IncidentFile, known: Known): readonly Duty[] {
    return workedFor(keptFacts(file.incident), file, known)
  }
  function workedFor(incident: DutyFacts['incident'], file: Omit<IncidentFile, 'incident'>, known: Known): readonly Duty[] {
    const log = file.telling && view(telling, file.telling)
    return dutiesOf({
      incident,
      telling: log?.answers ?? blank(telling),
      ...(log && { toldWritten: writtenAt(log) }),
      ...known,
      accounts: file.accounts.flatMap((one) => (isGiven(one) ? (accountOf(view(account, one).answers, one.first.author) ?? []) : [])),
      childDebriefs: file.childDebriefs.flatMap((one) => {
        const { child, state } = view(childDebrief, one).answers
        return child === null || one.freeze === null ? [] : [{ child, state }]
      }),
      adultDebriefs: file.adultDebriefs.flatMap((one) => (one.freeze === null ? [] : [{ adult: one.first.author, state: view(adultDebrief, one).answers.state }])),
      profile: session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school',
      calendar: calendar.value ? view(termCalendar, calendar.value).answers : null,
      now: now(), zone,
    })
  }
  // A file is handed in again and again as a list grows, and its duties are dear: once, while what they stand on is the same.
  const standsOn = computed(() => [shown.value, people.adults, calendar.value])
  const known = computed((): Known => ({ children: shown.value, adults: people.adults, gone: goneAmong(children.value) }))
  const dutiesIn = useOnce(() => standsOn.value, (file) => worked(file, known.value))
  return {
    standsOn, dutiesIn,
    /** Of answers that may not be kept yet. `file`: what is kept, or of an incident that is not, whatever of its log is. */
    dutiesOnGlass: (answers: Answers, file: IncidentFile | { readonly record: string; readonly telling: Checkpoint | null }): readonly Duty[] => {
      if ('incident' in file) return workedFor({ ...keptFacts(file.incident), answers }, file, known.value)
      const begun = { record: file.record, answers, author: session.adult ?? '', savedAt: null, signedAt: null, countersigned: false }
      return workedFor(begun, { telling: file.telling, accounts: [], childDebriefs: [], adultDebriefs: [] }, known.value)
    },
    /**
     * Nobody at all; of a child who is not here it is not known. What it stands on is read now: the lists of people may hear of
     * a change after the incident was noted for it.
     */
    owesNobody: async (file: IncidentFile): Promise<boolean> => {
      const { children: about, adults } = await standing(ledger, [...childrenIn(file), ...decidersIn(file)])
      return childrenIn(file).every((id) => about.has(id)) && worked(file, { children: about, adults, gone: goneAmong(about) }).every(isOver)
    },
  }
}
type Answers = AnswersOf<typeof incident>
type Known = Pick<DutyFacts, 'children' | 'adults' | 'gone'>
const keptFacts = (found: Checkpoint): DutyFacts['incident'] => ({
  record: found.record, answers: incidentAnswers(found), author: found.first.author, begunBy: whoBegan(found), savedAt: trueTime(found.first),
  paper: paperIn(found)?.written ?? null, signedAt: found.freeze ? trueTime(found.freeze) : null, signedBy: found.freeze?.author ?? null, countersigned: (found.countersigned ?? []).length > 0,
})
/** When each line was written: by the clock its own time was taken from or by the endpoint’s, whichever is the later. */
function writtenAt({ answers, candidates }: Reading<typeof telling.fields>): ReadonlyMap<string, number> {
  return new Map(answers.told.flatMap(({ id }) => {
    const source = candidates.get(`told/${id}/at`)?.findLast(({ value }) => value !== null)?.source
    return source ? [[id, Math.max(source.at, trueTime(source))]] : []
  }))
}
/** Closed; where it was written down for an adult, once they have said that the words are theirs. */
function isGiven(one: Checkpoint): boolean {
  const { answers } = view(account, one)
  return one.freeze !== null && (answers.takenFor === null || confirmedBy(answers, one.addenda) !== undefined)
}
/** What is worked out of a file, kept until what it stands on is another. */
function useOnce<T>(standsOn: () => unknown, work: (file: IncidentFile) => T): (file: IncidentFile) => T {
  const kept = computed(() => ({ on: standsOn(), found: new WeakMap<IncidentFile, T>() }))
  return (file) => {
    const { found } = kept.value
    const known = found.get(file) ?? work(file)
    found.set(file, known)
    return known
  }
}
const childrenIn = ({ incident }: IncidentFile): readonly string[] => {
  const { children, childrenHurt } = incidentAnswers(incident)
  return [...children, ...childrenHurt]
}
const decidersIn = (file: IncidentFile): readonly string[] => (file.telling ? view(telling, file.telling).answers.mustNot.flatMap(({ decidedBy }) => decidedBy ?? []) : [])
/** Of these children and adults, what the tablet has of them at this moment. */
async function standing(ledger: Ledger, ids: readonly string[]): Promise<{ children: ReadonlyMap<string, AnswersOf<typeof childForm>>; adults: ReadonlyMap<string, Person> }> {
  const found = await ledger.checkpoints([...new Set(ids)])
  return {
    children: new Map(found.flatMap((one) => (one.kind === childForm.kind && !one.withdrawn ? [[one.record, view(childForm, one).answers]] : []))),
    adults: new Map(found.flatMap((one) => (one.kind === adultForm.kind ? [[one.record, personFrom(view(adultForm, one))]] : []))),
  }
}
const isOver = ({ state }: Duty): boolean => state === 'done' || state === 'not-owed'

/** What is on the glass of an incident, kept or not, and its log. */
export interface OnGlass {
  readonly answers: ComputedRef<Answers>
  readonly log: ComputedRef<Checkpoint | null>
}

/** What this incident owes and to whom, kept right as records arrive; by what is on the `glass` where that is handed in. */
export function useDuties(id: string, glass?: OnGlass): { file: ComputedRef<IncidentFile | null>; duties: ComputedRef<readonly Duty[]>; dueDay: ComputedRef<string | null>; today: string } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  // Undefined until the disk has answered: an incident that is only on the glass is another thing.
  const found = useLive<IncidentFile | null | undefined>(undefined, () => (session.open ? () => incidentFile(ledger, id) : null))
  const file = computed(() => found.value ?? null)
  const { dutiesIn, dutiesOnGlass } = useIncidentDuties()
  const duties = computed(() => {
    if (!glass) return file.value ? dutiesIn(file.value) : []
    return found.value === undefined ? [] : dutiesOnGlass(glass.answers.value, found.value ?? { record: id, telling: glass.log.value })
  })
  return { file, duties, dueDay: computed(() => duties.value.find(({ code }) => code === 'write-record')?.due ?? null), today: dayAt(now(), zone) }
}

/** An incident that may still owe something. `file`: null when nobody is asked about it any more. */
interface Looked {
  readonly noted: OwingRow
  readonly incident: Checkpoint
  readonly file: IncidentFile | null
}
/** So many are on the glass before the next are opened. */
const atOnce = 25

/**
 * Looks through those that may still owe something, the oldest first: never signed, begun since then (ms), or asked about
 * and not answered. `soFar` hears after every few.
 * Accounts are read only where this adult took part, for nobody owes one for another: they are most of what an incident has,
 * and each costs an opening.
 */
async function lookThrough(ledger: Ledger, { adult, since, before, soFar }: { adult: string; since: number; before: readonly Looked[]; soFar: (looked: readonly Looked[]) => void }): Promise<readonly Looked[]> {
  const noted = await ledger.owing()
  const byRecord = new Map(noted.map((row) => [row.record, row]))
  // The same file as before where nothing of it changed: what was worked out of it then still holds.
  const known = new Map(before.flatMap(({ file }) => (file ? [[file.incident.record, file]] : [])))
  const isAsked = (one: Checkpoint) => !one.withdrawn && (one.freeze === null || one.first.at >= since || openQuestion(one) !== null)
  let looked: readonly Looked[] = []
  for (let from = 0; from < noted.length; from += atOnce) {
    const found = await ledger.checkpoints(noted.slice(from, from + atOnce).map(({ record }) => record))
    const asked = found.filter(isAsked)
    const theirs = asked.filter((one) => adultsIn(incidentAnswers(one)).includes(adult))
    const belonging = await ledger.belonging(asked.map(({ record }) => record), [telling.kind, childDebrief.kind, adultDebrief.kind])
    const accounts = await ledger.belonging(theirs.map(({ record }) => record), [account.kind])
    const fileFor = (one: Checkpoint) => {
      const file = fileOf(one, [belonging, accounts].flatMap((some) => some.get(one.record) ?? []))
      const was = known.get(one.record)
      return was && isSame(was, file) ? was : file
    }
    looked = [...looked, ...found.flatMap((one): Looked[] => {
      const row = byRecord.get(one.record)
      return row ? [{ noted: row, incident: one, file: isAsked(one) ? fileFor(one) : null }] : []
    })]
    soFar(looked)
  }
  return looked
}
const recordsOf = ({ incident, accounts, childDebriefs, adultDebriefs, ...file }: IncidentFile) => [incident, file.telling, ...accounts, ...childDebriefs, ...adultDebriefs]
function isSame(before: IncidentFile, file: IncidentFile): boolean {
  const [was, is] = [recordsOf(before), recordsOf(file)]
  return was.length === is.length && was.every((one, index) => one === is[index])
}

export interface Owed {
  readonly file: IncidentFile
  readonly duty: Duty
}

/** What this adult still owes, over all the incidents they may know of; late ones first. It grows as it is found. */
export function useOwed() {
  const { ledger, now } = useTablet()
  const session = useSession()
  const people = usePeople()
  const disk = useDisk()
  const { standsOn, dutiesIn, owesNobody } = useIncidentDuties()
  const partly = shallowRef<readonly Looked[]>([])
  const whole = useLive<readonly Looked[] | null>(null, () => {
    const { adult } = session
    return session.open && adult !== null ? () => lookThrough(ledger, { since: now() - lookBackMs, adult, before: partly.value, soFar: (looked) => { partly.value = looked } }) : null
  })
  const files = computed(() => (session.open ? (whole.value ?? partly.value) : []).flatMap(({ file }) => file ?? []))
  const isMine = (duty: Duty): boolean => people.me !== null && isOwedBy(duty, people.me)
  const mineIn = useOnce(
    () => [standsOn.value, people.me, people.childById],
    (file) => (people.mayDo('read', file.incident) ? dutiesIn(file).filter((duty) => !isOver(duty) && isMine(duty)).map((duty) => ({ file, duty })) : []),
  )
  const owed = computed((): readonly Owed[] =>
    files.value
      .flatMap(mineIn)
      .sort((a, b) => Number(b.duty.state === 'late') - Number(a.duty.state === 'late') || (a.duty.due ?? '9').localeCompare(b.duty.due ?? '9')),
  )
  /** Reviewers' questions to this adult that nobody has answered yet. */
  const questions = computed(() => files.value.filter(({ incident: one }) => session.adult !== null && whoBegan(one).includes(session.adult) && openQuestion(one) !== null))

  /** Whether nothing is owed by anybody. The accounts of others are read only once all else is done. */
  async function isSettled({ incident, file }: Looked, since: number): Promise<boolean> {
    if (incident.withdrawn) return true
    if (incident.freeze === null || openQuestion(incident) !== null) return false
    if (!file) return trueTime(incident.first) < since
    if (dutiesIn(file).some((duty) => !isOver(duty) && duty.code !== 'own-account')) return false
    const all = await incidentFile(ledger, incident.record)
    return all !== null && (await owesNobody(all))
  }
  async function settle(looked: readonly Looked[]): Promise<void> {
    // A clock that is ahead must not put away what is still asked for.
    const since = now() - ((await ledger.skew()) ?? 0) - lookBackMs
    const settled = await Promise.all(looked.map((one) => isSettled(one, since)))
    const found = looked.filter((_one, index) => settled[index]).map(({ noted }) => noted)
    if (found.length > 0) await ledger.settled(found)
  }
  watch([whole, () => people.me], ([looked, me]) => {
    // Who may decide what is known once the adults are.
    if (looked && me) settle(looked).catch(disk.report)
  })
  return { owed, questions, looking: computed(() => whole.value === null) }
}

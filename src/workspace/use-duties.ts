import type { ComputedRef, ShallowRef } from 'vue'
import { computed } from 'vue'
import { openQuestion, view } from '../domain/history/read'
import { account, accountOf } from '../domain/records/account'
import { adultDebrief, childDebrief } from '../domain/records/debrief'
import { telling } from '../domain/records/telling'
import { termCalendar, termCalendarId } from '../domain/records/term-calendar'
import type { Duty } from '../domain/rules/duties'
import { dutiesOf, isOwedBy } from '../domain/rules/duties'
import { blank } from '../domain/schema/definition'
import type { Checkpoint } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import type { IncidentFile } from './incident-file'
import { incidentAnswers, incidentFile, recentFiles } from './incident-file'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt } from './time'
import { useLive } from './use-live'

const weeks = 8
const lookBackMs = weeks * 7 * 24 * 3_600_000

/** What an incident owes, from everything this tablet has of it. */
function useIncidentDuties(): { dutiesIn: (file: IncidentFile) => readonly Duty[] } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const calendar = useLive<Checkpoint | null>(null, () => (session.open ? () => ledger.checkpoint(termCalendarId) : null))
  const sensitive = computed(() => people.mayDo('read-sensitive', { kind: 'child', keeping: 'joint' }))
  // That a child is looked after is for those who may know it; so is the duty that would say so.
  const children = computed(() => new Map([...people.readings].map(([id, { answers }]) => [id, sensitive.value ? answers : { ...answers, lookedAfter: null }])))
  return {
    dutiesIn: (file) => {
      const { freeze, first } = file.incident
      return dutiesOf({
        incident: { record: file.incident.record, answers: incidentAnswers(file.incident), author: first.author, savedAt: trueTime(first), signedAt: freeze ? trueTime(freeze) : null, countersigned: (file.incident.countersigned ?? []).length > 0 },
        telling: file.telling ? view(telling, file.telling).answers : blank(telling),
        children: children.value,
        adults: people.adults,
        accounts: file.accounts.flatMap((one) => (one.freeze === null ? [] : (accountOf(view(account, one).answers, one.first.author) ?? []))),
        childDebriefs: file.childDebriefs.flatMap((one) => {
          const { child, state } = view(childDebrief, one).answers
          return child === null || one.freeze === null ? [] : [{ child, state }]
        }),
        adultDebriefs: file.adultDebriefs.flatMap((one) => (one.freeze === null ? [] : [{ adult: one.first.author, state: view(adultDebrief, one).answers.state }])),
        profile: session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school',
        calendar: calendar.value ? view(termCalendar, calendar.value).answers : null,
        now: now(), zone,
      })
    },
  }
}

/** What this incident owes and to whom, kept right as records arrive. */
export function useDuties(id: string): { file: ShallowRef<IncidentFile | null>; duties: ComputedRef<readonly Duty[]>; dueDay: ComputedRef<string | null>; today: string } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const file = useLive<IncidentFile | null>(null, () => (session.open ? () => incidentFile(ledger, id) : null))
  const { dutiesIn } = useIncidentDuties()
  const duties = computed(() => (file.value ? dutiesIn(file.value) : []))
  return { file, duties, dueDay: computed(() => duties.value.find(({ code }) => code === 'write-record')?.due ?? null), today: dayAt(now(), zone) }
}

export interface Owed {
  readonly file: IncidentFile
  readonly duty: Duty
}

/** What this adult still owes, over all the incidents they may know of; late ones first. */
export function useOwed() {
  const { ledger, now } = useTablet()
  const session = useSession()
  const people = usePeople()
  const { dutiesIn } = useIncidentDuties()
  const files = useLive<readonly IncidentFile[]>([], () => {
    const { adult } = session
    return session.open && adult !== null ? () => recentFiles(ledger, { since: now() - lookBackMs, adult }) : null
  })
  const isMine = (duty: Duty): boolean => people.me !== null && isOwedBy(duty, people.me)
  const owed = computed((): readonly Owed[] =>
    files.value
      .filter((file) => people.mayDo('read', file.incident))
      .flatMap((file) => dutiesIn(file).filter((duty) => (duty.state === 'owed' || duty.state === 'late') && isMine(duty)).map((duty) => ({ file, duty })))
      .sort((a, b) => Number(b.duty.state === 'late') - Number(a.duty.state === 'late') || (a.duty.due ?? '9').localeCompare(b.duty.due ?? '9')),
  )
  /** Reviewers' questions to this adult that nobody has answered yet. */
  const questions = computed(() => files.value.filter(({ incident: one }) => one.first.author === session.adult && openQuestion(one) !== null))
  return { owed, questions }
}

import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../../../domain/history/read'
import { view } from '../../../domain/history/read'
import { plan } from '../../../domain/records/plan'
import { termCalendar, termCalendarId } from '../../../domain/records/term-calendar'
import { training } from '../../../domain/records/training'
import type { Audit, Audited } from '../../../domain/rules/audits'
import { auditsOf, isDecided, lastDecided } from '../../../domain/rules/audits'
import type { Gate, Gated } from '../../../domain/rules/plan-gates'
import { beforeAgreeing, beforeUse } from '../../../domain/rules/plan-gates'
import type { SchoolDays } from '../../../domain/rules/school-days'
import { schoolDays } from '../../../domain/rules/school-days'
import type { Training } from '../../../domain/rules/training-state'
import { useSession } from '../../../workspace/session'
import { useTablet } from '../../../workspace/tablet'
import { dayAt } from '../../../workspace/time'
import { useLive } from '../../../workspace/use-live'
import type { SectionProps } from '../section-props'

export interface Gates {
  readonly agreeing: ComputedRef<readonly Gate[]>
  readonly using: ComputedRef<readonly Gate[]>
  /** Every training record of the setting. */
  readonly trainings: ComputedRef<readonly Training[]>
  /** The child’s audits of need that this adult may read, the newest first. */
  readonly audits: ComputedRef<readonly Audited[]>
  readonly days: ComputedRef<SchoolDays>
  /** `YYYY-MM-DD`. */
  readonly today: () => string
}

/** What the plan on the glass still needs, as it is written. */
export function useGates({ tool, plan: { page, plans, readable } }: Pick<SectionProps, 'tool' | 'plan'>): Gates {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const calendar = useLive<Checkpoint | null>(null, () => (session.open ? () => ledger.checkpoint(termCalendarId) : null))
  const trained = useLive<readonly Checkpoint[]>([], () => (session.open ? () => ledger.ofKind(training.kind) : null))
  const terms = computed(() => (calendar.value ? view(termCalendar, calendar.value).answers : null))
  const trainings = computed(() => trained.value.filter(({ withdrawn }) => !withdrawn).map((one) => view(training, one).answers))
  const audits = computed(() => auditsOf(tool.answers.value.child ?? '', readable.value ?? []))
  const today = () => dayAt(now(), zone)
  /** The audit that the plan names, or what was decided since: that says more. What was decided before it says nothing. */
  function auditOf(record: string): Audit | null {
    const named = audits.value.find((one) => one.record === record)?.answers ?? null
    return named !== null && !isDecided(named) ? named : (lastDecided(audits.value) ?? named)
  }
  const given = computed((): Gated => {
    const answers = tool.answers.value
    const before = page.before.value
    return {
      answers, training: trainings.value, today: today(), calendar: terms.value,
      previous: before ? view(plan, before.checkpoint).answers : null,
      going: plans.value.find(({ record }) => record === before?.record)?.going ?? null,
      audit: answers.audit === null ? null : auditOf(answers.audit),
      profile: session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school',
    }
  })
  return {
    agreeing: computed(() => beforeAgreeing(given.value)),
    using: computed(() => beforeUse(given.value)),
    trainings, audits, days: computed(() => schoolDays(terms.value)), today,
  }
}

import type { ComputedRef, InjectionKey } from 'vue'
import { computed, inject, provide } from 'vue'
import type { Profile } from '../../domain/pack/incident'
import { incident } from '../../domain/records/incident'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Moment, Option } from '../../domain/schema/field'
import type { Chooseable } from '../../ui/fields/context'
import { usePack } from '../../workspace/pack'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import type { PaperShows } from '../../workspace/use-paper'
import { useOnPaper } from '../../workspace/use-paper'
import type { OpenRecord } from '../../workspace/use-record'

export type IncidentAnswers = AnswersOf<typeof incident>
export type IncidentField = keyof IncidentAnswers

/** An incident on the glass, as every step of it needs it. */
export interface OpenIncident {
  readonly id: string
  readonly record: OpenRecord<typeof incident.fields>
  readonly answers: ComputedRef<IncidentAnswers>
  /** When it was begun, ms: as its first words were kept, else as the page was opened. */
  readonly begunAt: ComputedRef<number>
  /** Signed: its words are kept as they are, and what follows is added. */
  readonly isSigned: ComputedRef<boolean>
  readonly profile: ComputedRef<Profile>
  /** Adults of the setting, whoever is signed in first. */
  readonly adults: ComputedRef<readonly Chooseable[]>
  readonly edit: <K extends IncidentField>(field: K, answer: IncidentAnswers[K]) => void
  readonly word: (key: string, usual: string) => string
  readonly label: (name: IncidentField) => string
  /** Options in the pack's words, of a field or handed in. */
  readonly inWords: (options: readonly Option[]) => readonly Option[]
  readonly isAsked: (name: IncidentField) => boolean
  /** When it was first written on paper. */
  readonly paper: ComputedRef<PaperShows>
  readonly writePaper: (moment: Moment | null) => void
}

const key: InjectionKey<OpenIncident> = Symbol('the incident that is open')

export function provideIncident(id: string): OpenIncident {
  const { now } = useTablet()
  const session = useSession()
  const people = usePeople()
  const pack = usePack()
  const { record, paper, write: writePaper } = useOnPaper(incident, id)
  const answers = record.answers
  const open: OpenIncident = {
    id, record, answers, paper, writePaper,
    begunAt: computed(() => record.reading.value?.checkpoint.first.at ?? record.startedAt.value ?? now()),
    isSigned: computed(() => (record.reading.value?.checkpoint.freeze ?? null) !== null),
    profile: computed(() => (session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school')),
    adults: computed(() =>
      [...people.adults.values()]
        .filter(({ shortName, roles }) => shortName !== '' && roles.some((role) => role !== 'la' && role !== 'governor'))
        .map(({ id: adult, shortName }) => ({ id: adult, label: shortName }))
        .sort((a, b) => Number(b.id === session.adult) - Number(a.id === session.adult) || a.label.localeCompare(b.label, 'en-GB')),
    ),
    edit: (field, answer) => record.edit(field, answer, { soon: incident.fields[field].shape === 'text' }),
    word: pack.word,
    label: (name) => pack.word(`incident.${name}.label`, incident.fields[name].label),
    inWords: (options) => options.map((one) => ({ ...one, label: pack.word(`code.${one.code}`, one.label) })),
    isAsked: (name) => incident.fields[name].asked?.(answers.value) ?? true,
  }
  provide(key, open)
  return open
}

export function useIncident(): OpenIncident {
  const open = inject(key)
  if (!open) throw new Error('a step of an incident stands within its page')
  return open
}

import type { ComputedRef } from 'vue'
import { computed, onScopeDispose } from 'vue'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { differencesIn } from '../domain/rules/differences'
import { linesOf } from '../domain/schema/faces'
import type { Fields, Moment, PersonField, Say } from '../domain/schema/field'
import { usePack } from './pack'
import type { FieldAdults } from './field-adults'
import { useFieldAdults } from './field-adults'
import { usePeople } from './people'
import type { ChildLine } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { wallAt } from './time'
import type { Chip } from './use-chip'
import { useChip } from './use-chip'
import { useMeeting } from './use-meeting'
import type { PaperShows } from './use-paper'
import { useOnPaper } from './use-paper'
import type { OpenRecord } from './use-record'
import { useUndo } from './use-undo'

/** Fields of a drawn tool: each says first which child it is about. */
export type ToolFields = Fields & { readonly child: PersonField }

/** What the frame of a tool shows (`ui/ToolFrame.vue`). */
export interface ToolShows {
  readonly chip: Chip
  readonly child: { readonly id: string; readonly initials: string } | null
  readonly record: string
  readonly ready: boolean
  readonly failed: boolean
  readonly elsewhere: boolean
  readonly clashes: number
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** False: shown, and nothing on it can be changed by this adult. */
  readonly mayWrite: boolean
  readonly newer: boolean
  readonly words: () => string
  readonly paper: PaperShows
}

export interface Tool<F extends ToolFields> {
  readonly record: OpenRecord<F>
  readonly answers: ComputedRef<AnswersOf<Definition<F>>>
  readonly frame: ComputedRef<ToolShows>
  readonly acts: { readonly again: () => Promise<void>; readonly here: () => Promise<void>; readonly hide: () => void; readonly undo: () => void; readonly redo: () => void; readonly meet: () => void; readonly paper: (moment: Moment | null) => void }
  readonly child: ComputedRef<ChildLine | null>
  readonly mayRead: ComputedRef<boolean>
  readonly mayWrite: ComputedRef<boolean>
  /** May this adult see what is kept close? */
  readonly sensitive: ComputedRef<boolean>
  /** Kept at once, or `soon` for typing; twenty steps can be taken back. */
  readonly edit: <K extends keyof F>(field: K, answer: AnswersOf<Definition<F>>[K], options?: { soon: boolean }) => void
  readonly label: (key: string, usual: string) => string
  readonly say: Say
  readonly fieldFacts: () => FieldAdults & { word: (key: string, usual: string) => string; newId: () => string; now: () => string; zone: string }
}

/** A drawn tool about one child, kept as it is made: there is no button to finish it, only leaving. */
export function useTool<F extends ToolFields>(form: Definition<F>, childId: string, id: string): Tool<F> {
  const { now, zone, newId } = useTablet()
  const session = useSession()
  const people = usePeople()
  const fieldAdults = useFieldAdults()
  const pack = usePack()
  const { record, asPaper, paper, write } = useOnPaper(form, id)
  const undo = useUndo(form, record)
  const meeting = useMeeting()
  onScopeDispose(() => { meeting.show(false) })

  /** Of what this adult may see: nobody is sent to choose between words they are not shown. */
  const clashes = computed(() => (record.reading.value ? differencesIn(form, record.reading.value, { say: meeting.say, sensitive: sensitive.value }).length : 0))
  const chip = useChip(() => id, () => record.kept.value, () => record.startedAt.value !== null, () => clashes.value)
  const child = computed(() => meeting.seen(people.childById.get(childId) ?? null))
  const about = computed(() => record.reading.value?.checkpoint ?? { kind: form.kind, keeping: form.keeping, mine: child.value?.mine ?? false })
  const newer = computed(() => record.reading.value?.newer ?? false)
  const mayWrite = computed(() =>
    child.value !== null && !newer.value && !record.reading.value?.checkpoint.withdrawn && !record.elsewhere.value && people.mayDo('write', about.value))
  const mayRead = computed(() => people.mayDo('read', about.value))
  const sensitive = computed(() => meeting.mayShowClose(people.mayDo('read-sensitive', about.value)))
  const failed = computed(() => record.kept.value.kind === 'save-failed')
  /** With the first entry the record says whose it is, also where another tablet has begun the same one. */
  function sayWhose(): void {
    // The field is a person: its answer is an id.
    if (record.answers.value.child === null) record.edit('child', childId as AnswersOf<Definition<F>>['child'])
  }
  const inWords = () => linesOf<Fields>(asPaper, record.answers.value, meeting.say, { sensitive: sensitive.value }).map(({ label, words }) => `${label}\n${words}`).join('\n\n')

  return {
    record, answers: record.answers, child, mayRead, mayWrite, sensitive, say: meeting.say,
    frame: computed((): ToolShows => ({
      chip: chip.value, child: child.value, record: id, ready: record.ready.value, failed: failed.value, elsewhere: record.elsewhere.value, clashes: clashes.value,
      canUndo: undo.canUndo.value, canRedo: undo.canRedo.value, mayWrite: mayWrite.value, newer: newer.value, words: inWords, paper: paper.value,
    })),
    acts: {
      again: () => record.finish('edit'), here: () => record.takeHere(), hide: () => { session.hidden = true },
      undo: () => { undo.undo() }, redo: () => { undo.redo() },
      meet: () => { meeting.show(true) },
      paper(moment) {
        if (!mayWrite.value) return
        sayWhose()
        write(moment)
      },
    },
    edit(field, answer, options) {
      if (!mayWrite.value) return
      sayWhose()
      undo.edit(field, answer, options)
    },
    label: (key, usual) => pack.word(key, usual),
    fieldFacts: () => ({
      ...fieldAdults(),
      word: (key, words) => pack.word(key, words), newId, now: () => wallAt(now(), zone), zone,
    }),
  }
}

import type { ComputedRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import type { Versions } from '../domain/records/versioned'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { blank, touched } from '../domain/schema/definition'
import type { Fields } from '../domain/schema/field'
import type { Ledger } from '../storage/ledger'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'
import { useTimeline } from './use-timeline'

export interface AnyVersion {
  readonly version: number
  readonly record: string
  readonly checkpoint: Checkpoint
}
interface Among {
  readonly child: string
  /** Records that this adult may read. */
  readonly among: readonly Checkpoint[]
}
/** The versions of one drawn tool for one child, the oldest first. */
function versionsIn(kind: string, versions: Versions, { child, among }: Among): AnyVersion[] {
  return among
    .flatMap((checkpoint): AnyVersion[] => {
      const parts = checkpoint.kind === kind && !checkpoint.withdrawn ? versions.partsOf(checkpoint.record) : null
      return parts?.child === child ? [{ version: parts.version, record: checkpoint.record, checkpoint }] : []
    })
    .sort((a, b) => a.version - b.version)
}
export const newestOf = (kind: string, versions: Versions, given: Among): Checkpoint | null => versionsIn(kind, versions, given).at(-1)?.checkpoint ?? null

/** The first number from this one on whose record was not erased: under an erased one nothing would ever be received again. */
export async function nextNumber({ ledger, versions, child }: { readonly ledger: Pick<Ledger, 'erasure'>; readonly versions: Versions; readonly child: string }, from: number): Promise<number> {
  let number = from
  while (await ledger.erasure(versions.idOf(child, number))) number += 1
  return number
}

export interface ToolPage<F extends Fields> {
  /** What this adult may read of the child, for what the tool offers. */
  readonly readable: ComputedRef<readonly Checkpoint[]>
  /** Null until the disk has answered. The oldest first. */
  readonly all: ComputedRef<readonly AnyVersion[] | null>
  /** The version on the glass: the one the address names, or the newest, or the first, which nobody has begun. Null until the disk has answered. */
  readonly shown: ComputedRef<{ readonly version: number; readonly record: string; readonly isNewest: boolean } | null>
  /** The version before it, to compare with. */
  readonly before: ComputedRef<AnyVersion | null>
  /** The version before, where something was added to it after this one was begun: it is not here unless it is carried over. */
  readonly addedBefore: ComputedRef<number | null>
  readonly mayRead: ComputedRef<boolean>
  readonly toNewest: () => void
  /** Begins the version after the one shown with these answers, and shows it. Rows keep their ids, so that two tablets that do it apart meet. */
  readonly startNext: (answers: AnswersOf<Definition<F>>) => Promise<void>
}

/** What stands round a drawn tool on its page. `version` is the address's, as text. */
export function useToolPage<F extends Fields>(form: Definition<F>, versions: Versions, props: { readonly id: string; readonly version?: string | undefined }): ToolPage<F> {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const checkpoints = useTimeline(() => props.id)
  const readable = computed(() => (checkpoints.value ?? []).filter((one) => people.mayDo('read', one)))
  const all = computed(() => (checkpoints.value === null ? null : versionsIn(form.kind, versions, { child: props.id, among: readable.value })))
  const first = useLive<number | null>(null, () => {
    const child = props.id
    return session.open ? () => nextNumber({ ledger, versions, child }, 1) : null
  })
  const newest = computed(() => (all.value === null ? null : (all.value.at(-1)?.version ?? first.value)))

  // A version begun elsewhere meanwhile does not pull this one from under an adult's hands.
  const held = shallowRef<number | null>(null)
  watch(newest, (version) => { held.value ??= version }, { immediate: true })
  const shown = computed(() => {
    if (newest.value === null) return null
    const asked = Number(props.version)
    const version = all.value?.some((one) => one.version === asked) ? asked : (held.value ?? newest.value)
    return { version, record: versions.idOf(props.id, version), isNewest: version >= newest.value }
  })
  const before = computed(() => all.value?.findLast(({ version }) => shown.value !== null && version < shown.value.version) ?? null)
  let starting: Promise<void> = Promise.resolve()
  async function start(version: number, answers: AnswersOf<Definition<F>>): Promise<void> {
    const record = versions.idOf(props.id, version)
    // Another tablet may have begun it, or a press before this one.
    if ((await ledger.checkpoint(record)) === null)
      await ledger.append({ record, kind: form.kind, version: form.version, act: 'edit', author: session.adult ?? '', after: [], changes: touched(form, blank(form), answers) })
    held.value = version
    pace.wake()
  }
  return {
    readable, all, shown, before,
    addedBefore: computed(() => {
      const begun = all.value?.find(({ version }) => version === shown.value?.version)?.checkpoint.first
      return begun && before.value && trueTime(before.value.checkpoint.latest) > trueTime(begun) ? before.value.version : null
    }),
    mayRead: computed(() => people.mayDo('read', { kind: form.kind, keeping: form.keeping, mine: people.childById.get(props.id)?.mine ?? false })),
    toNewest: () => { held.value = newest.value },
    startNext(answers) {
      const after = shown.value?.version ?? 0
      starting = starting.catch(() => undefined).then(async () => start(await nextNumber({ ledger, versions, child: props.id }, after + 1), answers))
      return starting
    },
  }
}

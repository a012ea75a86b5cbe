import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import type { Versions } from '../domain/records/versioned'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { blank, touched } from '../domain/schema/definition'
import type { Fields } from '../domain/schema/field'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

export interface AnyVersion {
  readonly version: number
  readonly record: string
  readonly checkpoint: Checkpoint
}
export interface ChildsVersions {
  /** Null until the disk has answered. The oldest first; those this adult may not read are left out. */
  readonly all: ComputedRef<readonly AnyVersion[] | null>
  /** The record to open: the newest there is, or the first, which nobody has begun. */
  readonly latest: ComputedRef<{ readonly version: number; readonly record: string } | null>
  readonly checkpoints: ShallowRef<readonly Checkpoint[] | null>
}

/** The versions of one drawn tool for one child, and all that this tablet holds about the child. */
export function useVersions(form: { readonly kind: string }, versions: Versions, child: () => string): ChildsVersions {
  const { ledger } = useTablet()
  const session = useSession()
  const people = usePeople()
  const checkpoints = useLive<readonly Checkpoint[] | null>(null, () => {
    const id = child()
    return session.open ? () => ledger.timeline(id) : null
  })
  const all = computed(() => {
    if (checkpoints.value === null) return null
    return checkpoints.value
      .flatMap((checkpoint): AnyVersion[] => {
        const parts = checkpoint.kind === form.kind ? versions.partsOf(checkpoint.record) : null
        return parts?.child === child() && !checkpoint.withdrawn && people.mayDo('read', checkpoint) ? [{ version: parts.version, record: checkpoint.record, checkpoint }] : []
      })
      .sort((a, b) => a.version - b.version)
  })
  const latest = computed(() => {
    if (all.value === null) return null
    const newest = all.value.at(-1)
    return newest ? { version: newest.version, record: newest.record } : { version: 1, record: versions.idOf(child(), 1) }
  })
  return { all, latest, checkpoints }
}

export interface ToolPage<F extends Fields> extends ChildsVersions {
  /** The version on the glass: the one the address names, or the newest. Null until the disk has answered. */
  readonly shown: ComputedRef<{ readonly version: number; readonly record: string; readonly isNewest: boolean } | null>
  /** The version before it, to compare with. */
  readonly before: ComputedRef<AnyVersion | null>
  /** The version before, where something was added to it after this one was begun: it is not here unless it is carried over. */
  readonly addedBefore: ComputedRef<number | null>
  readonly toNewest: () => void
  readonly mayRead: ComputedRef<boolean>
  /** What this adult may read of the child, for what the tool offers. */
  readonly readable: ComputedRef<readonly Checkpoint[]>
  /** Begins the version after the one shown with these answers, and shows it. Rows keep their ids, so that two tablets that do it apart meet. */
  readonly startNext: (answers: AnswersOf<Definition<F>>) => Promise<void>
}

/** What stands round a drawn tool on its page. `number` is the address's, as text. */
export function useToolPage<F extends Fields>(form: Definition<F>, versions: Versions, props: { readonly id: string; readonly version?: string | undefined }): ToolPage<F> {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const found = useVersions(form, versions, () => props.id)
  // A version begun elsewhere meanwhile does not pull this one from under an adult's hands.
  const held = shallowRef<number | null>(null)
  watch(found.latest, (newest) => { held.value ??= newest?.version ?? null }, { immediate: true })
  const shown = computed(() => {
    const newest = found.latest.value
    if (newest === null) return null
    const asked = Number(props.version)
    const version = found.all.value?.some((one) => one.version === asked) ? asked : (held.value ?? newest.version)
    return { version, record: versions.idOf(props.id, version), isNewest: version >= newest.version }
  })
  const before = computed(() => found.all.value?.findLast(({ version }) => shown.value !== null && version < shown.value.version) ?? null)
  return {
    ...found,
    shown,
    before,
    addedBefore: computed(() => {
      const begun = found.all.value?.find(({ version }) => version === shown.value?.version)?.checkpoint.first
      return begun && before.value && trueTime(before.value.checkpoint.latest) > trueTime(begun) ? before.value.version : null
    }),
    toNewest: () => { held.value = found.latest.value?.version ?? null },
    mayRead: computed(() => people.mayDo('read', { kind: form.kind, keeping: form.keeping, mine: people.childById.get(props.id)?.mine ?? false })),
    readable: computed(() => (found.checkpoints.value ?? []).filter((one) => people.mayDo('read', one))),
    async startNext(answers) {
      if (shown.value === null || session.adult === null) return
      const version = shown.value.version + 1
      const record = versions.idOf(props.id, version)
      // Another tablet may have begun it, or a second press.
      if ((await ledger.checkpoint(record)) === null)
        await ledger.append({ record, kind: form.kind, version: form.version, act: 'edit', author: session.adult, after: [], changes: touched(form, blank(form), answers) })
      held.value = version
      pace.wake()
    },
  }
}

/** The newest version of another tool for this child, among records this adult may read. */
export function newestOf(kind: string, versions: Versions, { child, among }: { readonly child: string; readonly among: readonly Checkpoint[] }): Checkpoint | null {
  const found = among.flatMap((one) => {
    const parts = one.kind === kind && !one.withdrawn ? versions.partsOf(one.record) : null
    return parts?.child === child ? [{ one, version: parts.version }] : []
  })
  return found.sort((a, b) => b.version - a.version)[0]?.one ?? null
}

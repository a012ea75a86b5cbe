import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Checkpoint, Reading } from '../domain/history/read'
import { view } from '../domain/history/read'
import type { Act, Revision } from '../domain/history/revision'
import type { AnswersOf, Definition } from '../domain/schema/definition'
import { answersFrom, blank, touched } from '../domain/schema/definition'
import type { Changes, Fields, Parts, Value } from '../domain/schema/field'
import type { Draft } from '../storage/ledger'
import { useDisk } from './disk'
import type { Kept } from './keeper'
import { textsIn, useErasedPage } from './erased-page'
import { createKeeper } from './keeper'
import { useSession } from './session'
import { draftName, useTablet } from './tablet'
import { useLive } from './use-live'

export interface OpenRecord<F extends Fields> {
  readonly id: string
  /** What is on the glass: the record as it reads now, with this adult's draft laid over it. */
  readonly answers: ComputedRef<AnswersOf<Definition<F>>>
  /** The record on this tablet; null while there is none (a record not yet begun). */
  readonly reading: ComputedRef<Reading<F> | null>
  readonly kept: ShallowRef<Kept>
  /** False until the disk has answered once. */
  readonly ready: ShallowRef<boolean>
  /** When this adult's draft was begun, ms; null without one. */
  readonly startedAt: ComputedRef<number | null>
  /** Open in another tab of this browser: shown, not written, until [Write here instead]. */
  readonly elsewhere: ShallowRef<boolean>
  edit<K extends keyof F>(field: K, answer: AnswersOf<Definition<F>>[K], options?: { soon: boolean }): void
  /** Keeps a draft even before the first answer: opening the screen stamps the time. */
  begin(answers: Partial<AnswersOf<Definition<F>>>): void
  /** Opened, stamped, and not a word more (or none that was left standing): left so, it leaves no trace. */
  onlyStamped(): boolean
  /** Turns the draft into a revision. With nothing changed an `edit` writes nothing; a `close` closes. */
  finish(act: Extract<Act, 'edit' | 'close'>): Promise<void>
  /** Writes what is on the glass now. */
  flush(): Promise<void>
  takeHere(): Promise<void>
}

/** Of a record that is not there yet: nothing, or what was written and rubbed out again. */
const saysNothing = (value: Value | null): boolean => value === null || (typeof value === 'string' && value.trim() === '')

const overlaid = (shown: Parts, changes: Changes): Parts => {
  const parts: Record<string, Value> = { ...shown }
  for (const [part, value] of Object.entries(changes)) {
    if (value === null) Reflect.deleteProperty(parts, part)
    else parts[part] = value
  }
  return parts
}

/**
 * One record on the glass, for the adult who is signed in.
 *
 * Editing touches parts of a draft; the draft is kept on this tablet at once for a tap and after a pause for typing. The
 * draft remembers the heads that were on the glass when it began, so that what arrives meanwhile is never claimed as seen.
 */
export function useRecord<F extends Fields>(form: Definition<F>, id: string): OpenRecord<F> {
  const tablet = useTablet()
  const session = useSession()
  const disk = useDisk()
  const { ledger, now } = tablet
  const adult = session.adult
  if (adult === null) throw new Error('a record is opened by a signed-in adult')

  const erasedPage = useErasedPage()
  const ready = shallowRef(false)
  const elsewhere = shallowRef(false)
  const kept = shallowRef<Kept>({ kind: 'idle' })
  const draft = shallowRef<Draft | null>(null)
  const stamped = new Set<string>()
  const checkpoint = useLive<Checkpoint | null | undefined>(undefined, () => (session.open ? () => ledger.checkpoint(id) : null))
  const reading = computed(() => (checkpoint.value ? view(form, checkpoint.value) : null))
  const answers = computed(() => answersFrom(form, overlaid(reading.value?.shown ?? {}, draft.value?.changes ?? {})))

  const keeper = createKeeper<Draft>({ write: (words) => ledger.keepDraft(words), now, onKept: (state) => { kept.value = state }, onTrouble: (error) => void trouble(error).catch(disk.report) })

  async function trouble(error: unknown): Promise<void> {
    disk.report(error)
    if (await disk.makeRoom()) await keeper.flush()
  }

  /**
   * Erased under this page, or before it was opened: nothing more is kept of it. What was typed and not sent goes to the glass
   * that stands in the page's place, and nowhere else.
   */
  async function isErased(): Promise<boolean> {
    const erasure = await ledger.erasure(id)
    if (!erasure) return false
    await keeper.settle()
    const words = draft.value ? textsIn(form, draft.value.changes) : []
    draft.value = null
    erasedPage.say(erasure, words)
    return true
  }
  watch(checkpoint, (found) => { if (found === null) void isErased().catch(disk.report) })

  /** Ready means that the record's heads are known: a draft begun before that would claim to start a record that is there. */
  async function know(): Promise<void> {
    if (checkpoint.value !== undefined) return
    const found = await ledger.checkpoint(id)
    checkpoint.value ??= found
  }
  async function load(): Promise<void> {
    const found = await ledger.draft(id, adult ?? '')
    await know()
    // Typing that began before the disk answered is newer than what the disk holds.
    if (found?.isStamp && !draft.value) for (const part of Object.keys(found.changes)) stamped.add(part)
    if (found) draft.value = draft.value ? { ...found, changes: { ...found.changes, ...draft.value.changes }, isStamp: false } : found
    if (found) kept.value = { kind: 'saved', at: (await ledger.drafts(found.adult)).find((note) => note.record === id)?.keptAt ?? found.startedAt }
    ready.value = true
  }

  function change(changes: Changes, soon: boolean): void {
    if (elsewhere.value || (Object.keys(changes).length === 0 && draft.value)) return
    const begun = draft.value ?? { record: id, adult: adult ?? '', kind: form.kind, after: checkpoint.value?.heads ?? [], changes: {}, startedAt: now() }
    const all = { ...begun.changes, ...changes }
    const isNew = begun.after.length === 0
    draft.value = { ...begun, changes: all, isStamp: Object.entries(all).every(([part, value]) => stamped.has(part) || (isNew && saysNothing(value))) }
    keeper.changed(draft.value, { soon })
  }

  /** Parts put back as they were before anyone else wrote are no change. */
  function worthKeeping(words: Draft): Changes {
    const current = reading.value
    const unmoved = current !== null && current.checkpoint.heads.join() === words.after.join()
    const was: Parts = unmoved ? current.shown : {}
    if (!unmoved && current !== null) return words.changes
    const moved = ([part, value]: [string, Value | null]) => JSON.stringify(was[part] ?? null) !== JSON.stringify(value) || (current?.clashes.includes(part) ?? false)
    const edits = Object.entries(words.changes)
    const within = edits.filter(moved).map(([part]) => part).filter((part) => !part.endsWith('/rank'))
    // A row that was edited names itself again, though it stood there: someone may be taking it away.
    return Object.fromEntries(edits.filter((edit) => moved(edit) || (edit[1] === true && within.some((part) => part.startsWith(`${edit[0]}/`)))))
  }

  let finishing: Promise<void> = Promise.resolve()
  /** One after the other: a button pressed twice must not close a record twice. */
  function finish(act: 'edit' | 'close'): Promise<void> {
    finishing = finishing.catch(() => undefined).then(() => become(act))
    return finishing
  }
  async function become(act: 'edit' | 'close'): Promise<void> {
    // The draft is the other tab's now, and so is its end.
    if (elsewhere.value || (await isErased())) return
    await keeper.settle()
    const words = draft.value
    const changes = words ? worthKeeping(words) : {}
    const isClosed = (checkpoint.value?.freeze ?? null) !== null
    if (Object.keys(changes).length === 0 && (act === 'edit' || isClosed)) {
      if (words) await ledger.keepDraft({ ...words, changes: {} })
      if (draft.value === words) draft.value = null
      return
    }
    const entry = {
      record: id, kind: form.kind, version: form.version, act, author: adult ?? '', changes, after: words?.after ?? checkpoint.value?.heads ?? [],
    }
    let made: Revision
    try {
      made = await ledger.append(entry, { endsDraft: true }).catch(async (error: unknown) => {
        disk.report(error)
        if (!(await disk.makeRoom())) throw error
        return ledger.append(entry, { endsDraft: true })
      })
    } catch (error) {
      // The words stay on the glass, and a lock writes them to the draft on disk.
      if (words) keeper.takeBack(words)
      kept.value = { kind: 'save-failed' }
      throw error
    }
    // The glass goes from draft to record without showing what was there before.
    checkpoint.value = await ledger.checkpoint(id)
    const left = writtenSince(words, made)
    draft.value = left
    kept.value = { kind: 'saved', at: now() }
    if (left) keeper.changed(left, { soon: false })
    tablet.pace.wake()
  }

  /** What was written while the rest became a revision: a draft of its own, by someone who has seen that revision. */
  function writtenSince(words: Draft | null, made: Revision): Draft | null {
    const latest = draft.value
    if (!latest || latest === words) return null
    const changes = Object.fromEntries(Object.entries(latest.changes).filter(([part, value]) => JSON.stringify(words?.changes[part]) !== JSON.stringify(value)))
    return { ...latest, after: [made.id], changes, startedAt: now(), isStamp: false }
  }

  let release: (() => void) | null = null
  let disposed = false
  function onLost(): void {
    elsewhere.value = true
    // What waits here is older than what the other tab writes from now on.
    void keeper.settle()
  }
  async function hold(take: boolean): Promise<void> {
    ready.value = false
    release = await tablet.hold(draftName(id, adult ?? ''), { take, onLost })
    elsewhere.value = release === null
    if (disposed) release?.()
    else if (!elsewhere.value) {
      // What this tab still shows may be older than what the other one wrote.
      if (take) {
        draft.value = null
        stamped.clear()
      }
      await load()
    } else {
      await know()
      ready.value = true
    }
  }
  hold(false).catch(disk.report)
  /** Opened, stamped with the time, and left without a word: nothing to keep. */
  const onlyStamped = (): boolean => draft.value?.isStamp === true
  async function leave(): Promise<void> {
    await finishing.catch(() => undefined)
    if (!draft.value || elsewhere.value || (await isErased())) return
    if (onlyStamped()) {
      await keeper.settle()
      await ledger.keepDraft({ ...draft.value, changes: {} })
      draft.value = null
    } else await keeper.flush()
  }
  const forget = session.beforeLock((why) => (why === 'lock' ? leave() : keeper.flush()))
  onScopeDispose(() => {
    disposed = true
    forget()
    void leave()
      .then(() => (session.open && !elsewhere.value ? finish('edit') : undefined))
      .catch(disk.report)
      .finally(() => release?.())
  })

  return {
    id, answers, reading, kept, ready, elsewhere,
    startedAt: computed(() => draft.value?.startedAt ?? null),
    edit(field, answer, { soon } = { soon: false }) {
      const before = answers.value
      for (const part of stamped) if (part.startsWith(`${String(field)}/`)) stamped.delete(part)
      change(touched(form, before, { ...before, [field]: answer }), soon)
    },
    begin(first) {
      const changes = touched(form, blank(form), { ...blank(form), ...first })
      for (const part of Object.keys(changes)) stamped.add(part)
      change(changes, false)
    },
    onlyStamped,
    finish,
    flush: () => keeper.flush(),
    takeHere: () => hold(true),
  }
}

import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { isDrawn, may } from '../../domain/people'
import type { Checkpoint } from '../../domain/history/read'
import { fold, view } from '../../domain/history/read'
import type { Revision } from '../../domain/history/revision'
import { refusalWords } from '../../domain/pack/words'
import { formOf, forms } from '../../domain/records/catalogue'
import { differencesIn } from '../../domain/rules/differences'
import type { Say } from '../../domain/schema/field'
import { useGlance } from '../../workspace/glance'
import { usePack } from '../../workspace/pack'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { clockOrDay, dayAt } from '../../workspace/time'
import { useLive } from '../../workspace/use-live'
import { titleOf, wordsIn } from './tray-lines'

/** What waits, or was not accepted, of one record. */
export interface TrayLine {
  readonly record: string
  /** The revisions' ids, oldest first. */
  readonly ids: readonly string[]
  readonly title: string
  readonly saved: string
  readonly author: string
  /** Why it was not accepted; null while it waits. */
  readonly reason: string | null
  /** Its words, where this adult may read them. */
  readonly words: string | null
}
export interface ToChoose { readonly record: string; readonly title: string; readonly parts: number }

interface Held { readonly id: string; readonly record: string; readonly savedAt: number; readonly code: string | null; readonly checkpoint: Checkpoint | null; readonly revision: Revision | null }
/** Lines are read from sealed rows, so no more are opened than anyone will look through; the count is of all. */
const opened = 200

/** Not even their kind is for others to know. */
const hushed: readonly string[] = ['worry', 'adult-debrief']

const jointKinds = forms.filter(({ keeping, kind }) => keeping === 'joint' && kind !== 'child').map(({ kind }) => kind)

/** What needs somebody, and what waits, as this adult may see it. */
export function useTray(): { toChoose: ComputedRef<readonly ToChoose[]>; refused: ComputedRef<readonly TrayLine[]>; waiting: ComputedRef<readonly TrayLine[]>; drafts: ComputedRef<number>; loaded: ComputedRef<boolean> } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const glance = useGlance()
  const pack = usePack()

  const held = useLive<readonly Held[] | null>(null, () => (session.open ? async () => {
    const tray = await ledger.tray()
    const parked = tray.filter((one) => one.code !== null)
    const shown = [...parked, ...tray.filter((one) => one.code === null)].slice(0, opened)
    return Promise.all(shown.map(async (one): Promise<Held> => {
      const [checkpoint, revisions] = await Promise.all([ledger.checkpoint(one.record), ledger.revisions(one.record)])
      return { ...one, checkpoint, revision: revisions.find(({ id }) => id === one.id) ?? null }
    }))
  } : null))
  const drafts = useLive<readonly unknown[]>([], () => (session.open ? () => ledger.drafts() : null))
  /** What several keep, and is not a child’s own details: those are open all the time. */
  const joint = useLive<readonly Checkpoint[]>([], () => (session.open ? async () => (await Promise.all(jointKinds.map((kind) => ledger.ofKind(kind)))).flat() : null))
  /** A record of one's own can have two versions too: written on two tablets. */
  const own = useLive<readonly Checkpoint[]>([], () => {
    const { adult } = session
    return session.open && adult !== null ? () => ledger.openBy(adult) : null
  })

  const say = computed((): Say => ({
    ...people.say,
    child: (id) => {
      const line = people.childById.get(id)
      return line ? glance.childLabel(line) : 'a child not on this tablet'
    },
  }))
  const sensitive = computed(() => people.mayDo('read-sensitive', { kind: 'child', keeping: 'joint' }))

  function mayReadIt({ revision, checkpoint }: Held): boolean {
    if (!revision || !people.me) return false
    if (revision.header.author === people.me.id) return true
    // Another's account is read with its incident, by those who have closed their own.
    if (revision.header.kind === 'account') return false
    const form = formOf(revision.header.kind)
    if (!form || form.keeping === 'own') return checkpoint !== null && people.mayDo('read', checkpoint)
    return may(people.me, 'read', { kind: form.kind, keeping: 'joint', author: null, closed: false, mine: false }, dayAt(now(), zone))
  }
  function lineOf(all: readonly Held[]): TrayLine[] {
    const [one] = all
    if (!one) return []
    const revisions = all.flatMap(({ revision }) => (revision ? [revision] : []))
    // A record that was not accepted at all is in no reading: what is known of it stands in its revisions.
    const checkpoint = one.checkpoint ?? fold(null, revisions)?.checkpoint ?? null
    // That somebody is worried, and about whom, is said to nobody who may not read it.
    const isPrivate = hushed.includes(checkpoint?.kind ?? '') && !all.every(mayReadIt)
    return [{
      record: one.record, ids: all.map(({ id }) => id), saved: clockOrDay(one.savedAt, now(), zone),
      title: isPrivate ? 'Private record' : titleOf(checkpoint?.kind ?? '', checkpoint, say.value),
      author: isPrivate ? '' : [...new Set(revisions.map(({ header }) => people.adultName(header.author)))].join(', '),
      reason: one.code === null ? null : refusalWords(one.code, pack.pack),
      words: all.every(mayReadIt) ? revisions.map((revision) => wordsIn(revision, people.say, sensitive.value)).filter(Boolean).join('\n') : null,
    }]
  }
  function linesWhere(isWanted: (one: Held) => boolean): TrayLine[] {
    const byRecord = new Map<string, Held[]>()
    for (const one of (held.value ?? []).filter(isWanted)) byRecord.set(one.record, [...(byRecord.get(one.record) ?? []), one])
    return [...byRecord.values()].flatMap(lineOf)
  }

  return {
    loaded: computed(() => held.value !== null),
    refused: computed(() => linesWhere((one) => one.code !== null)),
    waiting: computed(() => linesWhere((one) => one.code === null)),
    drafts: computed(() => drafts.value.length),
    toChoose: computed(() =>
      [...[...people.readings.values()].filter(({ clashes }) => clashes.length > 0).map(({ checkpoint }) => checkpoint), ...own.value, ...joint.value].flatMap((checkpoint): ToChoose[] => {
        const form = formOf(checkpoint.kind)
        if (!form || !people.mayDo('write', checkpoint)) return []
        const parts = differencesIn(form, view(form, checkpoint), { say: say.value, sensitive: isDrawn(form.kind) ? people.mayDo('read-sensitive', checkpoint) : sensitive.value }).length
        return parts === 0 ? [] : [{ record: checkpoint.record, title: titleOf(checkpoint.kind, checkpoint, say.value), parts }]
      }),
    ),
  }
}

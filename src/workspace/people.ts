import { defineStore } from 'pinia'
import { computed, markRaw } from 'vue'
import type { Checkpoint, Reading } from '../domain/history/read'
import { view, whoBegan } from '../domain/history/read'
import type { About, Doing, Person } from '../domain/people'
import { may, worksOn } from '../domain/people'
import { account } from '../domain/records/account'
import { adult as adultForm, personFrom } from '../domain/records/adult'
import { calledName, child as childForm } from '../domain/records/child'
import { adultDebrief } from '../domain/records/debrief'
import { adultsIn, incident } from '../domain/records/incident'
import type { Say } from '../domain/schema/field'
import { childrenOf } from '../domain/history/about'
import { formOf } from '../domain/records/catalogue'
import { initialsApart } from '../domain/rules/initials'
import { byName } from '../domain/rules/list-order'
import { isMine } from '../domain/rules/mine'
import { hasLeft as childHasLeft } from '../domain/rules/plan-state'
import { incidentAnswers } from './incident-file'
import { usePack } from './pack'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt } from './time'
import { useLive } from './use-live'

export interface ChildLine {
  readonly id: string
  readonly name: string
  /** The name the child answers to. */
  readonly called: string
  readonly initials: string
  readonly room: string
  readonly mine: boolean
  /** Here no longer: their records stay, and nobody is offered them first. */
  readonly left: boolean
  readonly clashes: number
}

const unasked: readonly Checkpoint[] = []

/** The adults and children of the setting as this tablet knows them, and what the signed-in adult may do. */
export const usePeople = defineStore('people', () => {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const pack = usePack()
  const adultRecords = useLive<readonly Checkpoint[]>([], () => (session.open ? () => ledger.ofKind('adult') : null))
  const childRecords = useLive<readonly Checkpoint[]>(unasked, () => (session.open ? () => ledger.ofKind('child') : null))

  const adults = computed(() => new Map(adultRecords.value.map((one): [string, Person] => [one.record, personFrom(view(adultForm, one))])))
  const me = computed(() => (session.adult === null ? null : (adults.value.get(session.adult) ?? null)))
  const readings = computed(() => new Map(childRecords.value.filter((one) => !one.withdrawn).map((one): [string, Reading<typeof childForm.fields>] => [one.record, view(childForm, one)])))
  const children = computed((): readonly ChildLine[] => {
    const named = [...readings.value].map(([id, { answers }]) => ({ id, name: answers.name, called: calledName(answers) })).sort(byName)
    const initials = initialsApart(named)
    const setting = session.identity?.setting.name ?? ''
    const today = dayAt(now(), zone)
    return named.flatMap(({ id, name, called }) => {
      const reading = readings.value.get(id)
      if (!reading) return []
      const { answers, clashes } = reading
      return { id, name, called, initials: initials.get(id) ?? '', room: answers.room, mine: me.value !== null && isMine(me.value, answers), left: childHasLeft(answers, { setting, today }), clashes: clashes.length }
    })
  })
  const childById = computed(() => new Map(children.value.map((line) => [line.id, line])))
  /** Said once the disk has answered. */
  const isStranger = (id: string): boolean => childRecords.value !== unasked && !childById.value.has(id)
  const mine = computed(() => children.value.filter((line) => line.mine && !line.left))
  const rooms = computed(() => [...new Set(children.value.filter((line) => !line.left).map(({ room }) => room).filter(Boolean))].sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true })))

  /** A tablet that was switched off has let go of what it received, and knows its adults by their tiles alone. */
  const adultName = (id: string): string => adults.value.get(id)?.shortName ?? session.tiles.find(({ adult }) => adult === id)?.shortName ?? (id === 'la' ? 'The LA' : 'Someone no longer listed')
  const say: Say = {
    adult: adultName,
    child: (id) => childById.value.get(id)?.called ?? 'A child not on this tablet',
    word: (key, usual) => pack.word(key, usual),
  }

  /** Whoever is not known here has not: they may be on their way. */
  function hasLeft(id: string): boolean {
    const one = adults.value.get(id)
    return one !== undefined && !worksOn(one, dayAt(now(), zone))
  }
  /** A day is dear to work out: asked only where it turns on it. */
  const isLeft = (checkpoint: Checkpoint, doing: Doing): boolean =>
    (doing === 'sign' || (doing === 'read' && checkpoint.freeze === null && formOf(checkpoint.kind)?.keeping === 'own')) && whoBegan(checkpoint).every(hasLeft)
  function about(checkpoint: Checkpoint, doing: Doing): About {
    const form = formOf(checkpoint.kind)
    return {
      kind: checkpoint.kind, keeping: form?.keeping ?? 'own', author: checkpoint.first.author, begunBy: whoBegan(checkpoint), leftBehind: isLeft(checkpoint, doing), closed: checkpoint.freeze !== null, signedBy: checkpoint.freeze?.author ?? null, record: checkpoint.record,
      involved: checkpoint.kind === incident.kind && session.adult !== null && adultsIn(incidentAnswers(checkpoint)).includes(session.adult),
      sharedWith: checkpoint.kind === adultDebrief.kind ? view(adultDebrief, checkpoint).answers.sharedWith : null,
      takenFor: checkpoint.kind === account.kind ? view(account, checkpoint).answers.takenFor : null,
      mine: form ? childrenOf(form, checkpoint).some((id) => childById.value.get(id)?.mine) : false,
    }
  }
  function mayDo(doing: Doing, what: Checkpoint | { kind: string; keeping: 'joint' | 'own'; mine?: boolean }): boolean {
    if (!me.value) return false
    const facts: About = 'record' in what ? about(what, doing) : { mine: false, ...what, author: null, closed: false }
    return may(me.value, doing, facts, dayAt(now(), zone))
  }

  // Computed and raw, since a store makes an action of a function, and of all it holds a proxy: lists ask them for every line.
  return { adults, me, children, childById, childRecords, readings, mine, rooms, say: markRaw(say), isStranger: computed(() => isStranger), adultName: computed(() => adultName), mayDo: computed(() => mayDo) }
})

import type { ComputedRef, Ref } from 'vue'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { worksOn } from '../domain/people'
import { adult as adultForm } from '../domain/records/adult'
import { worry, worryOf } from '../domain/records/worry'
import { blank, touched } from '../domain/schema/definition'
import type { Changes, Moment } from '../domain/schema/field'
import { wordsOf } from '../domain/schema/field'
import type { Letter } from '../storage/ledger'
import { useDisk } from './disk'
import { createKeeper } from './keeper'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt, momentAt } from './time'

export interface Worry {
  readonly state: Readonly<Ref<'none' | 'told' | 'not-kept'>>
  /** The safeguarding leads by their first names; empty where this tablet knows none. */
  readonly leads: ComputedRef<string>
  /** Kept and on its way to the safeguarding lead, as a record that nobody else may open. */
  readonly tell: (words: string) => Promise<void>
}

/** One that can be told of from the page of whoever is signed in. */
export interface PageWorry extends Worry {
  /** What was typed and not told yet: kept sealed on this tablet, so that a lock or a killed app takes none of it. */
  readonly words: Readonly<Ref<string>>
  readonly write: (words: string) => void
  /** What `ui/WorryButton.vue` shows, and what it asks for. */
  readonly shows: ComputedRef<{ state: Worry['state']['value']; leads: string; words: string; open: boolean; isAsked: boolean }>
  readonly acts: { readonly 'tell': Worry['tell']; readonly 'write': (words: string) => void; readonly 'update:open': (open: boolean) => void }
  /** Asked before a page is done with. True, and the sheet opens, the first time that there are words which nobody was told. */
  readonly isAsking: () => boolean
  /** The page is done with: what was asked about and not told is put aside. */
  readonly putAside: () => void
}

const eitherOf = (names: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names)

/** The safeguarding leads by the tiles of the lock screen, where no adult's record can be read. */
export function useLeadTiles(): ComputedRef<string> {
  const { now, zone } = useTablet()
  const session = useSession()
  const lead = wordsOf(adultForm.fields.roles, ['dsl'], { adult: String, child: String, word: (_key, usual) => usual })
  return computed(() => {
    const today = dayAt(now(), zone)
    return eitherOf(session.tiles.filter(({ roleWords, until }) => roleWords.includes(lead) && (until === null || today <= until)).map(({ shortName }) => shortName))
  })
}

/** What a worry says, from within the record that is being written. */
export const worryIn = (from: string, said: { children: readonly string[]; when: Moment; words: string }): Changes => touched(worry, blank(worry), { ...said, from })

/** Keeps one, closed as it is written, so that its lead is told at once. */
function useTelling(): (record: string, author: string, changes: Changes) => Promise<void> {
  const { ledger, pace } = useTablet()
  return async (record, author, changes) => {
    await ledger.append({ record, kind: worry.kind, version: worry.version, act: 'close', after: [], author, changes })
    pace.wake()
  }
}

/**
 * What was sealed with a letter before anyone signed in, as a worry of whoever takes that letter on. Done before the letter
 * is theirs, so that a tablet that dies in between leaves both to be done again; done again, it is still one.
 */
export function useSealedWorry(): (letter: Pick<Letter, 'id' | 'worry'>) => Promise<void> {
  const { ledger } = useTablet()
  const session = useSession()
  const tell = useTelling()
  return async ({ id, worry: changes }) => {
    if (changes && session.adult !== null && (await ledger.checkpoint(worryOf(id))) === null) await tell(worryOf(id), session.adult, changes)
  }
}

/** Says to the safeguarding lead that an adult is worried about a child, from within whatever is being written. */
export function useWorry(from: string, children: () => readonly string[] | Promise<readonly string[]>): PageWorry {
  const { ledger, newId, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const disk = useDisk()
  const keep = useTelling()
  const state = shallowRef<'none' | 'told' | 'not-kept'>('none')
  const open = shallowRef(false)
  const isAsked = shallowRef(false)
  let isKeeping = false
  const words = shallowRef('')
  // With the additions, so that it goes as they do where the record is erased.
  const name = `adding|${session.adult ?? ''}|worry|${from}`
  async function store(typed: string): Promise<void> {
    if (typed === '' || !(await ledger.erasure(from))) await ledger.keepFact(name, typed === '' ? null : typed)
  }
  const keeper = createKeeper<string>({ write: store, now, onKept: () => undefined, onTrouble: disk.report })
  function write(next: string): void {
    words.value = next
    keeper.changed(next, { soon: next !== '' })
  }
  ledger.fact<string>(name).then((found) => { if (found && words.value === '') words.value = found }).catch(disk.report)
  const forget = session.beforeLock(() => keeper.flush())
  onScopeDispose(() => {
    forget()
    if (session.open) keeper.flush().catch(disk.report)
  })
  const leads = computed(() => {
    const today = dayAt(now(), zone)
    return eitherOf([...people.adults.values()].filter((one) => one.roles.includes('dsl') && worksOn(one, today)).map(({ shortName }) => shortName))
  })
  async function tell(said: string): Promise<void> {
    // Pressed twice is still one worry.
    if (session.adult === null || isKeeping || state.value === 'told') return
    isKeeping = true
    const { adult } = session
    const when = momentAt(now(), zone)
    try {
      await keep(newId(), adult, worryIn(from, { children: await children(), when, words: said }))
      state.value = 'told'
      write('')
    } catch (error) {
      state.value = 'not-kept'
      disk.report(error)
    } finally {
      isKeeping = false
    }
  }
  return {
    state, leads, words, write, tell,
    shows: computed(() => ({ state: state.value, leads: leads.value, words: words.value, open: open.value, isAsked: isAsked.value && words.value !== '' })),
    acts: { 'tell': tell, 'write': write, 'update:open': (next) => { open.value = next } },
    isAsking() {
      if (isAsked.value || words.value.trim() === '') return false
      isAsked.value = true
      open.value = true
      return true
    },
    putAside() { if (words.value !== '') write('') },
  }
}

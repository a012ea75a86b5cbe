import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { addendumWords, questionWords } from '../domain/schema/definition'
import { useDisk } from './disk'
import type { Kept } from './keeper'
import { useErasedPage } from './erased-page'
import { createKeeper } from './keeper'
import { useSession } from './session'
import { useTablet } from './tablet'
import { clockAt } from './time'

/** Words on their way into a closed record, and the heads their author had read. */
interface Begun {
  readonly words: string
  readonly after: readonly string[]
}

/** What an addendum says, and how it is called while it is not there yet. */
const ways = { words: { part: addendumWords, fact: '', done: 'added' }, question: { part: questionWords, fact: 'question|', done: 'asked' } } as const

/**
 * Words to be added to a closed record, or asked about it. They are kept sealed on this tablet while they are written, so that
 * a lock or a killed app takes none of them, and become an addendum only when the adult says so.
 */
export function useAddition(record: string, checkpoint: () => Checkpoint | null | undefined, way: keyof typeof ways = 'words'): {
  words: ShallowRef<string>
  kept: ShallowRef<Kept>
  /** Where the words are while they are not added yet. */
  note: ComputedRef<string>
  write: (words: string) => void
  add: (version: number) => Promise<boolean>
} {
  const { ledger, now, pace, zone } = useTablet()
  const session = useSession()
  const disk = useDisk()
  const erasedPage = useErasedPage()
  const adult = session.adult ?? ''
  const { part, fact, done } = ways[way]
  const name = `adding|${adult}|${fact}${record}`
  const words = shallowRef('')
  const kept = shallowRef<Kept>({ kind: 'idle' })
  let after: readonly string[] | null = null
  let adding = false
  async function write(begun: Begun | null): Promise<void> {
    const erasure = await ledger.erasure(record)
    if (!erasure) return ledger.keepFact(name, begun)
    // What was being added is of no record any more: it is shown until the page is left, and kept nowhere.
    if (begun) erasedPage.say(erasure, [begun.words])
  }
  const keeper = createKeeper<Begun | null>({ write, now, onKept: (state) => { kept.value = state }, onTrouble: disk.report })

  ledger
    .fact<Begun>(name)
    .then((found) => {
      if (!found || words.value !== '') return
      words.value = found.words
      after = found.after
    })
    .catch(disk.report)
  const forget = session.beforeLock(() => keeper.flush())
  onScopeDispose(() => {
    forget()
    if (session.open) keeper.flush().catch(disk.report)
  })

  return {
    words,
    kept,
    note: computed(() => (words.value !== '' && kept.value.kind === 'saved' ? `Kept on this tablet ${clockAt(kept.value.at, zone)}. Not ${done} yet.` : '')),
    write(next) {
      words.value = next
      after ??= checkpoint()?.heads ?? []
      keeper.changed(next === '' ? null : { words: next, after }, { soon: true })
    },
    async add(version) {
      const read = checkpoint()
      const said = words.value
      // Pressed twice is still once.
      if (adding || !read || said.trim() === '') return false
      adding = true
      const seen = after ?? read.heads
      try {
        await keeper.settle()
        await ledger.append({ record, kind: read.kind, version, act: 'addendum', after: seen, author: adult, changes: { [part]: said.trim() } })
      } catch (error) {
        keeper.takeBack({ words: said, after: seen })
        kept.value = { kind: 'save-failed' }
        disk.report(error)
        return false
      } finally {
        adding = false
      }
      // What was typed on while the rest was being added is the beginning of the next addition.
      if (words.value === said) {
        words.value = ''
        after = null
        keeper.changed(null, { soon: false })
      }
      pace.wake()
      return true
    },
  }
}

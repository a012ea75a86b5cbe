import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { trueTime } from '../domain/history/revision'
import { gapWords } from '../domain/pack/words'
import { gapsIn } from '../domain/rules/gaps'
import { paperIn, paperTimes } from '../domain/rules/paper'
import type { Definition } from '../domain/schema/definition'
import { withPaper } from '../domain/schema/definition'
import type { Fields, Moment, MomentField } from '../domain/schema/field'
import { usePack } from './pack'
import { useTablet } from './tablet'
import { wallAt } from './time'
import type { OpenRecord } from './use-record'
import { useRecord } from './use-record'

/** What `ui/PaperTime.vue` shows. */
export interface PaperShows {
  readonly written: Moment | null
  /** When it was written on paper and, once that is kept, when it was typed in; empty where there is no paper. */
  readonly words: string
  /** What is odd about it, in words. */
  readonly gap: string | null
}

export interface OnPaper<F extends Fields> {
  readonly record: OpenRecord<F>
  /** The same form with the question of its paper copy at the end. */
  readonly asPaper: Definition<F & { readonly paper: MomentField }>
  readonly paper: ComputedRef<PaperShows>
  readonly write: (moment: Moment | null) => void
}

/** A record that may have been on paper first: seen through the questions of its form, and through the one that every form has. */
export function useOnPaper<F extends Fields>(form: Definition<F>, id: string): OnPaper<F> {
  const { now, zone } = useTablet()
  const pack = usePack()
  const asPaper = withPaper(form)
  const onPaper = useRecord(asPaper, id) as unknown as OpenRecord<{ readonly paper: MomentField }>
  const paper = computed((): PaperShows => {
    const { paper: written } = onPaper.answers.value
    if (written === null) return { written, words: '', gap: null }
    const kept = onPaper.reading.value && paperIn(onPaper.reading.value.checkpoint)
    const isKept = kept !== null && kept.written.wall === written.wall && kept.written.precision === written.precision
    const isOdd = gapsIn(paperAlone, { paper: written }, { wall: wallAt(now(), zone), zone }).length > 0
    return { written, words: paperTimes(written, isKept ? wallAt(trueTime(kept.typed), zone) : null), gap: isOdd ? gapWords('in-future', pack.pack) : null }
  })
  return {
    // The fields of the form are among those of the form with its paper.
    record: onPaper as unknown as OpenRecord<F>,
    asPaper, paper,
    write: (moment) => onPaper.edit('paper', moment),
  }
}
const paperAlone = withPaper({ kind: 'paper', version: 1, keeping: 'own', title: '', fields: {} })

import { support } from '../../domain/records/support'
import type { SupportAnswers } from '../../domain/rules/support-so-far'
import { cellWords } from '../../domain/rules/support-so-far'
import type { Say } from '../../domain/schema/field'
import { longDay } from '../../workspace/time'
import type { SupportList } from './use-support-rows'

/** How a list is called, what of a row is asked, and how a row reads as one line. */
export interface ListWords<R> {
  readonly title: string
  readonly adding: string
  readonly empty: string
  readonly cells: readonly string[]
  readonly called: (row: R, say: Say) => string
  readonly notes: (row: R, say: Say) => readonly string[]
  readonly pill: (row: R, say: Say) => string
}
const cell = <K extends SupportList>(name: K, row: SupportAnswers[K][number], field: string, say: Say) =>
  // Each list's cells are fields that stand in a row.
  cellWords(support.fields[name].of, row, field, say)
const span = (from: string | null, to: string | null): string => [from && `from ${longDay(from)}`, to && `until ${longDay(to)}`].filter(Boolean).join(' ')

export const listWords: { readonly [K in SupportList]: ListWords<SupportAnswers[K][number]> } = {
  provision: {
    title: 'What has been put in place', adding: 'Add what was put in place', empty: 'Nothing yet. Write down what adults already do for this child, and what came of it.',
    cells: ['words', 'tier', 'from', 'to', 'who', 'often', 'impact', 'impactWords', 'cycle'],
    called: ({ words }) => words,
    notes: (row, say) => [cell('provision', row, 'tier', say), span(row.from, row.to), row.who],
    pill: (row, say) => cell('provision', row, 'impact', say),
  },
  advice: {
    title: 'Outside advice', adding: 'Add outside advice', empty: 'Nobody outside has been asked yet.',
    cells: ['service', 'askedOn', 'askedFor', 'answer', 'answerOn', 'advice', 'reviewOn'],
    called: ({ service }) => service,
    notes: ({ askedOn, answerOn, reviewOn }) => [askedOn ? `asked ${longDay(askedOn)}` : '', answerOn ? `answered ${longDay(answerOn)}` : '', reviewOn ? `look again ${longDay(reviewOn)}` : ''],
    pill: (row, say) => cell('advice', row, 'answer', say),
  },
  parentContacts: {
    title: 'Working with parents', adding: 'Add a meeting or call', empty: 'No meeting or call is written down yet.',
    cells: ['on', 'who', 'how', 'words'],
    called: ({ who, how }) => [who, how].filter(Boolean).join(', '),
    notes: ({ on, words }) => [on ? longDay(on) : '', words],
    pill: () => '',
  },
  scores: {
    title: 'Baselines and scores', adding: 'Add a score', empty: 'No baseline yet. Write down a result as its own form gives it; the form stays where you keep it.',
    cells: ['which', 'on', 'result', 'by', 'where'],
    called: (row, say) => cell('scores', row, 'which', say),
    notes: ({ on, by }) => [on ? longDay(on) : '', by],
    pill: ({ result }) => result,
  },
}

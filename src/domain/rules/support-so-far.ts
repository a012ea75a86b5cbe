import { byText } from '../history/revision'
import { tiers } from '../pack/plans'
import { support } from '../records/support'
import type { AnswersOf } from '../schema/definition'
import type { RowField, Say } from '../schema/field'
import { wordsOf } from '../schema/field'
import { foldText } from './list-order'
import type { PlanVersion } from './plan-state'

export type SupportAnswers = AnswersOf<typeof support>
export type Provision = SupportAnswers['provision'][number]

// A row without a day comes after those that have one.
const byDay = (a: string | null, b: string | null): number => byText(a ?? '9', b ?? '9')

/** What has been put in place, tier by tier; what has no tier yet stands last. Empty tiers are left out. */
export function provisionMap(rows: readonly Provision[]): { readonly tier: string | null; readonly rows: readonly Provision[] }[] {
  return [...tiers.map(({ code }) => code), null]
    .map((tier) => ({ tier, rows: rows.filter((row) => row.tier === tier || (tier === null && !tiers.some(({ code }) => code === row.tier))).sort((a, b) => byDay(a.from, b.from)) }))
    .filter((group) => group.rows.length > 0)
}

/** `impact-helped` → `Helped`: an answer of a row as it is read. */
export const cellWords = (of: Readonly<Record<string, RowField>>, row: Readonly<Record<string, unknown>>, name: string, say: Say): string => {
  const field = of[name]
  return field ? wordsOf(field, row[name], say) : ''
}

export const historyKinds = {
  began: 'Put in place', ended: 'Ended', asked: 'Asked for advice', answered: 'Answer', met: 'With parents', scored: 'Scored',
} as const
export interface HistoryLine {
  /** `YYYY-MM-DD`; null where nobody said. */
  readonly day: string | null
  readonly kind: keyof typeof historyKinds
  readonly row: string
  readonly title: string
  readonly words: string
}

/** The same by time, the oldest first: what began and ended, who was asked and answered, what was agreed with parents, what was scored. */
export function supportHistory({ provision, advice, parentContacts, scores }: SupportAnswers, say: Say): HistoryLine[] {
  const { fields } = support
  const joined = (...words: readonly string[]) => words.filter((one) => one.trim() !== '').join('. ')
  const lines: HistoryLine[] = [
    ...provision.flatMap((row): HistoryLine[] => {
      const cell = (name: string) => cellWords(fields.provision.of, row, name, say)
      const came = joined(cell('impact'), row.impactWords)
      const began: HistoryLine = { day: row.from, kind: 'began', row: row.id, title: row.words, words: joined(cell('tier'), row.who, row.often, row.to === null ? came : '') }
      return [began, ...(row.to === null ? [] : [{ day: row.to, kind: 'ended', row: row.id, title: row.words, words: came } as const])]
    }),
    ...advice.flatMap((row): HistoryLine[] => {
      const asked: HistoryLine = { day: row.askedOn, kind: 'asked', row: row.id, title: row.service, words: row.askedFor }
      const answer = joined(cellWords(fields.advice.of, row, 'answer', say), row.advice)
      return [asked, ...(row.answerOn === null && answer === '' ? [] : [{ day: row.answerOn ?? row.askedOn, kind: 'answered', row: row.id, title: row.service, words: answer } as const])]
    }),
    ...parentContacts.map((row): HistoryLine => ({ day: row.on, kind: 'met', row: row.id, title: joined(row.who, row.how), words: row.words })),
    ...scores.map((row): HistoryLine => ({ day: row.on, kind: 'scored', row: row.id, title: cellWords(fields.scores.of, row, 'which', say), words: joined(row.result, row.by) })),
  ]
  return lines.map((line, at) => ({ line, at })).sort((a, b) => byDay(a.line.day, b.line.day) || a.at - b.at).map(({ line }) => line)
}

/** What a plan says was tried, and does not stand among the support yet: taken by an adult’s tap, with its records. */
export interface ProvisionOffer {
  readonly id: string
  readonly given: Pick<Provision, 'words' | 'impact' | 'impactWords' | 'sources' | 'cycle' | 'tier' | 'from'>
}
export function provisionOffers(plans: readonly PlanVersion[], standing: readonly Provision[]): ProvisionOffer[] {
  const told = new Set(standing.map(({ words }) => foldText(words)))
  return plans.toReversed().flatMap(({ record, answers, going }) =>
    answers.strategies.flatMap((row): ProvisionOffer[] => {
      const key = foldText(row.words)
      if (key === '' || told.has(key)) return []
      told.add(key)
      const since = going?.impacts.find(({ id }) => id === row.id)
      return [{
        id: `${record}/${row.id}`,
        given: {
          words: row.words, impact: since?.impact ?? row.impact, impactWords: since?.words || row.impactWords, sources: [...new Set([...row.sources, record])],
          cycle: answers.cycle, tier: answers.tier, from: answers.inUseFrom ?? answers.from,
        },
      }]
    }),
  )
}

// @vitest-environment node
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { printSeed, runs, seed } from '../../../tests/support/seed'
import { abc } from '../records/abc'
import type { Changes } from '../schema/field'
import type { Checkpoint } from './read'
import { fold, view, whoBegan } from './read'
import type { Act, Revision } from './revision'

/** One thing that happens: an adult opens the record, saves, or two tablets meet. */
interface Step {
  readonly who: number
  readonly does: Act | 'open' | 'meet'
  readonly changes: Changes
  readonly other: number
  /** How far this tablet's clock is out, ms: years. */
  readonly out: number
}
const tablets = 3
const wordless: readonly Step['does'][] = ['sign', 'countersign', 'withdraw']
const year = 365 * 24 * 3_600_000
const value = fc.constantFrom('queue', 'bell', 'rain', null)
const changes = fc.oneof(
  fc.record({ 'before/': value }),
  fc.record({ 'saw/': value }),
  fc.record({ 'adults/ada': fc.constantFrom(true, null) }),
  fc.record({ 'rolls/r1': fc.constant(null) }),
  fc.record(
    { 'rolls/r1': fc.constant(true), 'rolls/r1/setting': value, 'rolls/r1/rank': fc.constantFrom('a0', 'a1') },
    { requiredKeys: ['rolls/r1'] },
  ),
)
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(tablets - 1),
  does: fc.oneof(
    { weight: 8, arbitrary: fc.constant('edit' as const) },
    { weight: 6, arbitrary: fc.constant('meet' as const) },
    { weight: 3, arbitrary: fc.constant('open' as const) },
    { weight: 1, arbitrary: fc.constantFrom('close' as const, 'sign' as const, 'addendum' as const, 'countersign' as const, 'withdraw' as const) },
  ),
  changes,
  other: fc.nat(tablets - 1),
  out: fc.integer({ min: -30 * year, max: 30 * year }),
})
const story = fc.array(step, { minLength: 2, maxLength: 24 })

interface Told {
  readonly all: readonly Revision[]
  /** Which step made which revision. */
  readonly byStep: ReadonlyMap<string, number>
  /** What some tablet held at some moment: always with every parent. */
  readonly held: readonly (readonly Revision[])[]
}

const headsOf = (known: ReadonlyMap<string, Revision>): string[] => {
  const built = new Set([...known.values()].flatMap((one) => one.header.after))
  return [...known.keys()].filter((id) => !built.has(id)).sort()
}

/** Lives a story through, with real hashes. `clock` decides what each tablet thinks the time is. */
async function tell(steps: readonly Step[], clock: (step: Step, index: number) => number): Promise<Told> {
  const known = Array.from({ length: tablets }, () => new Map<string, Revision>())
  const opened = new Map<number, string[]>()
  const all = new Map<string, Revision>()
  const byStep = new Map<string, number>()
  const held: Revision[][] = []
  for (const [index, one] of steps.entries()) {
    const mine = known[one.who] ?? new Map<string, Revision>()
    if (one.does === 'open') opened.set(one.who, headsOf(mine))
    else if (one.does === 'meet') for (const [id, revision] of known[one.other] ?? []) mine.set(id, revision)
    else {
      const made = await revise(
        {
          act: one.does,
          after: opened.get(one.who) ?? headsOf(mine),
          at: clock(one, index),
          author: `adult-${one.who}`,
          device: `tablet-${one.who}`,
          changes: wordless.includes(one.does) ? {} : one.changes,
        },
        index,
      )
      opened.delete(one.who)
      mine.set(made.id, made)
      all.set(made.id, made)
      byStep.set(made.id, index)
    }
    held.push([...mine.values()])
  }
  return { all: [...all.values()], byStep, held }
}
const yearsOut = (one: Step, index: number) => index * 60_000 + one.out
const right = (_one: Step, index: number) => index * 60_000

/** Everyone a revision had seen, worked out the plain way. */
function ancestry(all: readonly Revision[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byId = new Map(all.map((one) => [one.id, one]))
  const found = new Map<string, Set<string>>()
  const seenBy = (id: string): Set<string> => {
    const known = found.get(id)
    if (known) return known
    const seen = new Set<string>()
    for (const parent of byId.get(id)?.header.after ?? []) for (const one of [parent, ...seenBy(parent)]) seen.add(one)
    found.set(id, seen)
    return seen
  }
  for (const one of all) seenBy(one.id)
  return found
}
const folded = (revisions: readonly Revision[]): Checkpoint => {
  const result = fold(null, revisions)
  if (!result) throw new Error('a story without a save')
  return result.checkpoint
}
const standing = (checkpoint: Checkpoint) =>
  new Map(
    Object.entries(checkpoint.parts).map(([part, all]) => [
      part,
      all.map(([index, one]) => `${checkpoint.sources[index]?.revision} ${JSON.stringify(one)}`),
    ]),
  )

const check = (property: fc.IAsyncProperty<[Step[]]>, usual = 260) => fc.assert(property, { seed, numRuns: runs(usual) })
const stories = (judge: (told: Told, steps: readonly Step[]) => void | Promise<void>) =>
  fc.asyncProperty(story, async (steps) => {
    const told = await tell(steps, yearsOut)
    if (told.all.length > 0) await judge(told, steps)
  })

beforeAll(() => printSeed('the fold'))

describe('whatever adults do on three tablets', () => {
  test('a record reads the same in whatever order its revisions arrived', async () => {
    await check(
      stories(({ all }) => {
        const once = folded(all)
        expect(folded(all.toReversed())).toEqual(once)
        expect(folded([...all].sort((a, b) => (a.id < b.id ? -1 : 1)))).toEqual(once)
        expect(JSON.stringify(folded([...all, ...all]))).toBe(JSON.stringify(once))
      }),
    )
  })

  test('it is the record of all who began it before they had seen another’s beginning, as far as its signature knew of them, and of nobody else', async () => {
    let several = 0
    await check(
      stories(({ all }) => {
        const read = folded(all)
        const frozen = read.freeze?.revision
        const known = (id: string) => frozen === undefined || id === frozen || ancestry(all).get(frozen)?.has(id) === true
        const began = all.filter(({ id, header }) => header.after.length === 0 && ['edit', 'close', 'sign'].includes(header.act) && known(id))
        const authors = [...new Set([read.first.author, ...began.map(({ header }) => header.author)])].sort()
        several += authors.length > 1 ? 1 : 0
        expect(whoBegan(read)).toEqual(authors)
        expect(read.begunBy).toEqual(authors.length > 1 ? authors : undefined)
      }),
    )
    expect(several).toBeGreaterThan(0)
  })

  test('folding the news over an earlier reading is folding everything, wherever it says it is exact', async () => {
    let exact = 0
    await check(
      stories(({ all, held }) => {
        const ancestors = ancestry(all)
        // What a tablet held at any moment, and all that one revision had seen: with each, everything not in it is news.
        const roots = [...held, ...all.map((one) => all.filter(({ id }) => id === one.id || ancestors.get(one.id)?.has(id)))].filter(
          (root) => root.length > 0,
        )
        for (const root of roots) {
          const inRoot = new Set(root.map(({ id }) => id))
          const kept = JSON.parse(JSON.stringify(folded(root))) as Checkpoint
          const knowsAll = (one: Revision) => [...inRoot].every((id) => ancestors.get(one.id)?.has(id))
          for (const news of [all.filter(({ id }) => !inRoot.has(id)), all.filter((one) => knowsAll(one))]) {
            const result = fold(kept, news)
            if (!result?.exact || news.length === 0) continue
            exact += 1
            expect(result.checkpoint).toEqual(folded([...root, ...news]))
          }
        }
      }),
    )
    expect(exact).toBeGreaterThan(runs(260))
  })

  test('every saved change stands, was replaced by one who had seen it, or is kept as late or added; and nothing else stands', async () => {
    await check(
      stories(({ all }) => {
        const ancestors = ancestry(all)
        const read = folded(all)
        const frozen = read.freeze?.revision
        const inPast = (id: string) => frozen === undefined || id === frozen || ancestors.get(frozen)?.has(id) === true
        const changing = all.filter(({ header }) => ['edit', 'close', 'sign'].includes(header.act))
        const expected = new Map<string, string[]>()
        for (const one of changing.filter(({ id }) => inPast(id))) {
          for (const [part, saved] of Object.entries(one.body?.changes ?? {})) {
            const replaced = changing.some(
              (later) => inPast(later.id) && ancestors.get(later.id)?.has(one.id) && part in (later.body?.changes ?? {}),
            )
            if (!replaced) expected.set(part, [...(expected.get(part) ?? []), `${one.id} ${JSON.stringify(saved)}`].sort())
          }
        }
        expect(new Map([...standing(read)].map(([part, found]) => [part, [...found].sort()]))).toEqual(expected)
        const ids = (outside: Checkpoint['late']) => outside.map(({ source }) => source.revision).sort()
        expect(ids(read.late)).toEqual(
          changing
            .filter(({ id, body }) => !inPast(id) && Object.keys(body?.changes ?? {}).length > 0)
            .map(({ id }) => id)
            .sort(),
        )
        expect(ids(read.addenda)).toEqual(
          all
            .filter(({ header }) => header.act === 'addendum')
            .map(({ id }) => id)
            .sort(),
        )
        for (const { source, changes: kept } of [...read.late, ...read.addenda])
          expect(kept).toEqual(all.find(({ id }) => id === source.revision)?.body?.changes)
        expect(read.count).toBe(all.length)
      }),
    )
  })

  test('a removal is never shown over words that nobody who saw it wrote', async () => {
    await check(
      stories(({ all }) => {
        const read = folded(all)
        const { answers, clashes, candidates } = view(abc, read)
        const words = (candidates.get('before/') ?? []).filter((one) => one.value !== null).map((one) => one.value)
        expect(answers.before).toBe(words.at(-1) ?? '')
        const different = new Set((read.parts['before/'] ?? []).map(([, one]) => one))
        expect(clashes.includes('before/')).toBe(different.size > 1)
      }),
    )
  })

  test('what was closed reads the same for ever, unless two closed it apart', async () => {
    let closed = 0
    await check(
      stories(({ all, held }) => {
        const end = folded(all)
        for (const earlier of held) {
          if (earlier.length === 0) continue
          const then = folded(earlier)
          if (!then.freeze) continue
          closed += 1
          // Read over what a tablet already held, the closing it knew stays, come what may.
          const news = all.filter(({ id }) => !earlier.some((one) => one.id === id))
          expect(fold(then, news)?.checkpoint).toMatchObject({ freeze: then.freeze, parts: then.parts })
          if (!end.contested) expect(end).toMatchObject({ freeze: then.freeze, parts: then.parts, sources: then.sources })
        }
      }),
    )
    expect(closed).toBeGreaterThan(0)
  })

  test('clocks years out change who is shown, and never what is kept', async () => {
    await check(
      fc.asyncProperty(story, async (steps) => {
        const [out, true_] = await Promise.all([tell(steps, yearsOut), tell(steps, right)])
        if (out.all.length === 0) return
        const [one, other] = [folded(out.all), folded(true_.all)]
        expect(one.contested).toBe(other.contested)
        // Two closings apart are told in order of time: the one thing a clock decides, until the endpoint has said.
        if (one.contested) return
        const bySteps = ({ byStep }: Told, read: Checkpoint) =>
          Object.entries(read.parts).map(([part, all]) => [
            part,
            all.map(([index, kept]) => `${byStep.get(read.sources[index]?.revision ?? '')} ${JSON.stringify(kept)}`).sort(),
          ])
        const outside = ({ byStep }: Told, read: Checkpoint) =>
          [...read.late, ...read.addenda].map(({ source }) => byStep.get(source.revision) ?? -1).sort((a, b) => a - b)
        expect(bySteps(out, one)).toEqual(bySteps(true_, other))
        expect(outside(out, one)).toEqual(outside(true_, other))
      }),
    )
  })
})

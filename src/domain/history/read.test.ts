// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { apart, revise } from '../../../tests/support/revisions'
import { abc } from '../records/abc'
import { child } from '../records/child'
import { quickRecord } from '../records/quick-record'
import type { AnswersOf } from '../schema/definition'
import { addendumWords, blank, defineRecord, questionWords } from '../schema/definition'
import { aText } from '../schema/field'
import { fold, openQuestion, read, view, whoBegan, wordsAdded } from './read'
import type { Revision } from './revision'

const note = (before: string): AnswersOf<typeof abc> => ({ ...blank(abc), before })
const kettle = (over: Partial<AnswersOf<typeof child>>): AnswersOf<typeof child> => ({ ...blank(child), name: 'Moss Kettle', ...over })
const folded = (revisions: readonly Revision[]) => {
  const result = fold(null, revisions)
  if (!result) throw new Error('nothing to read')
  return result.checkpoint
}

describe('two adults who had not seen each other', () => {
  test.each([
    // start   9.01     9.02     shown    clashes
    ['', 'queue', '', 'queue', []],
    ['', '', 'queue', 'queue', []],
    ['queue', 'queue', '', '', []],
    ['queue', '', 'queue', '', []],
    ['', 'queue', 'queue', 'queue', []],
    ['', 'queue', 'bell', 'bell', ['before/']],
    ['', 'bell', 'queue', 'queue', ['before/']],
    ['queue', 'bell', '', 'bell', ['before/']],
    ['queue', '', 'bell', 'bell', ['before/']],
    ['queue', '', '', '', []],
  ])('from “%s”, “%s” and then “%s” read as “%s”', async (start, first, second, shown, clashes) => {
    const revisions = await apart(abc, note(start), note(first), note(second))
    expect(read(abc, revisions)).toMatchObject({ answers: note(shown), clashes })
    expect(read(abc, revisions.toReversed())).toEqual(read(abc, revisions))
  })

  test.each([
    [[], ['threw'], ['cried'], ['threw', 'cried'], []],
    [['hid'], [], ['hid', 'cried'], ['cried'], []],
    [['hid'], [], [], [], []],
    [[], ['cried'], ['cried'], ['cried'], []],
  ])('from the ticks %j, %j and then %j read as %j', async (start, first, second, shown, clashes) => {
    const ticked = (saw: readonly string[]) => ({ ...blank(quickRecord), saw })
    const revisions = await apart(quickRecord, ticked(start), ticked(first), ticked(second))
    expect(read(quickRecord, revisions)).toMatchObject({ answers: ticked(shown), clashes })
  })

  const oak = { id: 'r1', rank: 'a0', setting: 'Oak Primary', kind: 'main', from: '2026-09-01', to: null }
  const nest = { id: 'r2', rank: 'a1', setting: 'The Nest', kind: 'guest', from: '2026-10-01', to: null }
  const ended = { ...oak, to: '2026-12-18' }
  test.each([
    ['both add a row', [], [oak], [nest], [oak, nest], []],
    ['one adds, one ends', [oak], [oak, nest], [ended], [ended, nest], []],
    ['one removes, one leaves it', [oak, nest], [nest], [oak, nest], [nest], []],
    ['one removes, one edits the same row', [oak], [], [ended], [ended], ['rolls/r1']],
    ['one edits, one removes the same row', [oak], [ended], [], [ended], ['rolls/r1']],
    ['both remove', [oak], [], [], [], []],
    ['both move: an order is never asked about', [oak], [{ ...oak, rank: 'a2' }], [{ ...oak, rank: 'a3' }], [{ ...oak, rank: 'a3' }], []],
    ['each edits another answer of the row', [oak], [ended], [{ ...oak, kind: 'subsidiary' }], [{ ...ended, kind: 'subsidiary' }], []],
    ['both edit the same answer', [oak], [ended], [{ ...oak, to: '2027-01-08' }], [{ ...oak, to: '2027-01-08' }], ['rolls/r1/to']],
  ])('rows: %s', async (_name, start, first, second, rolls, clashes) => {
    const revisions = await apart(child, kettle({ rolls: start }), kettle({ rolls: first }), kettle({ rolls: second }))
    expect(read(child, revisions)).toMatchObject({ answers: kettle({ rolls }), clashes })
    expect(read(child, revisions.toReversed())).toEqual(read(child, revisions))
  })

  test('a clash names both authors, and one who saw both settles it', async () => {
    const revisions = await apart(child, kettle({}), kettle({ knownAs: 'Mo' }), kettle({ knownAs: 'Mossy' }))
    const clashing = read(child, revisions)
    expect(clashing?.candidates.get('knownAs/')?.map(({ value, source }) => [value, source.author])).toEqual([
      ['Mo', 'chris'],
      ['Mossy', 'ewa'],
    ])
    const chosen = await revise({
      kind: 'child',
      author: 'gwen',
      at: 4_000,
      after: clashing?.checkpoint.heads ?? [],
      changes: { 'knownAs/': 'Mo' },
    })
    expect(read(child, [...revisions, chosen])).toMatchObject({ answers: kettle({ knownAs: 'Mo' }), clashes: [] })
  })

  test('what stood open within a row is asked no more once the row is gone, and again if it comes back', async () => {
    const clashing = await apart(
      child,
      kettle({ rolls: [oak] }),
      kettle({ rolls: [ended] }),
      kettle({ rolls: [{ ...oak, to: '2027-01-08' }] }),
    )
    const after = read(child, clashing)?.checkpoint.heads ?? []
    const removed = await revise({ kind: 'child', after, at: 5_000, author: 'gwen', changes: { 'rolls/r1': null } })
    expect(read(child, [...clashing, removed])).toMatchObject({ answers: { rolls: [] }, clashes: [] })
    const meanwhile = await revise({
      kind: 'child',
      after,
      at: 5_500,
      author: 'ike',
      changes: { 'rolls/r1': true, 'rolls/r1/kind': 'guest' },
    })
    expect(read(child, [...clashing, removed, meanwhile])).toMatchObject({
      answers: { rolls: [{ id: 'r1', kind: 'guest' }] },
      clashes: ['rolls/r1', 'rolls/r1/to'],
    })
  })

  test('an edit kept under the heads it began from does not claim to have seen what came meanwhile', async () => {
    const [began, theirs] = await apart(child, kettle({ room: 'Oak' }), kettle({ room: 'Elm' }), kettle({ room: 'Oak' }))
    if (!began || !theirs) throw new Error('three are made')
    const mine = await revise({ kind: 'child', after: [began.id], at: 9_000, changes: { 'room/': 'Ash' } })
    expect(read(child, [began, theirs, mine])?.clashes).toEqual(['room/'])
  })
})

describe('clocks', () => {
  test('a clock years ahead or behind never hides the words of one who saw more', async () => {
    const first = await revise({ at: Date.UTC(2029, 0, 1), changes: { 'before/': 'queue' } })
    const second = await revise({ at: Date.UTC(1971, 0, 1), after: [first.id], changes: { 'before/': 'bell' } })
    expect(read(abc, [second, first])).toMatchObject({ answers: note('bell'), clashes: [] })
  })

  test('between two who saw nothing of each other, the time by the endpoint’s clock says which is shown', async () => {
    const hall = await revise({ at: 9_000, skewMs: 8_000, changes: { 'before/': 'queue' } })
    const nest = await revise({ at: 2_000, skewMs: 0, author: 'ewa', changes: { 'before/': 'bell' } })
    expect(read(abc, [hall, nest])).toMatchObject({ answers: note('bell'), clashes: ['before/'] })
  })
})

describe('a closed record', () => {
  const closing = async () => {
    const began = await revise({ changes: { 'before/': 'queue', 'saw/': 'cried' } })
    const closed = await revise({ act: 'close', after: [began.id], at: 2_000, changes: { 'after/': 'sat with Gwen' } })
    return { began, closed }
  }

  test('keeps a late edit beside it, and reads the same', async () => {
    const { began, closed } = await closing()
    const late = await revise({ after: [began.id], at: 1_500, device: 'nest', changes: { 'before/': 'bell' } })
    const before = folded([began, closed])
    const now = folded([began, closed, late])
    expect(now).toMatchObject({ parts: before.parts, freeze: before.freeze, contested: false })
    expect(now.late).toMatchObject([{ source: { revision: late.id }, changes: { 'before/': 'bell' } }])
  })

  test('takes dated words after it, never into its answers', async () => {
    const { began, closed } = await closing()
    const added = await revise({ act: 'addendum', after: [closed.id], at: 3_000, changes: { 'addendum/': 'It was the fire bell.' } })
    const now = folded([began, closed, added])
    expect(now.parts).toEqual(folded([began, closed]).parts)
    expect(now.addenda).toMatchObject([{ source: { revision: added.id }, changes: { 'addendum/': 'It was the fire bell.' } }])
  })

  test('countersigned, it reads the same; withdrawn, it says by whom', async () => {
    const { began, closed } = await closing()
    const seen = await revise({ act: 'countersign', author: 'gwen', after: [closed.id], at: 3_000 })
    const gone = await revise({ act: 'withdraw', after: [seen.id], at: 4_000 })
    const now = folded([began, closed, seen, gone])
    expect(now).toMatchObject({ parts: folded([began, closed]).parts, late: [], withdrawn: { revision: gone.id, author: 'amira' } })
    expect(now.heads).toEqual([gone.id])
  })

  test('closed apart on two tablets, it is contested, and nothing of either is lost', async () => {
    const { began, closed } = await closing()
    const other = await revise({ act: 'close', after: [began.id], at: 2_500, device: 'nest', changes: { 'after/': 'went outside' } })
    const now = folded([other, closed, began])
    expect(now).toMatchObject({ freeze: { revision: closed.id, act: 'close' }, contested: true })
    expect(now.late).toMatchObject([{ source: { revision: other.id }, changes: { 'after/': 'went outside' } }])
  })

  test('a rival that arrives after the closing was read does not move it', async () => {
    const { began, closed } = await closing()
    const earlier = await revise({ act: 'close', after: [began.id], at: 1_100, device: 'nest', changes: { 'after/': 'went outside' } })
    const after = fold(folded([began, closed]), [earlier])
    expect(after).toMatchObject({ exact: false, checkpoint: { freeze: { revision: closed.id }, contested: true } })
    expect(after?.checkpoint.late).toHaveLength(1)
  })

  test('a second closing by one who had seen the first is no rival', async () => {
    const { began, closed } = await closing()
    const again = await revise({ act: 'close', after: [closed.id], at: 3_000, changes: { 'after/': 'went outside' } })
    expect(folded([began, closed, again])).toMatchObject({
      freeze: { revision: closed.id },
      contested: false,
      late: [{ source: { revision: again.id } }],
    })
  })
})

describe('begun by two who had not seen each other', () => {
  /** Every order in which they may arrive. */
  const inEveryOrder = <T>(some: readonly T[]): T[][] => (some.length < 2 ? [[...some]] : some.flatMap((one, at) => inEveryOrder(some.toSpliced(at, 1)).map((rest) => [one, ...rest])))
  const begun = async () => {
    const amira = await revise({ changes: { 'before/': 'queue' } })
    const dov = await revise({ author: 'dov', device: 'nest', at: 1_500, changes: { 'saw/': 'cried' } })
    return { amira, dov }
  }

  test('it is the record of both, whichever came first, and by one alone of that one', async () => {
    const { amira, dov } = await begun()
    expect([folded([amira]).begunBy, whoBegan(folded([amira]))]).toEqual([undefined, ['amira']])
    expect([whoBegan(folded([amira, dov])), whoBegan(folded([dov, amira]))]).toEqual([['amira', 'dov'], ['amira', 'dov']])
    // Read over what a tablet already held.
    expect([amira, dov].map((one) => fold(folded([one]), [amira, dov].filter((other) => other !== one))?.checkpoint.begunBy)).toEqual([['amira', 'dov'], ['amira', 'dov']])
  })

  test('whoever writes on what was begun has not begun it, nor has the same adult on two tablets, nor one who adds words', async () => {
    const { amira, dov } = await begun()
    const chris = await revise({ author: 'chris', after: [dov.id], at: 2_000, changes: { 'after/': 'slept' } })
    const again = await revise({ device: 'hall', at: 1_200, changes: { 'after/': 'ran' } })
    const unseen = await revise({ author: 'ewa', act: 'addendum', at: 3_000, changes: { [addendumWords]: 'Later.' } })
    expect(whoBegan(folded([amira, again, unseen]))).toEqual(['amira'])
    expect(whoBegan(folded([amira, dov, chris]))).toEqual(['amira', 'dov'])
  })

  test('signed by the one who began it later, it is signed, and what the other began stands beside it unless it was seen', async () => {
    const { amira, dov } = await begun()
    const unseen = await revise({ act: 'sign', author: 'dov', device: 'nest', after: [dov.id], at: 2_000 })
    const seen = await revise({ act: 'sign', author: 'dov', device: 'nest', after: [amira.id, dov.id], at: 2_000 })
    for (const all of inEveryOrder([amira, dov, unseen])) {
      expect(folded(all)).toMatchObject({ freeze: { revision: unseen.id, author: 'dov' }, contested: false, begunBy: ['amira', 'dov'], late: [{ source: { revision: amira.id } }] })
    }
    for (const all of inEveryOrder([amira, dov, seen])) expect(folded(all)).toMatchObject({ freeze: { revision: seen.id, author: 'dov' }, contested: false, late: [] })
  })

  test('signed by both apart, one signature stands in whatever order they came, and every order reads the same', async () => {
    const { amira, dov } = await begun()
    const hers = await revise({ act: 'sign', after: [amira.id], at: 2_500 })
    const his = await revise({ act: 'sign', author: 'dov', device: 'nest', after: [dov.id], at: 2_000 })
    const once = folded([amira, dov, hers, his])
    expect(once).toMatchObject({ freeze: { revision: his.id, author: 'dov' }, contested: true, begunBy: ['amira', 'dov'] })
    for (const all of inEveryOrder([amira, dov, hers, his])) expect(folded(all)).toEqual(once)
    // Once the endpoint has refused hers, every tablet reads what it stored.
    for (const all of inEveryOrder([amira, dov, his])) expect(folded(all)).toMatchObject({ freeze: { revision: his.id }, contested: false })
  })

  test('a reviewer’s question is answered by either of them', async () => {
    const { amira, dov } = await begun()
    const signed = await revise({ act: 'sign', author: 'dov', after: [amira.id, dov.id], at: 2_000 })
    const asked = await revise({ act: 'addendum', author: 'gwen', after: [signed.id], at: 3_000, changes: { [questionWords]: 'Which door?' } })
    const said = (author: string) => revise({ act: 'addendum', author, after: [asked.id], at: 4_000, changes: { [addendumWords]: 'The hall’s.' } })
    const open = await Promise.all(['amira', 'dov', 'chris'].map(async (author) => openQuestion(folded([amira, dov, signed, asked, await said(author)])) !== null))
    expect(open).toEqual([false, false, true])
  })
})

describe('read by a senior', () => {
  const signing = async () => {
    const began = await revise({ changes: { 'before/': 'queue' } })
    return [began, await revise({ act: 'sign', after: [began.id], at: 2_000 })] as const
  }

  test('a countersignature stands with its name and time and changes no answer; before one there is none', async () => {
    const [began, signed] = await signing()
    const seen = await revise({ act: 'countersign', author: 'gwen', after: [signed.id], at: 3_000 })
    expect(folded([began, signed]).countersigned).toBeUndefined()
    expect(folded([seen, signed, began]).countersigned).toMatchObject([{ revision: seen.id, author: 'gwen', at: 3_000 }])
    expect(folded([began, signed, seen])).toMatchObject({ parts: folded([began, signed]).parts, addenda: [], late: [] })
    expect(fold(folded([began, signed]), [seen])).toEqual({ exact: true, checkpoint: folded([began, signed, seen]) })
  })

  test('two seniors who countersign apart both stand, whichever arrives first', async () => {
    const [began, signed] = await signing()
    const gwen = await revise({ act: 'countersign', author: 'gwen', after: [signed.id], at: 3_000 })
    const dov = await revise({ act: 'countersign', author: 'dov', device: 'nest', after: [signed.id], at: 4_000 })
    expect(folded([began, signed, dov, gwen]).countersigned?.map(({ author }) => author)).toEqual(['gwen', 'dov'])
    expect(folded([began, signed, dov, gwen])).toEqual(folded([gwen, dov, signed, began]))
  })

  // Amira wrote the record; each turn has seen the one before it.
  type Turn = readonly [author: string, part: typeof questionWords | typeof addendumWords, words: string]
  const asks = (author: string, words: string): Turn => [author, questionWords, words]
  const adds = (author: string, words: string): Turn => [author, addendumWords, words]
  test.each<[string, readonly Turn[], string | null]>([
    ['nobody asked', [], null],
    ['words added by the author are no question', [adds('amira', 'It was the fire bell.')], null],
    ['asked', [asks('gwen', 'Which door?')], 'Which door?'],
    ['asked and answered by the author', [asks('gwen', 'Which door?'), adds('amira', 'The hall’s.')], null],
    ['words by somebody else answer nothing', [asks('gwen', 'Which door?'), adds('chris', 'I was not there.')], 'Which door?'],
    ['what the author added before is no answer', [adds('amira', 'It was the fire bell.'), asks('gwen', 'Which door?')], 'Which door?'],
    ['answered, and asked again', [asks('gwen', 'Which door?'), adds('amira', 'The hall’s.'), asks('dov', 'And then?')], 'And then?'],
  ])('%s', async (_name, turns, open) => {
    const made: Revision[] = [...(await signing())]
    for (const [index, [author, part, words]] of turns.entries()) {
      made.push(await revise({ act: 'addendum', author, after: [made.at(-1)?.id ?? ''], at: 3_000 + index, changes: { [part]: words } }))
    }
    const now = folded(made)
    const question = openQuestion(now)
    expect(question && wordsAdded(question)).toBe(open)
    expect(now.addenda.map(wordsAdded)).toEqual(turns.map(([, , words]) => words))
    expect(now.parts).toEqual(folded(made.slice(0, 2)).parts)
  })
})

describe('what is missing or unknown', () => {
  test('no revisions read as nothing, and an earlier reading without news stays as it is', async () => {
    expect(read(abc, [])).toBeNull()
    const root = folded([await revise({ changes: { 'before/': 'queue' } })])
    expect(fold(root, [])).toEqual({ checkpoint: root, exact: true })
  })

  test('with a parent missing, the rest is shown and said not to be exact', async () => {
    const began = await revise({ changes: { 'before/': 'queue' } })
    const middle = await revise({ after: [began.id], at: 2_000, changes: { 'saw/': 'cried' } })
    const last = await revise({ after: [middle.id], at: 3_000, changes: { 'after/': 'slept' } })
    expect(fold(null, [began, last])).toMatchObject({ exact: false, checkpoint: { count: 2 } })
    expect(fold(folded([began]), [last])).toMatchObject({ exact: false })
    expect(fold(folded([began]), [last, middle])).toEqual({ exact: true, checkpoint: folded([began, middle, last]) })
  })

  test('the same revision twice is one', async () => {
    const began = await revise({ changes: { 'before/': 'queue' } })
    expect(folded([began, began])).toEqual(folded([began]))
  })

  test('an erased body leaves its place in the chain and no answer', async () => {
    const began = await revise({ changes: { 'before/': 'queue' } })
    const next = await revise({ after: [began.id], at: 2_000, changes: { 'saw/': 'cried' } })
    const erased: Revision = { ...began, body: null, text: { ...began.text, body: null } }
    expect(read(abc, [erased, next])).toMatchObject({ answers: { before: '', saw: 'cried' }, clashes: [] })
  })

  test('answers of a newer form are kept whole in the checkpoint and left out of the answers', async () => {
    const newer = await revise({ version: 2, changes: { 'before/': 'queue', 'smell/': 'smoke' } })
    const reading = read(abc, [newer])
    expect(reading).toMatchObject({ newer: true, answers: note('queue') })
    expect(reading?.checkpoint.parts['smell/']).toEqual([[0, 'smoke']])
  })
})

test('older answers are brought up to the form’s version part by part, and their text stays as it was', async () => {
  const now = defineRecord({
    kind: 'abc',
    version: 3,
    keeping: 'own',
    title: 'ABC record',
    fields: { prior: aText({ label: 'Before' }), seen: aText({ label: 'Seen' }), heard: aText({ label: 'Heard' }) },
    upgrade: {
      1: (part, value): Record<string, typeof value> => (part === 'before/' ? { 'prior/': value } : { [part]: value }),
      2: (part, value): Record<string, typeof value> => (part === 'saw/' ? { 'seen/': value, 'heard/': value } : { [part]: value }),
    },
  })
  const old = await revise({ version: 1, changes: { 'before/': 'queue', 'saw/': 'cried' } })
  const middle = await revise({ version: 2, after: [old.id], at: 2_000, changes: { 'prior/': 'bell' } })
  const checkpoint = folded([old])
  expect(view(now, checkpoint)).toMatchObject({ answers: { prior: 'queue', seen: 'cried', heard: 'cried' }, newer: false })
  expect(Object.keys(checkpoint.parts)).toEqual(['before/', 'saw/'])
  // No fold knows that `prior/` was once `before/`: a step that renames a part asks a person, and guesses nothing.
  expect(view(now, folded([old, middle]))).toMatchObject({ answers: { seen: 'cried' }, clashes: ['prior/'] })
})

// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { Role } from '../people'
import { addendumWords } from '../schema/definition'
import { isAnswered, readingWords } from './worries'

test.each([
  [['recorded-elsewhere'], '', 'I have read this. Recorded in our safeguarding system.'],
  [['recorded-elsewhere', 'spoke-with-adult'], ' With Gwen at 10:20. ', 'I have read this. Recorded in our safeguarding system. Spoke with the adult.\nWith Gwen at 10:20.'],
  [['no-further-step'], '', 'I have read this. No further step.'],
])('having done %j, with “%s” written, a lead’s dated words are %j', (did, words, said) => {
  expect(readingWords(did, words)).toBe(said)
})

const read = readingWords(['recorded-elsewhere'], '')
type Added = readonly (readonly [author: string, words: string])[]
async function worryOfGwen(added: Added) {
  const first = await revise({ kind: 'worry', act: 'close', author: 'gwen', changes: { 'words/': 'A mark.' } })
  const all = [first]
  for (const [index, [author, words]] of added.entries()) {
    all.push(await revise({ kind: 'worry', act: 'addendum', author, at: first.header.at + index + 1, after: [all.at(-1)?.id ?? ''], changes: { [addendumWords]: words } }))
  }
  const folded = fold(null, all)
  if (!folded) throw new Error('a record has a revision')
  return folded.checkpoint
}
const roster = (roles: Readonly<Record<string, readonly Role[]>>) => new Map(Object.entries(roles).map(([id, theirs]) => [id, { roles: theirs }]))

test.each<[string, Added, boolean]>([
  ['nothing was added', [], false],
  ['its author added to it', [['gwen', 'It was the left wrist.']], false],
  ['a lead has read it', [['dov', read]], true],
  ['a lead wrote words of their own', [['dov', 'I will ring her mum.']], true],
  ['its author added more after it was read', [['dov', read], ['gwen', 'He said it again today.']], false],
  ['that was read as well', [['dov', read], ['gwen', 'He said it again today.'], ['dov', read]], true],
])('where %s, it waits for nobody: %s', async (_what, added, expected) => {
  for (const adults of [roster({ gwen: ['practitioner'], dov: ['dsl'] }), roster({ gwen: ['dsl'], dov: [] })]) expect(isAnswered(await worryOfGwen(added), adults)).toBe(expected)
})

test.each<[string, readonly Role[] | null, boolean]>([
  ['a safeguarding lead', ['practitioner', 'dsl'], true],
  ['a practitioner', ['practitioner'], false],
  ['a head who is no safeguarding lead', ['head'], false],
  ['not listed', null, false],
])('the words of a lead, written by its own author who is %s, end it: %s', async (_who, roles, expected) => {
  expect(isAnswered(await worryOfGwen([['gwen', read]]), roster({ dov: ['dsl'], ...(roles && { gwen: roles }) }))).toBe(expected)
})

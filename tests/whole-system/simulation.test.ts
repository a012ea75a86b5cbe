import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRevision } from '../../src/domain/history/revision'
import type { Checkpoint } from '../../src/domain/history/read'
import { fold } from '../../src/domain/history/read'
import { child } from '../../src/domain/records/child'
import { quickRecord } from '../../src/domain/records/quick-record'
import { addedRow } from '../../src/domain/schema/field'
import { historyReply } from '../../src/protocol/messages'
import { ask } from '../../src/sync/ask'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { testEndpoint } from '../../src/server/test-endpoint'
import { seed } from '../support/seed'
import type { TestTablet } from '../support/tablet'
import { newTablet } from '../support/tablet'

/**
 * Any interleaving of three tablets and the endpoint: edits, closes, drafts, lost answers, cut lines and killed apps. In
 * the end every outbox is empty, every tablet reads what the endpoint reads, and every word anyone kept is somewhere.
 * A failing seed is printed; once understood it is pinned below.
 */
const long = process.env['LONG'] === '1'
const runs = Number(process.env['RUNS'] ?? (long ? 1_500 : 150))
/** Seeds that once failed, and the path to the smallest case. */
const pinned: readonly { seed: number; path?: string }[] = [
  // A skew of -0 read as 0 once it had been through the endpoint.
  { seed: 232099613, path: '15:1:1:2:2:2:1' },
  // A revision that was not made from the author's draft took the draft with it.
  { seed: 235212121, path: '0:2:3' },
]

let endpoint: TestEndpoint
let tablets: TestTablet[] = []
beforeAll(async () => {
  endpoint = await testEndpoint()
  const setting = await endpoint.addSetting()
  await endpoint.addAdults(
    setting,
    { id: 'amira', name: 'Amira Ash', shortName: 'Amira', roles: ['practitioner'] },
    { id: 'chris', name: 'Chris Cobnut', shortName: 'Chris', roles: ['practitioner'] },
  )
  // Amira uses two tablets, so that one author can meet herself.
  tablets = []
  // One after the other: a new one-time code takes the place of the last.
  for (const adult of ['amira', 'amira', 'chris']) tablets.push(await newTablet(endpoint, setting, adult))
})
afterAll(async () => {
  for (const tablet of tablets) tablet.close()
  await endpoint.close()
})

type Step =
  | { do: 'edit'; tablet: number; field: 'room' | 'knownAs' | 'healthHeld' }
  | { do: 'parent'; tablet: number }
  | { do: 'note' | 'close' | 'draft' | 'kill'; tablet: number }
  | { do: 'sync'; tablet: number; line: 'there' | 'gone' | 'answer lost' }
const tablet = fc.nat(2)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), tablet, field: fc.constantFrom('room' as const, 'knownAs' as const, 'healthHeld' as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('parent' as const), tablet }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('note' as const, 'note' as const, 'close' as const, 'draft' as const, 'kill' as const), tablet }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('sync' as const), tablet, line: fc.constantFrom('there' as const, 'there' as const, 'gone' as const, 'answer lost' as const) }) },
  ),
  { minLength: 3, maxLength: 12 },
)

async function play(todo: readonly Step[]): Promise<void> {
  const childId = crypto.randomUUID()
  const noteId = crypto.randomUUID()
  const kept: string[] = []
  let count = 0
  const word = () => {
    const said = `word-${count++}-${childId.slice(0, 8)}`
    kept.push(said)
    return said
  }
  const at = (index: number) => tablets[index] as TestTablet

  for (const step of todo) {
    const one = at(step.tablet)
    switch (step.do) {
      case 'edit':
        await one.write(child, childId, { [step.field]: word() })
        break
      case 'parent': {
        const parents = (await one.checkpoint(childId)) ? (await one.read(child, childId)).answers.parents : []
        const [first, ...rest] = parents
        // Every other time the first one goes, so that a removal can meet an edit.
        if (first && count % 2 === 1) await one.write(child, childId, { parents: rest })
        else if (first) await one.write(child, childId, { parents: [{ ...first, name: word() }, ...rest] })
        else await one.write(child, childId, { parents: [addedRow(child.fields.parents, parents, crypto.randomUUID(), { name: word() })] })
        break
      }
      case 'note':
      case 'close': {
        // Chris reads Amira's note and never writes in it; the first to begin it is its author.
        const note = await one.checkpoint(noteId)
        if ((note && note.first.author !== one.adult) || note?.freeze || (!note && one.adult !== 'amira')) break
        await one.write(quickRecord, noteId, { words: word() }, step.do === 'close' ? 'close' : 'edit')
        break
      }
      case 'draft': {
        const held = await one.checkpoint(childId)
        // Typing on: the words of this adult's own draft are replaced by what they now say.
        const before = await one.ledger.draft(childId, one.adult)
        const replaced = before?.changes['socialWorker/']
        if (typeof replaced === 'string') kept.splice(kept.indexOf(replaced), 1)
        await one.ledger.keepDraft({ record: childId, adult: one.adult, kind: 'child', after: before?.after ?? held?.heads ?? [], changes: { 'socialWorker/': word() }, startedAt: Date.now() })
        break
      }
      case 'kill':
        tablets[step.tablet] = await one.killed()
        break
      case 'sync':
        one.net.state = step.line === 'gone' ? 'gone' : 'there'
        one.net.loseAnswers = step.line === 'answer lost' ? 1 : 0
        await one.sync()
        one.net.state = 'there'
        one.net.loseAnswers = 0
        break
    }
  }

  for (const one of tablets) await one.ledger.draftsToRevisions()
  for (let round = 0; round < 2; round++) for (const one of tablets) expect(await one.sync()).toEqual({ kind: 'done' })

  const parkedWords: string[] = []
  for (const one of tablets) {
    expect((await one.ledger.outlook()).waiting).toBe(0)
    for (const { record } of await one.ledger.tray()) for (const revision of await one.ledger.revisions(record)) parkedWords.push(revision.text.body ?? '')
  }
  const received: string[] = []
  for (const record of [childId, noteId]) {
    const first = at(0)
    const history = await ask(first.wire, { method: 'GET', path: `/history?record=${record}`, token: await first.vault.readToken(), reply: historyReply })
    const rows = history.ok ? history.value.rows : []
    received.push(...rows.map(({ body }) => body ?? ''))
    const whole = fold(null, rows.map(({ id, header, body, signature }) => openRevision({ id, header, body, signature })))
    for (const one of tablets) expect(reading(await one.checkpoint(record))).toEqual(reading(whole?.checkpoint ?? null))
  }
  const everywhere = [...received, ...parkedWords].join('\n')
  expect(kept.filter((said) => !everywhere.includes(said))).toEqual([])
}

/** What a checkpoint says, whichever way it was come by. */
const reading = (checkpoint: Checkpoint | null) =>
  checkpoint && { ...checkpoint, parts: Object.fromEntries(Object.entries(checkpoint.parts).map(([part, standing]) => [part, standing.map(([index, value]) => [checkpoint.sources[index]?.revision, value])])), sources: undefined }

test.each(pinned)('a case that once failed: seed $seed', async (options) => {
  await fc.assert(fc.asyncProperty(steps, play), { ...options, numRuns: 1 })
})

test('whatever happens in between, everyone ends up reading the same, and nothing kept is lost', async () => {
  process.stdout.write(`simulation: seed ${seed}, ${runs} runs\n`)
  await fc.assert(fc.asyncProperty(steps, play), { seed, numRuns: runs, endOnFailure: false })
}, 1_800_000)

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { child } from '../../src/domain/records/child'
import { incident } from '../../src/domain/records/incident'
import { quickRecord } from '../../src/domain/records/quick-record'
import type { Revision, RevisionText } from '../../src/domain/history/revision'
import { pushReply } from '../../src/protocol/messages'
import { readReply } from '../../src/protocol/reply'
import type { TestTablet } from '../support/tablet'
import { newTablet } from '../support/tablet'
import type { Sender, Sending } from './sender'
import { openReceipts } from './sender'

/**
 * A tablet with everything but its glass: the app's own disk, vault, ledger and courier, over the same bad line. It reads
 * records, and is itself killed now and then.
 */
export async function openWholeTablet({ name, setting, author, code, fetch, chance, tally, shared, adultCode }: Sending & { adultCode: string }): Promise<Sender> {
  const made: RevisionText[] = []
  const records = new Set(shared)
  const receipts = openReceipts(tally)
  const wiretapped: typeof fetch = async (input, init) => {
    const sentAt = Date.now()
    const answer = await fetch(input, init)
    if (input !== '/api/v1/push') return answer
    // What the endpoint promised is noted before the app has it: from here on it must be kept.
    tally.pushes += 1
    const text = await answer.clone().text()
    const read = readReply(pushReply, text, answer.ok)
    if (read.kind !== 'reply') tally.refusedForNow += 1
    else {
      tally.lastHeard = Math.max(tally.lastHeard, sentAt)
      for (const receipt of read.value.results.filter(({ status }) => status !== 'missing-parent')) receipts.note(receipt)
    }
    return answer
  }
  let tablet: TestTablet = await newTablet({ fetch: wiretapped, makeEnrolmentCode: () => Promise.resolve(code), makeOneTimeCode: () => Promise.resolve(adultCode) }, setting, author)

  const keep = ({ text, header }: Revision): void => {
    made.push(text)
    records.add(header.record)
  }
  async function writeSomething(): Promise<void> {
    const words = `Sat by the door, time ${made.length}.`
    const lot = chance.next()
    const common = shared[chance.between(0, shared.length - 1)]
    if (lot < 0.2) keep(await tablet.write(incident, randomUUID(), { before: words }))
    else if (lot < 0.5 && common !== undefined) keep(await tablet.write(child, common, { room: words }))
    else keep(await tablet.write(quickRecord, randomUUID(), { words }))
  }
  async function round(): Promise<boolean> {
    const outcome = await tablet.sync()
    if (outcome.kind === 'offline') tally.cut += 1
    return outcome.kind === 'done'
  }
  async function roundsUntil(until: number): Promise<void> {
    while (!(await round()) && Date.now() < until) await pause(100)
  }
  return {
    async workWhile(goesOn) {
      while (goesOn()) {
        if (chance.next() < 0.02) tablet = await tablet.killed()
        await writeSomething()
        await round()
        await pause(chance.between(500, 2_000))
      }
    },
    sendAll: roundsUntil,
    readAll: roundsUntil,
    async told() {
      const shown = await Promise.all([...records].map(async (record) => [record, await tablet.checkpoint(record)] as const))
      tablet.close()
      return { tablet: name, made, receipts: receipts.first, contradicted: receipts.contradicted, read: null, records: new Map(shown.flatMap(([record, found]) => (found ? [[record, found]] : []))) }
    },
  }
}

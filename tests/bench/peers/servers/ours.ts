import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Revision } from '../../../../src/domain/history/revision'
import { createApp } from '../../../../src/server/app'
import { openPostgres } from '../../../../src/server/database/open'
import { openDesk } from '../../../../src/server/desk'
import { openLedger } from '../../../../src/server/ledger'
import { openLog } from '../../../../src/server/log'
import { addSetting, makeEnrolmentCode, makeOneTimeCode, writeAdult } from '../../../../src/server/office'
import { pokesInProcess } from '../../../../src/server/pokes'
import type { TestTablet } from '../../../support/enrolled-tablet'
import { enrolTestTablet } from '../../../support/enrolled-tablet'
import { startPostgres } from '../../../support/real-postgres'
import { setting, writtenChild, writtenOf } from '../ours-revisions'
import type { PlainRecord } from '../records.mjs'
import { author, changedIn, childrenIn, editedText, recordsOf } from '../records.mjs'

/** Our real endpoint on a real PostgreSQL that waits for its disk, and another tablet of the setting that wrote everything. */

const batch = 200

export async function openServer(): Promise<{
  fill: (count: number) => Promise<void>
  change: (asked: { many: number; turn: number }) => Promise<void>
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  close: () => Promise<void>
}> {
  const stopPostgres = await startPostgres({ fsync: true })
  const database = await openPostgres(process.env['TEST_DATABASE_URL'] ?? '')
  const { db } = database
  const pokes = pokesInProcess()
  const closing = new AbortController()
  const app = createApp({ db, pokes, log: openLog('warn'), now: Date.now, closing: closing.signal })
  const fetch: typeof globalThis.fetch = async (input, init) => app.fetch(input instanceof Request ? input : new Request(new URL(input, 'http://la.test'), init))
  const again = { reusable: true, expiresAt: null } as const

  let elsewhere: TestTablet
  let records: PlainRecord[] = []
  const heads = new Map<string, string>()
  async function send(revisions: readonly Revision[]): Promise<void> {
    for (let start = 0; start < revisions.length; start += batch) {
      const { results } = await elsewhere.push(...revisions.slice(start, start + batch).map(({ text }) => text))
      const refused = results.find(({ status }) => status !== 'stored')
      if (refused) throw new Error(`the endpoint did not take a revision: ${refused.code ?? refused.status}`)
    }
    for (const { id, header } of revisions) heads.set(header.record, id)
  }

  return {
    async fill(count) {
      await addSetting(db, { id: setting, name: 'Bench Hall Primary', kind: 'school', place: 'the school office' })
      const desk = await openDesk({ db, ledger: openLedger({ db, pokes, now: Date.now }), setting, now: Date.now })
      await writeAdult(desk, { id: author, name: 'Amira Lanternhall', shortName: 'Amira', roles: ['senco', 'practitioner'] })
      await desk.send()
      await makeEnrolmentCode(db, setting, { code: 'BENCH-2468', ...again })
      await makeOneTimeCode(db, { setting, adult: author }, { code: 'AMIRA-1357', ...again })
      elsewhere = await enrolTestTablet({ fetch, makeEnrolmentCode: () => Promise.resolve('BENCH-2468') }, setting)
      records = recordsOf(count)
      const began = records[0]?.at ?? 0
      const written = [...Array.from({ length: childrenIn(count) }, (_, index) => writtenChild(index, began - 1_000 + index)), ...records.map(writtenOf)]
      await send(await Promise.all(written.map((one) => elsewhere.make(one))))
    },
    async change({ many, turn }) {
      const edits = changedIn(records, many).map((record) => elsewhere.make({
        record: record.id, kind: 'abc', author, after: [heads.get(record.id) ?? ''], at: Date.now(), changes: { 'after/': editedText(record, turn) },
      }))
      await send(await Promise.all(edits))
    },
    answer: getRequestListener(app.fetch),
    async close() {
      closing.abort()
      await pokes.close()
      await database.close()
      await stopPostgres()
    },
  }
}

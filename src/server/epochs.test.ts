import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { within } from './database/within'
import type { Asked } from './epochs'
import { backupMarks, beginEpoch, headOf, noteBackup, restoredFor } from './epochs'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

describe.each(['pglite', 'postgres'] as const)('lives of a database on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let tablet: TestTablet
  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())
  beforeEach(async () => {
    setting = await endpoint.addSetting()
    await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Lanternhall', roles: ['head'] })
    tablet = await enrolTestTablet(endpoint, setting)
  })

  const head = () => within(endpoint.db, setting, (tx) => headOf(tx, setting))
  const asked = (given: Partial<Asked>) => within(endpoint.db, setting, async (tx) => restoredFor(tx, setting, await headOf(tx, setting), { epoch: null, after: 0, stand: null, ...given }))
  const note = (record: string) => tablet.make({ record, kind: 'quick-record', author: 'amira', changes: { 'words/': 'Queue for lunch' } })
  const began = (record: string) => tablet.make({ record, kind: 'incident', author: 'amira', changes: { 'words/': 'Held the gate' } })
  const write = async (count: number) => {
    for (let left = count; left > 0; left -= 1) await tablet.push((await note(`note-${crypto.randomUUID()}`)).text)
  }

  test('a tablet of any earlier life goes back to the lowest fork since; one of a life that nobody knows, to the beginning', async () => {
    const first = (await head()).epoch
    await write(4)
    // Put back twice: from a backup with five rows, then from one with six.
    await beginEpoch(endpoint.db, setting, 1)
    const second = (await head()).epoch
    await write(1)
    await beginEpoch(endpoint.db, setting, 2)
    const { epoch } = await head()
    await write(3)
    expect(new Set([first, second, epoch]).size).toBe(3)
    expect([
      await asked({ epoch: first, after: 5 }), await asked({ epoch: first, after: 9 }), await asked({ epoch: first, after: 2 }),
      await asked({ epoch: second, after: 9 }), await asked({ epoch: 'of another house', after: 9 }), await asked({ epoch, after: 9 }),
    ]).toEqual([{ epoch, forkSeq: 5 }, { epoch, forkSeq: 5 }, { epoch, forkSeq: 2 }, { epoch, forkSeq: 6 }, { epoch, forkSeq: 0 }, null])
  })

  test('in the same life, a cursor beyond the head and one on a row that is another are told, and nothing is written for them', async () => {
    await write(2)
    const { rows, epoch } = await tablet.pull({ after: 0 })
    const [, , last] = rows.map(({ seq, id, receivedAt }) => ({ seq, id, receivedAt }))
    if (!last) throw new Error('three rows were written')
    const before = await head()
    expect([
      await asked({ epoch, after: 3, stand: last }),
      await asked({ epoch, after: 4 }),
      await asked({ epoch, after: 3, stand: { ...last, receivedAt: last.receivedAt - 1 } }),
      await asked({ epoch, after: 3, stand: { ...last, id: rows[0]?.id ?? '' } }),
      await asked({ epoch, after: 3, stand: null }),
    ]).toEqual([null, { epoch, forkSeq: 3 }, { epoch, forkSeq: 2 }, { epoch, forkSeq: 2 }, null])
    expect(await head()).toEqual(before)
  })

  test('the answer over the wire: a pull and a first sync of an old life, and a push that is stored all the same', async () => {
    const old = (await head()).epoch
    await beginEpoch(endpoint.db, setting, 1)
    const { epoch, seq } = await head()
    const pulled = await tablet.get('/pull', { epoch: old, after: 9 })
    expect([pulled.status, await pulled.json()]).toEqual([409, { code: 'restored', epoch, forkSeq: seq }])
    expect((await tablet.get('/snapshot', { epoch: old })).status).toBe(409)
    expect((await tablet.get('/snapshot', { epoch })).status).toBe(200)
    const sent = await note('note-1')
    const pushed = await tablet.post('/push', { device: tablet.device, epoch: old, revisions: [sent.text] })
    expect(await pushed.json()).toMatchObject({ epoch, results: [{ id: sent.id, status: 'stored' }] })
    expect((await tablet.get('/pull', { epoch, after: 1, stand: 'a row' })).status).toBe(400)
  })

  test('asked of what it lacks, the endpoint says which of these it has never stored for this setting', async () => {
    const [here, lost] = [await note('note-1'), await note('note-2')]
    await tablet.push(here.text)
    const ask = (ids: readonly string[]) => endpoint.fetch('/api/v1/missing', { method: 'POST', body: JSON.stringify({ ids }), headers: { authorization: `Bearer ${tablet.readToken}` } })
    expect(await (await ask([here.id, lost.id])).json()).toMatchObject({ epoch: (await head()).epoch, missing: [lost.id] })
    expect([(await ask([])).status, (await ask(['no id'])).status, (await ask(Array.from({ length: 2_001 }, () => here.id))).status]).toEqual([400, 400, 400])
    // The token that lies open on a tablet's disk asks nothing.
    expect((await tablet.post('/missing', { ids: [here.id] })).status).toBe(401)
    const other = await enrolTestTablet(endpoint, await endpoint.addSetting())
    const elsewhere = await endpoint.fetch('/api/v1/missing', { method: 'POST', body: JSON.stringify({ ids: [here.id] }), headers: { authorization: `Bearer ${other.readToken}` } })
    expect(await elsewhere.json()).toMatchObject({ missing: [here.id] })
  })

  test('a backup counts for the rows from before it began, never less than was known, and not over a restore', async () => {
    await write(2)
    const marks = (await backupMarks(endpoint.db)).join('\n')
    await write(2)
    expect((await head()).durableSeq).toBeNull()
    expect((await noteBackup(endpoint.db, marks))?.noted).toBeGreaterThan(0)
    expect(await tablet.pull({ after: 0 })).toMatchObject({ durableSeq: 3, headSeq: 5 })
    const later = (await backupMarks(endpoint.db)).join('\n')
    await noteBackup(endpoint.db, later)
    await noteBackup(endpoint.db, marks)
    expect((await head()).durableSeq).toBe(5)
    await beginEpoch(endpoint.db, setting, 1)
    await write(1)
    await noteBackup(endpoint.db, later)
    expect(await head()).toMatchObject({ seq: 6, durableSeq: 5 })
    expect([await noteBackup(endpoint.db, ''), await noteBackup(endpoint.db, 'a letter to the council')]).toEqual([null, null])
    expect(await noteBackup(endpoint.db, `${setting} ${(await head()).epoch} 999`)).toEqual({ noted: 0, passedBy: 1 })
  })

  test('an incident that comes back has the number it was told under, or shows it beside; nobody’s word makes a hole in the book', async () => {
    const numbersOf = async (...sent: readonly { record: string; number?: number }[]) => {
      const revisions = await Promise.all(sent.map(async ({ record, number }) => ({ ...(await began(record)).text, number })))
      return (await tablet.push(...revisions)).results.map(({ number, former }) => [number, former])
    }
    expect(await numbersOf({ record: 'one' }, { record: 'told-without-a-restore', number: 7 })).toEqual([[1, undefined], [2, 7]])
    await beginEpoch(endpoint.db, setting, 1)
    expect(await numbersOf({ record: 'five', number: 5 }, { record: 'taken', number: 2 }, { record: 'three', number: 3 }, { record: 'new' })).toEqual([[5, undefined], [6, 2], [3, undefined], [7, undefined]])
    expect(await numbersOf({ record: 'million', number: 1_000_000 }, { record: 'none', number: 0 }, { record: 'four', number: 4 })).toEqual([[8, 1_000_000], [9, undefined], [4, undefined]])
    const { rows } = await tablet.pull({ after: 3 })
    expect(rows.map(({ number, former }) => [number, former]).slice(0, 2)).toEqual([[5, undefined], [6, 2]])
    const { records } = await tablet.snapshot({})
    expect(records.find(({ record }) => record === 'taken')).toMatchObject({ number: 6, former: 2 })
  })
})

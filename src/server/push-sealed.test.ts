import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { copyOf, sealCopy } from '../../tests/support/seal-copy'
import type { PushReply } from '../protocol/messages'
import { pushReply } from '../protocol/messages'
import { within } from './database/within'
import { postKeyOf } from './post-keys'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

describe.each(['pglite', 'postgres'] as const)('sealed post on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let clock = Date.parse('2026-11-24T09:00:00Z')
  beforeAll(async () => {
    endpoint = await testEndpoint({ on, now: () => clock })
    setting = await endpoint.addSetting()
    await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
  })
  afterAll(() => endpoint.close())

  const post = (tablet: TestTablet, items: readonly unknown[], device = tablet.device) => tablet.post('/push-sealed', { device, epoch: null, items })
  const push = async (tablet: TestTablet, ...items: unknown[]): Promise<PushReply> => v.parse(pushReply, await (await post(tablet, items)).json())
  const note = (tablet: TestTablet, record: string, more: Partial<Parameters<TestTablet['make']>[0]> = {}) => tablet.make({ record, kind: 'quick-record', author: 'amira', changes: { 'words/': 'The newt is out.' }, ...more })

  test('it takes the way of every push: same numbers, same receipts, and a repeat by either way is a duplicate', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const [first, second, third] = [await note(tablet, 'q1'), await note(tablet, 'q2'), await tablet.make({ record: 'i1', kind: 'incident', author: 'amira' })]
    const { seq } = await tablet.push(first.text)
    const copies = await Promise.all([first, second, third].map(({ text }) => copyOf(tablet, text)))
    const sent = await push(tablet, ...copies)
    expect(sent).toEqual({
      epoch: expect.any(String), seq: seq + 2, serverTime: clock,
      results: [
        { id: first.id, status: 'duplicate', seq, receivedAt: clock },
        { id: second.id, status: 'stored', seq: seq + 1, receivedAt: clock },
        { id: third.id, status: 'stored', seq: seq + 2, receivedAt: clock, number: 1 },
      ],
    })
    const again = sent.results.map((one) => ({ ...one, status: 'duplicate' }))
    expect((await push(tablet, ...copies)).results).toEqual(again)
    expect((await tablet.push(first.text, second.text, third.text)).results).toEqual(again)
    expect((await tablet.pull({ after: seq })).rows.map((row) => row['id'])).toEqual([second.id, third.id])
  })

  test('a child sent before its parent, a right that is not there, a shape that does not fit: judged as ever', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const parent = await note(tablet, 'q-parent')
    const child = await note(tablet, 'q-parent', { after: [parent.id], changes: { 'words/': 'It is back.' } })
    const orphan = await note(tablet, 'q-orphan', { after: [`1${'x'.repeat(43)}`] })
    const stranger = await note(tablet, 'q-stranger', { author: 'nobody' })
    const misfit = await note(tablet, 'q-misfit', { changes: { 'no-such/': 'x' } })
    const forged = { ...(await note(tablet, 'q-forged')).text, signature: parent.text.signature }
    const copies = await Promise.all([child, parent, orphan, stranger, misfit].map(({ text }) => copyOf(tablet, text)))
    const { results } = await push(tablet, ...copies, await copyOf(tablet, forged))
    expect(results.map(({ status, code }) => code ?? status)).toEqual(['stored', 'stored', 'missing-parent', 'not-allowed', 'not-valid', 'not-whole'])
  })

  test('what does not open is refused by itself, in its place, and its neighbours are stored', async () => {
    const [tablet, other] = [await enrolTestTablet(endpoint, setting), await enrolTestTablet(endpoint, setting)]
    const [before, after] = [await note(tablet, 'n1'), await note(tablet, 'n2')]
    const theirs = await copyOf(other, (await note(other, 'n3')).text)
    const id = before.id
    const bad: unknown[] = [
      null, 'copy', {}, { id: 7 }, { id: 'x'.repeat(500) }, theirs, { ...(await copyOf(tablet, before.text)), key: 'never-made' },
      await sealCopy(tablet, id, 'not json'), await sealCopy(tablet, id, { header: 'x' }), { id, key: tablet.postKey?.id, sealed: 'A'.repeat(400) },
    ]
    const { results } = await push(tablet, await copyOf(tablet, before.text), ...bad, await copyOf(tablet, after.text))
    expect(results.map(({ status, code }) => code ?? status)).toEqual(['stored', ...bad.map(() => 'not-opened'), 'stored'])
    expect(results.map(({ id: said }) => said)).toEqual([before.id, '', '', '', '', 'x'.repeat(64), theirs.id, id, id, id, id, after.id])
  })

  test('what opens and is no revision is judged so', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const id = (await note(tablet, 'm1')).id
    const inside = [[], [null], [1, 2, 3], ['{}', null, 'AA'], ['{}', '{}', 'AA', 'more']]
    const { results } = await push(tablet, ...(await Promise.all(inside.map((one) => sealCopy(tablet, id, one)))))
    expect(results.map(({ status, code }) => code ?? status)).toEqual(['not-valid', 'not-valid', 'not-valid', 'not-whole', 'not-whole'])
  })

  test('limits are those of every push', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code]
    expect(await codeOf(await post(tablet, []))).toEqual([400, 'not-valid'])
    expect(await codeOf(await post(tablet, Array.from({ length: 1_001 }, () => null)))).toEqual([413, 'too-large'])
    expect(await codeOf(await post(tablet, ['x'.repeat(8_000_001)]))).toEqual([413, 'too-large'])
    expect(await codeOf(await post(tablet, [null], 'another-tablet'))).toEqual([400, 'not-valid'])
    const long = await note(tablet, 'long', { changes: { 'words/': 'again '.repeat(40_000) } })
    expect((await push(tablet, await copyOf(tablet, long.text))).results).toMatchObject([{ id: long.id, status: 'stored' }])
  })

  test('the read token sends nothing, and a revoked tablet hears so', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const items = [await copyOf(tablet, (await note(tablet, 'r1')).text)]
    const byRead = await endpoint.fetch('/api/v1/push-sealed', { method: 'POST', body: JSON.stringify({ device: tablet.device, epoch: null, items }), headers: { authorization: `Bearer ${tablet.readToken}` } })
    expect(byRead.status).toBe(401)
    await endpoint.revoke(setting, tablet.device)
    const answer = await post(tablet, items)
    expect([answer.status, await answer.json()]).toEqual([401, { code: 'revoked' }])
  })

  test('enrolment and roster name the same key; half a year later it is a new one, and the old one still opens', async () => {
    const own = await endpoint.addSetting()
    await endpoint.addAdults(own, { id: 'amira', name: 'Amira', roles: ['head'] })
    const tablet = await enrolTestTablet(endpoint, own)
    expect(tablet.postKey?.id).toBeDefined()
    expect((await tablet.roster()).postKey).toEqual(tablet.postKey)
    const old = await copyOf(tablet, (await note(tablet, 'old', { setting: own })).text)
    clock += 179 * 24 * 3_600_000
    expect((await tablet.roster()).postKey).toEqual(tablet.postKey)
    clock += 2 * 24 * 3_600_000
    const { postKey } = await tablet.roster()
    expect(postKey?.id).not.toBe(tablet.postKey?.id)
    const now = await copyOf({ ...tablet, ...(postKey && { postKey }) }, (await note(tablet, 'now', { setting: own })).text)
    expect((await push(tablet, old, now)).results.map(({ status }) => status)).toEqual(['stored', 'stored'])
  })

  test('two rosters at once may make two keys, and both open', async () => {
    const own = await endpoint.addSetting()
    await endpoint.addAdults(own, { id: 'amira', name: 'Amira', roles: ['head'] })
    const keys = await Promise.all([1, 2, 3].map(() => within(endpoint.db, own, (tx) => postKeyOf(tx, own, clock))))
    const tablet = await enrolTestTablet(endpoint, own)
    const copies = await Promise.all([...new Map(keys.map((key) => [key.id, key])).values()].map(async (postKey) => copyOf({ ...tablet, postKey }, (await note(tablet, postKey.id, { setting: own })).text)))
    const { results } = await push(tablet, ...copies)
    expect(results.every(({ status }) => status === 'stored')).toBe(true)
  })

  test('no request changes a key or takes one away, and the log has none', async () => {
    await expect(within(endpoint.db, setting, (tx) => tx.deleteFrom('post_key').execute())).rejects.toMatchObject({ code: '42501' })
    await expect(within(endpoint.db, setting, (tx) => tx.updateTable('post_key').set({ made_at: 1 } as never).execute())).rejects.toMatchObject({ code: '42501' })
    const rows = await endpoint.db.selectFrom('post_key').selectAll().execute()
    expect(rows.length).toBeGreaterThan(2)
    for (const { private_key: privateKey } of rows) expect(endpoint.logged()).not.toContain(privateKey.slice(60, 90))
  })
})

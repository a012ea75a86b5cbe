import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import type { Checkpoint } from '../domain/history/read'
import { fold } from '../domain/history/read'
import type { NewRevision, Revision } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import { confirmation, confirmedBy } from '../domain/records/account'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const staff = [
  { id: 'amira', name: 'Amira Lanternhall', roles: ['key-person'] },
  { id: 'bo', name: 'Bo Quillfeather', roles: ['practitioner'] },
  { id: 'maud', name: 'Maud Eveningale', roles: ['mental-health-lead'] },
  { id: 'vesper', name: 'Vesper Inkwell', roles: ['visiting'] },
  { id: 'dov', name: 'Dov Saltmarsh', roles: ['dsl'] },
  { id: 'hetty', name: 'Hetty Overbrook', roles: ['head'] },
] as const

describe.each(['pglite', 'postgres'] as const)('incidents on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let hall: TestTablet

  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())
  beforeEach(async () => {
    setting = await endpoint.addSetting()
    await endpoint.addAdults(setting, ...staff)
    hall = await enrolTestTablet(endpoint, setting)
  })

  const incident = (given: Partial<NewRevision> = {}, on: TestTablet = hall) =>
    on.make({ record: 'incident-1', kind: 'incident', author: 'amira', changes: { 'words/': 'Held the gate' }, ...given })
  const statuses = async (...revisions: Revision[]) => {
    const { results } = await hall.push(...revisions.map(({ text }) => text))
    return results.map(({ status, code }) => code ?? status)
  }
  const numbers = async (tablet: TestTablet, ...revisions: { text: unknown }[]) => {
    const { results } = await tablet.push(...revisions.map(({ text }) => text))
    return results.map(({ number }) => number ?? null)
  }
  const reading = async (record = 'incident-1') => {
    const row = await endpoint.db.selectFrom('checkpoint').select('reading').where('setting', '=', setting).where('record', '=', record).executeTakeFirstOrThrow()
    return JSON.parse(row.reading) as Checkpoint
  }

  describe('in the book', () => {
    test('two tablets that send at once fill it without a gap, each setting its own', async () => {
      const nest = await enrolTestTablet(endpoint, setting)
      const other = await endpoint.addSetting()
      await endpoint.addAdults(other, ...staff)
      const elsewhere = await enrolTestTablet(endpoint, other)
      const sendTen = async (tablet: TestTablet, name: string) => {
        const given: (number | null)[] = []
        for (let push = 0; push < 5; push++) {
          const pair = await Promise.all([1, 2].map((one) => incident({ record: `${name}-${push}-${one}` }, tablet)))
          given.push(...(await numbers(tablet, ...pair)))
        }
        return given
      }
      const [fromHall, fromNest, fromElsewhere] = await Promise.all([sendTen(hall, 'hall'), sendTen(nest, 'nest'), sendTen(elsewhere, 'elsewhere')])
      const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
      expect([...fromHall, ...fromNest].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(upTo(20))
      expect(fromElsewhere).toEqual(upTo(10))
      // In the order in which they were stored.
      const { rows } = await hall.pull({ after: staff.length })
      expect(rows.map(({ number }) => number)).toEqual(upTo(20))
    })

    test('what is refused takes no number, and what is sent again keeps the one it has', async () => {
      const first = await incident()
      const [byVisitor, byNobody] = [await incident({ record: 'incident-2', author: 'vesper' }), await incident({ record: 'incident-3', author: 'nobody' })]
      const misfit = await incident({ record: 'incident-4', changes: { 'wrods/': 'Held' } })
      const orphan = await incident({ record: 'incident-5', after: [first.id.replace(/.{4}$/, 'AAAA')] })
      const last = await incident({ record: 'incident-6' })
      expect(await numbers(hall, first, byVisitor, byNobody, misfit, orphan, { text: 'no revision' }, last)).toEqual([1, null, null, null, null, null, 2])
      expect(await numbers(hall, last, first, last)).toEqual([2, 1, 2])
      const more = await incident({ after: [first.id], changes: { 'place/': 'hall' } })
      expect(await numbers(hall, more, await incident({ record: 'incident-7' }))).toEqual([1, 3])
    })

    test('only incidents are in it', async () => {
      const note = await hall.make({ record: 'note-1', kind: 'quick-record', author: 'amira' })
      const account = await hall.make({ record: 'account-1', kind: 'account', author: 'amira', changes: { 'incident/': 'incident-1' } })
      expect(await numbers(hall, note, account, await incident())).toEqual([null, null, 1])
      const { rows } = await hall.pull({ after: staff.length })
      expect(rows.map((row) => 'number' in row)).toEqual([false, false, true])
      const { records } = await hall.snapshot({ limit: 50 })
      expect(records.filter((one) => 'number' in one).map(({ record, number }) => [record, number])).toEqual([['incident-1', 1]])
    })

    test('another tablet learns it with new rows, with a record’s history and with a first sync', async () => {
      const nest = await enrolTestTablet(endpoint, setting)
      await numbers(hall, await incident({ record: 'incident-0' }), await incident())
      const { rows } = await nest.pull({ after: staff.length })
      expect(rows.map(({ number }) => number)).toEqual([1, 2])
      const { records } = await nest.snapshot({ limit: 50 })
      expect(records.filter(({ kind }) => kind === 'incident').map(({ record, number }) => [record, number])).toEqual([['incident-1', 2], ['incident-0', 1]])
      const history = (await (await nest.get('/history', { record: 'incident-1' })).json()) as { rows: { number: number }[] }
      expect(history.rows.map(({ number }) => number)).toEqual([2])
    })

    test('a withdrawn incident keeps its number, and nobody else is given it', async () => {
      const first = await incident()
      const withdrawn = await incident({ act: 'withdraw', author: 'hetty', after: [first.id], changes: {} })
      expect(await numbers(hall, first, withdrawn, await incident({ record: 'incident-2' }))).toEqual([1, 1, 2])
      expect((await reading()).withdrawn).toMatchObject({ author: 'hetty' })
    })
  })

  describe('at the door', () => {
    /** Begun by Amira, with Bo in it; then signed. */
    const signed = async () => {
      const begun = await incident({ changes: { 'adults/a1': true, 'adults/a1/rank': 'a0', 'adults/a1/adult': 'bo' } })
      const signature = await incident({ act: 'sign', after: [begun.id], changes: {} })
      expect(await statuses(begun, signature)).toEqual(['stored', 'stored'])
      return { begun, signature }
    }

    test.each(staff.filter(({ id }) => id !== 'amira').map(({ id }) => id))('%s does not sign what Amira began', async (author) => {
      const begun = await incident()
      expect(await statuses(begun, await incident({ act: 'sign', author, after: [begun.id], changes: {} }))).toEqual(['stored', 'not-allowed'])
      expect((await reading()).freeze).toBeNull()
    })

    test('what an adult who has left began is signed by a senior, and countersigned by another', async () => {
      const dayMs = 86_400_000
      const ago = (days: number) => Date.now() - days * dayMs
      await endpoint.addAdults(setting, { id: 'lev', name: 'Lev Gonewell', roles: ['practitioner'], until: new Date(ago(2)).toISOString().slice(0, 10) })
      const begun = await incident({ author: 'lev', at: ago(4) })
      const sign = (author: string, at = Date.now()) => incident({ act: 'sign', author, at, after: [begun.id], changes: {} })
      expect(await statuses(begun, await sign('bo'), await sign('maud'), await sign('hetty', ago(3)))).toEqual(['stored', 'not-allowed', 'not-allowed', 'not-allowed'])
      const signature = await sign('hetty')
      const countersign = (author: string) => incident({ act: 'countersign', author, after: [signature.id], changes: {} })
      expect(await statuses(signature, await countersign('hetty'), await countersign('dov'))).toEqual(['stored', 'not-allowed', 'stored'])
    })

    test('of two who began it apart, the one who is still here signs, and no senior for them', async () => {
      await endpoint.addAdults(setting, { id: 'lev', name: 'Lev Gonewell', roles: ['practitioner'], until: '2026-01-02' })
      const lev = await incident({ author: 'lev', at: Date.parse('2026-01-01T10:00:00Z') })
      const amira = await incident({ at: Date.parse('2026-01-01T10:05:00Z') })
      const sign = (author: string) => incident({ act: 'sign', author, after: [lev.id, amira.id].sort(), changes: {} })
      expect(await statuses(lev, amira, await sign('hetty'), await sign('amira'))).toEqual(['stored', 'stored', 'not-allowed', 'stored'])
    })

    test('an incident is signed by its author, and not begun with a signature', async () => {
      expect(await statuses(await incident({ record: 'incident-2', act: 'sign', changes: {} }))).toEqual(['not-allowed'])
      const { signature } = await signed()
      expect((await reading()).freeze).toMatchObject({ revision: signature.id, act: 'sign', author: 'amira' })
    })

    test.each(['sign', 'countersign'] as const)('to %s changes no answer', async (act) => {
      const { signature, begun } = await signed()
      const after = act === 'sign' ? begun.id : signature.id
      expect(await statuses(await incident({ act, author: act === 'sign' ? 'amira' : 'hetty', after: [after], changes: { 'words/': 'Other words' } }))).toEqual(['not-valid'])
    })

    test('signed on two tablets apart: the first signature stands', async () => {
      const { begun, signature } = await signed()
      expect(await statuses(await incident({ act: 'sign', after: [begun.id], changes: {}, at: Date.now() + 1 }))).toEqual(['already-closed'])
      expect(await reading()).toMatchObject({ contested: false, freeze: { revision: signature.id } })
    })

    test.each([
      ['amira', 'not-allowed'], // wrote it
      ['bo', 'not-allowed'],
      ['maud', 'not-allowed'],
      ['vesper', 'not-allowed'],
      ['dov', 'stored'],
      ['hetty', 'stored'],
    ])('%s countersigns: %s', async (author, came) => {
      const { signature } = await signed()
      expect(await statuses(await incident({ act: 'countersign', author, after: [signature.id], changes: {} }))).toEqual([came])
    })

    test('a senior who wrote it does not countersign it', async () => {
      const begun = await incident({ author: 'hetty' })
      const signature = await incident({ author: 'hetty', act: 'sign', after: [begun.id], changes: {} })
      const own = await incident({ author: 'hetty', act: 'countersign', after: [signature.id], changes: {} })
      const other = await incident({ author: 'dov', act: 'countersign', after: [signature.id], changes: {} })
      expect(await statuses(begun, signature, own, other)).toEqual(['stored', 'stored', 'not-allowed', 'stored'])
    })

    test('nobody countersigns before it is signed, or without having seen the signature', async () => {
      const begun = await incident()
      const countersign = (after: string) => incident({ act: 'countersign', author: 'hetty', after: [after], changes: {} })
      expect(await statuses(begun, await countersign(begun.id))).toEqual(['stored', 'not-allowed'])
      const signature = await incident({ act: 'sign', after: [begun.id], changes: {} })
      expect(await statuses(signature, await countersign(begun.id))).toEqual(['stored', 'not-allowed'])
      // Through what came after it is seen as well.
      const words = await incident({ act: 'addendum', after: [signature.id], changes: { 'addendum/': 'The gate was mended.' } })
      expect(await statuses(words, await countersign(words.id))).toEqual(['stored', 'stored'])
    })

    describe('begun by two apart, offline', () => {
      /** Amira began it on one tablet, and Bo a little later on another; Hetty wrote on what Amira had begun. */
      const begunApart = async () => {
        const nest = await enrolTestTablet(endpoint, setting)
        const at = Date.now() - 60_000
        const amira = await incident({ at })
        const bo = await incident({ author: 'bo', at: at + 5_000, changes: { 'place/': 'hall' } }, nest)
        const hetty = await incident({ author: 'hetty', at: at + 9_000, after: [amira.id], changes: { 'placeWords/': 'By the gate' } })
        const sign = (author: string, ...after: Revision[]) => incident({ act: 'sign', author, after: after.map(({ id }) => id), changes: {} }, author === 'bo' ? nest : hall)
        return { amira, bo, hetty, sign }
      }

      test.each(['amira', 'bo'] as const)('both beginnings received, the one by %s first: whoever began it later signs first, and is taken', async (first) => {
        const { amira, bo, sign } = await begunApart()
        const signature = await sign('bo', amira, bo)
        expect(await statuses(...(first === 'amira' ? [amira, bo] : [bo, amira]))).toEqual(['stored', 'stored'])
        expect(await statuses(signature)).toEqual(['stored'])
        expect(await reading()).toMatchObject({ freeze: { revision: signature.id, author: 'bo' }, contested: false, begunBy: ['amira', 'bo'], first: { author: 'amira' } })
        expect(await statuses(await sign('amira', amira))).toEqual(['already-closed'])
        expect(await reading()).toMatchObject({ freeze: { revision: signature.id, author: 'bo' }, contested: false })
      })

      test('signed before the other beginning was seen, in one push with it, it is taken all the same', async () => {
        const { amira, bo, sign } = await begunApart()
        const signature = await sign('bo', bo)
        expect(await statuses(amira, bo, signature, await sign('amira', amira))).toEqual(['stored', 'stored', 'stored', 'already-closed'])
        expect(await reading()).toMatchObject({ freeze: { revision: signature.id, author: 'bo' }, late: [{ changes: { 'words/': 'Held the gate' } }] })
      })

      test('every tablet reads the signature of the one who began it later', async () => {
        const { amira, bo, sign } = await begunApart()
        const signature = await sign('bo', amira, bo)
        await statuses(amira, bo, signature)
        const oak = await enrolTestTablet(endpoint, setting)
        const { rows } = await oak.pull({ after: staff.length })
        const read = fold(null, rows.map(openRevision).filter(({ header }) => header.record === 'incident-1'))?.checkpoint
        expect(read).toEqual(await reading())
        const { records } = await oak.snapshot({ limit: 50 })
        expect(JSON.parse(records.find(({ record }) => record === 'incident-1')?.checkpoint ?? '')).toEqual(read)
      })

      test.each(['hetty', 'dov', 'maud', 'vesper'])('%s, who did not begin it, does not sign it', async (author) => {
        const { amira, bo, hetty, sign } = await begunApart()
        expect(await statuses(amira, bo, hetty, await sign(author, bo, hetty))).toEqual(['stored', 'stored', 'stored', 'not-allowed'])
        expect((await reading()).freeze).toBeNull()
      })

      test('a senior who began it apart does not countersign it; one who wrote on it does', async () => {
        const { amira, hetty, sign } = await begunApart()
        const dov = await incident({ author: 'dov', changes: { 'place/': 'hall' } })
        const signature = await sign('amira', amira, hetty, dov)
        const countersign = (author: string) => incident({ act: 'countersign', author, after: [signature.id], changes: {} })
        expect(await statuses(amira, hetty, dov, signature, await countersign('dov'), await countersign('hetty'))).toEqual(['stored', 'stored', 'stored', 'stored', 'not-allowed', 'stored'])
      })
    })

    describe('an account written down for another adult', () => {
      const account = (given: Partial<NewRevision> = {}) => hall.make({ record: 'account-1', kind: 'account', author: 'amira', changes: {}, ...given })
      const takenDown = (takenFor: string) => account({ changes: { 'incident/': 'incident-1', 'words/': 'Bo saw the gate.', 'takenFor/': takenFor } })
      const added = (author: string, after: Revision) => account({ act: 'addendum', author, after: [after.id], changes: confirmation })

      test.each([
        ['bo', 'bo', 'stored'],
        ['bo', 'cosmo', 'not-allowed'], // a colleague
        ['bo', 'vesper', 'not-allowed'],
        ['vesper', 'vesper', 'stored'], // here for the day
        ['vesper', 'bo', 'not-allowed'],
      ])('written for %s and closed, it is confirmed by %s: %s', async (takenFor, author, came) => {
        await endpoint.addAdults(setting, { id: 'cosmo', name: 'Cosmo Butterwick', roles: ['practitioner'] })
        const begun = await takenDown(takenFor)
        const closing = await account({ act: 'close', after: [begun.id] })
        expect(await statuses(begun, closing)).toEqual(['stored', 'stored'])
        const before = (await reading('account-1')).parts
        expect(await statuses(await added(author, closing))).toEqual([came])
        const { parts, addenda } = await reading('account-1')
        expect(parts).toEqual(before)
        expect(confirmedBy({ takenFor }, addenda)?.source.author).toBe(came === 'stored' ? author : undefined)
      })

      test('taken down, closed and confirmed in one push, by a tablet that was offline all the while', async () => {
        const begun = await takenDown('bo')
        const closing = await account({ act: 'close', after: [begun.id] })
        expect(await statuses(begun, closing, await added('bo', closing))).toEqual(['stored', 'stored', 'stored'])
      })

      test('it is confirmed once it is closed and not before, and changed by nobody else', async () => {
        const begun = await takenDown('bo')
        expect(await statuses(begun, await added('bo', begun), await account({ author: 'bo', after: [begun.id], changes: { 'words/': 'Other words' } }), await account({ author: 'bo', act: 'close', after: [begun.id] }))).toEqual(['stored', 'not-allowed', 'not-allowed', 'not-allowed'])
      })

      test('whoever it was meant for first, and no longer is, does not confirm it', async () => {
        const begun = await takenDown('vesper')
        const closing = await account({ act: 'close', after: [begun.id], changes: { 'takenFor/': 'bo' } })
        expect(await statuses(begun, closing, await added('vesper', closing), await added('bo', closing))).toEqual(['stored', 'stored', 'not-allowed', 'stored'])
      })
    })

    test('an edit to a signed record, from a tablet that did not know or from one that did, is kept beside it and changes nothing', async () => {
      const { begun, signature } = await signed()
      const before = (await reading()).parts
      const offline = await incident({ author: 'bo', after: [begun.id], changes: { 'words/': 'It was the other gate' } })
      const knowing = await incident({ after: [signature.id], changes: { 'place/': 'hall' }, at: Date.now() + 60_000 })
      expect(await statuses(offline, knowing)).toEqual(['stored', 'stored'])
      expect(await reading()).toMatchObject({ parts: before, late: [{ changes: { 'words/': 'It was the other gate' } }, { changes: { 'place/': 'hall' } }] })
    })

    test('an incident is signed, never closed', async () => {
      const begun = await incident()
      expect(await statuses(begun, await incident({ act: 'close', after: [begun.id], changes: {} }))).toEqual(['stored', 'not-valid'])
    })

    test.each([
      ['its author', 'amira', 'stored'],
      ['an adult who was in it', 'bo', 'stored'],
      ['a lead', 'maud', 'stored'],
      ['an adult who was not in it', 'cosmo', 'not-allowed'],
      ['a visitor', 'vesper', 'not-allowed'],
    ])('words are added to a signed incident by %s: %s %s', async (_who, author, came) => {
      await endpoint.addAdults(setting, { id: 'cosmo', name: 'Cosmo Butterwick', roles: ['practitioner'] })
      const { signature } = await signed()
      expect(await statuses(await incident({ act: 'addendum', author, after: [signature.id], changes: { 'addendum/': 'One more thing.' } }))).toEqual([came])
    })

    test('words are added once it is signed and not before', async () => {
      const begun = await incident()
      expect(await statuses(begun, await incident({ act: 'addendum', after: [begun.id], changes: { 'addendum/': 'Later' } }))).toEqual(['stored', 'not-allowed'])
    })

    test.each(['account', 'child-debrief', 'adult-debrief', 'home-note'])('another adult’s own %s is written, closed, signed and countersigned by nobody else', async (kind) => {
      const own = (given: Partial<NewRevision> = {}) => hall.make({ record: 'own-1', kind, author: 'amira', ...given })
      const begun = await own()
      const written = await own({ author: 'hetty', after: [begun.id] })
      const closed = await own({ author: 'bo', act: 'close', after: [begun.id] })
      const signature = await own({ act: 'sign', after: [begun.id] })
      expect(await statuses(begun, written, closed, signature)).toEqual(['stored', 'not-allowed', 'not-allowed', 'not-allowed'])
      const closing = await own({ act: 'close', after: [begun.id] })
      expect(await statuses(closing, await own({ author: 'hetty', act: 'countersign', after: [closing.id] }))).toEqual(['stored', 'not-allowed'])
    })

    test('whoever tells parents writes to the one record of that incident', async () => {
      const told = (record: string, given: Partial<NewRevision> = {}) => hall.make({ record, kind: 'telling', author: 'bo', changes: { 'incident/': 'incident-1' }, ...given })
      expect(await statuses(await told('told-incident-1'), await told('told-incident-2'), await told('incident-1'), await told('told-incident-1', { author: 'vesper' }))).toEqual(['stored', 'not-valid', 'not-valid', 'not-allowed'])
    })
  })
})

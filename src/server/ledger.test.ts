import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fold } from '../domain/history/read'
import type { NewRevision, Revision } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import { newHand } from '../../tests/support/make-revisions'
import { within } from './database/within'
import { pull } from './reading'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'

const staff = [
  { id: 'amira', name: 'Amira Lanternhall', roles: ['key-person'] },
  { id: 'bo', name: 'Bo Quillfeather', roles: ['practitioner'] },
  { id: 'senna', name: 'Senna Marchpane', roles: ['senco'] },
  { id: 'gus', name: 'Gus Oftenbright', roles: ['governor'] },
  { id: 'lee', name: 'Lee Yesterby', roles: ['practitioner'], until: '2026-10-01' },
] as const

describe.each(['pglite', 'postgres'] as const)('the ledger on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let tablet: TestTablet

  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(async () => {
    await endpoint.close()
  })
  beforeEach(async () => {
    setting = await endpoint.addSetting()
    await endpoint.addAdults(setting, ...staff)
    tablet = await enrolTestTablet(endpoint, setting)
  })

  const note = (given: Partial<NewRevision> = {}) =>
    tablet.make({ record: 'note-1', kind: 'quick-record', author: 'amira', changes: { 'words/': 'Queue for lunch' }, ...given })
  const aboutMoss = (given: Partial<NewRevision> = {}) =>
    tablet.make({ record: 'moss', kind: 'child', author: 'amira', changes: { 'name/': 'Moss Kettle' }, ...given })
  const statuses = async (...revisions: { text: unknown }[]) => {
    const { results } = await tablet.push(...revisions.map(({ text }) => text))
    return results.map(({ status, code }) => code ?? status)
  }
  const reading = async (record: string) => {
    const row = await endpoint.db.selectFrom('checkpoint').selectAll().where('setting', '=', setting).where('record', '=', record).executeTakeFirstOrThrow()
    return { ...row, checkpoint: JSON.parse(row.reading) as unknown }
  }
  const foldOfAll = async (record: string) => {
    const rows = await endpoint.db.selectFrom('revision').selectAll().where('setting', '=', setting).where('record', '=', record).execute()
    return fold(null, rows.map(openRevision))?.checkpoint
  }

  test.each([
    ['roots-and-fruits', 'tree-moss_1'],
    ['anxiety-map', 'map-moss_1'],
    ['predict-prevent', 'predict-moss_1'],
    ['risk-calculator', 'risk-moss_1'],
    ['behaviour-checklist', 'check-1'],
    ['plan', 'plan-rrp-moss_1'],
    ['plan-going', 'going-plan-rrp-moss_1'],
    ['support', 'support-moss'],
    ['one-page-profile', 'profile-moss'],
    ['audit-of-need', 'check-1'],
    ['circle-note', 'check-1'],
  ])('%s is made by leads and by those whose child it is', async (kind, record) => {
    const drawn = (given: Partial<NewRevision> = {}) => tablet.make({ record, kind, author: 'senna', changes: { 'child/': 'moss' }, ...given })
    await statuses(await aboutMoss({ changes: { 'name/': 'Moss Kettle', 'keyPerson/': 'amira' } }))
    const first = await drawn({ author: 'amira' })
    expect(await statuses(first)).toEqual(['stored'])
    // What follows says nothing of the child: whose it is, is known.
    expect(await statuses(await drawn({ author: 'amira', after: [first.id], changes: {} }), await drawn({ author: 'senna', after: [first.id], changes: {} }))).toEqual(['stored', 'stored'])
    expect(await statuses(await drawn({ author: 'bo', after: [first.id], changes: {} }))).toEqual(['not-allowed'])
    expect(await statuses(await drawn({ author: 'amira', record: record.replace('moss', 'pip').replace('check-1', 'check-2'), changes: { 'child/': 'pip' } }))).toEqual(['not-allowed'])
  })

  test('a plan is agreed by leads and by the child’s key person, under the id of its kind and child; it says when an adult has read it', async () => {
    const drawn = (given: Partial<NewRevision> = {}) => tablet.make({ record: 'plan-rrp-moss_1', kind: 'plan', author: 'senna', changes: { 'child/': 'moss', 'planKind/': 'rrp' }, ...given })
    await statuses(await aboutMoss({ changes: { 'name/': 'Moss Kettle', 'keyPerson/': 'amira' } }))
    const first = await drawn()
    expect(await statuses(first, await drawn({ record: 'plan-psp-moss_1' }), await drawn({ record: 'plan-moss_1' }), await drawn({ changes: { 'child/': 'pip' } }))).toEqual(['stored', 'not-valid', 'not-valid', 'not-valid'])
    const agreed = (author: string) => drawn({ act: 'sign', author, after: [first.id], changes: {} })
    expect(await statuses(await agreed('bo'), await agreed('amira'), await agreed('senna'))).toEqual(['not-allowed', 'stored', 'already-closed'])
    expect(await foldOfAll('plan-rrp-moss_1')).toMatchObject({ contested: false, freeze: { act: 'sign', author: 'amira' } })
    expect(await statuses(await tablet.make({ record: 'reading-1', kind: 'plan-reading', act: 'close', author: 'bo', changes: { 'child/': 'moss', 'plan/': 'plan-rrp-moss_1', 'on/': '2026-11-24' } }))).toEqual(['stored'])
  })

  test('a calm script is written by leads, by the child’s own key person, and by nobody else; under the child’s own id', async () => {
    const script = (given: Partial<NewRevision> = {}) =>
      tablet.make({ record: 'calm-moss', kind: 'calm-script', author: 'senna', changes: { 'child/': 'moss', 'helpSay/': 'I am here.' }, ...given })
    const [byLead, byOther, byKeyPerson] = [await script(), await script({ author: 'bo' }), await script({ author: 'amira' })]
    expect(await statuses(byLead, byOther, byKeyPerson)).toEqual(['stored', 'not-allowed', 'not-allowed'])
    // Who the key person is counts from the moment it is known, also within one push.
    const keyed = await aboutMoss({ changes: { 'name/': 'Moss Kettle', 'keyPerson/': 'amira' } })
    expect(await statuses(keyed, byKeyPerson, byOther)).toEqual(['stored', 'stored', 'not-allowed'])
    const moved = await aboutMoss({ after: [keyed.id], changes: { 'keyPerson/': 'bo' } })
    expect(await statuses(moved, await script({ author: 'amira', after: [byKeyPerson.id], changes: { 'helpSay/': 'I am near.' } }))).toEqual(['stored', 'not-allowed'])
    expect(await statuses(await script({ record: 'calm-pip' }), await script({ record: 'script-1' }))).toEqual(['not-valid', 'not-valid'])
    const { checkpoint } = await reading('calm-moss')
    expect(checkpoint).toEqual(await foldOfAll('calm-moss'))
    expect(await endpoint.db.selectFrom('about').select('child').where('setting', '=', setting).where('record', '=', 'calm-moss').execute()).toEqual([{ child: 'moss' }])
  })

  test('a revision is stored, numbered next, and pulled as it was sent', async () => {
    const first = await note()
    const pushed = await tablet.push(first.text)
    const seq = staff.length + 1
    expect(pushed).toMatchObject({ seq, results: [{ id: first.id, status: 'stored', seq }] })
    const pulled = await tablet.pull({ epoch: pushed.epoch, after: seq - 1 })
    expect(pulled).toMatchObject({ next: seq, more: false, headSeq: seq })
    expect(pulled.rows).toEqual([{ ...first.text, seq, receivedAt: pushed.results[0]?.receivedAt }])
  })

  test('a repeat is harmless, alone or twice in one push, and answers with the number it has', async () => {
    const first = await note()
    const once = await tablet.push(first.text)
    expect(await tablet.push(first.text, first.text)).toMatchObject({
      seq: once.seq,
      results: [{ ...once.results[0], status: 'duplicate' }, { ...once.results[0], status: 'duplicate' }],
    })
  })

  test('a parent in the same push counts, sent before its child or after', async () => {
    const first = await note()
    const second = await note({ after: [first.id], changes: { 'words/': 'Queue, then the bell' } })
    expect((await tablet.push(second.text)).results).toEqual([{ id: second.id, status: 'missing-parent' }])
    expect(await statuses(second, first)).toEqual(['stored', 'stored'])
    expect((await tablet.pull({ after: staff.length })).rows.map(({ id }) => id)).toEqual([first.id, second.id])
  })

  test('one bad revision never stops the rest', async () => {
    const [good, other] = [await note(), await note({ record: 'note-2' })]
    expect(await statuses(good, { text: 'no revision at all' }, { text: { ...good.text, header: '{' } }, other)).toEqual(['stored', 'not-valid', 'not-whole', 'stored'])
  })

  test('a changed letter, a changed signature and a stranger’s signature are not whole', async () => {
    const first = await note()
    const stranger = await newHand()
    const forged = await stranger.make({ setting, record: 'note-1', kind: 'quick-record', author: 'amira', device: tablet.device })
    const unknown = await stranger.make({ setting, record: 'note-1', kind: 'quick-record', author: 'amira', device: 'tablet-of-nowhere' })
    expect(
      await statuses(
        { text: { ...first.text, body: first.text.body?.replace('lunch', 'lynch') } },
        { text: { ...first.text, header: first.text.header.replace('amira', 'senna') } },
        { text: { ...first.text, signature: 'AAAA' } },
        forged,
        unknown,
      ),
    ).toEqual(['not-whole', 'not-whole', 'not-whole', 'not-whole', 'not-whole'])
  })

  test('what this endpoint is too old for is said to be so', async () => {
    expect(await statuses(await note({ kind: 'moon-diary' }), await note({ version: 99 }))).toEqual(['too-new', 'too-new'])
  })

  test('a record that several keep is closed by nobody', async () => {
    expect(await statuses(await aboutMoss(), await aboutMoss({ act: 'close' }), await note({ act: 'close' }))).toEqual(['stored', 'not-valid', 'stored'])
  })

  test('a revision of another setting is refused', async () => {
    expect(await statuses(await note({ setting: 'elsewhere' }))).toEqual(['wrong-setting'])
  })

  test.each([
    ['a part the form does not have', { 'wrods/': 'Queue' }],
    ['a part named after what every object has', { 'constructor/': 'Queue', '__proto__/': 'Queue' }],
    ['a number where words belong', { 'words/': 7 }],
    ['more words than fit', { 'words/': 'a'.repeat(250_001) }],
  ])('%s is not valid', async (_what, changes) => {
    expect(await statuses(await note({ changes }))).toEqual(['not-valid'])
  })

  test('200,000 characters are stored and pulled', async () => {
    const words = 'The queue was long. '.repeat(10_000)
    expect(await statuses(await note({ changes: { 'words/': words } }))).toEqual(['stored'])
    const [row] = (await tablet.pull({ after: staff.length })).rows
    expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ changes: { 'words/': words } })
  })

  test.each<[string, Partial<NewRevision>, string]>([
    ['a practitioner begins a quick record', { author: 'bo' }, 'stored'],
    ['a governor opens no record', { author: 'gus' }, 'not-allowed'],
    ['someone not on the roster', { author: 'nobody' }, 'not-allowed'],
    ['a tablet cannot write as the LA', { author: 'la' }, 'not-allowed'],
    ['a leaver writes about a day after their last', { author: 'lee', at: Date.parse('2026-10-02T09:00:00Z') }, 'not-allowed'],
    ['a leaver’s last day arrives late', { author: 'lee', at: Date.parse('2026-10-01T14:00:00Z') }, 'stored'],
    ['a clock three years ahead, known to be', { author: 'lee', at: Date.parse('2029-10-01T14:00:00Z'), skewMs: Date.parse('2029-10-01') - Date.parse('2026-10-01') }, 'stored'],
    ['an addendum to a record that is open', { act: 'addendum', changes: { 'addendum/': 'Later' } }, 'not-allowed'],
  ])('%s', async (_who, given, came) => {
    expect(await statuses(await note(given))).toEqual([came])
  })

  test('only its author adds to an own record; a lead adds words once it is closed', async () => {
    const first = await note()
    const other = await note({ author: 'bo', after: [first.id] })
    const closed = await note({ act: 'close', after: [first.id], changes: {} })
    const words = await note({ act: 'addendum', author: 'senna', after: [closed.id], changes: { 'addendum/': 'Spoke to the family.' } })
    const notLead = await note({ act: 'addendum', author: 'bo', after: [closed.id], changes: { 'addendum/': 'I was there.' } })
    expect(await statuses(first, other, closed, words, notLead)).toEqual(['stored', 'not-allowed', 'stored', 'stored', 'not-allowed'])
  })

  test('the first closing stands; a second that had not seen it is refused, and one that had is kept', async () => {
    const first = await note()
    const here = await note({ act: 'close', after: [first.id], changes: { 'words/': 'here' } })
    const there = await note({ act: 'close', after: [first.id], changes: { 'words/': 'there' } })
    expect(await statuses(first, here)).toEqual(['stored', 'stored'])
    expect(await statuses(there, await note({ act: 'close', after: [here.id], changes: {} }))).toEqual(['already-closed', 'stored'])
    expect(await reading('note-1')).toMatchObject({ frozen: true, checkpoint: { contested: false, freeze: { revision: here.id } } })
  })

  test('an edit whose author did not know of the closing is kept, and reads as late', async () => {
    const first = await note()
    const closed = await note({ act: 'close', after: [first.id], changes: {} })
    const late = await note({ after: [first.id], changes: { 'words/': 'One more thing' } })
    expect(await statuses(first, closed, late)).toEqual(['stored', 'stored', 'stored'])
    expect(await reading('note-1')).toMatchObject({ checkpoint: { late: [{ changes: { 'words/': 'One more thing' } }] } })
  })

  test('a record keeps its kind, and a parent is of the same record', async () => {
    const first = await note()
    expect(await statuses(first, await note({ kind: 'observation', after: [first.id], changes: {} }), await note({ record: 'note-2', after: [first.id] }))).toEqual(['stored', 'not-valid', 'not-valid'])
  })

  test('an adult added on the tablet may have written the next thing in the same push', async () => {
    const added = await tablet.make({ record: 'tam', kind: 'adult', author: 'senna', changes: { 'name/': 'Tam Overday', 'roles/practitioner': true } })
    expect(await statuses(added, await note({ author: 'tam' }))).toEqual(['stored', 'stored'])
    expect((await tablet.roster()).people).toContainEqual({ id: 'tam', name: 'Tam Overday', shortName: 'Tam', roles: ['practitioner'], until: null, rooms: [] })
  })

  test('an adult changes their own rooms, and neither their own roles nor anyone else', async () => {
    const own = await headsOf('bo')
    const rooms = await tablet.make({ record: 'bo', kind: 'adult', author: 'bo', after: own, changes: { 'rooms/r1': true, 'rooms/r1/name': 'Puddle' } })
    const roles = await tablet.make({ record: 'bo', kind: 'adult', author: 'bo', after: own, changes: { 'roles/head': true } })
    const other = await tablet.make({ record: 'amira', kind: 'adult', author: 'bo', after: await headsOf('amira'), changes: { 'rooms/r1': true } })
    expect(await statuses(rooms, roles, other)).toEqual(['stored', 'not-allowed', 'not-allowed'])
  })
  const headsOf = async (record: string) => ((await reading(record)).checkpoint as { heads: string[] }).heads

  test('a tablet may offer again what another signed, under that tablet’s signature', async () => {
    const other = await enrolTestTablet(endpoint, setting)
    const theirs = await other.make({ record: 'note-9', kind: 'quick-record', author: 'bo', changes: {} })
    await endpoint.revoke(setting, other.device)
    expect(await statuses(theirs)).toEqual(['stored'])
  })

  test('the stored reading is the fold of all revisions, whichever way they came', async () => {
    const first = await aboutMoss()
    const apart: Revision[] = []
    for (const room of ['Puddle', 'Brook', 'Weir']) apart.push(await aboutMoss({ after: [first.id], changes: { 'room/': room } }))
    const [a, b] = apart
    const joined = await aboutMoss({ after: [a?.id ?? '', b?.id ?? ''], changes: { 'room/': 'Mere', 'knownAs/': 'Moss' } })
    for (const one of [first, ...apart, joined]) {
      await tablet.push(one.text)
      expect((await reading('moss')).checkpoint).toEqual(await foldOfAll('moss'))
    }
    expect((await reading('moss')).up_to).toBe(staff.length + 5)
  })

  test('which children a record is about is kept beside it', async () => {
    const first = await note({ changes: { 'children/moss': true, 'children/pip': true } })
    await tablet.push(first.text, (await aboutMoss()).text)
    const about = () => endpoint.db.selectFrom('about').select(['record', 'child']).where('setting', '=', setting).orderBy('record').orderBy('child').execute()
    expect(await about()).toEqual([{ record: 'moss', child: 'moss' }, { record: 'note-1', child: 'moss' }, { record: 'note-1', child: 'pip' }])
    await tablet.push((await note({ after: [first.id], changes: { 'children/pip': null } })).text)
    expect(await about()).toEqual([{ record: 'moss', child: 'moss' }, { record: 'note-1', child: 'moss' }])
  })

  test('what was refused is noted without its words, and struck off when it arrives', async () => {
    const first = await note()
    const second = await note({ after: [first.id], author: 'gus', changes: { 'words/': 'Unspeakable' } })
    await tablet.push(first.text, second.text)
    const parked = () => endpoint.db.selectFrom('parked').selectAll().where('setting', '=', setting).execute()
    expect(await parked()).toEqual([expect.objectContaining({ id: second.id, code: 'not-allowed', device: tablet.device, record: 'note-1', author: 'gus' })])
    expect(JSON.stringify(await parked())).not.toContain('Unspeakable')
    await endpoint.addAdults(setting, { id: 'gus-2', name: 'Gus', roles: ['head'] })
    const asHead = await note({ record: 'note-5', author: 'gus-2' })
    await endpoint.db.insertInto('parked').values({ setting, id: asHead.id, code: 'not-allowed', device: tablet.device, record: null, kind: null, author: null, at: 0 }).execute()
    await tablet.push(asHead.text)
    expect(await parked()).toHaveLength(1)
  })

  test('a missing parent is said to be refused, where something of its record was', async () => {
    const first = await aboutMoss({ author: 'senna' })
    const refused = await aboutMoss({ after: [first.id], author: 'gus', changes: { 'room/': 'Otters' } })
    await tablet.push(first.text, refused.text)
    const stray = await aboutMoss({ after: [(await aboutMoss({ author: 'senna', changes: { 'room/': 'Voles' } })).id], author: 'senna' })
    expect((await tablet.push(stray.text)).results).toEqual([{ id: stray.id, status: 'missing-parent', parentRefused: true }])
    const apart = await note({ after: [stray.id] })
    expect((await tablet.push(apart.text)).results).toEqual([{ id: apart.id, status: 'missing-parent' }])
  })

  test('pages come without a gap, and a page of long rows is short', async () => {
    const long = 'x'.repeat(240_000)
    const notes = await Promise.all(Array.from({ length: 6 }, (_, index) => note({ record: `long-${index}`, changes: { 'words/': long } })))
    await tablet.push(...notes.map(({ text }) => text))
    const seen: number[] = []
    let page = await tablet.pull({ after: 0, limit: 3 })
    for (;;) {
      seen.push(...page.rows.map(({ seq }) => seq))
      if (!page.more) break
      page = await tablet.pull({ epoch: page.epoch, after: page.next })
      expect(JSON.stringify(page.rows).length).toBeLessThan(1_300_000)
    }
    expect(seen).toEqual(Array.from({ length: staff.length + 6 }, (_, index) => index + 1))
  })

  test('a first sync hands over every record once, adults and children first, then the newest', async () => {
    const old = await note({ record: 'old' })
    const fresh = await note({ record: 'fresh' })
    await tablet.push(old.text, (await aboutMoss()).text, fresh.text)
    const records: string[] = []
    let next: string | null = null
    do {
      const page = await tablet.snapshot({ limit: 3, ...(next !== null && { after: next }) })
      if (next === null) {
        // Written while the pages go by: one to a record not sent yet, one that is new.
        await tablet.push((await note({ record: 'old', after: [old.id] })).text, (await note({ record: 'new' })).text)
      }
      expect(page.asOf).toBe(staff.length + 3)
      records.push(...page.records.map(({ record }) => record))
      next = page.next
    } while (next !== null)
    expect(records).toEqual(['moss', 'lee', 'gus', 'senna', 'bo', 'amira', 'fresh', 'old'])
  })

  test('a cursor of another life, or from before rows were lost, is told so', async () => {
    const { epoch } = await tablet.pull({ after: 0 })
    const asked = (cursor: { epoch: string; after: number }) => within(endpoint.db, setting, (tx) => pull(tx, { setting, limit: 10, now: 0, stand: null, ...cursor }))
    expect(await asked({ epoch: 'another', after: 2 })).toEqual({ ok: false, restored: { epoch, forkSeq: 0 } })
    expect(await asked({ epoch, after: 999 })).toEqual({ ok: false, restored: { epoch, forkSeq: staff.length } })
  })
})

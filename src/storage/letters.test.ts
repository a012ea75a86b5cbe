// @vitest-environment node
import { afterEach, describe, expect, test } from 'vitest'
import type { FailingDisk } from '../../tests/support/failing-disk'
import { failingDisk } from '../../tests/support/failing-disk'
import { closeDisks, tabletDisk } from '../../tests/support/tablet-disk'
import { Locked, StorageTrouble } from './trouble'

let failing: FailingDisk | null = null
afterEach(() => {
  failing?.restore()
  failing = null
  closeDisks()
})
const letter = (id: string, words: string, startedAt = 1_000) => ({ id, kind: 'quick-record', changes: { 'words/': words, 'hurt/': 'yes' }, startedAt })
const text = new TextDecoder('latin1')
/** Every byte of every row. */
const bytesOf = (value: unknown): string => {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return text.decode(value)
  if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey)) return Object.values(value).map(bytesOf).join('|')
  return String(value)
}

test('a locked tablet keeps what is written on it, says how many wait, and reads none of it back', async () => {
  const disk = await tabletDisk()
  disk.vault.lock()
  await disk.ledger.keepLetter(letter('l1', 'Under the copper beech'))
  await disk.ledger.keepLetter(letter('l2', 'By the pond'))
  expect(await disk.ledger.letterCount()).toBe(2)
  await expect(disk.ledger.letters()).rejects.toBeInstanceOf(Locked)
  await expect(disk.ledger.claimLetter('l1', 'moss', {})).rejects.toBeInstanceOf(Locked)
  expect(bytesOf(await disk.tables.strict.letters.toArray())).not.toMatch(/copper|pond/)
})

test('it is there after a reload, and the last write of each stands', async () => {
  const disk = await tabletDisk()
  disk.vault.lock()
  await disk.ledger.keepLetter(letter('l1', 'Under the', 5_000))
  await disk.ledger.keepLetter(letter('l1', 'Under the copper beech', 5_000))
  await disk.ledger.keepLetter(letter('l0', 'By the pond', 4_000))
  const again = await disk.reload()
  expect(await again.ledger.letterCount()).toBe(2)
  await again.unlock()
  expect((await again.ledger.letters()).map(({ id, changes }) => [id, changes['words/']])).toEqual([['l0', 'By the pond'], ['l1', 'Under the copper beech']])
})

test('a claim makes it the draft of whoever claims it, and of one alone', async () => {
  const { ledger } = await tabletDisk()
  await ledger.keepLetter(letter('l1', 'By the pond', 4_000))
  const claims = await Promise.all([ledger.claimLetter('l1', 'moss', { 'claimed/': 'witness' }), ledger.claimLetter('l1', 'sorrel', { 'claimed/': 'witness' })])
  expect(claims.filter(Boolean)).toEqual([true])
  const theirs = await Promise.all(['moss', 'sorrel'].map((adult) => ledger.draft('l1', adult)))
  expect(theirs.map((draft) => draft !== null)).toEqual(claims)
  expect(theirs.find(Boolean)).toMatchObject({
    record: 'l1', kind: 'quick-record', after: [], startedAt: 4_000, changes: { 'words/': 'By the pond', 'hurt/': 'yes', 'claimed/': 'witness' },
  })
  expect(await ledger.letterCount()).toBe(0)
  expect(await ledger.claimLetter('l1', 'moss', {})).toBe(false)
})

test.each([1, 2])('a disk that refuses step %i of a claim leaves it waiting, whole', async (step) => {
  const { ledger } = await tabletDisk()
  await ledger.keepLetter(letter('l1', 'By the pond'))
  failing = failingDisk(() => new DOMException('no room', 'QuotaExceededError'), (table) => table === 'letters' || table === 'drafts')
  failing.due = step
  await expect(ledger.claimLetter('l1', 'moss', {})).rejects.toBeInstanceOf(StorageTrouble)
  failing.restore()
  expect([await ledger.draft('l1', 'moss'), (await ledger.letters())[0]?.changes['words/']]).toEqual([null, 'By the pond'])
})

test('one that was changed or swapped is set aside and counted, and the rest are read', async () => {
  const { ledger, tables } = await tabletDisk()
  await ledger.keepLetter(letter('l1', 'By the pond', 1))
  await ledger.keepLetter(letter('l2', 'Under the copper beech', 2))
  await ledger.keepLetter(letter('l3', 'On the steps', 3))
  const [one, two] = await tables.strict.letters.bulkGet(['l1', 'l2'])
  if (!one || !two) throw new Error('they were kept')
  await tables.strict.letters.put({ ...one, id: 'l2', startedAt: 2 })
  expect((await ledger.letters()).map(({ id }) => id)).toEqual(['l1', 'l3'])
  expect([await ledger.setAside(), await ledger.letterCount()]).toEqual([1, 3])
})

test('a tablet that never joined a setting has no letterbox, and says so', async () => {
  const { openTables } = await import('./db')
  const { openVault } = await import('./vault')
  const tables = openTables('letters-never-joined')
  const vault = await openVault(tables.strict)
  await expect(vault.post('letters|l1', 'By the pond')).rejects.toBeInstanceOf(Locked)
  await tables.strict.delete()
})

const stamp = { id: 's0', rank: 'a0', what: 'began', who: null, at: { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' as const, ms: 1_000 } }

test('a timer that runs in a letter is known while locked, and goes with its end or with the letter', async () => {
  const { ledger, vault } = await tabletDisk()
  vault.lock()
  await ledger.keepLetter(letter('l1', 'Under the copper beech'), [stamp])
  await ledger.keepLetter(letter('l2', 'By the pond', 2_000), [stamp])
  await ledger.keepLetter(letter('l3', 'On the steps'))
  expect(await ledger.timers()).toEqual(['l1', 'l2'].map((record, index) => ({ record, startedAt: 1_000 * (index + 1), stamps: [stamp], locked: true })))
  await ledger.keepLetter(letter('l1', 'Under the copper beech'), [])
  await ledger.dropLetter('l2')
  expect(await ledger.timers()).toEqual([])
})

test.each([1, 2])('a disk that refuses step %i of a press keeps neither the letter nor the time without the other', async (step) => {
  const { ledger } = await tabletDisk()
  await ledger.keepLetter(letter('l1', 'Before'), [stamp])
  failing = failingDisk(() => new DOMException('no room', 'QuotaExceededError'), (table) => table === 'letters' || table === 'facts')
  failing.due = step
  await expect(ledger.keepLetter(letter('l1', 'After'), [stamp, { ...stamp, id: 's1' }])).rejects.toBeInstanceOf(StorageTrouble)
  failing.restore()
  expect([(await ledger.letters())[0]?.changes['words/'], (await ledger.timers())[0]?.stamps.length]).toEqual(['Before', 1])
})

test('a worry is sealed with its letter and handed back with it; on the disk one with and one without it are told apart by nobody', async () => {
  const disk = await tabletDisk()
  disk.vault.lock()
  await disk.ledger.keepLetter({ ...letter('l1', 'By the pond'), worry: { 'words/': 'A mark on the wrist' } })
  await disk.ledger.keepLetter(letter('l2', 'On the steps', 2_000))
  const { letters, facts } = disk.tables.strict
  const rows = [...(await letters.toArray()), ...(await facts.where('name').startsWith('letter-lamp|').toArray())]
  expect(rows.map((row) => bytesOf(row)).join('|')).not.toMatch(/mark|wrist|worry/)
  expect(rows.map((row) => Object.keys(row).sort())).toEqual([...Array(2).fill(['before', 'from', 'id', 'iv', 'keptAt', 'sealed', 'sitting', 'startedAt']), ...Array(2).fill(['name', 'value'])])
  await disk.unlock()
  expect((await disk.ledger.letters()).map(({ id, worry }) => [id, worry])).toEqual([['l1', { 'words/': 'A mark on the wrist' }], ['l2', undefined]])
})

test('that one may need the safeguarding lead is known while locked, and no longer than it waits', async () => {
  const { ledger, vault, unlock } = await tabletDisk()
  vault.lock()
  await ledger.keepLetter(letter('l1', 'On the steps'))
  expect(await ledger.letterForLead()).toBe(false)
  await ledger.keepLetter({ ...letter('l2', 'By the pond'), worry: { 'words/': 'A mark' } })
  expect(await ledger.letterForLead()).toBe(true)
  await unlock()
  await ledger.claimLetter('l2', 'moss', {})
  expect(await ledger.letterForLead()).toBe(false)
})

test('a lamp that cannot be read counts as lit: a lead who looks for nothing is the smaller harm', async () => {
  const { ledger, tables } = await tabletDisk()
  await ledger.keepLetter(letter('l1', 'On the steps'))
  await ledger.keepLetter(letter('l2', 'By the pond'))
  const lamp = await tables.strict.facts.get('letter-lamp|l1')
  await tables.strict.facts.put({ name: 'letter-lamp|l2', value: lamp?.value })
  expect(await ledger.letterForLead()).toBe(true)
})

test('a letter that was claimed or taken away leaves nothing behind that says what was in it', async () => {
  const { ledger, tables } = await tabletDisk()
  await ledger.keepLetter({ ...letter('l1', 'By the pond'), worry: {} })
  await ledger.keepLetter(letter('l2', 'On the steps'))
  await ledger.claimLetter('l1', 'moss', {})
  await ledger.dropLetter('l2')
  expect(await tables.strict.facts.where('name').startsWith('letter-lamp|').count()).toBe(0)
})

describe('gone on with in another sitting, by someone who cannot read it', () => {
  const worry = (words: string) => ({ 'words/': words, 'from/': 'l1' })
  const worried = async ({ ledger }: Pick<Awaited<ReturnType<typeof tabletDisk>>, 'ledger'>) => (await ledger.letters()).map(({ changes, worry: said }) => [changes['words/'], said?.['words/']])

  test('a worry that was written in it stands, and what is written now is what it says', async () => {
    const disk = await tabletDisk()
    disk.vault.lock()
    await disk.ledger.keepLetter({ ...letter('l1', 'Begun'), worry: worry('A mark on the wrist.') }, [stamp], 'first')
    await disk.ledger.keepLetter(letter('l1', 'Gone on with'), [stamp], 'second')
    await disk.ledger.keepLetter(letter('l1', 'Ended'), [], 'second')
    expect(await disk.ledger.letterForLead()).toBe(true)
    expect((await disk.tables.strict.letters.toArray()).map(({ before }) => before?.length)).toEqual([1])
    const again = await disk.reload()
    expect(await again.ledger.letterForLead()).toBe(true)
    await again.unlock()
    expect(await worried(again)).toEqual([['Ended', 'A mark on the wrist.']])
  })

  test('two worries in two sittings are both said', async () => {
    const disk = await tabletDisk()
    await disk.ledger.keepLetter({ ...letter('l1', 'Begun'), worry: worry('A mark on the wrist.') }, [stamp], 'first')
    await disk.ledger.keepLetter({ ...letter('l1', 'Ended'), worry: worry('He would not go home.') }, [], 'second')
    expect(await worried(disk)).toEqual([['Ended', 'A mark on the wrist.\nHe would not go home.']])
  })

  test('with or without a worry it lies there alike', async () => {
    const { ledger, tables } = await tabletDisk()
    for (const id of ['l1', 'l2']) {
      await ledger.keepLetter({ ...letter(id, 'Begun'), ...(id === 'l1' && { worry: worry('A mark') }) }, [stamp], 'first')
      await ledger.keepLetter(letter(id, 'Ended'), [], 'second')
    }
    const [one, two] = (await tables.strict.letters.toArray()).map((row) => [Object.keys(row).sort(), row.before?.map((posted) => Object.keys(posted).sort())])
    expect(one).toEqual(two)
  })

  test('left with nothing in it, it stays for the worry that it holds; its timer ends', async () => {
    const { ledger } = await tabletDisk()
    await ledger.keepLetter({ ...letter('l1', 'Begun'), worry: worry('A mark on the wrist.') }, [stamp], 'first')
    await ledger.keepLetter(letter('l1', ''), [], 'second')
    await ledger.dropLetter('l1')
    expect([await worried({ ledger }), await ledger.timers()]).toEqual([[['', 'A mark on the wrist.']], []])
  })

  test('one that an older app began is not written over either', async () => {
    const { ledger, tables } = await tabletDisk()
    await ledger.keepLetter({ ...letter('l1', 'Begun'), worry: worry('A mark on the wrist.') }, [stamp], 'first')
    const row = await tables.strict.letters.get('l1')
    if (!row) throw new Error('it was kept')
    await tables.strict.letters.put({ id: row.id, startedAt: row.startedAt, keptAt: row.keptAt, from: row.from, iv: row.iv, sealed: row.sealed })
    await ledger.keepLetter(letter('l1', 'Ended'), [], 'second')
    expect(await worried({ ledger })).toEqual([['Ended', 'A mark on the wrist.']])
  })
})

import Dexie from 'dexie'
import { expect, test } from 'vitest'
import { Locked, StorageTrouble, troubleOf, Unreadable, WrongSetting, type DiskState } from './trouble'

const named = (name: string, more: object = {}): Error => Object.assign(new Error(), { name, ...more })

test.each<[string, unknown, DiskState | null]>([
  ['a quota error', new DOMException('', 'QuotaExceededError'), 'full'],
  ['a quota error inside an abort', new Dexie.AbortError('aborted', new DOMException('', 'QuotaExceededError')), 'full'],
  ['a quota error as a cause', new Error('not kept', { cause: named('QuotaExceededError') }), 'full'],
  [
    'a quota error among the failures of a bulk write',
    named('BulkError', { failures: [named('ConstraintError'), named('QuotaExceededError')] }),
    'full',
  ],
  [
    'a disk too full to open',
    named('OpenFailedError', { inner: named('UnknownError', { message: 'Encountered full disk while opening backing store' }) }),
    'full',
  ],
  ['a closed database', new Dexie.DatabaseClosedError(), 'closed'],
  ['a closed database because it was full', new Dexie.DatabaseClosedError(named('QuotaExceededError')), 'full'],
  ['a connection that is closing', new DOMException('', 'InvalidStateError'), 'closed'],
  ['a server of tables that was lost', new DOMException('Connection to Indexed Database server lost', 'UnknownError'), 'closed'],
  ['a transaction the browser killed', named('AbortError', { inner: null }), 'closed'],
  ['tables of a newer app', new DOMException('', 'VersionError'), 'blocked'],
  ['tables another tab is changing', named('VersionChangeError'), 'blocked'],
  ['tables that are not there', new DOMException('', 'NotFoundError'), 'gone'],
  ['a database that is not there', named('NoSuchDatabaseError'), 'gone'],
  ['a trouble already judged', new StorageTrouble('gone'), 'gone'],
  ['a trouble already judged, inside', named('AbortError', { inner: new StorageTrouble('full') }), 'full'],
  ['a request over the network that was given up', new DOMException('', 'AbortError'), null],
  ['a row that is there already', named('ConstraintError'), null],
  ['a locked tablet', new Locked(), null],
  ['an unreadable row', new Unreadable('drafts|abc-1'), null],
  ['another setting', new WrongSetting(), null],
  ['a bug', new TypeError('x is not a function'), null],
  ['a name every object has', named('constructor'), null],
  ['no error at all', undefined, null],
])('%s says of the disk what it must', (_, error, state) => {
  expect(troubleOf(error)).toBe(state)
})

test('an error that holds itself is judged all the same', () => {
  const error = named('UnknownError')
  Object.assign(error, { inner: error })
  expect(troubleOf(error)).toBe('closed')
})

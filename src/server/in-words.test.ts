import { expect, test } from 'vitest'
import { inWords } from './in-words'

const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}:5432`)
test.each<[string, unknown, string]>([
  ['an error', refused('127.0.0.1'), 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['a name whose two addresses both refuse', new AggregateError([refused('::1'), refused('127.0.0.1')]), 'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432'],
  ['a full disk, from the embedded database', { name: 'ErrnoError', errno: 51 }, 'no space is left on the disk'],
  ['another refusal from it', { name: 'ErrnoError', errno: 2 }, 'a file could not be read or written (2)'],
  ['an error without words', new Error(''), 'an unknown error'],
  ['nothing at all', undefined, 'an unknown error'],
])('%s is said', (_what, error, words) => {
  expect(inWords(error)).toBe(words)
})

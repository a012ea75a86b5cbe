import { expect, test } from 'vitest'
import { takeShortcut } from './shortcut'

function opened(at: string) {
  const seen = { at: new URL(at, 'http://tablet') }
  const history = { state: { position: 0 }, replaceState: (_state: unknown, _title: string, to: string) => { seen.at = new URL(to, seen.at) } }
  const page = { get location() { return seen.at }, history } as unknown as Window // Its address and its history are all that is asked.
  return { page, at: () => `${seen.at.pathname}${seen.at.search}` }
}

test.each([
  // opened at                 is for    and stands at
  ['/?for=record',             'record', '/'],
  ['/?for=calm',               'calm',   '/'],
  ['/?for=somebody',           null,     '/?for=somebody'],
  ['/',                        null,     '/'],
  ['/children/c1?for=record',  'record', '/children/c1'],
])('opened at %s it is for %s and then stands at %s', (address, wanted, after) => {
  const { page, at } = opened(address)
  expect([takeShortcut(page), at()]).toEqual([wanted, after])
  expect(takeShortcut(page), 'asked once').toBeNull()
})

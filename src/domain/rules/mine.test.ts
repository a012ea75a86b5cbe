// @vitest-environment node
import { expect, test } from 'vitest'
import { isMine } from './mine'

const nobody = { keyPerson: null, buddy: null, room: '' }
test.each([
  ['their key person', { id: 'amira', rooms: [] }, { ...nobody, keyPerson: 'amira' }, true],
  ['their buddy', { id: 'amira', rooms: [] }, { ...nobody, keyPerson: 'gwen', buddy: 'amira' }, true],
  ['in their room', { id: 'amira', rooms: ['Oak', 'Elm'] }, { ...nobody, keyPerson: 'gwen', room: 'Elm' }, true],
  ['in their room, typed another way', { id: 'amira', rooms: ['  oak  Room'] }, { ...nobody, room: 'Oak room ' }, true],
  ['in another room', { id: 'amira', rooms: ['Oak'] }, { ...nobody, room: 'Oak 2' }, false],
  ['another’s key child', { id: 'amira', rooms: [] }, { ...nobody, keyPerson: 'gwen' }, false],
  ['in no room, with an adult in none', { id: 'amira', rooms: [''] }, nobody, false],
])('a child: %s', (_name, person, child, mine) => {
  expect(isMine(person, child)).toBe(mine)
})

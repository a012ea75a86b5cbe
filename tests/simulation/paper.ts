import { abc } from '../../src/domain/records/abc'
import { account } from '../../src/domain/records/account'
import { adult } from '../../src/domain/records/adult'
import { anxietyMap, maps } from '../../src/domain/records/anxiety-map'
import { forms } from '../../src/domain/records/catalogue'
import { child } from '../../src/domain/records/child'
import { incident } from '../../src/domain/records/incident'
import { quickRecord } from '../../src/domain/records/quick-record'
import type { Role } from '../../src/domain/people'
import { defineRecord } from '../../src/domain/schema/definition'
import type { Definition } from '../../src/domain/schema/definition'
import type { Changes } from '../../src/domain/schema/field'
import { aText } from '../../src/domain/schema/field'
import { bathNote } from '../support/added-form'

/** What the adults of a history write, on which records. Few of each, so that they meet. */

export const setting = 'meadow'
export const adults: readonly { readonly id: string; readonly roles: readonly Role[] }[] = [
  { id: 'hetty', roles: ['head'] },
  { id: 'dov', roles: ['dsl'] },
  { id: 'amira', roles: ['practitioner'] },
  { id: 'gwen', roles: ['practitioner'] },
]

/** What nobody's id says. */
export const nameOf = (id: string): string => `Kettle: ${id.length}-${id.charCodeAt(0)}`
/** In every word that is written in a history, and in nothing else: neither base64url nor a number has such a sign. */
export const tellTales: readonly string[] = ['word: ', 'Kettle: ']

/** The form after next: one more question, and what was said before it stands. */
const quickRecordOfTomorrow: Definition = defineRecord({
  ...quickRecord, version: quickRecord.version + 1, fields: { ...quickRecord.fields, weather: aText({ label: 'Weather' }) },
  upgrade: { ...quickRecord.upgrade, [quickRecord.version]: (part, value) => ({ [part]: value }) },
})
/** Which forms an app or an endpoint knows. */
export type Build = 'today' | 'tomorrow'
const today: readonly Definition[] = [...forms]
const tomorrow: readonly Definition[] = [...today.filter(({ kind }) => kind !== quickRecord.kind), quickRecordOfTomorrow, bathNote]
export const formsOf = (build: Build): readonly Definition[] => (build === 'today' ? today : tomorrow)
export const formIn = (build: Build, kind: string): Definition | undefined => formsOf(build).find((form) => form.kind === kind)
/** The endpoint reads its forms from the catalogue itself. */
export function updateCatalogue(build: Build): void {
  // Its type keeps others from adding to it; this program has a copy of its own.
  const list = forms as Definition[]
  list.splice(0, list.length, ...formsOf(build))
}

export interface Page {
  readonly record: string
  readonly kind: string
  /** What an adult may do to it in one go; the word is new each time. */
  readonly touches: readonly ((word: string) => Changes)[]
}
const text = (part: string) => (word: string): Changes => ({ [part]: word })
const always = (changes: Changes) => (): Changes => changes

export const pages: readonly [Page, ...Page[]] = [
  {
    record: 'moss', kind: child.kind,
    touches: [
      text('room/'), text('knownAs/'), text('healthHeld/'), always({ 'room/': null }), always({ 'senNeeds/semh': true }), always({ 'senNeeds/semh': null }),
      (word) => ({ 'parents/mum': true, 'parents/mum/rank': 'a0', 'parents/mum/name': word }), (word) => ({ 'parents/mum': true, 'parents/mum/name': word }),
      always({ 'parents/mum': null, 'parents/mum/name': null, 'parents/mum/rank': null }), always({ 'room/': 'Oak', 'keyPerson/': 'amira' }), always({ 'keyPerson/': null }),
    ],
  },
  { record: 'pip', kind: child.kind, touches: [text('room/'), text('knownAs/'), always({ 'room/': 'Elm' }), always({ 'keyPerson/': 'gwen' })] },
  ...['note-1', 'note-2'].map((record): Page => ({
    record, kind: quickRecord.kind,
    touches: [text('words/'), always({ 'children/moss': true }), always({ 'children/moss': null, 'children/pip': true }), always({ 'saw/hid': true, 'place/': 'hall' }), always({ 'saw/hid': null }), text('harm/'), always({ 'hurt/': 'yes' })],
  })),
  { record: 'abc-1', kind: abc.kind, touches: [text('before/'), text('after/'), always({ 'child/': 'moss' }), always({ 'intensity/': 3 }), always({ 'intensity/': null }), always({ 'when/': { wall: '2026-11-24T09:10', zone: 'Europe/London', precision: 'about' } })] },
  {
    record: maps.idOf('moss', 1), kind: anxietyMap.kind,
    touches: [
      (word) => ({ 'child/': 'moss', 'items/bell': true, 'items/bell/rank': 'a0', 'items/bell/words': word }), always({ 'items/bell/scores/amira': 4 }), always({ 'items/bell/scores/hetty': -2 }),
      always({ 'items/bell/scores/amira': null }), (word) => ({ 'items/hall': true, 'items/hall/rank': 'a1', 'items/hall/words': word }), always({ 'items/hall': null }), text('reviewWords/'),
    ],
  },
  {
    record: 'incident-1', kind: incident.kind,
    touches: [text('placeWords/'), always({ 'children/moss': true }), always({ 'children/pip': true }), always({ 'children/pip': null }), (word) => ({ 'adults/one': true, 'adults/one/rank': 'a0', 'adults/one/adult': 'amira', 'adults/one/name': word }), always({ 'adults/one': null }), always({ 'place/': 'corridor' })],
  },
  { record: 'account-1', kind: account.kind, touches: [text('felt/'), always({ 'source/': 'saw-it' }), always({ 'incident/': 'incident-1' })] },
  { record: 'bath-1', kind: bathNote.kind, touches: [text('words/'), text('view/'), always({ 'toys/bath-boat': true }), always({ 'toys/bath-boat': null }), always({ 'splash/': 2 })] },
  // Rights that change hands: what an adult may do tomorrow is decided by these.
  { record: 'amira', kind: adult.kind, touches: [always({ 'roles/key-person': true }), always({ 'roles/practitioner': null }), always({ 'roles/practitioner': true }), always({ 'until/': '2026-01-31' }), always({ 'until/': null }), text('name/'), (word) => ({ 'rooms/r1': true, 'rooms/r1/rank': 'a0', 'rooms/r1/name': word })] },
  { record: 'gwen', kind: adult.kind, touches: [always({ 'roles/senco': true }), always({ 'roles/senco': null }), text('shortName/')] },
]
export const pageOf = (record: string): Page => pages.find((page) => page.record === record) ?? pages[0]
/** A person types words into these, so a draft of them is one nobody else could have written. */
export const typed = (page: Page): readonly ((word: string) => Changes)[] => page.touches.filter((touch) => Object.values(touch('w')).includes('w'))

import type { child } from '../../domain/records/child'

export type ChildField = keyof typeof child.fields
/** How the child's form is laid out on the page; every field of it stands in one section (a test sees to that). */
export const sections: readonly { readonly title: string; readonly fields: readonly ChildField[]; readonly sensitive?: true }[] = [
  { title: 'About', fields: ['name', 'knownAs', 'born', 'room', 'keyPerson', 'buddy'] },
  { title: 'Family', fields: ['parents'] },
  { title: 'Health', fields: ['healthHeld'] },
  { title: 'School and needs', fields: ['senStage', 'senNeeds', 'rolls', 'homeLa'] },
  { title: 'Sensitive', fields: ['upn', 'sex', 'ethnicity', 'lookedAfter', 'socialWorker'], sensitive: true },
]

import { defineRecord } from '../schema/definition'
import type { Option } from '../schema/field'
import { aChoice, aDay, aPerson, aText, someChoices, someRows } from '../schema/field'
import { yesNoUnsure } from './quick-record'

// Codes below are the Department for Education's Common Basic Data Set, in lower case; a retired one stays readable.
export const senStages: readonly Option[] = [
  { code: 'n', label: 'No special educational need' },
  { code: 'k', label: 'SEN support' },
  { code: 'e', label: 'Education, health and care plan' },
]
const senNeeds: readonly Option[] = [
  { code: 'spld', label: 'Specific learning difficulty' },
  { code: 'mld', label: 'Moderate learning difficulty' },
  { code: 'sld', label: 'Severe learning difficulty' },
  { code: 'pmld', label: 'Profound and multiple learning difficulty' },
  { code: 'semh', label: 'Social, emotional and mental health' },
  { code: 'slcn', label: 'Speech, language and communication' },
  { code: 'hi', label: 'Hearing' },
  { code: 'vi', label: 'Vision' },
  { code: 'msi', label: 'Hearing and vision' },
  { code: 'pd', label: 'Physical disability' },
  { code: 'asd', label: 'Autism' },
  { code: 'ds', label: 'Down syndrome' },
  { code: 'oth', label: 'Other need' },
  { code: 'nsa', label: 'SEN support, no assessment of need yet' },
]
const ethnicities: readonly Option[] = [
  { code: 'wbri', label: 'White British' },
  { code: 'wiri', label: 'White Irish' },
  { code: 'wirt', label: 'Traveller of Irish heritage' },
  { code: 'wrom', label: 'Gypsy or Roma' },
  { code: 'woth', label: 'Any other White background' },
  { code: 'mwbc', label: 'White and Black Caribbean' },
  { code: 'mwba', label: 'White and Black African' },
  { code: 'mwas', label: 'White and Asian' },
  { code: 'moth', label: 'Any other mixed background' },
  { code: 'aind', label: 'Indian' },
  { code: 'apkn', label: 'Pakistani' },
  { code: 'aban', label: 'Bangladeshi' },
  { code: 'aoth', label: 'Any other Asian background' },
  { code: 'bcrb', label: 'Black Caribbean' },
  { code: 'bafr', label: 'Black African' },
  { code: 'both', label: 'Any other Black background' },
  { code: 'chne', label: 'Chinese' },
  { code: 'ooth', label: 'Any other ethnic group' },
  { code: 'refu', label: 'Preferred not to say' },
  { code: 'nobt', label: 'Not asked yet' },
]

/** A child, and what adults here must know to look after them well. */
export const child = defineRecord({
  kind: 'child',
  version: 1,
  keeping: 'joint',
  title: 'Child',
  fields: {
    name: aText({ label: 'Full name', for: 'parent' }),
    knownAs: aText({ label: 'Known as', hint: 'The name this child answers to.', for: 'parent' }),
    born: aDay({ label: 'Date of birth', for: 'parent' }),
    room: aText({ label: 'Year, class or room', for: 'parent' }),
    keyPerson: aPerson({ label: 'Key person', of: 'adult', for: 'parent' }),
    buddy: aPerson({ label: 'Buddy (second key person)', of: 'adult', for: 'parent' }),
    healthHeld: aText({
      label: 'Health needs that matter if held',
      hint: 'Breathing, heart, joints, seizures, skin, medicines. Seen by every adult who may need it.',
      long: true,
      for: 'parent',
    }),
    senStage: aChoice({ label: 'SEN stage', for: 'county', options: senStages }),
    senNeeds: someChoices({ label: 'SEN needs', for: 'county', options: senNeeds, asked: (answers) => answers['senStage'] !== 'n' }),
    parents: someRows({
      label: 'Parents and carers',
      row: 'parent or carer',
      of: {
        name: aText({ label: 'Name' }),
        relation: aText({ label: 'Who they are to the child', hint: 'For example: father, grandmother, foster carer.' }),
        phone: aText({ label: 'Phone' }),
        responsibility: aChoice({ label: 'Has parental responsibility?', options: yesNoUnsure }),
        careOrder: aChoice({ label: 'Is there a Care Order?', restricted: true, options: yesNoUnsure }),
        // Open to every adult: whoever answers the door must know. The reason belongs elsewhere.
        contactLimits: aText({ label: 'Limits on contact', hint: 'What adults here must do, not why.' }),
        language: aText({ label: 'Language' }),
        formats: someChoices({
          label: 'How to give them information',
          options: [
            { code: 'easy-read', label: 'Easy read' },
            { code: 'large-print', label: 'Large print' },
            { code: 'translated', label: 'Translated' },
            { code: 'interpreter', label: 'With an interpreter' },
            { code: 'bsl', label: 'British Sign Language' },
            { code: 'spoken', label: 'Talked through' },
          ],
        }),
      },
    }),
    rolls: someRows({
      label: 'On the roll of',
      row: 'roll',
      of: {
        setting: aText({ label: 'School or setting' }),
        kind: aChoice({
          label: 'Kind of place',
          options: [
            { code: 'only', label: 'Only registration' },
            { code: 'main', label: 'Main' },
            { code: 'subsidiary', label: 'Subsidiary' },
            { code: 'guest', label: 'Guest' },
            { code: 'other-provider', label: 'Other provider' },
            { code: 'previous', label: 'Previous' },
          ],
        }),
        from: aDay({ label: 'From' }),
        to: aDay({ label: 'To' }),
      },
    }),
    homeLa: aText({ label: 'Home local authority', hint: 'Where the child lives, which may not be the setting’s.' }),
    upn: aText({ label: 'Unique pupil number (UPN)', restricted: true }),
    sex: aChoice({
      label: 'Sex',
      restricted: true,
      for: 'county',
      options: [
        { code: 'f', label: 'Female' },
        { code: 'm', label: 'Male' },
      ],
    }),
    ethnicity: aChoice({ label: 'Ethnicity', restricted: true, for: 'county', options: ethnicities }),
    lookedAfter: aChoice({
      label: 'Looked after by a local authority?',
      restricted: true,
      options: [
        { code: 'no', label: 'No' },
        { code: 'yes', label: 'Yes' },
        { code: 'previously', label: 'Previously' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    }),
    socialWorker: aText({ label: 'Social worker', hint: 'Name, team and phone.', restricted: true }),
  },
})

/** What a child is called on the glass: the name they answer to. */
export const calledName = (answers: { readonly name: string; readonly knownAs: string }): string => answers.knownAs || answers.name

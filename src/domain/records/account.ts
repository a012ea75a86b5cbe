import { addendumWords, defineRecord } from '../schema/definition'
import type { Changes } from '../schema/field'
import { aChoice, aMoment, aPerson, aRecord, aText } from '../schema/field'

/**
 * What one adult saw, heard and did in an incident, in their own words: nobody reads another's until they have closed their
 * own, so that two memories stay two.
 */
export const account = defineRecord({
  kind: 'account',
  version: 1,
  keeping: 'own',
  title: 'Own account',
  fields: {
    incident: aRecord({ label: 'Incident', kind: 'incident' }),
    when: aMoment({ label: 'When did you write this?' }),
    words: aText({ label: 'What you saw, heard and did', hint: 'Your own words. Facts first. Say what you did not see, too.', long: true }),
    felt: aText({ label: 'What you thought or felt (your view)', hint: 'Apart from the facts. You may leave this empty.', long: true }),
    source: aChoice({
      label: 'How do you know?',
      options: [
        { code: 'took-part', label: 'I took part' },
        { code: 'saw-it', label: 'I saw it' },
        { code: 'saw-some', label: 'I saw some of it' },
        { code: 'heard', label: 'Somebody told me' },
        { code: 'not-sure', label: 'Not sure' },
      ],
    }),
    sourceWords: aText({ label: 'Who told you, and when?', asked: ({ source, sourceWords }) => source === 'heard' || (typeof sourceWords === 'string' && sourceWords !== '') }),
    // Taken down for an adult who has no PIN here: read back to them now, confirmed by them later.
    takenFor: aPerson({ label: 'Written down for', of: 'adult' }),
    takenForName: aText({ label: 'Written down for (name, if not listed)' }),
    readBack: aChoice({
      label: 'Was it read back to them?',
      options: [{ code: 'agreed', label: 'Yes, and they agree' }, { code: 'agreed-changed', label: 'Yes, after changes' }, { code: 'not-yet', label: 'Not yet' }],
      asked: ({ takenFor, takenForName, readBack }) => takenFor !== null || takenForName !== '' || readBack !== null,
    }),
  },
})

/** Whose memory an account is: its author's, or that of the adult it was written down for; null for one known only by name. */
export const accountOf = ({ takenFor, takenForName }: { readonly takenFor: string | null; readonly takenForName: string }, author: string): string | null => takenFor ?? (takenForName === '' ? author : null)

/**
 * What the adult it was written down for adds under their own PIN to make it theirs: a sentence, and the answer it gives. It
 * stands beside the account, whose own answers say what its writer knew.
 */
export const confirmation: Changes = { [addendumWords]: 'These are my words.', 'readBack/': 'agreed' }

/** The first addition by which the adult it was written down for made it theirs; undefined until one has. */
export const confirmedBy = <A extends { readonly source: { readonly author: string }; readonly changes: Changes }>({ takenFor }: { readonly takenFor: string | null }, addenda: readonly A[]): A | undefined =>
  addenda.find(({ source, changes }) => source.author === takenFor && changes['readBack/'] === confirmation['readBack/'])

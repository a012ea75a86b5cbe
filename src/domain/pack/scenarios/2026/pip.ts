import type { Changes } from '../../../schema/field'
import type { Scenario, Writing } from '../scenario'
import { anAdult, rowsOf, ticked } from '../scenario'

const child = 'pip'
const tree = 'tree-pip_1'
const map = 'map-pip_1'
const predict = 'predict-pip_1'

interface Moment { readonly id: string; readonly ago: number; readonly time: string; readonly says: Changes }
const abc = ({ id, ago, time, says }: Moment): Writing => ({ record: id, kind: 'abc', act: 'close', author: 'dov', ago, time, stamped: ['when'], says: { 'child/': child, 'beforeSeen/': 'seen', ...says } })
const calmed = (id: string, ago: number, time: string, says: Changes): Writing => ({ record: id, kind: 'de-escalation', act: 'close', author: 'dov', ago, time, stamped: ['when'], says: { 'children/pip': true, ...says } })

/** Six moments, written by the adult who was there. The first five are at or near lunch. */
const moments: readonly Writing[] = [
  abc({ id: 'pip-abc-1', ago: 12, time: '11:58', says: { 'place/': 'hall', 'activity/': 'Lining up for lunch', 'before/': 'The line stopped. Two children behind were pushing.', 'saw/': 'Shouted “no more”, sat down and kicked the bench.', 'intensity/': 3, 'after/': 'We moved to the end of the line.', 'helped/': 'Being told how many were in front.', 'communication/': 'Worried about people close behind.' } }),
  abc({ id: 'pip-abc-2', ago: 10, time: '12:04', says: { 'place/': 'hall', 'activity/': 'Lunch', 'before/': 'Noisy hall. Trays were dropped.', 'saw/': 'Put hands over ears, then ran to the door.', 'intensity/': 3, 'after/': 'Dov stood at the door. Pip came back to the small table.', 'helped/': 'The small table by the window.', 'communication/': 'That it was too loud to think.' } }),
  abc({ id: 'pip-abc-3', ago: 8, time: '11:55', says: { 'place/': 'corridor', 'activity/': 'Lining up for lunch', 'before/': 'The bell rang early.', 'saw/': 'Left the room and stood in the cloakroom.', 'intensity/': 2, 'after/': 'Came out when we counted the coats.', 'helped/': 'Counting the coats.', 'communication/': 'Worried about what comes next.' } }),
  abc({ id: 'pip-abc-4', ago: 6, time: '12:10', says: { 'place/': 'hall', 'activity/': 'Lunch', 'before/': 'Noisy hall. A new adult asked Pip to move up.', 'saw/': 'Pushed the table over. A jug broke.', 'intensity/': 5, 'after/': 'Others moved away. Pip sat with Dov on the step.', 'helped/': 'Nobody talking.', 'communication/': 'That someone new was one thing too many.', 'childWords/': 'It got too full.' } }),
  abc({ id: 'pip-abc-5', ago: 4, time: '11:57', says: { 'place/': 'class', 'activity/': 'Lining up for lunch', 'before/': 'No warning that it was time.', 'saw/': 'Left the room and stood in the cloakroom.', 'intensity/': 2, 'after/': 'Walked over with Dov once the others had gone.', 'helped/': 'Going last, with Dov.', 'communication/': 'Worried about the hall.' } }),
  abc({ id: 'pip-abc-6', ago: 2, time: '14:20', says: { 'place/': 'class', 'activity/': 'Story', 'before/': 'A place on the carpet beside Moss.', 'saw/': 'Listened to the end and asked for one more.', 'intensity/': 1, 'after/': 'Chose tomorrow’s story.', 'helped/': 'A friend to sit with.', 'communication/': 'That this is a good place to be.' } }),
]

export const pip: Scenario = {
  id: 'pip',
  child: 'Pip Thistle',
  setting: { name: 'DEMO Lanternwick Primary', kind: 'school' },
  presenter: 'hetty',
  opening: [
    anAdult('hetty', 'Hetty Inkpenny', ['senco', 'tutor']),
    anAdult('gwen', 'Gwen Halfmoon', ['practitioner'], 'Foxes'),
    anAdult('dov', 'Dov Sundialler', ['key-person'], 'Foxes'),
    {
      record: child, kind: 'child', author: 'hetty', ago: 150, time: '09:00', days: { born: -2480 },
      says: { 'name/': 'Pip Thistle', 'knownAs/': 'Pip', 'room/': 'Foxes', 'keyPerson/': 'dov', 'senStage/': 'k', ...rowsOf('parents', [{ id: 'p1', name: 'Fern Thistle', relation: 'mother', responsibility: 'yes' }]) },
    },
    {
      record: 'calm-pip', kind: 'calm-script', author: 'hetty', ago: 40, time: '15:40',
      says: { 'child/': child, 'noticeSay/': 'I can see it has got too full.', 'comeSay/': 'Come and count the coats with me.', 'helps/': 'Counting things\nThe step outside\nGoing last', 'avoid/': 'Touching a shoulder\nTwo adults talking at once', 'place/': 'The step by the cloakroom', 'adults/dov': true },
    },
    {
      record: 'pip-quick', kind: 'quick-record', act: 'close', author: 'dov', ago: 12, time: '12:15', stamped: ['when'],
      says: { 'children/pip': true, 'words/': 'Line stopped outside the hall. Pushing behind. Shouted, then down on the floor kicking the bench. Better at the end of the line.', 'place/': 'hall', 'hurt/': 'no', 'held/': 'no', ...ticked('saw', 'shouted', 'calmed-with-help') },
    },
  ],
  steps: [
    {
      title: 'Meet Pip', page: { name: 'child', params: { id: child } },
      ask: 'What do you want to know about Pip first?',
      note: 'Give the room a minute with this page. Listen for words that describe Pip instead of what Pip does, and say back what was seen. Everything here is made up.',
    },
    {
      title: 'What one adult saw', page: { name: 'record', params: { id: 'pip-quick' } },
      ask: 'Which words here are facts? Which are our view?',
      note: 'Written two minutes afterwards, in Dov’s own words. Facts first, nothing about why. Ask what would have been lost by waiting until home time.',
    },
    {
      title: 'Six moments', page: { name: 'abc-chart', params: { id: child } }, writes: moments,
      ask: 'Read only the column “before”. What do you notice?',
      note: 'Five of the six are near lunch. The sixth went well: a record that can only hold trouble teaches us to look only for trouble.',
    },
    {
      title: 'When and where', page: { name: 'patterns', params: { id: child } },
      ask: 'What would you change first, before we talk about Pip at all?',
      note: 'Counts of records are not counts of behaviour: we see where somebody looked. Ask who was on duty at the times with none.',
    },
    {
      title: 'What we see now', page: { name: 'tree', params: { id: child } },
      ask: 'Difficult or dangerous? What harm did we see?',
      note: 'Dangerous is a word for harm that was seen: a jug broke and a table went over. Leaving the room is difficult. Ask which records show each one.',
      writes: [{
        record: tree, kind: 'roots-and-fruits', author: 'hetty', ago: 0, time: '08:00', days: { reviewOn: 28 },
        says: {
          'child/': child, 'with/hetty': true, 'with/gwen': true, 'with/dov': true, 'childView/': 'gave-view', 'childWords/': 'It got too full.', 'parentView/': 'asked-not-yet',
          ...rowsOf('entries', [
            { id: 'fn1', zone: 'fruit-now', words: 'Leaves the room', kind: 'difficult', sources: ['pip-abc-3', 'pip-abc-5'] },
            { id: 'fn2', zone: 'fruit-now', words: 'Pushes the table over', kind: 'dangerous', sources: ['pip-abc-4'] },
          ]),
        },
      }],
    },
    {
      title: 'What might Pip be telling us?', page: { name: 'tree', params: { id: child } },
      ask: 'When the hall is noisy, how may Pip feel?',
      note: 'Feelings are our view, never a finding. Say each path aloud: “When the hall is noisy, Pip may feel worried, and we see Pip leave.”',
      writes: [{
        record: tree, kind: 'roots-and-fruits', author: 'hetty', ago: 0, time: '08:01',
        says: rowsOf('entries', [
          { id: 'en1', zone: 'feeling-now', words: 'Worried', leads: ['fn1', 'fn2'], sources: ['pip-abc-1', 'pip-abc-3', 'pip-abc-5'] },
          { id: 'rn1', zone: 'root-now', words: 'Noisy hall', leads: ['en1'], sources: ['pip-abc-2', 'pip-abc-4'] },
          { id: 'rn2', zone: 'root-now', words: 'No warning that it is time', leads: ['en1'], sources: ['pip-abc-5'] },
        ], 2),
      }],
    },
    {
      title: 'What adults will add', page: { name: 'tree', params: { id: child } },
      ask: 'Which experience can we give Pip tomorrow?',
      note: 'The right side grows from what already goes well: story time with Moss. Each root is something an adult does.',
      writes: [{
        record: tree, kind: 'roots-and-fruits', author: 'hetty', ago: 0, time: '08:02',
        says: rowsOf('entries', [
          { id: 'fm1', zone: 'fruit-more', words: 'Asks to go last', sources: ['pip-abc-5'] },
          { id: 'fm2', zone: 'fruit-more', words: 'Stays near a friend', sources: ['pip-abc-6'] },
          { id: 'em1', zone: 'feeling-more', words: 'Safe', leads: ['fm1', 'fm2'] },
          { id: 'rm1', zone: 'root-more', words: 'A friend to sit with', leads: ['em1'], sources: ['pip-abc-6'] },
          { id: 'rp1', zone: 'root-planned', words: 'Dov says “two minutes” before lunch', leads: ['em1'] },
        ], 5),
      }],
    },
    {
      title: 'The anxiety map', page: { name: 'anxiety-map', params: { id: child } },
      ask: 'Where would you put “lunch in the hall”?',
      note: 'Adults differ, and Pip differs from all of them. Do not settle on one number: the gap is what is worth talking about.',
      writes: [{
        record: map, kind: 'anxiety-map', author: 'hetty', ago: 0, time: '08:03', days: { reviewOn: 28 },
        says: {
          'child/': child,
          ...rowsOf('items', [
            { id: 'i1', words: 'Lunch in the hall', category: 'map-place', scores: { gwen: 3, dov: 5, child: 5 }, sources: ['pip-abc-2', 'pip-abc-4'] },
            { id: 'i2', words: 'Lining up', category: 'map-time', scores: { gwen: 2, dov: 4, child: 4 }, sources: ['pip-abc-1', 'pip-abc-3', 'pip-abc-5'] },
            { id: 'i3', words: 'A new adult', category: 'map-adult', scores: { gwen: 3, dov: 3 }, sources: ['pip-abc-4'] },
            { id: 'i4', words: 'Story on the carpet', category: 'map-activity', scores: { gwen: -2, dov: -3, child: -4 }, sources: ['pip-abc-6'], use: 'Yes: lunch could end with a story for those who want one.' },
            { id: 'i5', words: 'Dov nearby', category: 'map-adult', scores: { gwen: -4, dov: -3, child: -4 }, use: 'Yes, at the start.', without: 'On Dov’s day off Gwen goes with Pip, and Pip is told the day before.' },
          ]),
        },
      }],
    },
    {
      title: 'Predict it, prevent it', page: { name: 'predict-prevent', params: { id: child } },
      ask: 'Finish the sentence: “Tomorrow at five to twelve, we will …”',
      note: 'Each line begins with who does it. If a line begins with “Pip will”, turn it round.',
      writes: [{
        record: predict, kind: 'predict-prevent', author: 'hetty', ago: 0, time: '08:04', days: { reviewOn: 28, 'rows/m1/from': 1, 'rows/m1/reviewOn': 28 },
        says: {
          'child/': child,
          ...rowsOf('rows', [{
            id: 'm1', words: 'Lunch in the hall, from five to twelve', score: 5, predict: 'Hands over ears within a minute, then the door.', prevent: 'Dov will say “two minutes”, walk with Pip last, and keep the small table by the window.', tellChild: 'Dov tells Pip at the door each morning.', owner: 'dov', state: 'in-use', item: ['i1'], sources: ['pip-abc-2', 'pip-abc-4'],
          }]),
        },
      }],
    },
    {
      title: 'How serious, how likely?', page: { name: 'risk-calculator', params: { id: child } },
      ask: 'What is in place already? What does it change?',
      note: 'The harm is scored, never the child. Show both parts: one number can hide two very different risks.',
      writes: [{
        record: 'risk-pip_1', kind: 'risk-calculator', author: 'hetty', ago: 0, time: '08:05', days: { reviewOn: 28 },
        says: {
          'child/': child, 'by/': 'Hetty, Gwen and Dov',
          ...rowsOf('rows', [{ id: 'h1', words: 'Pushes the table over', harm: 'harm-peer', who: 'Children at the same table', known: 'evidenced', sources: ['pip-abc-4'], view: 'subconscious', seriousness: 2, probability: 3, already: 'The small table has two seats.', measures: 'Dov will walk with Pip last and sit on the hall side.', seriousnessAfter: 2, probabilityAfter: 2, emergency: 'We move the others first, and say nothing until it is quiet.' }]),
        },
      }],
    },
    {
      title: 'Four weeks later', weeksLater: 4, page: { name: 'patterns', params: { id: child } },
      ask: 'What went on well, and who noticed?',
      note: 'The same page, four weeks on. Records of moments that were turned stand beside the others. The tree and the map are due to be looked at again.',
      writes: [
        calmed('pip-calm-1', 15, '11:54', { 'words/': 'Said “two minutes”. Pip put the pencils away and waited by me.', 'place/': 'class', ...ticked('noticed', 'fidgeted'), ...ticked('tried', 'fewer-words', 'stayed-near'), ...ticked('helped', 'stayed-near'), ...ticked('after', 'back-with-others') }),
        calmed('pip-calm-2', 9, '12:03', { 'words/': 'Trays dropped. Pip looked at the door, then at me. I nodded at the window table.', 'place/': 'hall', ...ticked('noticed', 'covered-ears'), ...ticked('tried', 'quiet-place', 'trusted-adult'), ...ticked('helped', 'quiet-place'), ...ticked('after', 'settled') }),
        calmed('pip-calm-3', 3, '11:56', { 'words/': 'Pip asked to go last, without being told.', 'place/': 'class', ...ticked('tried', 'waited'), ...ticked('helped', 'waited'), ...ticked('after', 'back-with-others') }),
      ],
    },
    {
      title: 'Look at the tree again', page: { name: 'tree', params: { id: child } },
      ask: 'What do we see now that we did not see before?',
      note: 'The review is due. Ask the room what to move, what to keep, and what Pip would say. Then begin the next version together, here on the glass.',
    },
    {
      title: 'If a child was held', signedInOnly: true, page: { name: 'incident', params: { id: 'pip-incident', step: 'did' } },
      ask: 'What had been tried first, and what does the record still need?',
      note: 'Only for those with an account. One hand held for less than a minute. Walk through what was done, who must be told and by when. Nobody signs here.',
      writes: [{
        record: 'pip-incident', kind: 'incident', author: 'hetty', ago: 1, time: '12:05', stamped: ['when'],
        says: {
          'children/pip': true, 'place/': 'hall', 'words/': 'Picked up a fork and ran for the kitchen door. I held the hand with the fork until it opened, then let go.', 'before/': 'The kitchen was testing its alarm.', 'childInjury/': 'none', 'othersInjury/': 'none', 'staffInjury/': 'none', 'damage/': 'no', 'plan/': 'yes', 'planFollowed/': 'partly', 'duration/': { minutes: 1, precision: 'about' },
          ...rowsOf('adults', [{ id: 'a1', adult: 'hetty', part: ['held'] }, { id: 'a2', adult: 'gwen', part: ['others'] }]),
          ...rowsOf('interventions', [{ id: 'v1', child, kind: 'force', hold: 'hand-held', degree: 'light', who: ['hetty'], planned: 'unplanned' }]),
          ...ticked('reason', 'injury-other'), ...ticked('antecedents', 'noise'), ...ticked('tried', 'fewer-words', 'gave-space'), ...ticked('alarm', 'none-of-these'),
        },
      }],
    },
  ],
}

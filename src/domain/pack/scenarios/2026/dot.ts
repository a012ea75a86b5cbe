import type { Changes } from '../../../schema/field'
import type { Scenario, Writing } from '../scenario'
import { anAdult, rowsOf, ticked } from '../scenario'

const child = 'dot'
const seen = (id: string, ago: number, time: string, says: Changes): Writing => ({ record: id, kind: 'observation', act: 'close', author: 'oona', ago, time, stamped: ['when'], says: { 'children/dot': true, ...says } })
const abc = (id: string, ago: number, time: string, says: Changes): Writing => ({ record: id, kind: 'abc', act: 'close', author: 'oona', ago, time, stamped: ['when'], says: { 'child/': child, 'beforeSeen/': 'seen', ...says } })

const looks: readonly Writing[] = [
  seen('dot-seen-1', 9, '09:35', { 'saw/': 'Filled the blue bucket six times and tipped it over the edge of the tray. Looked up each time to see who had heard it.', 'childWords/': 'More splash.', 'wellbeing/': 'Deep in it. Did not look round when the door opened.' }),
  seen('dot-seen-2', 6, '10:50', { 'saw/': 'Carried the red trike to the corner, turned it round and sat facing the fence while the others rode.', 'wellbeing/': 'Watching more than playing.' }),
  seen('dot-seen-3', 3, '14:05', { 'saw/': 'Beside Plum at the dough for ten minutes. Each had a board of their own.', 'childWords/': 'Mine, and Plum’s.', 'wellbeing/': 'Easy and chatty.' }),
]
const moments: readonly Writing[] = [
  abc('dot-abc-1', 8, '10:40', { 'place/': 'playground', 'activity/': 'Trikes', 'before/': 'Two children took hold of the same trike.', 'saw/': 'Bit an arm once and held on to the trike.', 'intensity/': 4, 'after/': 'Oona sat between them and said “that was hard”.', 'helped/': 'A trike of her own, and Oona near.', 'communication/': 'Does not yet have the words for “mine”.' }),
  abc('dot-abc-2', 5, '11:25', { 'place/': 'class', 'activity/': 'Tidy-up', 'before/': 'Tidy-up song began and everyone moved at once.', 'saw/': 'Bit the edge of the table, then her own sleeve.', 'intensity/': 3, 'after/': 'Moved to the book corner with Oona.', 'helped/': 'The chewy ring and a small space.', 'communication/': 'Overwhelmed when everyone is close.' }),
  abc('dot-abc-3', 2, '11:27', { 'place/': 'class', 'activity/': 'Tidy-up', 'before/': 'Tidy-up song began. Someone leaned over for a brush.', 'saw/': 'Bit a hand. A small red mark that faded.', 'intensity/': 4, 'after/': 'We both stepped back. Water, then the window.', 'helped/': 'Going to the window before the others moved.', 'communication/': 'Overwhelmed when everyone is close.' }),
]

export const dot: Scenario = {
  id: 'dot',
  child: 'Dot Dewpenny',
  setting: { name: 'DEMO Tuppence Lane Nursery', kind: 'early-years' },
  presenter: 'sol',
  opening: [
    anAdult('sol', 'Sol Buttonhook', ['senco', 'tutor']),
    anAdult('oona', 'Oona Petalsworth', ['key-person'], 'Snails'),
    anAdult('kit', 'Kit Moonpepper', ['practitioner'], 'Snails'),
    {
      record: child, kind: 'child', author: 'sol', ago: 90, time: '09:00', days: { born: -1010 },
      says: { 'name/': 'Dot Dewpenny', 'knownAs/': 'Dot', 'room/': 'Snails', 'keyPerson/': 'oona', 'buddy/': 'kit', ...rowsOf('parents', [{ id: 'p1', name: 'Reed Dewpenny', relation: 'father', responsibility: 'yes', language: 'Polish' }]) },
    },
    {
      record: 'calm-dot', kind: 'calm-script', author: 'sol', ago: 30, time: '13:10',
      says: { 'child/': child, 'noticeSay/': 'That was hard.', 'comeSay/': 'Window time.', 'helps/': 'The window seat\nThe chewy ring\nWater', 'avoid/': 'Being lifted without a word\nFaces close to hers', 'place/': 'The window seat', 'adults/oona': true, 'language/': 'Polish and English. Signs: more, mine, stop.' },
    },
  ],
  steps: [
    {
      title: 'Meet Dot', page: { name: 'child', params: { id: child } },
      ask: 'What is usual at two and a half?',
      note: 'Biting is common at this age and still hurts. Keep both true. Ask who in the room speaks Polish with her.',
    },
    {
      title: 'Three short looks', page: { name: 'chronology', params: { id: child } }, writes: looks,
      ask: 'What holds her interest? What does she do with it?',
      note: 'Before anything about biting: what she loves. Each look is a minute and says what was seen.',
    },
    {
      title: 'Three hard moments', page: { name: 'abc-chart', params: { id: child } }, writes: moments,
      ask: 'How far away was the next child, each time?',
      note: 'Someone was close in all three, and twice it was tidy-up. The sleeve counts too: she found a way that hurt nobody.',
    },
    {
      title: 'When and where', page: { name: 'patterns', params: { id: child } },
      ask: 'What in our day makes everybody move at once?',
      note: 'The page says itself that three moments are too few to read anything into. Ask when, where and by whom the next ones should be looked for.',
    },
    {
      title: 'Dot’s tree', page: { name: 'tree', params: { id: child } },
      ask: 'When everyone is close, how may she feel?',
      note: 'Dangerous, because an arm and a hand were hurt. It says nothing of Dot.',
      writes: [{
        record: 'tree-dot_1', kind: 'roots-and-fruits', author: 'sol', ago: 0, time: '08:00', days: { reviewOn: 21 },
        says: {
          'child/': child, 'with/sol': true, 'with/oona': true, 'childView/': 'not-asked', 'parentView/': 'gave-view', 'parentWords/': 'At home she goes under the table when cousins come.',
          ...rowsOf('entries', [
            { id: 'fn1', zone: 'fruit-now', words: 'Bites', kind: 'dangerous', sources: ['dot-abc-1', 'dot-abc-3'] },
            { id: 'fn2', zone: 'fruit-now', words: 'Bites her sleeve', kind: 'difficult', sources: ['dot-abc-2'] },
            { id: 'en1', zone: 'feeling-now', words: 'Overwhelmed', leads: ['fn1', 'fn2'], sources: ['dot-abc-2', 'dot-abc-3'] },
            { id: 'rn1', zone: 'root-now', words: 'Everyone moves at once', leads: ['en1'], sources: ['dot-abc-2', 'dot-abc-3'] },
            { id: 'rn2', zone: 'root-now', words: 'Not yet having the words', leads: ['en1'], sources: ['dot-abc-1'] },
          ]),
        },
      }],
    },
    {
      title: 'What helps her grow', page: { name: 'tree', params: { id: child } },
      ask: 'What did the dough table have that the trikes did not?',
      note: 'A board each. Turn it into something adults can give every day.',
      writes: [{
        record: 'tree-dot_1', kind: 'roots-and-fruits', author: 'sol', ago: 0, time: '08:01',
        says: rowsOf('entries', [
          { id: 'fm1', zone: 'fruit-more', words: 'Plays beside others', sources: ['dot-seen-3'] },
          { id: 'fm2', zone: 'fruit-more', words: 'Signs “mine”' },
          { id: 'em1', zone: 'feeling-more', words: 'Safe', leads: ['fm1', 'fm2'] },
          { id: 'rm1', zone: 'root-more', words: 'A board of her own', leads: ['em1'], sources: ['dot-seen-3'] },
          { id: 'rp1', zone: 'root-planned', words: 'Oona takes her to the window before the song', leads: ['em1'] },
        ], 5),
      }],
    },
    {
      title: 'Easy and hard', page: { name: 'anxiety-map', params: { id: child } },
      ask: 'How could Dot tell us, without words?',
      note: 'Her father scored too. Where he and we differ, ask him what he sees.',
      writes: [{
        record: 'map-dot_1', kind: 'anxiety-map', author: 'sol', ago: 0, time: '08:02', days: { reviewOn: 21 },
        says: {
          'child/': child,
          ...rowsOf('items', [
            { id: 'i1', words: 'Tidy-up', category: 'map-time', scores: { oona: 5, kit: 3 }, sources: ['dot-abc-2', 'dot-abc-3'] },
            { id: 'i2', words: 'Trikes in the garden', category: 'map-activity', scores: { oona: 3, kit: 4, parent: 1 }, sources: ['dot-abc-1'] },
            { id: 'i3', words: 'Many people close', category: 'map-peers', scores: { oona: 4, parent: 5 } },
            { id: 'i4', words: 'Water play', category: 'map-sensory', scores: { oona: -4, kit: -4, parent: -5 }, sources: ['dot-seen-1'], use: 'Yes: water by the window at tidy-up.' },
          ]),
        },
      }],
    },
    {
      title: 'Before the song begins', page: { name: 'predict-prevent', params: { id: child } },
      ask: 'Who moves first: Dot, or us?',
      note: 'One change, by one adult, at one time. It can be tried tomorrow.',
      writes: [{
        record: 'predict-dot_1', kind: 'predict-prevent', author: 'sol', ago: 0, time: '08:03', days: { reviewOn: 21, 'rows/m1/from': 1, 'rows/m1/reviewOn': 21 },
        says: {
          'child/': child,
          ...rowsOf('rows', [{ id: 'm1', words: 'Tidy-up, when the song begins', score: 5, predict: 'Within a minute of the song, sleeve first, then whoever is nearest.', prevent: 'Oona will sign “window” and walk with her before the song. Kit will start the song only when they sit.', tellChild: 'The window picture, shown twice.', owner: 'oona', state: 'in-use', item: ['i1'], sources: ['dot-abc-2', 'dot-abc-3'] }]),
        },
      }],
    },
    {
      title: 'Four weeks later', weeksLater: 4, page: { name: 'record', params: { id: 'dot-seen-4' } },
      ask: 'What would you write home today?',
      note: 'No bites for two weeks is what was seen, not a promise. The tree and the map are due.',
      writes: [
        seen('dot-seen-4', 7, '11:26', { 'saw/': 'Took Oona’s hand at the picture and walked to the window. Watched the others tidy and waved the brush.', 'childWords/': 'Window!', 'wellbeing/': 'Settled.' }),
        { record: 'dot-calm-1', kind: 'de-escalation', act: 'close', author: 'kit', ago: 4, time: '10:42', stamped: ['when'], says: { 'children/dot': true, 'words/': 'Two hands on her trike. She signed “mine” before I got there. I said it for her.', 'place/': 'playground', ...ticked('tried', 'stayed-near'), ...ticked('helped', 'stayed-near'), ...ticked('after', 'settled') } },
      ],
    },
  ],
}

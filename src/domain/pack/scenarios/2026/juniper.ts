import type { Changes } from '../../../schema/field'
import type { Scenario, Writing } from '../scenario'
import { anAdult, rowsOf, ticked } from '../scenario'

const child = 'juniper'
const abc = (id: string, ago: number, time: string, says: Changes): Writing => ({ record: id, kind: 'abc', act: 'close', author: 'ike', ago, time, stamped: ['when'], says: { 'child/': child, 'beforeSeen/': 'seen', ...says } })

const moments: readonly Writing[] = [
  abc('jun-abc-1', 11, '11:20', { 'place/': 'class', 'activity/': 'Maths', 'before/': 'Cover teacher. The seating plan had been changed.', 'saw/': 'Stood up, said “I’m not sitting there”, left the room.', 'intensity/': 3, 'after/': 'Ten minutes by the lockers with Ike.', 'helped/': 'Walking, no questions.', 'communication/': 'That a changed seat is one more thing nobody told her.', 'childWords/': 'You could just tell me.' }),
  abc('jun-abc-2', 9, '10:52', { 'place/': 'corridor', 'activity/': 'Changing lessons', 'before/': 'Crowded stairs. Someone called her name and laughed.', 'saw/': 'Kicked a locker door. The hinge bent.', 'intensity/': 4, 'after/': 'Went to the library and stayed until the bell.', 'helped/': 'The library.', 'communication/': 'Ashamed in front of the others.', 'childWords/': 'Everyone was looking.' }),
  abc('jun-abc-3', 6, '11:18', { 'place/': 'class', 'activity/': 'Maths', 'before/': 'Cover teacher. Asked to read out her answer.', 'saw/': 'Closed the book and left the room.', 'intensity/': 2, 'after/': 'Found at the lockers. Came back for the last part.', 'helped/': 'Being let in without a word.', 'communication/': 'Ashamed of not being sure.' }),
  abc('jun-abc-4', 3, '14:10', { 'place/': 'class', 'activity/': 'Design', 'before/': 'Told on Monday what Wednesday would hold.', 'saw/': 'Stayed to the end and helped clear away.', 'intensity/': 1, 'after/': 'Asked to come at lunch.', 'helped/': 'Knowing the plan.', 'communication/': 'That she likes to know.' }),
]

export const juniper: Scenario = {
  id: 'juniper',
  child: 'Juniper Quickthorn',
  setting: { name: 'DEMO Farthing Gate School', kind: 'school' },
  presenter: 'maud',
  opening: [
    anAdult('maud', 'Maud Eveningtide', ['senco', 'tutor']),
    anAdult('ike', 'Ike Saltfiddle', ['practitioner'], '9 Amber'),
    anAdult('vesper', 'Vesper Inkhorn', ['head']),
    {
      record: child, kind: 'child', author: 'maud', ago: 160, time: '08:40', days: { born: -5020 },
      says: { 'name/': 'Juniper Quickthorn', 'knownAs/': 'Juniper', 'room/': '9 Amber', 'keyPerson/': 'ike', 'senStage/': 'k' },
    },
    {
      record: 'calm-juniper', kind: 'calm-script', author: 'maud', ago: 60, time: '15:30',
      says: { 'child/': child, 'noticeSay/': 'I can see it’s a bad moment.', 'helpSay/': 'I’m around.', 'listenSay/': 'Talk when you want to, or don’t.', 'comeSay/': 'Walk with me.', 'helps/': 'Walking\nThe library\nNo audience', 'avoid/': 'Questions in front of others\nBlocking the door', 'place/': 'The library', 'adults/ike': true },
    },
  ],
  steps: [
    {
      title: 'Meet Juniper', page: { name: 'child', params: { id: child } },
      ask: 'Who has she said yes to, and why them?',
      note: 'Fourteen, quick, and tired of being asked. Speak of her as if she were in the room.',
    },
    {
      title: 'Four moments', page: { name: 'abc-chart', params: { id: child } }, writes: moments,
      ask: 'Cover the middle column. Could you have guessed it?',
      note: 'Two of three hard ones had a cover teacher; all three had an audience. The fourth shows what was different.',
    },
    {
      title: 'The words she says', page: { name: 'calm', params: { id: child } },
      ask: 'Which of these would you find hard to leave out?',
      note: 'Her own script, made with her. Short, and no questions. Try saying it while walking.',
    },
    {
      title: 'What we see, what may lie beneath', page: { name: 'tree', params: { id: child } },
      ask: 'When everyone looks, how may she feel?',
      note: 'A bent hinge is damage, so one fruit is dangerous. Leaving the room is not.',
      writes: [{
        record: 'tree-juniper_1', kind: 'roots-and-fruits', author: 'maud', ago: 0, time: '08:00', days: { reviewOn: 42 },
        says: {
          'child/': child, 'with/maud': true, 'with/ike': true, 'childView/': 'gave-view', 'childWords/': 'You could just tell me.', 'parentView/': 'asked-not-yet',
          ...rowsOf('entries', [
            { id: 'fn1', zone: 'fruit-now', words: 'Leaves the room', kind: 'difficult', sources: ['jun-abc-1', 'jun-abc-3'] },
            { id: 'fn2', zone: 'fruit-now', words: 'Kicks a locker', kind: 'dangerous', sources: ['jun-abc-2'] },
            { id: 'en1', zone: 'feeling-now', words: 'Ashamed', leads: ['fn1', 'fn2'], sources: ['jun-abc-2', 'jun-abc-3'] },
            { id: 'rn1', zone: 'root-now', words: 'An audience', leads: ['en1'], sources: ['jun-abc-2', 'jun-abc-3'] },
            { id: 'rn2', zone: 'root-now', words: 'Changes nobody told her of', leads: ['en1'], sources: ['jun-abc-1'] },
          ]),
        },
      }],
    },
    {
      title: 'What adults will add', page: { name: 'tree', params: { id: child } },
      ask: 'What would cost you nothing tomorrow?',
      note: 'The plan for the day at the door, in one sentence, to her alone.',
      writes: [{
        record: 'tree-juniper_1', kind: 'roots-and-fruits', author: 'maud', ago: 0, time: '08:01',
        says: rowsOf('entries', [
          { id: 'fm1', zone: 'fruit-more', words: 'Stays to the end', sources: ['jun-abc-4'] },
          { id: 'em1', zone: 'feeling-more', words: 'Capable', leads: ['fm1'], sources: ['jun-abc-4'] },
          { id: 'rm1', zone: 'root-more', words: 'Knowing the plan', leads: ['em1'], sources: ['jun-abc-4'] },
          { id: 'rp1', zone: 'root-planned', words: 'Cover teachers get her seat and her plan first', leads: ['em1'] },
        ], 5),
      }],
    },
    {
      title: 'One behaviour, thought through', page: { name: 'checklist', params: { id: 'jun-check-1' }, query: { child } },
      ask: 'Overwhelmed, or for a purpose? What makes you think so?',
      note: 'No answer adds up to a verdict. “Not known” is a good answer, and here it is “some of both”.',
      writes: [{
        record: 'jun-check-1', kind: 'behaviour-checklist', author: 'maud', ago: 0, time: '08:02', days: { reviewOn: 42 },
        says: { 'child/': child, 'words/': 'Leaves the room', 'sources/jun-abc-1': true, 'sources/jun-abc-3': true, 'feelings/': 'Being looked at. Being asked and not being sure.', 'tooMuch/': 'An audience; a change on top of a hard lesson.', 'lower/': 'A word at the door beforehand.', 'gain/': 'It ends being looked at.', 'instead/': 'A card that says “library, ten minutes”.', 'view/': 'mixed', 'evidence/': 'It begins in a moment, and goes on because it helps.', 'action/': 'We will give her the card and tell cover teachers.' },
      }],
    },
    {
      title: 'Her map and ours', page: { name: 'anxiety-map', params: { id: child } },
      ask: 'Where is the widest gap? Who should ask her about it?',
      note: 'She put the stairs at the top; we had not listed them.',
      writes: [{
        record: 'map-juniper_1', kind: 'anxiety-map', author: 'maud', ago: 0, time: '08:03', days: { reviewOn: 42 },
        says: {
          'child/': child,
          ...rowsOf('items', [
            { id: 'i1', words: 'The stairs at changeover', category: 'map-time', scores: { ike: 1, maud: 2, child: 5 }, sources: ['jun-abc-2'] },
            { id: 'i2', words: 'Cover teachers', category: 'map-adult', scores: { ike: 4, maud: 4, child: 3 }, sources: ['jun-abc-1', 'jun-abc-3'] },
            { id: 'i3', words: 'Reading out an answer', category: 'map-activity', scores: { ike: 3, child: 5 }, sources: ['jun-abc-3'] },
            { id: 'i4', words: 'Design', category: 'map-activity', scores: { ike: -3, child: -4 }, sources: ['jun-abc-4'], use: 'Yes: she could show a younger class.' },
          ]),
        },
      }],
    },
    {
      title: 'Who will do what', page: { name: 'predict-prevent', params: { id: child } },
      ask: 'What if the person named is away?',
      note: 'Two lines, two adults, one of them the cover desk.',
      writes: [{
        record: 'predict-juniper_1', kind: 'predict-prevent', author: 'maud', ago: 0, time: '08:04', days: { reviewOn: 42, 'rows/m1/reviewOn': 14, 'rows/m2/reviewOn': 42 },
        says: {
          'child/': child,
          ...rowsOf('rows', [
            { id: 'm1', words: 'The stairs at changeover', score: 5, predict: 'Head down, faster, then a door.', prevent: 'Ike will let her go two minutes early, by the side stairs.', owner: 'ike', state: 'in-use', item: ['i1'], sources: ['jun-abc-2'] },
            { id: 'm2', words: 'A cover teacher', score: 4, predict: 'Refuses the seat in the first minute, then leaves.', prevent: 'The cover desk will hand over seat and plan; the teacher will say good morning and nothing more.', owner: 'maud', state: 'to-start', item: ['i2'], sources: ['jun-abc-1', 'jun-abc-3'] },
          ]),
        },
      }],
    },
    {
      title: 'How serious, how likely?', page: { name: 'risk-calculator', params: { id: child } },
      ask: 'Seen, or feared? Say which.',
      note: 'One row is borne out by a record, one is our opinion. Both may stand, and each says which it is.',
      writes: [{
        record: 'risk-juniper_1', kind: 'risk-calculator', author: 'maud', ago: 0, time: '08:05', days: { reviewOn: 42 },
        says: {
          'child/': child, 'by/': 'Maud and Ike',
          ...rowsOf('rows', [
            { id: 'h1', words: 'Kicks a locker', harm: 'harm-property', who: 'Nobody was near', known: 'evidenced', sources: ['jun-abc-2'], view: 'subconscious', seriousness: 2, probability: 2, measures: 'Ike will let her go two minutes early.', seriousnessAfter: 2, probabilityAfter: 1 },
            { id: 'h2', words: 'Leaves the room', harm: 'harm-leaving', who: 'Juniper', known: 'opinion', view: 'mixed', seriousness: 3, probability: 1, already: 'She has always gone to the library or the lockers.', measures: 'We will give her the card; the library rings when she comes.', seriousnessAfter: 3, probabilityAfter: 1 },
          ]),
        },
      }],
    },
    {
      title: 'Four weeks later', weeksLater: 4, page: { name: 'patterns', params: { id: child } },
      ask: 'What would she say has changed?',
      note: 'The card was used twice. One line of the plan is past its day: what gets in the way of looking at it?',
      writes: [
        { record: 'jun-calm-1', kind: 'de-escalation', act: 'close', author: 'ike', ago: 12, time: '11:19', stamped: ['when'], says: { 'children/juniper': true, 'words/': 'Put the card on the desk and went. Library rang. Back after eight minutes.', 'place/': 'class', ...ticked('noticed', 'went-quiet'), ...ticked('tried', 'offered-choice', 'quiet-place'), ...ticked('helped', 'quiet-place'), ...ticked('after', 'back-with-others') } },
        { record: 'jun-calm-2', kind: 'de-escalation', act: 'close', author: 'ike', ago: 5, time: '10:50', stamped: ['when'], says: { 'children/juniper': true, 'words/': 'Walked down the side stairs talking about bridges.', 'place/': 'corridor', ...ticked('tried', 'movement', 'listened'), ...ticked('helped', 'movement'), ...ticked('after', 'settled') } },
      ],
    },
    {
      title: 'If a pupil was held', signedInOnly: true, page: { name: 'incident', params: { id: 'jun-incident', step: 'did' } },
      ask: 'Was it needed? What does the record have to say for someone who was not there?',
      note: 'Only for those with an account. Guided away from the top of the stairs. Walk through the questions of the law, and who must be told today.',
      writes: [{
        record: 'jun-incident', kind: 'incident', author: 'maud', ago: 1, time: '10:51', stamped: ['when'],
        says: {
          'children/juniper': true, 'place/': 'corridor', 'placeWords/': 'The top of the main stairs', 'words/': 'Turned and ran back up against the crowd. I put a hand on her back and guided her to the landing window.', 'before/': 'The side stairs were shut.', 'childInjury/': 'none', 'othersInjury/': 'none', 'staffInjury/': 'none', 'damage/': 'no', 'plan/': 'yes', 'planFollowed/': 'no', 'planWhy/': 'The side stairs were shut and nobody had told her.', 'duration/': { minutes: 1, precision: 'about' },
          ...rowsOf('adults', [{ id: 'a1', adult: 'maud', part: ['held'] }]),
          ...rowsOf('interventions', [{ id: 'v1', child, kind: 'force', hold: 'guided', degree: 'light', who: ['maud'], planned: 'unplanned' }]),
          ...ticked('reason', 'injury-self'), ...ticked('antecedents', 'change', 'another-child'), ...ticked('tried', 'fewer-words'), ...ticked('alarm', 'none-of-these'),
        },
      }],
    },
  ],
}

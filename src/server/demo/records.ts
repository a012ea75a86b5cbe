import type { Changes } from '../../domain/schema/field'

/** A closed record of the made-up county. `child` and `adult` are places in their room and setting. */
export interface DemoRecord {
  readonly kind: 'quick-record' | 'abc' | 'observation' | 'de-escalation'
  readonly room: number
  readonly child: number
  readonly daysAgo: number
  /** `HH:mm` */
  readonly time: string
  readonly says: Changes
}

export const demoRecords: readonly DemoRecord[] = [
  {
    kind: 'quick-record', room: 0, child: 0, daysAgo: 1, time: '11:55',
    says: { 'words/': 'Bell rang early and the queue moved up. Hands over ears, then under the table. Came out when I sat down near and counted the coats with him.', 'saw/hid': true, 'saw/calmed-with-help': true, 'place/': 'corridor', 'hurt/': 'no', 'held/': 'no' },
  },
  {
    kind: 'quick-record', room: 0, child: 1, daysAgo: 3, time: '09:20',
    says: { 'words/': 'Asked for the quiet corner with her card, all by herself. Back at the table after four minutes.', 'saw/asked-for-help': true, 'saw/joined-in': true, 'place/': 'class', 'hurt/': 'no', 'held/': 'no' },
  },
  {
    kind: 'de-escalation', room: 0, child: 0, daysAgo: 2, time: '11:50',
    says: { 'words/': 'Saw him pulling at his sleeves before the line moved. Told him how many were in front and stood beside him. He walked in with the others.', 'noticed/fidgeted': true, 'tried/fewer-words': true, 'tried/stayed-near': true, 'helped/stayed-near': true, 'after/back-with-others': true, 'place/': 'corridor' },
  },
  {
    kind: 'abc', room: 0, child: 0, daysAgo: 6, time: '12:05',
    says: {
      'place/': 'hall', 'activity/': 'Lining up for lunch', 'before/': 'The line stopped. Two children behind were pushing.', 'saw/': 'Shouted “no more”, sat on the floor, kicked the bench.',
      'intensity/': 3, 'after/': 'We moved to the end of the line, then to the small table.', 'helped/': 'Being told how many were in front.', 'communication/': 'That waiting with people close behind is too much.',
    },
  },
  {
    kind: 'observation', room: 1, child: 0, daysAgo: 2, time: '10:40',
    says: { 'saw/': 'Built a bridge with two others for twenty minutes and gave away the long blocks.', 'childWords/': 'It needs four feet or it wobbles.', 'wellbeing/': 'Settled and proud.' },
  },
  {
    kind: 'quick-record', room: 1, child: 1, daysAgo: 8, time: '14:15',
    says: { 'words/': 'Cover teacher today. Left the room twice, stayed by the door both times.', 'saw/left': true, 'saw/calmed-with-help': true, 'place/': 'class', 'hurt/': 'no', 'held/': 'no' },
  },
]

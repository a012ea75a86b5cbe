import type { Step } from './steps'

const times = ['when', 'ended', 'duration', 'stamps']
const marks = ['marks', 'marksSeen']

/** The step that asks this question. */
export const stepOf = (field: string): Step => (times.includes(field) ? 'times' : marks.includes(field) ? 'marks' : 'did')

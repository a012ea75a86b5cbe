import type { Checkpoint } from '../history/read'
import { recordsHarm } from './harm'

/** Notes that one adult writes alone. An account, a debrief and a worry answer to somebody else as well. */
const notes: readonly string[] = ['quick-record', 'observation', 'abc', 'de-escalation', 'home-note']

/** Whether its author may take it back, as a mistake. That somebody was held or hurt is not for one adult to take back. */
export const mayTakeBack = (one: Checkpoint, author: string | null): boolean => one.first.author === author && one.withdrawn === null && notes.includes(one.kind) && !recordsHarm(one)

import type { PullReply, PullRow } from '../../src/protocol/messages'

/** Of a page’s rows, the revisions: the rest say what was erased. */
export const isRevisionRow = (row: PullReply['rows'][number]): row is PullRow => 'header' in row

// @vitest-environment node
import { expect, test } from 'vitest'
import type { Unsent } from './unsent-words'
import { unsentWords } from './unsent-words'

const quiet: Unsent = { byThemselves: 0, waiting: 0, parked: 0, sending: false, refused: false, forgotten: false, allSent: false }
const goOneself = 'It goes by itself when there is internet.'

test.each<[string, Partial<Unsent>, readonly string[]]>([
  ['nothing waits, and nothing did', {}, []],
  ['nothing waits any more', { allSent: true }, ['All sent.']],
  ['one waits for a network', { waiting: 1, byThemselves: 1 }, [`1 not sent yet. ${goOneself}`]],
  ['three wait for a network', { waiting: 3, byThemselves: 3 }, ['3 not sent yet. They go by themselves when there is internet.']],
  ['three are on their way', { waiting: 3, byThemselves: 3, sending: true }, ['3 not sent yet. Sending now.']],
  ['two need somebody', { waiting: 2 }, ['2 not sent yet. Sign in where there is internet to send them.']],
  ['one needs somebody, though others are being sent', { waiting: 3, byThemselves: 2, sending: true }, ['2 not sent yet. Sending now.', '1 more not sent yet. Sign in where there is internet to send it.']],
  ['this tablet was switched off', { waiting: 1, byThemselves: 1, refused: true }, ['1 not sent yet. Sign in where there is internet to send it.']],
  ['the office no longer knows this tablet', { waiting: 2, byThemselves: 1, parked: 1, forgotten: true }, ['3 not sent yet, and kept on this tablet.']],
  ['the office no longer knows this tablet, and nothing waits', { forgotten: true }, []],
  ['one was not accepted', { parked: 1 }, ['1 not accepted. Sign in to see why.']],
  ['one was not accepted and one goes', { waiting: 1, byThemselves: 1, parked: 1 }, [`1 not sent yet. ${goOneself}`, '1 not accepted. Sign in to see why.']],
])('%s', (_what, some, words) => {
  expect(unsentWords({ ...quiet, ...some })).toEqual(words)
})

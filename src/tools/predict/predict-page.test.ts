import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { maps } from '../../domain/records/anxiety-map'
import { predictions, predictPrevent } from '../../domain/records/predict-prevent'
import { beginsWithAdult } from './moment'
import PredictPage from './PredictPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press } = hand(() => page)
const text = () => page?.text() ?? ''

async function open(before?: (here: Glass) => Promise<unknown>): Promise<Glass> {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('ade', { name: 'Ade Lanternfold', roles: ['practitioner'] }))
  await before?.(here)
  page = await here.show(PredictPage, { id: 'pip' })
  await here.settle()
  return here
}
const kept = async ({ disk: { ledger } }: Glass, version = 1) => {
  const found = await ledger.checkpoint(predictions.idOf('pip', version))
  return found ? view(predictPrevent, found).answers.rows : null
}
const map = entry({
  record: maps.idOf('pip', 1), kind: 'anxiety-map',
  changes: {
    'child/': 'pip', 'items/i1': true, 'items/i1/rank': 'a0', 'items/i1/words': 'Tidy-up', 'items/i1/scores/moss': 2, 'items/i1/scores/ade': 5, 'items/i1/sources/q1': true,
    'items/i2': true, 'items/i2/rank': 'a1', 'items/i2/words': 'Maths', 'items/i2/scores/moss': 1,
  },
})

test('a high item of the map is offered at the highest that anyone gave, and is taken with its records', async () => {
  const here = await open(({ disk }) => disk.ledger.append(map))
  expect(text()).toContain('Tidy-up +5')
  expect(text()).not.toContain('Maths')
  await press('Predict this')
  await here.until(() => !text().includes('Predict this'))
  page?.unmount()
  await vi.waitFor(async () => { expect(await kept(here)).toMatchObject([{ words: 'Tidy-up', score: 5, item: ['i1'], sources: ['q1'], state: 'to-start' }]) })
})

test('“Prevent it” that begins with the child is answered with a nudge, and kept as it is', async () => {
  const here = await open()
  await press('Add a moment')
  await here.settle()
  const prevent = page?.findAll('textarea').find((one) => one.element.id.endsWith('.prevent'))
  await prevent?.setValue('Pip must tidy')
  await here.until(() => text().includes('Begin with who does it: “We will …”.'))
  await prevent?.setValue('Ade will stand near')
  await here.until(() => !text().includes('Begin with who does it: “We will …”.'))
  page?.unmount()
  await vi.waitFor(async () => { expect(await kept(here)).toMatchObject([{ prevent: 'Ade will stand near' }]) })
})

test('the next version goes on with what has not ended, from the score that was found', async () => {
  const here = await open(({ disk }) => disk.ledger.append(entry({
    record: predictions.idOf('pip', 1), kind: 'predict-prevent',
    changes: {
      'child/': 'pip', 'reviewed/': '2026-11-24', 'rows/r1': true, 'rows/r1/rank': 'a0', 'rows/r1/words': 'Tidy-up', 'rows/r1/score': 5, 'rows/r1/newScore': 2, 'rows/r1/evaluation': 'Eight of nine went well.',
      'rows/r2': true, 'rows/r2/rank': 'a1', 'rows/r2/words': 'Assembly', 'rows/r2/state': 'ended',
    },
  })))
  await press('Start a new version')
  await here.until(() => page?.findAll('button').some((one) => one.text() === 'Add a moment') ?? false)
  expect(await kept(here, 2)).toMatchObject([{ id: 'r1', words: 'Tidy-up', score: 2, newScore: null, evaluation: '' }])
})

describe('a line begins with an adult', () => {
  test.each([
    ['We will warn her', true], ['Ms Ade will stand near', true], ['Ade stands near', true], ['Staff keep the door clear', true], ['', true],
    ['Pip must wait', false], ['She will tidy', false], ['No throwing', false],
  ])('%s: %s', (words, does) => {
    expect(beginsWithAdult(words, ['Ade', ''])).toBe(does)
  })
})

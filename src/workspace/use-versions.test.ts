import { afterEach, describe, expect, test } from 'vitest'
import { defineComponent, h, reactive } from 'vue'
import type { Glass, Shown } from '../../tests/support/glass'
import { childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { entry } from '../../tests/support/tablet-disk'
import { predictions, predictPrevent } from '../domain/records/predict-prevent'
import { blank } from '../domain/schema/definition'
import type { ToolPage } from './use-versions'
import { useToolPage } from './use-versions'

let shown: Shown | null = null
afterEach(async () => { shown = await cleared(shown) })

const version = (number: number, words = 'Tidy-up') => entry({ record: predictions.idOf('pip', number), kind: predictPrevent.kind, changes: { 'child/': 'pip', 'rows/r1': true, 'rows/r1/rank': 'a0', 'rows/r1/words': words } })
async function open(given: { versions?: number; asked?: string } = {}): Promise<{ here: Glass; page: ToolPage<typeof predictPrevent.fields>; address: { version: string | undefined } }> {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  for (let number = 1; number <= (given.versions ?? 0); number += 1) {
    await here.disk.ledger.append(version(number))
    here.disk.clock.at += 60_000
  }
  const address = reactive<{ id: string; version: string | undefined }>({ id: 'pip', version: given.asked })
  const made: { page?: ToolPage<typeof predictPrevent.fields> } = {}
  shown = await here.show(defineComponent(() => {
    made.page = useToolPage(predictPrevent, predictions, address)
    return () => h('p')
  }))
  const { page } = made
  await here.until(() => page?.shown.value !== null)
  if (!page) throw new Error('not mounted')
  return { here, page, address }
}
const begun = { ...blank(predictPrevent), child: 'pip' }

describe('which version is on the glass', () => {
  test.each([
    ['the first, which nobody has begun', {}, 1, true],
    ['the newest', { versions: 3 }, 3, true],
    ['the one that was asked for', { versions: 3, asked: '2' }, 2, false],
    ['the newest, where the one asked for is not here', { versions: 2, asked: '7' }, 2, true],
  ] as const)('%s', async (_which, given, wanted, isNewest) => {
    const { page } = await open(given)
    expect(page.shown.value).toEqual({ version: wanted, record: predictions.idOf('pip', wanted), isNewest })
    expect(page.before.value?.version ?? 0).toBe(wanted - 1)
  })

  test('one begun elsewhere meanwhile does not take its place until that is asked for', async () => {
    const { here, page } = await open({ versions: 1 })
    await here.disk.ledger.append(version(2))
    await here.until(() => page.shown.value?.isNewest === false)
    expect(page.shown.value?.version).toBe(1)
    page.toNewest()
    expect(page.shown.value).toMatchObject({ version: 2, isNewest: true })
  })
})

describe('the next version', () => {
  test('is begun once, however often it is asked for, and shown', async () => {
    const { here, page } = await open({ versions: 1 })
    await Promise.all([page.startNext(begun), page.startNext(begun)])
    await here.until(() => page.all.value?.length === 2)
    expect(page.shown.value?.version).toBe(2)
    expect((await here.disk.ledger.checkpoint(predictions.idOf('pip', 2)))?.count).toBe(1)
  })

  test('that another tablet has begun is shown as it is', async () => {
    const { here, page } = await open({ versions: 1 })
    await here.disk.ledger.append(version(2, 'Assembly'))
    await page.startNext(begun)
    expect((await here.disk.ledger.checkpoint(predictions.idOf('pip', 2)))?.count).toBe(1)
    expect(page.shown.value?.version).toBe(2)
  })

  test('says when something was added to the one before after it was begun', async () => {
    const { here, page } = await open({ versions: 2 })
    expect(page.addedBefore.value).toBeNull()
    const heads = (await here.disk.ledger.checkpoint(predictions.idOf('pip', 1)))?.heads ?? []
    here.disk.clock.at += 60_000
    await here.disk.ledger.append({ ...version(1), after: heads, changes: { 'rows/r2': true, 'rows/r2/rank': 'a1', 'rows/r2/words': 'The bus' } })
    await here.until(() => page.addedBefore.value === 1)
  })
})

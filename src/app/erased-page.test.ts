import { RouterView } from 'vue-router'
import { afterEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import { abc } from '../domain/records/abc'
import { useErasedInstead } from '../workspace/erased-page'
import { useRecord } from '../workspace/use-record'
import type { Glass } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import ErasedPage from './ErasedPage.vue'

afterEach(() => { document.body.innerHTML = '' })
const at = Date.parse('2026-03-03T09:00:00Z')

/** A page with one answer, in a frame as the tablet's is. */
const Page = {
  props: { id: { type: String, required: true } },
  setup({ id }: { id: string }) {
    const record = useRecord(abc, id)
    return () => h('textarea', { value: record.answers.value.before, onInput: (event: Event) => { record.edit('before', (event.target as HTMLTextAreaElement).value, { soon: true }) } })
  },
} as const
const frameOf = ({ router }: Glass) => ({
  setup() {
    const id = () => (router.currentRoute.value.name === 'abc' ? String(router.currentRoute.value.params['id']) : null)
    const erased = useErasedInstead({ id, address: () => router.currentRoute.value.fullPath })
    return () => (erased.value ? h(ErasedPage, { erased: erased.value }) : id() === null ? h(RouterView) : h(Page, { id: id() ?? '' }))
  },
})
const erase = async (on: Glass, record: string) => {
  const { epoch, seq } = await on.disk.ledger.cursor()
  await on.disk.ledger.receive({ epoch: epoch ?? 'one', rows: [{ seq: seq + 1, erase: { record, at } }], next: seq + 1 }, { epoch, seq })
}

async function opened(record: string) {
  const on = await glass()
  await on.disk.ledger.append({ record, kind: 'abc', version: 1, act: 'edit', after: [], author: 'moss', changes: { 'before/': 'Rain' } })
  await on.router.push({ name: 'abc', params: { id: record } })
  return { on, shown: await on.show(frameOf(on)) }
}

test('the address of an erased record says so, with the day and who decided', async () => {
  const { on, shown } = await opened('note-1')
  await erase(on, 'note-1')
  await on.until(() => shown.text().includes('erased'))
  expect(shown.text()).toContain('This record was erased on 3 March 2026.')
  expect(shown.text()).toContain('decided it.')
  expect(shown.text()).not.toContain('What you were writing')
  expect(shown.text()).not.toContain('Rain')
})

test('what was being typed as it was erased stands there to be copied, is kept nowhere, and goes with the page', async () => {
  const { on, shown } = await opened('note-2')
  await shown.get('textarea').setValue('Kettlewhistle, as it was typed')
  await erase(on, 'note-2')
  await on.until(() => shown.text().includes('What you were writing'))
  await on.settle()
  expect(shown.text()).toContain('Kettlewhistle, as it was typed')
  expect(await on.disk.ledger.drafts()).toEqual([])
  const write = vi.fn(() => Promise.resolve())
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: write } })
  await shown.findAll('button').find((one) => one.text() === 'Copy my words')?.trigger('click')
  expect(write.mock.calls.flat()).toEqual(['Kettlewhistle, as it was typed'])
  vi.unstubAllGlobals()
  await on.router.push({ name: 'today' })
  await on.settle()
  await on.router.push({ name: 'abc', params: { id: 'note-2' } })
  await on.until(() => shown.text().includes('This record was erased'))
  expect(shown.text()).not.toContain('Kettlewhistle')
  expect(await on.disk.ledger.checkpoint('note-2')).toBeNull()
  expect((await on.disk.ledger.tray()).filter(({ record }) => record === 'note-2')).toEqual([])
})

test('another record’s address shows its page as ever', async () => {
  const { on, shown } = await opened('note-3')
  await erase(on, 'note-4')
  await on.settle()
  expect(shown.find('textarea').exists()).toBe(true)
})

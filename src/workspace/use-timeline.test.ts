import { expect, test, vi } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { childEntry, glass } from '../../tests/support/glass'
import { entry } from '../../tests/support/tablet-disk'
import { useTimeline } from './use-timeline'

const about = (child: string, record: string) => entry({ record, kind: 'quick-record', act: 'close', changes: { [`children/${child}`]: true, 'words/': 'Hummed' } })
const child = shallowRef('pip')
const isThere = shallowRef(true)
const Part = defineComponent({ props: { of: { type: String, required: true } }, setup: (props) => {
  const records = useTimeline(() => props.of)
  return () => h('p', records.value?.map(({ record }) => record).join(' ') ?? 'not read yet')
} })
const Page = defineComponent(() => () => h('div', [h(Part, { of: child.value }), ...(isThere.value ? [h(Part, { of: child.value })] : []), h(Part, { of: 'juniper' })]))

test('parts of a page that read one child ask the disk once, follow what changes, and leave one another what they look at', async () => {
  const here = await glass()
  const { ledger } = here.disk
  for (const id of ['pip', 'juniper']) await ledger.append(childEntry(id, { name: id }))
  await ledger.append(about('pip', 'one'))
  const asked = vi.spyOn(ledger, 'watch')
  const page = await here.show(Page)
  const said = () => page.findAll('p').map((one) => one.text())
  await here.until(() => said().join() === ['one', 'one', ''].join())
  const whole = asked.mock.calls.length
  await ledger.append(about('pip', 'two'))
  await here.until(() => said()[0]?.includes('two') === true)
  expect(said()[1]).toBe(said()[0])

  isThere.value = false
  await here.settle()
  await ledger.append(about('pip', 'three'))
  await here.until(() => said()[0]?.includes('three') === true)

  child.value = 'juniper'
  await here.until(() => said().join() === ['', ''].join())
  expect(asked.mock.calls.length, 'both children were looked at already').toBe(whole)
  await here.session.lock()
  await here.until(() => said().join() === ['not read yet', 'not read yet'].join())
})

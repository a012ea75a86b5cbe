import { mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, shallowRef } from 'vue'
import { printPage } from './printing'
import { useInTurn } from './use-in-turn'

const rows = shallowRef<readonly number[]>([])
const List = defineComponent(() => {
  const drawn = useInTurn(() => rows.value, 10)
  return () => h('ol', drawn.value.map((row) => h('li', { key: row }, String(row))))
})
const many = (count: number) => Array.from({ length: count }, (_, at) => at)
const shownIn = (list: ReturnType<typeof mount>) => list.findAll('li').map((one) => Number(one.text()))

test('a long list begins with its first lines and is whole in the end, in its own order', async () => {
  rows.value = many(95)
  const list = mount(List)
  expect(shownIn(list)).toEqual(many(10))
  await vi.waitFor(() => expect(shownIn(list)).toEqual(many(95)))
  rows.value = many(101)
  await nextTick()
  expect(shownIn(list)).toEqual(many(101))
  rows.value = many(120)
  await vi.waitFor(() => expect(shownIn(list)).toEqual(many(120)))
  list.unmount()
})

test('a print has all of it, however soon it is asked for', async () => {
  rows.value = many(95)
  const list = mount(List)
  const print = vi.fn(() => {
    window.dispatchEvent(new Event('beforeprint'))
    expect(shownIn(list)).toEqual(many(95))
    window.dispatchEvent(new Event('afterprint'))
  })
  vi.stubGlobal('print', print)
  await printPage()
  vi.unstubAllGlobals()
  expect(print).toHaveBeenCalledTimes(1)
  list.unmount()
})

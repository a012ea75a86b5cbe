// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import VirtualList from './VirtualList.vue'

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `c${index}`, name: `Pip Marmalade ${index}` }))
const list = (count: number) =>
  mount(VirtualList<{ id: string; name: string }>, {
    props: { rows: rows(count), rowKey: (row) => row.id, label: 'Children', boxed: true },
    slots: { default: ({ row }: { row: { name: string } }) => row.name },
    attachTo: document.body,
  })

test('a short list is drawn whole', () => {
  expect(list(60).findAll('[role=listitem]')).toHaveLength(60)
})

test('a list of thousands draws few rows, at the height of them all', () => {
  const long = list(4000)
  expect(long.findAll('[role=listitem]').length).toBeLessThan(60)
  expect(long.get('.all').attributes('style')).toContain(`${4000 * 72}px`)
})

import { flushPromises, mount } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { rehearseTree } from '../ui/tree/rehearse-tree'

const drawn = vi.fn<() => void>()
vi.mock('../ui/tree/rehearse-tree', async (original) => {
  const { rehearseTree: real } = await original<{ rehearseTree: typeof rehearseTree }>()
  return { rehearseTree: () => { drawn(); real() } }
})
vi.mock('../tools/tree/TreePage.vue', () => ({ default: {} }))
const page = { render: () => null }

test('a tree is drawn aside once, on a child’s page that was stayed on, and leaves nothing in the document', async () => {
  const { useReadyTools } = await import('./ready-tools')
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/today', name: 'today', component: page }, { path: '/children/:id', name: 'child', component: page }] })
  await router.push('/today')
  const shell = mount(defineComponent(() => {
    useReadyTools()
    return () => h(RouterView)
  }), { global: { plugins: [router] }, attachTo: document.body })
  const before = document.querySelectorAll('*').length
  const rest = () => new Promise((resolve) => setTimeout(resolve, 1_200))

  await router.push('/children/one')
  await router.push('/today')
  await rest()
  expect(drawn).not.toHaveBeenCalled()

  await router.push('/children/one')
  await vi.waitFor(() => expect(drawn).toHaveBeenCalledTimes(1), 10_000)
  expect(document.querySelectorAll('*')).toHaveLength(before)

  await router.push('/today')
  await router.push('/children/two')
  await rest()
  await flushPromises()
  expect(drawn).toHaveBeenCalledTimes(1)
  shell.unmount()
})

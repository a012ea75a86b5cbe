// @vitest-environment happy-dom
import { Sun } from '@lucide/vue'
import { mount } from '@vue/test-utils'
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, test } from 'vitest'
import ChildTile from './ChildTile.vue'
import Notice from './Notice.vue'
import PageHeader from './PageHeader.vue'
import Rail from './Rail.vue'
import TaskRow from './TaskRow.vue'

const nowhere = { template: '<p />' }
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: nowhere }, { path: '/today', component: nowhere }, { path: '/tray', component: nowhere }, { path: '/tray/:id/choose', component: nowhere }] })
const global = { plugins: [router] }

test('the place where a person is, is marked for eye and ear', async () => {
  await router.push('/tray')
  const rail = mount(Rail, { global, props: { places: [{ label: 'Today', icon: Sun, to: '/today' }, { label: 'Tray', icon: Sun, to: '/tray', badge: 3, badgeWords: '3 not sent yet' }] } })
  expect(rail.get('[aria-current=page]').text()).toContain('Tray')
  expect(rail.get('.badge .sr-only').text()).toBe('3 not sent yet')
  await router.push('/tray/note-1/choose')
  expect(rail.findAll('.here').map((one) => one.text())).toEqual([expect.stringContaining('Tray')])
  expect(rail.find('[aria-current=page]').exists()).toBe(false)
})

test('the way back is a link where it leads somewhere, and is asked for where it does not', async () => {
  expect(mount(PageHeader, { global, props: { title: 'ABC record', back: { label: 'Today', to: '/today' } } }).get('a').attributes('href')).toBe('/today')
  const closing = mount(PageHeader, { global, props: { title: 'Record what happened', back: { label: 'Close', close: true } } })
  await closing.get('.back').trigger('click')
  expect(closing.emitted('back')).toHaveLength(1)
})

test('Hide is on every header', async () => {
  const header = mount(PageHeader, { global, props: { title: 'Oak Primary', heading: false } })
  await header.get('[aria-label="Hide screen"]').trigger('click')
  expect(header.emitted('hide')).toHaveLength(1)
  expect(header.find('h1').exists()).toBe(false)
})

test('only a problem interrupts a screen reader, and a banner there from the start says nothing', () => {
  const role = (props: object) => mount(Notice, { props, slots: { default: 'Two versions. Nothing is lost.' } }).attributes('role')
  expect([role({ kind: 'problem' }), role({ kind: 'conflict' }), role({ kind: 'problem', live: false })]).toEqual(['alert', 'status', undefined])
})

test('a child tile says a name where the glass shows initials', () => {
  expect(mount(ChildTile, { global, props: { label: 'M.K.', note: 'No plan yet', said: 'M.K.', to: '/' } }).attributes('aria-label')).toBe('M.K., No plan yet')
})

test('a task that is due carries a clock beside its words', () => {
  const row = mount(TaskRow, { global, props: { title: 'Tell parent: M.K.', status: 'Not yet', due: true, to: '/' } })
  expect(row.find('.due svg').exists()).toBe(true)
  expect(row.element.tagName).toBe('A')
})

import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { usePeople } from '../../workspace/people'
import type { Shown } from '../../../tests/support/glass'
import { adultEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { useTray } from './use-tray'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})

test('a lead who was in it reads no other’s account from what waits in the Tray either, before closing their own', async () => {
  const here = await glass({ roles: ['senco'] })
  await here.disk.ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await here.disk.ledger.append(entry({ record: 'acc-gwen', kind: 'account', author: 'gwen', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'I saw a chair in the air.' } }))
  const made: { people?: ReturnType<typeof usePeople>; tray?: ReturnType<typeof useTray> } = {}
  page = await here.show(defineComponent(() => {
    made.people = usePeople()
    made.tray = useTray()
    return () => h('p')
  }))
  await here.until(() => (made.people?.me?.roles.includes('senco') ?? false) && made.tray?.loaded.value === true)
  expect(made.tray?.waiting.value.find(({ record }) => record === 'acc-gwen')?.words).toBeNull()
})

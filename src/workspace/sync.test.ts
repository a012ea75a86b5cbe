import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { glass } from '../../tests/support/glass'
import { closeDisks } from '../../tests/support/tablet-disk'
import { useSync } from './sync'

afterEach(closeDisks)

test('a tablet is up to date as of its last whole round, whatever else it heard from the endpoint since', async () => {
  const here = await glass()
  let sync: ReturnType<typeof useSync> | null = null
  const page = await here.show(defineComponent(() => {
    sync = useSync()
    return () => h('p')
  }))
  const hear = async (at: number, kind: 'done' | 'unfinished' | 'offline') => {
    await here.disk.ledger.keepContact({ skewMs: 0, at })
    sync?.onOutcome(kind === 'offline' ? { kind, retryAfterMs: null } : { kind })
    await here.settle()
    return [sync?.contactAt, sync?.reached, sync?.trouble]
  }
  expect(await hear(1_000, 'unfinished')).toEqual([null, true, null])
  expect(await hear(2_000, 'done')).toEqual([2_000, true, null])
  expect(await hear(3_000, 'offline')).toEqual([2_000, false, 'offline'])
  page.unmount()
})

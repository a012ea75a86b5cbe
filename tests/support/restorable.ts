import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openPglite } from '../../src/server/database/open'
import { beginEpoch } from '../../src/server/epochs'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { newPglite, testEndpoint } from '../../src/server/test-endpoint'
import type { TestTablet } from './tablet'
import { newTablet } from './tablet'

/** An endpoint on a directory of its own, which can be copied and put back as an office would. */
export interface Restorable {
  readonly setting: string
  readonly endpoint: () => TestEndpoint
  readonly tablet: (adult: 'amira' | 'chris' | 'hana') => Promise<TestTablet>
  /** Copies the data; gives what `restore` takes. */
  readonly backUp: () => Promise<string>
  /** The data as it was, and the endpoint up again. `told`: with the errand `restored`. */
  readonly restore: (backup: string, how: { readonly told: boolean }) => Promise<void>
  /** The errand alone, however late. */
  readonly tell: () => Promise<void>
}

const done: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of done.splice(0).reverse()) await end()
})

export async function restorable(): Promise<Restorable> {
  const home = await mkdtemp(join(tmpdir(), 'steps-restore-'))
  done.push(() => rm(home, { recursive: true, force: true }))
  let turn = 0
  let data = join(home, 'data')
  let endpoint = await testEndpoint({ opened: await newPglite(data) })
  done.push(() => endpoint.close())
  const setting = await endpoint.addSetting()
  await endpoint.addAdults(
    setting,
    { id: 'amira', name: 'Amira Ash', shortName: 'Amira', roles: ['practitioner'] },
    { id: 'chris', name: 'Chris Cobnut', shortName: 'Chris', roles: ['practitioner', 'key-person'] },
    { id: 'hana', name: 'Hana Hazel', shortName: 'Hana', roles: ['head'] },
  )
  const tell = async () => void (await beginEpoch(endpoint.db, setting, Date.now()))
  const reopen = async (from: string) => {
    data = from
    endpoint = await testEndpoint({ opened: await openPglite(from) })
  }
  return {
    setting,
    endpoint: () => endpoint,
    tell,
    tablet: (adult) =>
      newTablet({ fetch: (input, init) => endpoint.fetch(input, init), makeEnrolmentCode: (of) => endpoint.makeEnrolmentCode(of), makeOneTimeCode: (of, who) => endpoint.makeOneTimeCode(of, who) }, setting, adult),
    async backUp() {
      await endpoint.close()
      const backup = join(home, `backup-${(turn += 1)}`)
      await cp(data, backup, { recursive: true })
      await reopen(data)
      return backup
    },
    async restore(backup, { told }) {
      await endpoint.close()
      const next = join(home, `restored-${(turn += 1)}`)
      await cp(backup, next, { recursive: true })
      await reopen(next)
      if (told) await tell()
    },
  }
}

import { afterAll, beforeAll } from 'vitest'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { testEndpoint } from '../../src/server/test-endpoint'
import type { TestTablet } from './tablet'
import { newTablet } from './tablet'

export type ThreeAdults = 'amira' | 'chris' | 'hana'

/** For one file of tests: an endpoint with a setting where Amira is a practitioner, Chris a key person as well and Hana the head. */
export function threeAdults(): { endpoint: () => TestEndpoint; setting: () => string; tablets: <A extends readonly ThreeAdults[]>(...of: A) => Promise<{ [N in keyof A]: TestTablet }> } {
  let endpoint: TestEndpoint
  let setting: string
  beforeAll(async () => {
    endpoint = await testEndpoint()
    setting = await endpoint.addSetting()
    await endpoint.addAdults(
      setting,
      { id: 'amira', name: 'Amira Ash', shortName: 'Amira', roles: ['practitioner'] },
      { id: 'chris', name: 'Chris Cobnut', shortName: 'Chris', roles: ['practitioner', 'key-person'] },
      { id: 'hana', name: 'Hana Hazel', shortName: 'Hana', roles: ['head'] },
    )
  })
  afterAll(() => endpoint.close())
  return {
    endpoint: () => endpoint,
    setting: () => setting,
    async tablets(...of) {
      const made: TestTablet[] = []
      for (const adult of of) made.push(await newTablet(endpoint, setting, adult))
      // One for each, in their order.
      return made as { [N in keyof typeof of]: TestTablet }
    },
  }
}

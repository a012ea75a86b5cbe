import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { startEndpoint } from '../kill/endpoint.mjs'

const fresh = () => mkdtemp(join(tmpdir(), 'steps-journey-'))
const gone = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })

/** Once before all of them: the made-up county as the endpoint writes it on an empty database. Workers know it by their environment. */
export default async function seedCounty(): Promise<() => Promise<void>> {
  const seeded = await fresh()
  process.env['SEEDED_COUNTY'] = seeded
  await (await startEndpoint({ dataDir: seeded })).stop()
  return () => gone(seeded)
}

export interface County {
  readonly endpoint: EndpointProcess
  readonly dataDir: string
  readonly end: () => Promise<void>
}

/** A copy of it with an endpoint of its own. */
export async function ownCounty({ logLevel = 'info' } = {}): Promise<County> {
  const dataDir = await fresh()
  await cp(process.env['SEEDED_COUNTY'] ?? '', dataDir, { recursive: true })
  const endpoint = await startEndpoint({ dataDir, logLevel })
  return {
    endpoint, dataDir,
    async end() {
      await endpoint.stop()
      await gone(dataDir)
    },
  }
}

/**
 * A journey has a county and an endpoint of its own, so that it finds nothing another journey, or its own first try, has left.
 * The next one's starts while this one runs: a journey waits for its glass more than for the processor.
 */
export const test = base.extend<object, { counties: () => Promise<County> }>({
  // The braces are how it is told that this needs no other fixture.
  counties: [async ({}, use) => {
    let next = ownCounty()
    // One that does not start is told of by the journey that asks for it.
    const begin = () => {
      next = ownCounty()
      next.catch(() => undefined)
    }
    await use(async () => {
      const county = await next
      begin()
      return county
    })
    await next.then((county) => county.end(), () => undefined)
  }, { scope: 'worker' }],
  baseURL: async ({ counties }, use) => {
    const county = await counties()
    await use(county.endpoint.url)
    await county.end()
  },
})

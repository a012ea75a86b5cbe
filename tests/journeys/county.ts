import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { startEndpoint } from '../kill/endpoint.mjs'

const asSeeded = join(import.meta.dirname, '../../.tmp/journeys')

/** Once before all of them: the made-up county as the endpoint writes it on an empty database. */
export default async function seedCounty(): Promise<void> {
  await rm(asSeeded, { recursive: true, force: true })
  await (await startEndpoint({ dataDir: asSeeded })).stop()
}

/** A journey has a county and an endpoint of its own, so that it finds nothing another journey, or its own first try, has left. */
export const test = base.extend({
  // The braces are how it is told that this needs no other fixture.
  baseURL: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'steps-journey-'))
    await cp(asSeeded, dataDir, { recursive: true })
    const endpoint = await startEndpoint({ dataDir })
    await use(endpoint.url)
    await endpoint.stop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  },
})

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { build } from 'vite'

/** Builds the endpoint from the source as it is now, so that a test never tries yesterday's. Inside the project: it needs its packages. A plugin may plant a fault. */
export async function buildEndpoint(plugins: Plugin[] = []): Promise<{ main: string; remove: () => Promise<void> }> {
  const parent = join(import.meta.dirname, '../../.tmp')
  await mkdir(parent, { recursive: true })
  const outDir = await mkdtemp(join(parent, 'endpoint-'))
  await build({ logLevel: 'error', mode: 'production', plugins, build: { ssr: 'src/server/main.ts', outDir, sourcemap: false } })
  return { main: join(outDir, 'main.js'), remove: () => rm(outDir, { recursive: true, force: true }) }
}

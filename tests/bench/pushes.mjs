import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { startEndpoint } from '../kill/endpoint.mjs'
import { quantile, round } from './figures.mjs'
import { work } from './place.mjs'

/** Pushes a second and the slowest hundredth, on both databases. */
export async function pushes() {
  const outDir = join(work, 'pushes')
  await build({ configFile: false, logLevel: 'error', build: { ssr: join(import.meta.dirname, 'pushes.ts'), outDir, emptyOutDir: true, target: 'node20', rolldownOptions: { output: { entryFileNames: 'pushes.mjs' } } } })
  const { pushesOn } = await import(pathToFileURL(join(outDir, 'pushes.mjs')).href)
  const rows = []
  for (const [on, name] of [['pglite', 'PGlite'], ['postgres', 'PostgreSQL, fsync on']]) {
    const { single, batchedPerSecond } = await pushesOn(on, startEndpoint)
    rows.push(
      { what: `Pushes of one revision, 8 tablets of one setting, ${name}`, figure: `${round(single.perSecond)}/s, p50 ${round(quantile(single.ms, 0.5))} ms, p99 ${round(quantile(single.ms, 0.99))} ms` },
      { what: `Pushes of 200, 2 tablets, ${name}`, figure: `${round(batchedPerSecond)} revisions/s` },
    )
  }
  return rows
}

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { startEndpoint } from '../../kill/endpoint.mjs'
import { work } from '../place.mjs'

/** Builds the bench of the endpoint, which shares the server's own code, and runs it against the built endpoint. */
export async function growEndpoint(sizes, told) {
  const outDir = join(work, 'growth')
  await build({ configFile: false, logLevel: 'error', build: { ssr: join(import.meta.dirname, 'program.ts'), outDir, emptyOutDir: true, target: 'node20', rolldownOptions: { output: { entryFileNames: 'program.mjs' } } } })
  const program = await import(pathToFileURL(join(outDir, 'program.mjs')).href)
  return program.growEndpoint(sizes, { start: startEndpoint, ...told })
}

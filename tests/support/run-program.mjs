import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

/** Builds a folder's `program.ts` for Node and runs it with this command's arguments; the exit code is what its `run` resolves to. */
export async function runProgram(/** @type {string} */ folder) {
  const root = join(import.meta.dirname, '../..')
  await mkdir(join(root, '.tmp'), { recursive: true })
  // Vite leaves packages out of a program for Node, so it stays inside the project while it runs; at this depth, since it looks around from where it lies.
  const place = await mkdtemp(join(root, '.tmp', `${basename(folder)}-`))
  try {
    await build({ configFile: false, logLevel: 'error', root, build: { ssr: join(folder, 'program.ts'), outDir: place, target: 'node20', rolldownOptions: { output: { entryFileNames: 'program.mjs' } } } })
    const { run } = await import(pathToFileURL(join(place, 'program.mjs')).href)
    process.exitCode = await run(process.argv.slice(2))
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

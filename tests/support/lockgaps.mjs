// `npm install` can write a lockfile without the optional packages of another platform, which `npm ci` there then refuses.
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'

/** Packages of a parsed package-lock.json whose optional dependencies are not in it: `name version lacks n, such as m`. */
export function lockGaps(lock) {
  const have = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').pop()))
  const gaps = []
  for (const [path, entry] of Object.entries(lock.packages)) {
    const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !have.has(name))
    if (path && missing.length) gaps.push(`${path} ${entry.version} lacks ${missing.length}, such as ${missing[0]}`)
  }
  return gaps
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const gaps = lockGaps(JSON.parse(fs.readFileSync('package-lock.json', 'utf8')))
  for (const gap of gaps) process.stderr.write(`${gap}\n`)
  process.exitCode = gaps.length ? 1 : 0
}

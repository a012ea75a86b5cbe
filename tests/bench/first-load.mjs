import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const kilobyte = 1000

/** What a first visit must fetch before the first screen: the files index.html names, and all those they import at once, gzipped. */
export function firstLoad(web) {
  const html = readFileSync(join(web, 'index.html'), 'utf8')
  const waiting = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((found) => found[1])
  const bytes = { js: 0, css: 0 }
  const seen = new Set()
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(join(web, file))
    const kind = file.endsWith('.css') ? 'css' : 'js'
    bytes[kind] += gzipSync(text, { level: 9 }).length
    if (kind === 'js') waiting.push(...staticImports(text.toString(), file))
  }
  return [
    row('First load, JavaScript, gzip', bytes.js, { aim: 120, limit: 170 }),
    row('First load, styles, gzip', bytes.css, { aim: 20, limit: 30 }),
  ]
}

/** `from"./x.js"` and `import"./x.js"`; a lazy `import("./x.js")` has a bracket, and is not first load. */
function staticImports(text, file) {
  return [...text.matchAll(/\b(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)].map(
    (found) => new URL(found[1], `file://${file}`).pathname,
  )
}

function row(what, bytes, { aim, limit }) {
  const figure = bytes / kilobyte
  return { what, figure: `${figure.toFixed(1)} KB`, aim: `${aim} KB`, limit: `${limit} KB`, isOver: figure > limit }
}

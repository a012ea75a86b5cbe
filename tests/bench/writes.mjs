import { quantile, round } from './figures.mjs'
import { onPage } from './on-page.mjs'

const warm = 30
const count = 230

/** Until the disk says that it has the words: seal, write, complete. */
export async function writes() {
  const { draft, revision, copyBytes, revisionBytes } = await onPage((page) => page.evaluate((times) => window.bench.write(times), count))
  const row = (what, figures) => ({ what, figure: `p50 ${round(quantile(figures.slice(warm), 0.5))} ms, p95 ${round(quantile(figures.slice(warm), 0.95))} ms` })
  return [
    row('Keystroke kept, a draft (relaxed)', draft),
    row('Record finished, a signed revision (strict)', revision),
    { what: 'Its copy sealed to the endpoint, until it is sent', figure: `${Math.round(copyBytes)} bytes beside ${Math.round(revisionBytes)}` },
  ]
}

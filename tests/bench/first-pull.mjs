import { median, ms } from './figures.mjs'
import { records } from './full-tablet.mjs'
import { onPage } from './on-page.mjs'

const times = 3

/** 10,000 revisions fetched, verified, read, sealed and kept, against the same bytes fetched and put into a plain table, turn about. */
export async function firstPull() {
  const runs = { bare: [], pull: [], snapshot: [] }
  await onPage(async (page) => {
    await page.evaluate((count) => window.bench.make(count), records)
    for (let time = 0; time < times; time += 1) {
      runs.bare.push(await page.evaluate(() => window.bench.pullBare()))
      runs.pull.push(await page.evaluate(() => window.bench.pull()))
      runs.snapshot.push(await page.evaluate(() => window.bench.pullSnapshot()))
    }
  })
  const ratio = (figures) => `${(median(figures) / median(runs.bare)).toFixed(2)}x the floor, ${ms(figures)}`
  return [
    { what: 'First pull of 10,000 revisions, floor: bare fetch and bulk put', figure: ms(runs.bare) },
    { what: 'First pull of 10,000 revisions, every revision', figure: ratio(runs.pull) },
    { what: 'First sync of 10,000 records, as checkpoints', figure: ratio(runs.snapshot) },
  ]
}

import { expect, type Page } from '@playwright/test'
import { incident } from '../../src/domain/records/incident'
import { quickRecord } from '../../src/domain/records/quick-record'
import type { Changes } from '../../src/domain/schema/field'
import { test } from './county'
import { otherTablet } from './other-tablet'
import { printed } from './paper'
import { enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

const child = 'willowmere-child-1-1'
const when = { wall: '2026-11-24T10:42', zone: 'Europe/London', precision: 'exact' } as const
const long = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3)
const story = `${'The queue moved up before the bell, and the coats by the door were counted one by one. '.repeat(60)}${long} The last coat was blue.`
const row = (field: string, id: string, says: Changes): Changes => ({ [`${field}/${id}`]: true, [`${field}/${id}/rank`]: `a${id}`, ...Object.fromEntries(Object.entries(says).map(([part, value]) => [`${field}/${id}/${part}`, value])) })
/** Five children and seven adults, most of them known only by a name that will not break. */
const crowd: Changes = {
  [`children/${child}`]: true,
  ...Object.fromEntries([2, 3, 4, 5].map((other) => [`childrenNear/willowmere-child-1-${other}`, true])),
  ...row('adults', '1', { adult: 'willowmere-amira', 'part/held': true }),
  ...Object.assign({}, ...[2, 3, 4, 5, 6, 7].map((adult) => row('adults', String(adult), { name: `Visitor ${long} ${adult}`, 'part/saw': true }))),
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

/** A18: what is printed is A4, tagged, whole, and says on every sheet what it is and which of how many. */
async function expectOnPaper(page: Page, what: { foot: string; number?: string; holds: readonly string[]; lacks?: readonly string[] }): Promise<void> {
  const { tagged, sheets, cut, words } = await printed(page)
  expect(cut).toEqual([])
  expect(tagged).toBe(true)
  expect(sheets.length).toBeGreaterThan(1)
  const bare = (said: string) => said.replace(/\s/g, '')
  let body = ''
  for (const [index, { size, words: said }] of sheets.entries()) {
    expect(size).toEqual([595, 842])
    const feet = [`${index + 1} ${what.number ?? 'of'} ${sheets.length}`, what.foot].map(bare)
    for (const foot of feet) expect(said).toContain(foot)
    const rest = feet.reduce((left, foot) => left.replace(foot, ''), said)
    expect(rest, `sheet ${index + 1}`).not.toBe('')
    body += rest
  }
  expect(words.filter((word) => !body.includes(word))).toEqual([])
  for (const said of what.holds) expect(body).toContain(bare(said))
  for (const said of what.lacks ?? []) expect(body).not.toContain(bare(said))
}

test('a record, an incident, its parent’s copy and a chronology come on A4, tagged and whole, with words at the foot of every sheet', async ({ browser, baseURL }) => {
  test.setTimeout(60_000)
  const desk = await otherTablet(baseURL ?? '', willowmere)
  const setting = desk.setting.id
  const made = await Promise.all([
    desk.make({ setting, record: 'paper-record', kind: quickRecord.kind, version: quickRecord.version, act: 'close', author: 'willowmere-amira', changes: { [`children/${child}`]: true, 'when/': when, 'words/': story } }),
    desk.make({
      setting, record: 'paper-incident', kind: incident.kind, version: incident.version, author: 'willowmere-amira',
      changes: {
        ...crowd, 'when/': when, 'words/': story, 'reasonWords/': story, 'childWords/': 'It was too loud.',
        ...row('interventions', '1', { child, kind: 'force', hold: 'seated', holdWords: `${long} beside the bench`, degree: 'light', 'who/willowmere-amira': true }),
        ...row('marks', '1', { child, body: 'child', region: 'f-forearm-l', kind: 'red', size: 'coin', words: long }),
      },
    }),
  ])
  const { results } = await desk.push(...made.map(({ text }) => text))
  expect(results.map(({ status }) => status)).toEqual(['stored', 'stored'])

  const page = await tablet(browser)
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Senna')
  await upToDate(page)
  const foot = /Willowmere Primary\. Printed .* by Senna Marchpane\. Words: .*\. Personal information\./

  await goTo(page, '/records/paper-record')
  await page.getByText('The last coat was blue.').waitFor()
  const words = await page.evaluate(() => JSON.parse(document.documentElement.style.getPropertyValue('--print-foot')) as string)
  expect(words).toMatch(foot)
  await expectOnPaper(page, { foot: words, holds: ['Moss Kettle', long, 'The last coat was blue.'] })

  await goTo(page, '/incident/paper-incident/check')
  await page.getByText(/Red mark, coin size/).first().waitFor()
  await expectOnPaper(page, { foot: words, holds: ['Moss Kettle', 'Visitor', long, 'Red mark'], lacks: ['What is left', 'Own accounts', 'Your own account'] })

  await goTo(page, `/incident/paper-incident/copy/${child}`)
  await page.locator('article').getByText('It was too loud.').waitFor()
  // A parent's paper has a number that needs no language.
  await expectOnPaper(page, { foot: '', number: '/', holds: ['It was too loud.', 'The last coat was blue.'] })

  await goTo(page, `/children/${child}/chronology`)
  await page.getByRole('list', { name: 'Records, oldest first' }).waitFor()
  await expectOnPaper(page, { foot: words, holds: ['Moss Kettle: chronology', 'For staff.', 'Incident, number 3'] })
})

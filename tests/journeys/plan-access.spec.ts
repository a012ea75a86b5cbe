import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { PlanKind } from '../../src/domain/pack/plans'
import { sectionsOf } from '../../src/domain/pack/plans'
import { plan, plansOf } from '../../src/domain/records/plan'
import type { AnswersOf } from '../../src/domain/schema/definition'
import { blank, touched } from '../../src/domain/schema/definition'
import { test } from './county'
import { axe, badTargets, barsTake, cutOff, sideways, still } from './look'
import { otherTablet } from './other-tablet'
import { dandelion, enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

/** With `LOOK=folder`, a picture of every screen at every size is kept there. */
const pictures = process.env['LOOK']
const names = /moss|kettle|juniper|brightwater|coriander|thimble/i
const wide = { width: 1024, height: 768 }
const phone = { width: 390, height: 844 }
/** Glass of 1280x1024 at 400 %. */
const enlarged = { width: 320, height: 256 }
/** Text at twice its size, as the app’s own setting makes it, and spaced as WCAG 1.4.12 asks. */
const texts: readonly { readonly how: string; readonly css: string; readonly at: readonly number[] }[] = [
  { how: 'text at 200 %', css: ':root { font-size: 200% !important }', at: [wide.width, phone.width] },
  { how: 'spaced text', css: '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }', at: [phone.width] },
]

const long = 'Goes under the table with the box of cups when the bell rings, and stays there until the others have gone outside'
const unbroken = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze'
const arabic = 'فيرن كيتل'
const row = (id: string) => ({ id, rank: `a${id.length}`, sources: [] })
/** Something in every list, in long words, some of which cannot be broken and some of which run the other way. */
const says: Partial<AnswersOf<typeof plan>> = {
  helpsMe: `${long}\n${unbroken}`, strengths: long, childState: 'gave-view', childWords: long, childPicks: ['quiet', 'space'], childDrawing: '100,100 400,300 800,120',
  parents: [{ id: 'p1', rank: 'a0', name: `${arabic} ${unbroken}`, state: 'asked-not-yet', way: 'ask-interpreter', askedOn: '2026-11-20', whyNot: long, words: '' }],
  sources: [{ id: 'source-key-person', rank: 'a0', source: 'source-key-person', state: 'gave-view', askedOn: null, words: long }],
  triggers: [{ ...row('t'), words: long, except: unbroken, exceptSources: [], from: [] }, { ...row('tt'), words: arabic, except: '', exceptSources: [], from: [] }],
  measures: [{ ...row('m'), words: `We will ${unbroken}`, for: long, owner: null, from: [] }],
  targets: [{ ...row('g'), words: long, school: long, family: unbroken, me: '', measure: '', reviewOn: '2026-12-18', outcome: '' }],
  teaching: [{ ...row('b'), behaviour: long, meaning: '', instead: unbroken, around: '', steps: '', response: '', notice: '', measure: '' }],
  flow: [
    { ...row('f'), step: 'flow-calm', see: unbroken, act: long, yes: '' }, { ...row('ff'), step: 'flow-early', see: long, act: arabic, yes: '' },
    { ...row('fff'), step: 'flow-question', see: 'Is anyone close enough to be hurt?', act: '', yes: long }, { ...row('ffff'), step: 'flow-act', see: long, act: unbroken, yes: '' },
  ],
  call: unbroken, strategies: [{ ...row('s'), words: long, band: 'band-early', impact: 'impact-harder', impactWords: unbroken, keep: 'yes' }],
  consequences: [{ ...row('c'), behaviour: long, type: 'protective', words: unbroken, link: '', who: '', from: null, returns: '', returnOn: null, pair: [], outcome: '' }],
  signatures: [{ ...row('n'), who: 'signs-parent', name: arabic, ticks: ['tick-read'], how: 'signed-here', drawn: null, words: long, on: '2026-11-20' }],
  movingVisits: long, reviewOn: '2026-12-18',
}

/** A tablet in whose setting a child has a long draft of each of these kinds. */
async function joined(page: Page, url: string, { setting, adult, child, kinds }: { setting: { code: string }; adult: string; child: string; kinds: readonly PlanKind[] }): Promise<void> {
  const desk = await otherTablet(url, setting)
  const made = await Promise.all(kinds.map((planKind) => desk.make({
    setting: desk.setting.id, act: 'edit', author: `${desk.setting.id}-${adult.toLowerCase()}`, record: plansOf(planKind).idOf(child, 1), kind: plan.kind, version: plan.version,
    changes: touched(plan, blank(plan), { ...blank(plan), ...says, child, planKind }),
  })))
  expect((await desk.push(...made.map(({ text }) => text))).results.map(({ status }) => status)).toEqual(kinds.map(() => 'stored'))
  await enrol(page, setting, 'Oak Room tablet')
  await firstSignIn(page, adult)
  await upToDate(page)
}

/** A sheet of the page’s own making: a style element would be stopped by its security policy. */
const dress = (page: Page, css: string) => page.evaluate((words) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(words)
  document.adoptedStyleSheets = words === '' ? [] : [sheet]
}, css)

/** Everything that holds of any screen. What is wrong is told, and the walk goes on. */
async function look(page: Page, screen: string): Promise<void> {
  const keep = async (how: string) => {
    if (!pictures) return
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-${how}.png`), fullPage: true })
  }
  for (const size of [wide, { width: 800, height: 1280 }, phone]) {
    await page.setViewportSize(size)
    await still(page)
    expect.soft([await badTargets(page), await sideways(page)], `${screen} at ${size.width}`).toEqual([[], []])
    await keep(String(size.width))
    for (const { how, css, at } of texts) {
      if (!at.includes(size.width)) continue
      await dress(page, css)
      await still(page)
      expect.soft(await sideways(page), `${screen}, ${how}, at ${size.width}`).toEqual([])
      await keep(`${size.width}-${how.replaceAll(/\W+/g, '-')}`)
    }
    await dress(page, '')
  }
  await page.setViewportSize(enlarged)
  await still(page)
  expect.soft([await sideways(page), await cutOff(page)], `${screen} at 400 %`).toEqual([[], []])
  expect.soft(await barsTake(page), `${screen} at 400 %: what the bars leave`).toBeLessThan(0.5)
  await page.setViewportSize(wide)
  for (const [how, media] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['forced colours', { forcedColors: 'active' }]] as const) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media })
    await still(page)
    expect.soft(await axe(page), `${screen}, ${how}`).toEqual([])
    if (how !== 'light') await keep(how.replace(' ', '-'))
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  // Somebody is there: no warning that the tablet locks itself.
  await page.keyboard.press('Shift')
  expect.soft([await page.title(), page.url().match(names)], screen).toEqual(['Steps Toolkit', null])
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.locator('main h1:visible, main .child h1').first().waitFor()
}

test('every screen of a plan can be read, reached and tapped by anyone, at every size, in any colours and however the text is set', async ({ browser, baseURL }) => {
  test.setTimeout(180_000)
  const school = async () => {
    const page = await tablet(browser, { reducedMotion: 'reduce' })
    const child = 'willowmere-child-1-1'
    await joined(page, baseURL ?? '', { setting: willowmere, adult: 'Senna', child, kinds: ['rrp', 'psp'] })
    const has = '/children/willowmere-child-1-2'
    const screens: readonly (readonly [string, string])[] = [
      ['Plans', `/children/${child}/plans`], ['Risk reduction plan', `/children/${child}/plan/rrp/1`],
      ...sectionsOf.rrp.map((section) => [`Section ${section}`, `/children/${child}/plan/rrp/1/${section}`] as const), ['Section targets', `/children/${child}/plan/psp/1/targets`],
      ['Hand to parent', `/children/${child}/plan/rrp/1/with-parent`],
      ['Agreed plan', `${has}/plan/rrp/1`], ['Review', `${has}/plan-review/rrp/1`], ['Difference', `${has}/plan-difference/rrp/1`],
    ]
    for (const [screen, path] of screens) {
      await goTo(page, path)
      await look(page, screen)
    }
    await page.context().close()
  }
  const nursery = async () => {
    const page = await tablet(browser, { reducedMotion: 'reduce' })
    const child = 'dandelion-child-1-1'
    await joined(page, baseURL ?? '', { setting: dandelion, adult: 'Sol', child, kinds: ['rmp', 'bp', 'tp'] })
    const screens: readonly (readonly [string, string])[] = [
      ['Risk management plan', `/children/${child}/plan/rmp/1`], ['Section sources', `/children/${child}/plan/rmp/1/sources`], ['Section teaching', `/children/${child}/plan/bp/1/teaching`], ['Section moving', `/children/${child}/plan/tp/1/moving`],
      ...['full', 'one-side', 'card', 'parent', 'child'].map((face) => [`Face ${face}`, `/children/${child}/plan/rmp/1/as/${face}`] as const),
      ['Did it work', `/children/${child}/plan-progress`], ['Support', `/children/${child}/support`], ['Profile', `/children/${child}/profile`], ['Bundle', `/children/${child}/bundle`],
      ['Solution circle', `/circle/circle-1?child=${child}`], ['Services', `/services?child=${child}`], ['Training', '/training'], ['Audit of need', `/audit/audit-1?child=${child}`],
      ['Hand to child', `/children/${child}/plan/rmp/1/with-child`],
    ]
    for (const [screen, path] of screens) {
      await goTo(page, path)
      await look(page, screen)
    }
    await page.getByRole('button', { name: 'Hand the tablet to the child' }).click()
    for (const idea of ['hello', 'say', 'helps']) {
      await look(page, `Child’s page ${idea}`)
      await page.getByRole('button', { name: 'Carry on' }).click()
    }
    await page.context().close()
  }
  await Promise.all([school(), nursery()])
})

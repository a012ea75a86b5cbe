import { expect, type Page } from '@playwright/test'
import { plan, plansOf } from '../../src/domain/records/plan'
import type { AnswersOf } from '../../src/domain/schema/definition'
import { blank, touched } from '../../src/domain/schema/definition'
import { test } from './county'
import { axe, badTargets, focused, sideways } from './look'
import { otherTablet } from './other-tablet'
import { printed } from './paper'
import { enrol, firstSignIn, readyOffline, tablet, upToDate, willowmere } from './people'

type Answers = AnswersOf<typeof plan>
const pip = 'willowmere-child-1-3'
/** A plan that the made-up county comes with, agreed. */
const agreed = '/children/willowmere-child-1-2/plan/rrp/1'
const draft = `/children/${pip}/plan/rrp/1`

const unbroken = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3).slice(0, 120)
/** 120 of the widest letters there are. */
const wide = 'WWWW MMMM '.repeat(12).trim()
const arabic = 'عندما يكون المكان صاخبا نعطيه وقتا ومكانا هادئا ولا نسأله شيئا'
const worst = [unbroken, wide, arabic]
const said = (index: number) => worst[index % worst.length] ?? ''
const row = (index: number) => ({ id: `r${index}`, rank: `a${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`, sources: [] })
const many = <R>(count: number, make: (index: number) => R): R[] => Array.from({ length: count }, (_, index) => make(index))
const kinds = ['flow-calm', 'flow-early', 'flow-question', 'flow-act', 'flow-recover']
/** Everything as long as it may be: forty steps, twelve triggers, twelve measures. */
const longest: Partial<Answers> = {
  child: pip, planKind: 'rrp', helpsMe: worst.join('\n'), recovery: wide, recoveryPlace: unbroken, call: `${unbroken}, on 3`, responders: ['willowmere-amira', 'willowmere-dov'], inUseFrom: '2026-11-20', reviewOn: '2026-12-18',
  childState: 'gave-view', childWords: worst.join('. '), childView: 'child-no', childPicks: ['quiet', 'space', 'move'], childDrawing: '100,100 400,300 800,120;200,600 800,600',
  triggers: many(12, (index) => ({ ...row(index), words: said(index), except: '', exceptSources: [], from: [] })),
  measures: many(12, (index) => ({ ...row(index), words: `We will ${said(index)}`, for: '', owner: null, from: [] })),
  flow: many(40, (index) => ({ ...row(index), step: kinds[index % 5] ?? null, see: `${index + 1} ${said(index)}`, act: said(index + 1), yes: said(index + 2) })),
}
/** One in which staff wrote other children’s names, as they do. */
const named: Partial<Answers> = {
  child: pip, planKind: 'tp', helpsMe: 'Sits beside Juniper Brightwater. Lego.', childState: 'gave-view', childWords: 'Moss is loud.',
  triggers: [{ ...row(0), words: 'When Juniper shouts', except: 'Moss Kettle was away', exceptSources: [], from: [] }],
  flow: [{ ...row(0), step: 'flow-early', see: 'Looks for Moss', act: 'Take JUNIPER aside', yes: '' }],
}
/** Many short lines, for a child whose name is as long as a name may be. */
const short: Partial<Answers> = {
  child: 'long-name', planKind: 'bp', helpsMe: many(20, (index) => `Lego ${index}`).join('\n'), recovery: 'Water.', call: 'The office', childState: 'gave-view', childWords: 'No. '.repeat(20),
  triggers: many(20, (index) => ({ ...row(index), words: `Bell ${index}`, except: '', exceptSources: [], from: [] })),
  measures: many(20, (index) => ({ ...row(index), words: `We wait ${index}.`, for: '', owner: null, from: [] })),
  flow: many(40, (index) => ({ ...row(index), step: kinds[index % 5] ?? null, see: `Hums ${index}`, act: 'Wait', yes: 'Call' })),
}

async function ready(page: Page, url: string): Promise<void> {
  const desk = await otherTablet(url, willowmere)
  const by = { setting: desk.setting.id, act: 'edit', author: 'willowmere-senna' } as const
  const made = await Promise.all([
    desk.make({ ...by, record: 'long-name', kind: 'child', changes: { 'name/': `${unbroken.slice(0, 60)} ${wide.slice(0, 60)}`, 'healthHeld/': wide } }),
    ...([['rrp', longest], ['tp', named], ['bp', short]] as const).map(([kind, says]) => desk.make({
      ...by, record: plansOf(kind).idOf(says.child ?? pip, 1), kind: plan.kind, version: plan.version, changes: touched(plan, blank(plan), { ...blank(plan), ...says }),
    })),
  ])
  expect((await desk.push(...made.map(({ text }) => text))).results.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored', 'stored'])
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Senna')
  await upToDate(page)
}
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  const [, face = ''] = path.split('/as/')
  await page.locator(`.plan-sheet.for-${face}`).waitFor()
}

/** In grey: how far words stand out from what is behind them, and lines from the paper, where they do so too little. */
const faintInGrey = (page: Page) => page.evaluate(() => {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  const grey = (colour: string): number | null => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    return alpha === 0 ? null : [red, green, blue].reduce((sum, part, index) => sum + linear(part / 255) * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0)
  }
  const behind = (one: Element | null): number => (one === null ? 1 : (grey(getComputedStyle(one).backgroundColor) ?? behind(one.parentElement)))
  const apart = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  const name = (one: Element) => `${one.className} “${(one.textContent ?? '').trim().slice(0, 20)}”`
  const faint: string[] = []
  for (const one of document.querySelectorAll('.plan-sheet *:not(.watermark, .watermark *, svg *)')) {
    const style = getComputedStyle(one)
    const hasWords = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
    if (hasWords && apart(grey(style.color) ?? 1, behind(one)) < 7) faint.push(name(one))
    if (one.matches('.box, .yes') && apart(grey(style.borderTopColor) ?? 1, behind(one.parentElement)) < 3) faint.push(`edge of ${name(one)}`)
  }
  return faint
})

test('faces of one sheet are one sheet of A4, whole and tagged, in the longest words there may be, and say what they leave out', async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  for (const [of, state, holds] of [
    [draft, ', in use, not yet agreed', { 'one-side': ['more steps in the full plan', 'And 11 more in the full plan', 'In use, not yet agreed'], card: ['the rest is in the full plan', 'Call for help'], child: ['Ask an adult to tell you more.', 'My drawing'] }],
    ['/children/long-name/plan/bp/1', ', draft', { 'one-side': ['Health needs that matter if held', 'more steps in the full plan'], card: ['If it gets dangerous'], child: ['No.', 'Ask an adult to tell you more.'] }],
    [agreed, '', { 'one-side': ['Recover and repair', 'Ten minutes, no questions, a drink of water.', 'The office, on 3'], card: ['Call for help', 'The office, on 3'], child: ['Knowing who is next.'] }],
  ] as const) {
    for (const [face, expected] of Object.entries(holds)) {
      await goTo(page, `${of}/as/${face}`)
      const { cut, words, tagged, sheets } = await printed(page)
      expect(cut, `${of} ${face}`).toEqual([])
      expect(tagged).toBe(true)
      expect(sheets.map(({ size }) => size), `${of} ${face}`).toEqual([[595, 842]])
      const body = sheets[0]?.words ?? ''
      expect(words.filter((word) => !/\p{Script=Arabic}/u.test(word) && !body.includes(word)), `${of} ${face}`).toEqual([])
      for (const one of [...expected, 'Personal information', `version 1${state}.`, 'by Senna Marchpane', 'Words: Hertfordshire Steps']) expect(body).toContain(one.replaceAll(/\s/g, ''))
    }
  }
})

test('nothing on paper is smaller than 12 points, and all of it can be read in grey, also from a dark tablet', async ({ browser, baseURL }) => {
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  await page.evaluate(() => { document.documentElement.dataset['theme'] = 'dark' })
  for (const face of ['one-side', 'child', 'parent', 'full']) {
    await goTo(page, `${draft}/as/${face}`)
    await page.emulateMedia({ media: 'print' })
    expect(await faintInGrey(page), face).toEqual([])
    // 16 CSS pixels are 12 points.
    expect(await page.evaluate(() => [...document.querySelectorAll('.plan-sheet *')].filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '') && Number.parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.className)), face).toEqual([])
    await page.emulateMedia({ media: null })
  }
})

test('forty steps are drawn over several sheets, each box whole, in the order of the list', async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  await goTo(page, `${draft}/as/full`)
  const { cut, sheets } = await printed(page)
  expect(cut).toEqual([])
  const bare = (words: string) => words.replaceAll(/\s/g, '')
  // Arabic stands in a PDF in the order in which it is drawn, and a question has no words before its own.
  const boxes = (longest.flow ?? []).filter(({ step, see, act }) => step !== 'flow-question' && !/\p{Script=Arabic}/u.test(see + act))
  const on = boxes.map(({ see, act }) => sheets.findIndex(({ words }) => words.includes(bare(`We see: ${see} We say and do: ${act}`))))
  expect(on.length).toBeGreaterThan(8)
  expect(on).not.toContain(-1)
  expect(on).toEqual(on.toSorted((a, b) => a - b))
})

test('a parent’s copy and the child’s page hold no other child’s name, on the glass or on paper', async ({ browser, baseURL }) => {
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  for (const face of ['parent', 'child']) {
    await goTo(page, `/children/${pip}/plan/tp/1/as/${face}`)
    const pdf = (await printed(page)).sheets.map(({ words }) => words).join('')
    for (const held of [await page.locator('.plan-sheet').innerHTML(), pdf]) {
      expect(held).not.toMatch(/Juniper|Brightwater|Moss|Kettle/i)
      expect(held.replaceAll(/\s/g, '')).toContain('Sitsbesideanotherchild.')
    }
  }
})

test('the card opens with no network, in every size, with nothing to push sideways and nothing that axe finds', async ({ browser, baseURL }) => {
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  await readyOffline(page)
  await page.context().setOffline(true)
  for (const face of ['card', 'one-side', 'full']) {
    await goTo(page, `${draft}/as/${face}`)
    for (const [width, height] of [[1024, 768], [800, 1280], [390, 844]] as const) {
      await page.setViewportSize({ width, height })
      expect(await sideways(page), `${face} ${width}`).toEqual([])
    }
    expect(await axe(page), face).toEqual([])
  }
})

test('the list of steps is changed by keys alone, and the picture follows it', async ({ browser, baseURL }) => {
  const page = await tablet(browser)
  await ready(page, baseURL ?? '')
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, `/children/${pip}/plan/tp/1/flow`)
  await page.getByRole('button', { name: 'Add after “Early signs”' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: /^Early signs/ })).toBeFocused()
  await page.getByRole('textbox', { name: 'What we see' }).fill('Paces by the door')
  await page.getByRole('button', { name: 'Move “Early signs 2” up' }).focus()
  await page.keyboard.press('Enter')
  // What moved up is now the first of its kind, and at the top: the other way is left.
  await expect.poll(() => focused(page)).toBe('Move “Early signs” down')
  await expect(page.getByText('“Early signs” is now 1 of 2')).toBeAttached()
  await expect(page.locator('.bands .said').first()).toHaveText('We see: Paces by the door')
  expect(await axe(page)).toEqual([])
  for (const [width, height] of [[1024, 768], [800, 1280], [390, 844]] as const) {
    await page.setViewportSize({ width, height })
    expect([await badTargets(page), await sideways(page)], String(width)).toEqual([[], []])
  }
})

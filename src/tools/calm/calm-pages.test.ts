import { afterEach, describe, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { earlyYearsPack, stepsPack } from '../../domain/pack/pack'
import { generalScript } from '../../domain/pack/calm'
import { calmScript, calmScriptOf } from '../../domain/records/calm-script'
import type { Changes } from '../../domain/schema/field'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { closeDisks, elsewhere, entry } from '../../../tests/support/tablet-disk'
import CalmEditPage from './CalmEditPage.vue'
import CalmPage from './CalmPage.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  closeDisks()
})
const pip = calmScriptOf('pip')
const say = () => page?.find('.say').text()
const key = (name: string) => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
const press = (words: string) => page?.findAll('button').find((one) => one.text().includes(words))?.trigger('click')
async function pipHere(given: { roles?: readonly string[]; keyPerson?: string; script?: Changes } = {}): Promise<Glass> {
  const here = await glass(given.roles ? { roles: given.roles } : {})
  await here.disk.ledger.append(childEntry('pip', { name: 'Philippa Marmalade', knownAs: 'Pip', healthHeld: 'Asthma. Blue inhaler in the office.', ...(given.keyPerson ? { keyPerson: given.keyPerson } : {}) }))
  if (given.script) await here.disk.ledger.append(entry({ kind: 'calm-script', record: pip, changes: { 'child/': 'pip', ...given.script } }))
  return here
}
async function showScript(here: Glass): Promise<void> {
  page = await here.show(CalmPage, { id: 'pip' })
  await here.until(() => page?.find('.say').exists() ?? false)
}

test('one line at a time, by keys alone: Space, Enter and Right go on, Left goes back, and it never goes on by itself', async () => {
  const here = await pipHere()
  await showScript(here)
  expect(say()).toBe('Pip')
  expect(document.activeElement?.textContent).toContain('Next')
  const said: (string | undefined)[] = []
  // On Next itself, Space and Enter are the browser's own press.
  for (const name of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) {
    key(name)
    await here.settle()
    said.push(say())
  }
  expect(said).toEqual(['I can see something has happened.', 'I am here to help.', 'I can see something has happened.'])
  for (const name of [' ', 'Enter']) {
    page?.find<HTMLElement>('.next').element.blur()
    key(name)
  }
  await here.settle()
  expect([say(), page?.find('.count').text()]).toEqual(['You talk and I will listen.', '4 of 5'])
})

test('at the end it can be said again, and at the start Back is gone and the focus is on Next', async () => {
  const here = await pipHere()
  await showScript(here)
  for (let step = 0; step < 4; step += 1) await press('Next')
  expect(page?.find('.next').text()).toBe('From the start')
  await press('From the start')
  expect(say()).toBe('Pip')
  await press('Next')
  await press('Back')
  expect([say(), document.activeElement?.textContent]).toEqual(['Pip', 'Next'])
  expect(page?.find('.steps .back').classes()).toContain('gone')
})

test('a child’s own lines stand where they were written, the general ones elsewhere, with what matters if held', async () => {
  const here = await pipHere({ script: { 'helpSay/': 'I am near, Pip.', 'helpDo/': 'Sit on the step.', 'helps/': 'Lego\nHumming', 'avoid/': 'Touch', 'adults/moss': true, 'callHelp/': 'At the gate: the office.' } })
  await here.disk.ledger.append(adultEntry('moss', { name: 'Moss Kettle', roles: ['senco'] }))
  await showScript(here)
  expect(page?.find('.health').text()).toContain('Asthma. Blue inhaler in the office.')
  expect(page?.findAll('.facts dt').map((one) => one.text())).toEqual(['What helps', 'What to avoid', 'Adults who help most', 'When to call for help'])
  expect(page?.findAll('.facts dd').map((one) => one.text())).toEqual(['Lego · Humming', 'Touch', 'Moss', 'At the gate: the office.'])
  await press('Next')
  expect(say()).toBe('I can see something has happened.')
  await press('Next')
  expect([say(), page?.find('.do').text()]).toEqual(['I am near, Pip.', 'Do: Sit on the step.'])
  expect(page?.find('.foot').text()).toContain('Last written by Moss, today.')
  // All of it goes on the card.
  expect(page?.findAll('.paper li')).toHaveLength(5)
})

test('how old it is, is said in days, and that the copy may be behind', async () => {
  const here = await pipHere({ script: { 'helpSay/': 'I am near.' } })
  await here.disk.ledger.keepContact({ skewMs: 0, at: here.disk.clock.at })
  here.disk.clock.at += 9 * 86_400_000
  await showScript(here)
  await here.until(() => page?.find('.foot').text().includes('This copy is 9 days old.') ?? false)
  expect(page?.find('.foot').text()).toContain('Last written by Moss, 24 November 2026, 9 days ago.')
})

describe.each([
  [['senco'], false, true],
  [['tutor'], false, true],
  [['key-person'], true, true],
  [['key-person'], false, false],
  [['practitioner'], true, false],
  [['visiting'], false, false],
] as const)('for %j, their own child: %s', (roles, theirs, writes) => {
  test(`the general script is read, and writing the child’s own is offered: ${writes}`, async () => {
    const here = await pipHere({ roles, ...(theirs ? { keyPerson: 'moss' } : {}) })
    await showScript(here)
    expect(page?.find('.foot').text()).toContain('Nobody has written Pip’s own yet.')
    expect(page?.text().includes('Write Pip’s own')).toBe(writes)
    page?.unmount()
    page = await here.show(CalmEditPage, { id: 'pip' })
    await here.until(() => (page?.find('form').exists() ?? false) || (page?.text().includes('Ask your SENCO') ?? false))
    expect(page.find('form').exists()).toBe(writes)
  })
})

test('a governor reads nothing of a child', async () => {
  const here = await pipHere({ roles: ['governor'], script: { 'helps/': 'Lego' } })
  page = await here.show(CalmPage, { id: 'pip' })
  await here.settle()
  expect(page.text()).not.toMatch(/Pip|Lego|Asthma/)
})

test('the general script knows no child, and an Early Years setting has its own words', async () => {
  const here = await glass()
  page = await here.show(CalmPage, { id: '' })
  await here.until(() => page?.find('.say').exists() ?? false)
  expect(say()).toBe('(The child’s name)')
  expect(page.find('.health').exists()).toBe(false)
  expect(generalScript(earlyYearsPack, null).map((line) => line.say)).not.toEqual(generalScript(stepsPack, null).map((line) => line.say))
})

test('a script being followed keeps the tablet open, ten minutes from the last step and no longer', async () => {
  const here = await pipHere()
  await showScript(here)
  here.disk.clock.at += 5 * 60_000
  await here.session.tick()
  expect(here.session.open).toBe(true)
  page?.unmount()
  page = null
  await here.session.tick()
  expect(here.session.open).toBe(false)
})

test('five lines are kept as they are written, and say whose they are from the first word', async () => {
  const here = await pipHere()
  page = await here.show(CalmEditPage, { id: 'pip' })
  await here.until(() => page?.find('form').exists() ?? false)
  expect(page.text()).toContain('Usual words: I am here to help.')
  expect(page.text()).toContain('Usual words: Pip')
  await page.find('[id="calm-script.helpSay"]').setValue('I am near, Pip.')
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'calm')
  const kept = await here.disk.ledger.checkpoint(pip)
  expect(kept && view(calmScript, kept).answers).toMatchObject({ child: 'pip', helpSay: 'I am near, Pip.', nameSay: '' })
})

test('a page left without a word leaves no record', async () => {
  const here = await pipHere()
  page = await here.show(CalmEditPage, { id: 'pip' })
  await here.until(() => page?.find('form').exists() ?? false)
  page.unmount()
  page = null
  await here.settle()
  expect(await here.disk.ledger.checkpoint(pip)).toBeNull()
})

test('a long line is told of on Done, once, and kept all the same', async () => {
  const here = await pipHere()
  page = await here.show(CalmEditPage, { id: 'pip' })
  await here.until(() => page?.find('form').exists() ?? false)
  await page.find('[id="calm-script.comeSay"]').setValue('x'.repeat(61))
  await here.settle()
  expect(page.find('.gap').exists()).toBe(false)
  await page.find('form').trigger('submit')
  await here.settle()
  expect(page.find('.gap').text()).toContain('More than 60 letters')
  await page.find('form').trigger('submit')
  await here.until(() => here.router.currentRoute.value.name === 'calm')
  const kept = await here.disk.ledger.checkpoint(pip)
  expect(kept && view(calmScript, kept).answers.comeSay).toHaveLength(61)
})

test('begun here and on another tablet, it is one script; two versions of a line are read here and chosen in the Tray', async () => {
  const here = await pipHere({ script: { 'helpSay/': 'I am near.', 'helps/': 'Lego' } })
  const nest = await elsewhere()
  const theirs = await nest.write({ record: pip, kind: 'calm-script', author: 'sorrel', changes: { 'child/': 'pip', 'helpSay/': 'Here I am.', 'avoid/': 'Touch' } })
  await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 1 }, { epoch: null, seq: 0 })
  await showScript(here)
  await here.until(() => page?.text().includes('Two versions: choose') ?? false)
  expect(page?.findAll('.facts dd').map((one) => one.text())).toEqual(['Lego', 'Touch'])
})

import { afterEach, expect, test } from 'vitest'
import type { Component } from 'vue'
import type { Shown } from '../../tests/support/glass'
import { childEntry, glass } from '../../tests/support/glass'
import { cleared, hand } from '../../tests/support/hand'
import { calmScriptOf } from '../domain/records/calm-script'
import { maps } from '../domain/records/anxiety-map'
import { predictions } from '../domain/records/predict-prevent'
import { riskCalculators } from '../domain/records/risk-calculator'
import { trees } from '../domain/records/roots-and-fruits'
import { paperIn } from '../domain/rules/paper'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press } = hand(() => page)

/** A form of each kind of page: the page, its address and the record it writes. */
const sheets: readonly (readonly [kind: string, load: () => Promise<{ default: Component }>, props: Readonly<Record<string, string>>, at: string, record: string])[] = [
  ['child', () => import('../tools/child/ChildEditPage.vue'), { id: 'pip' }, '/child-edit/pip', 'pip'],
  ['calm-script', () => import('../tools/calm/CalmEditPage.vue'), { id: 'pip' }, '/calm-edit/pip', calmScriptOf('pip')],
  ['roots-and-fruits', () => import('../tools/tree/TreePage.vue'), { id: 'pip' }, '/tree/pip', trees.idOf('pip', 1)],
  ['anxiety-map', () => import('../tools/anxiety-map/AnxietyMapPage.vue'), { id: 'pip' }, '/anxiety-map/pip', maps.idOf('pip', 1)],
  ['predict-prevent', () => import('../tools/predict/PredictPage.vue'), { id: 'pip' }, '/predict-prevent/pip', predictions.idOf('pip', 1)],
  ['risk-calculator', () => import('../tools/risk/RiskPage.vue'), { id: 'pip' }, '/risk-calculator/pip', riskCalculators.idOf('pip', 1)],
  ['behaviour-checklist', () => import('../tools/checklist/ChecklistPage.vue'), { id: 'c1' }, '/checklist/c1?child=pip', 'c1'],
  ['incident', () => import('../tools/incident/IncidentPage.vue'), { id: 'inc-1' }, '/incident/inc-1?child=pip', 'inc-1'],
  ['account', () => import('../tools/account/AccountPage.vue'), { id: 'a1' }, '/account/a1?incident=inc-1', 'a1'],
  ['child-debrief', () => import('../tools/debrief/ChildDebriefPage.vue'), { id: 'd1' }, '/child-debrief/d1?child=pip', 'd1'],
  ['adult-debrief', () => import('../tools/debrief/AdultDebriefPage.vue'), { id: 'd2' }, '/adult-debrief/d2', 'd2'],
  ['home-note', () => import('../tools/home-note/HomeNotePage.vue'), { id: 'h1' }, '/home-note/h1?child=pip', 'h1'],
  ['observation', () => import('../tools/observation/ObservationPage.vue'), { id: 'o1' }, '/observation/o1?child=pip', 'o1'],
  ['abc', () => import('../tools/abc/AbcPage.vue'), { id: 'b1' }, '/abc/b1?child=pip', 'b1'],
  ['de-escalation', () => import('../tools/de-escalation/DeEscalationPage.vue'), { id: 'e1' }, '/de-escalation/e1?child=pip', 'e1'],
]

test.each(sheets)('a sheet of “%s” is typed in with the time at which it was written', async (_kind, load, props, at, record) => {
  const here = await glass({ roles: ['senco'] })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', keyPerson: 'moss' }))
  await here.router.push(at)
  page = await here.show((await load()).default, props)
  await here.until(() => page?.findAll('button').some((one) => one.text() === 'Written on paper?') ?? false)
  await press('Written on paper?')
  await page.find('#paper-day').setValue('2026-11-23')
  await page.find('#paper-time').setValue('10:40')
  await here.until(() => page?.findAll('button').some((one) => one.text() === 'Written on paper at 23 Nov 10:40') ?? false)
  page.unmount()
  await here.settle()
  let kept: Awaited<ReturnType<typeof here.disk.ledger.checkpoint>> = null
  for (let turn = 0; turn < 20 && !kept; turn += 1) {
    await here.settle()
    kept = await here.disk.ledger.checkpoint(record)
  }
  expect(kept && paperIn(kept)?.written).toEqual({ wall: '2026-11-23T10:40', zone: 'Europe/London', precision: 'exact' })
})

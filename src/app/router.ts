import type { Router, RouteRecordRaw } from 'vue-router'
import { createRouter, createWebHistory } from 'vue-router'

/** Addresses hold ids only: never a child's name. `capture` pages fill the screen, without the rail. */
const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  { path: '/today', name: 'today', component: () => import('./TodayPage.vue') },
  { path: '/children', name: 'children', component: () => import('../tools/child/ChildListPage.vue') },
  { path: '/children/new/:id', name: 'child-new', component: () => import('../tools/child/ChildEditPage.vue'), props: true },
  { path: '/children/:id', name: 'child', component: () => import('../tools/child/ChildPage.vue'), props: true },
  { path: '/children/:id/edit', name: 'child-edit', component: () => import('../tools/child/ChildEditPage.vue'), props: true },
  { path: '/children/:id/abc', name: 'abc-chart', component: () => import('../tools/abc/AbcChartPage.vue'), props: true },
  { path: '/children/:id/patterns', name: 'patterns', component: () => import('../tools/patterns/PatternsPage.vue'), props: true },
  { path: '/children/:id/chronology', name: 'chronology', component: () => import('../tools/chronology/ChronologyPage.vue'), props: true },
  { path: '/children/:id/map/:version?', name: 'anxiety-map', component: () => import('../tools/anxiety-map/AnxietyMapPage.vue'), props: true },
  { path: '/children/:id/tree/:version?', name: 'tree', component: () => import('../tools/tree/TreePage.vue'), props: true },
  { path: '/children/:id/predict/:version?', name: 'predict-prevent', component: () => import('../tools/predict/PredictPage.vue'), props: true },
  { path: '/children/:id/risk/:version?', name: 'risk-calculator', component: () => import('../tools/risk/RiskPage.vue'), props: true },
  { path: '/children/:id/checklists', name: 'checklists', component: () => import('../tools/checklist/ChecklistsPage.vue'), props: true },
  { path: '/checklist/:id', name: 'checklist', component: () => import('../tools/checklist/ChecklistPage.vue'), props: true },
  { path: '/record/:id', name: 'quick-record', component: () => import('../tools/quick-record/QuickRecordPage.vue'), props: true, meta: { capture: true } },
  { path: '/calmed/:id', name: 'de-escalation', component: () => import('../tools/de-escalation/DeEscalationPage.vue'), props: true, meta: { capture: true } },
  { path: '/observe/:id', name: 'observation', component: () => import('../tools/observation/ObservationPage.vue'), props: true, meta: { capture: true } },
  { path: '/abc/:id', name: 'abc', component: () => import('../tools/abc/AbcPage.vue'), props: true, meta: { capture: true } },
  { path: '/calm/:id?', name: 'calm', component: () => import('../tools/calm/CalmPage.vue'), props: true, meta: { capture: true } },
  { path: '/calm/:id/edit', name: 'calm-edit', component: () => import('../tools/calm/CalmEditPage.vue'), props: true },
  { path: '/incident/:id/copy/:child', name: 'parent-copy', component: () => import('../tools/incident/ParentCopyPage.vue'), props: true, meta: { capture: true } },
  { path: '/incident/:id/:step?', name: 'incident', component: () => import('../tools/incident/IncidentPage.vue'), props: true, meta: { capture: true } },
  { path: '/account/:id', name: 'account', component: () => import('../tools/account/AccountPage.vue'), props: true, meta: { capture: true } },
  { path: '/debrief/:id', name: 'child-debrief', component: () => import('../tools/debrief/ChildDebriefPage.vue'), props: true, meta: { capture: true } },
  { path: '/debrief/mine/:id', name: 'adult-debrief', component: () => import('../tools/debrief/AdultDebriefPage.vue'), props: true, meta: { capture: true } },
  { path: '/home-note/:id', name: 'home-note', component: () => import('../tools/home-note/HomeNotePage.vue'), props: true, meta: { capture: true } },
  { path: '/waiting', name: 'waiting', component: () => import('../tools/quick-record/WaitingPage.vue') },
  { path: '/records/:id', name: 'record', component: () => import('../tools/record/RecordPage.vue'), props: true },
  { path: '/tray', name: 'tray', component: () => import('../tools/tray/TrayPage.vue') },
  { path: '/tray/:id/choose', name: 'choose', component: () => import('../tools/tray/ChoosePage.vue'), props: true },
  { path: '/adults', name: 'adults', component: () => import('../tools/adults/AdultsPage.vue') },
  { path: '/blank/:kind?', name: 'blank', component: () => import('../tools/blank/BlankPage.vue'), props: true },
  { path: '/help', name: 'help', component: () => import('../tools/help/HelpPage.vue') },
  { path: '/settings/terms', name: 'term-dates', component: () => import('../tools/help/TermDatesPage.vue') },
  { path: '/settings/words', name: 'setting-words', component: () => import('../tools/words/WordsPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('../tools/help/SettingsPage.vue') },
  { path: '/:anything(.*)*', redirect: '/today' },
]

/** `base`: practice has its pages under an address of its own. */
export function createSteps(base = '/'): Router {
  return createRouter({ history: createWebHistory(base), routes, scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 } })
}

import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { readableInText } from '../../../tests/kill/clear-text'
import { closeDisks, entry, tabletDisk } from '../../../tests/support/tablet-disk'
import { scenarios } from '../../domain/pack/scenarios/list'
import type { Scenario, Writing } from '../../domain/pack/scenarios/scenario'
import { formOf } from '../../domain/records/catalogue'
import { misfits } from '../../domain/schema/definition'
import { practiceDatabase } from '../../storage/practice'
import { eventCsv } from './event'
import type { Practice } from './open-practice'
import { changesOf, openPractice } from './open-practice'
import { placeOf } from './place'
import { stepFor } from './stage-keys'
import { createSteps } from '../router'
import { useStage } from './use-stage'

const friday = Date.parse('2026-11-27T10:00:00Z')
const opened: Practice[] = []
const begin = async (scenario: Scenario): Promise<Practice> => {
  const practice = await openPractice(scenario, { realNow: () => friday, hold: () => Promise.resolve(), isOver: () => Promise.resolve(false) })
  opened.push(practice)
  return practice
}
afterEach(async () => {
  for (const practice of opened.splice(0)) await practice.throwAway()
  closeDisks()
})
const all = async () => Promise.all(scenarios.map(({ read }) => read()))
const writingsOf = ({ opening, steps }: Scenario): Writing[] => [...opening, ...steps.flatMap(({ writes }) => writes ?? [])]

test.each(scenarios.map(({ id, read }) => [id, read] as const))('“%s” fits the forms, names its own adults, and each step has a page', async (id, read) => {
  const scenario = await read()
  expect(scenario.id).toBe(id)
  const adults = new Set(scenario.opening.flatMap(({ kind, record }) => (kind === 'adult' ? [record] : [])))
  const odd = writingsOf(scenario).flatMap((writing) => {
    const form = formOf(writing.kind)
    if (!form) return [`${writing.record}: no form ${writing.kind}`]
    const unknown = adults.has(writing.author) ? [] : [`${writing.record}: nobody is called ${writing.author}`]
    const fits = form.fits?.(writing.record, writing.says) ?? true
    return [...unknown, ...(fits ? [] : [`${writing.record}: not the id of that child`]), ...misfits(form, changesOf(writing, '2026-11-27T10:00', friday)).map((part) => `${writing.record}: ${part}`)]
  })
  const router = createSteps('/practice/test/')
  const lost = scenario.steps.flatMap(({ title, page }) => (router.hasRoute(page.name) && router.resolve(page).fullPath !== '/' ? [] : [`${title}: no page ${page.name}`]))
  expect([...odd, ...lost, ...(adults.has(scenario.presenter) ? [] : ['nobody presents'])]).toEqual([])
})

test('every code and every reference of a scenario is one that the forms and the scenario know', async () => {
  const odd: string[] = []
  for (const scenario of await all()) {
    const ids = new Set(writingsOf(scenario).flatMap(({ record, says }) => [record, ...Object.keys(says).flatMap((part) => (/^[a-z]+\/[a-z0-9-]+$/i.exec(part) ? [part.split('/')[1] ?? ''] : []))]))
    for (const { record, kind, says } of writingsOf(scenario)) {
      for (const [part, value] of Object.entries(says)) {
        const text = typeof value === 'string' ? value : ''
        const [field = '', one = '', name = '', last = ''] = part.split('/')
        const top = formOf(kind)?.fields[field]
        const asked = top?.shape === 'rows' ? top.of[name] : top
        const given = top?.shape === 'rows' ? last || text : one || text
        if ((asked?.shape === 'choice' || asked?.shape === 'choices') && !asked.options.some(({ code }) => code === given)) odd.push(`${record}: ${part} ${given}`)
        if (asked?.shape === 'refs' && !ids.has(given)) odd.push(`${record}: ${part} leads nowhere`)
      }
    }
  }
  expect(odd).toEqual([])
})

test('holds and restrictive interventions appear in steps that need an account, and in no other', async () => {
  const isHold = ({ kind }: Writing) => kind === 'incident'
  for (const { id, opening, steps } of await all()) {
    const open = steps.filter(({ signedInOnly }) => signedInOnly !== true)
    expect([...opening, ...open.flatMap(({ writes }) => writes ?? [])].filter(isHold), id).toEqual([])
    expect(open.filter(({ page }) => page.name === 'incident'), id).toEqual([])
  }
  expect((await all()).flatMap(({ steps }) => steps.filter(({ signedInOnly }) => signedInOnly)).length).toBeGreaterThan(1)
})

test('every step of every scenario can be written, each record about its child', async () => {
  for (const scenario of await all()) {
    const practice = await begin(scenario)
    await practice.write(scenario.opening)
    for (const { weeksLater, writes } of scenario.steps) {
      if (weeksLater !== undefined) practice.goOn(weeksLater)
      await practice.write(writes ?? [])
    }
    const timeline = await practice.tablet.ledger.timeline(scenario.id)
    const records = new Set(writingsOf(scenario).flatMap(({ kind, record }) => (kind === 'adult' || kind === 'child' ? [] : [record])))
    expect(new Set(timeline.map(({ record }) => record)), scenario.id).toEqual(records)
    expect(await practice.tablet.ledger.setAside()).toBe(0)
  }
})

test('the time machine moves the clock of the demo, and what is written then is later than what was there', async () => {
  const [pip] = await all()
  if (!pip) throw new Error('no scenario')
  const practice = await begin(pip)
  practice.goOn(4)
  expect(practice.tablet.now()).toBe(friday + 28 * 86_400_000)
  await practice.write([...pip.opening, { record: 'q', kind: 'quick-record', author: 'dov', ago: 1, time: '09:00', stamped: ['when'], says: {} }])
  expect((await practice.tablet.ledger.checkpoint('q'))?.first.at).toBe(Date.parse('2026-12-24T09:00:00Z'))
  expect(practice.tablet.now()).toBe(friday + 28 * 86_400_000)
})

test('a demo beside a tablet with unsent records: neither database holds a row or a word of the other, and the end leaves the real one as it was', async () => {
  const real = await tabletDisk({ name: 'steps-toolkit' })
  await real.ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }))
  const before = await rowsIn('steps-toolkit')
  const outlook = await real.ledger.outlook()
  const sent = vi.spyOn(globalThis, 'fetch')
  const [pip] = await all()
  if (!pip) throw new Error('no scenario')
  const practice = await begin(pip)
  await practice.write(pip.opening)
  // A real child's name, typed into the demo.
  await practice.tablet.ledger.append(entry({ record: 'typed', kind: 'child', author: 'hetty', changes: { 'name/': 'Fennel Realname' } }))
  const database = (await Dexie.getDatabaseNames()).find((name) => name.startsWith(practiceDatabase('')))
  if (database === undefined) throw new Error('no database')
  const demo = await rowsIn(database)
  expect(readableInText(demo, ['Juniper Brightwater', 'juniper', 'Fennel Realname', 'Pip Thistle'])).toEqual([])
  expect(await rowsIn('steps-toolkit')).toBe(before)
  // The same search finds what lies open, there and here.
  await real.tables.strict.facts.put({ name: 'careless', value: new TextEncoder().encode('Plainsong Glasshouse') })
  expect(readableInText(await rowsIn('steps-toolkit'), ['Plainsong Glasshouse'])).toHaveLength(1)
  expect(readableInText(demo, ['calm-pip', 'quick-record'])).toHaveLength(2)
  await real.tables.strict.facts.delete('careless')
  expect(await practice.tablet.ledger.ofKind('child')).toHaveLength(2)
  await expect(practice.tablet.wire.fetch('/api/v1/push', {})).rejects.toThrow('nothing is sent from practice')
  await expect(practice.tablet.vault.readToken()).rejects.toThrow()
  await practice.throwAway()
  opened.length = 0
  expect((await Dexie.getDatabaseNames()).filter((name) => name.startsWith('steps-'))).toEqual(['steps-toolkit'])
  expect([await rowsIn('steps-toolkit'), await real.ledger.outlook(), sent.mock.calls]).toEqual([before, outlook, []])
  expect((await real.reload()).vault.open).toBe(false)
})

test('what a page left behind goes when the next demo opens, and a demo in another window stays', async () => {
  const [pip] = await all()
  if (!pip) throw new Error('no scenario')
  await begin(pip)
  await begin(pip)
  const here = async () => (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(practiceDatabase('')))
  const [first, second] = await here()
  opened.push(await openPractice(pip, { realNow: () => friday, hold: () => Promise.resolve(), isOver: (name) => Promise.resolve(name !== second) }))
  const left = await here()
  expect([left.includes(first ?? ''), left.includes(second ?? ''), left.length]).toEqual([false, true, 2])
})

test.each([
  ['PageDown', 'button', 1], ['PageUp', 'button', -1], ['PageDown', 'textarea', null], ['PageDown', 'input', null],
  ['ArrowRight', 'section', 1], ['ArrowLeft', 'section', -1], ['ArrowRight', 'button', null], ['a', 'section', null],
] as const)('%s on a %s goes %s', (key, on, by) => {
  const stage = document.createElement('section')
  const target = on === 'section' ? stage : document.createElement(on)
  expect(stepFor({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }, target, stage)).toBe(by)
  expect(stepFor({ key, altKey: false, ctrlKey: true, metaKey: false, shiftKey: false }, target, stage)).toBe(null)
})

test('an address says which demo, and whether it is the private screen', () => {
  expect(['/practice', '/practice/', '/practice/pip/', '/practice/pip/notes', '/practice/pip/children/pip/tree'].map(placeOf)).toEqual([
    { scenario: null, notes: false }, { scenario: null, notes: false }, { scenario: 'pip', notes: false }, { scenario: 'pip', notes: true }, { scenario: 'pip', notes: false },
  ])
})

test('who came is a row each, and no name runs as a formula', () => {
  expect(eventCsv({ day: '2026-11-27', course: 'Step On', came: 'Gwen Halfmoon\n\n =HYPERLINK("x")\n' }, 'Pip Thistle')).toBe(
    '\uFEFF"Day","Course","Scenario","Who came"\r\n"2026-11-27","Step On","Pip Thistle","Gwen Halfmoon"\r\n"2026-11-27","Step On","Pip Thistle","\'=HYPERLINK(""x"")"\r\n',
  )
})

/** All rows of a database as text, bytes as the letters they may be. */
async function rowsIn(name: string): Promise<string> {
  const db = await new Dexie(name).open()
  const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const))
  db.close()
  return JSON.stringify(tables, (_key, value: unknown) =>
    value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value)
}

/** What every record of a demo says, as a page would read it. */
async function readsAs({ tablet: { ledger } }: Practice, { id }: Scenario) {
  const about = [...(await ledger.timeline(id)), ...(await ledger.ofKind('child')), ...(await ledger.ofKind('adult'))]
  return Object.fromEntries(about.map(({ record, parts, count, freeze }) => [record, { count, act: freeze?.act, says: Object.entries(parts).map(([part, standing]) => [part, standing.map(([, value]) => value)]) }]))
}
async function goTo(practice: Practice, { steps }: Scenario, to: number): Promise<void> {
  await practice.show(to)
  await practice.write(steps[to]?.writes ?? [])
}

test('gone back from the last step to any other, a demo reads as it did when that step was first reached; and on again, as it did at the end', async () => {
  for (const scenario of await all()) {
    const practice = await begin(scenario)
    await practice.write(scenario.opening)
    const drawn = [await readsAs(practice, scenario)]
    for (const step of scenario.steps.keys()) {
      await goTo(practice, scenario, step)
      drawn.push(await readsAs(practice, scenario))
    }
    for (let step = scenario.steps.length - 2; step >= -1; step -= 1) {
      await practice.show(step)
      expect(await readsAs(practice, scenario), `${scenario.id}, step ${step}`).toEqual(drawn[step + 1])
    }
    await practice.show(scenario.steps.length - 1)
    expect(await readsAs(practice, scenario)).toEqual(drawn.at(-1))
  }
}, 30_000)

test('what the room adds goes with the step at which it was added, and nothing of it is lost; a page left late keeps its words where it was written', async () => {
  const [pip] = await all()
  if (!pip) throw new Error('no scenario')
  const practice = await begin(pip)
  const { ledger } = practice.tablet
  await practice.write(pip.opening)
  const tree = 'tree-pip_1'
  const at = (title: string) => pip.steps.findIndex((step) => step.title === title)
  const [now, telling] = [at('What we see now'), at('What might Pip be telling us?')]
  for (let step = 0; step <= telling; step += 1) await goTo(practice, pip, step)
  const say = async (id: string, words: string, after: readonly string[]) =>
    ledger.append({ record: tree, kind: 'roots-and-fruits', version: 1, act: 'edit', author: 'hetty', after, changes: { [`entries/${id}`]: true, [`entries/${id}/rank`]: 'b0', [`entries/${id}/zone`]: 'root-now', [`entries/${id}/words`]: words } })
  const rows = async () => Object.keys((await ledger.checkpoint(tree))?.parts ?? {}).filter((part) => /^entries\/[^/]+$/.test(part)).map((part) => part.slice(8)).sort()
  const seen = (await ledger.checkpoint(tree))?.heads ?? []
  await say('room', 'A smell of toast', seen)
  await practice.show(now)
  expect(await rows()).toEqual(['fn1', 'fn2'])
  // The page that was just left: it had all of the later step in sight.
  await say('late', 'The bell', seen)
  expect(await rows()).toEqual(['fn1', 'fn2'])
  await say('early', 'Wet coats', (await ledger.checkpoint(tree))?.heads ?? [])
  expect(await rows()).toEqual(['early', 'fn1', 'fn2'])
  await practice.show(now - 1)
  expect([await ledger.checkpoint(tree), (await ledger.timeline('pip')).some(({ record }) => record === tree)]).toEqual([null, false])
  await practice.show(telling)
  expect(await rows()).toEqual(['early', 'en1', 'fn1', 'fn2', 'late', 'rn1', 'rn2', 'room'])
  expect(await ledger.setAside()).toBe(0)
})

test('gone back over the time machine, the clock goes back with it', async () => {
  const [pip] = await all()
  if (!pip) throw new Error('no scenario')
  const practice = await begin(pip)
  await practice.write(pip.opening)
  const pushed: unknown[] = []
  const router = createSteps('/practice/pip/')
  vi.spyOn(router, 'push').mockImplementation((to) => { pushed.push(to); return Promise.resolve() })
  const scope = effectScope()
  const stage = scope.run(() => useStage(pip, practice, { router, full: false, shown: () => undefined }))
  if (!stage) throw new Error('no stage')
  const week = 7 * 86_400_000
  const later = pip.steps.findIndex(({ weeksLater }) => weeksLater !== undefined)
  const seen = async (by: 1 | -1) => {
    await stage.go(by)
    return [stage.at.value, stage.weeksOn.value, practice.tablet.now() - friday]
  }
  for (let step = 0; step < later; step += 1) await stage.go(1)
  expect([await seen(1), await seen(-1), await seen(1)]).toEqual([[later, 4, 4 * week], [later - 1, 0, 0], [later, 4, 4 * week]])
  stage.goOn(4)
  expect([await seen(-1), await seen(1)]).toEqual([[later - 1, 4, 4 * week], [later, 8, 8 * week]])
  scope.stop()
})

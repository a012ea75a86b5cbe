import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { plan, plansOf } from '../../domain/records/plan'
import type { Changes } from '../../domain/schema/field'
import PlanPage from './PlanPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press, tap } = hand(() => page)
const text = () => page?.text() ?? ''
const [first, second] = [plansOf('rrp').idOf('pip', 1), plansOf('rrp').idOf('pip', 2)]
const begun = (of: string, changes: Changes = {}, author = 'moss') => entry({ record: of, kind: 'plan', author, changes: { 'child/': 'pip', 'planKind/': 'rrp', 'reviewOn/': '2026-12-10', ...changes } })
const row = (field: string, id: string, cells: Readonly<Record<string, string | true>>, rank = 'a0'): Changes =>
  ({ [`${field}/${id}`]: true, [`${field}/${id}/rank`]: rank, ...Object.fromEntries(Object.entries(cells).map(([name, value]) => [`${field}/${id}/${name}`, value])) })

async function open(given: { section?: string; version?: string; as?: string; before?: (here: Glass) => Promise<unknown> } = {}): Promise<Glass> {
  const here = await glass()
  const { ledger } = here.disk
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await ledger.append(adultEntry('ade', { name: 'Ade Lanternfold', roles: ['practitioner'], rooms: ['Oak'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['practitioner'] }))
  if (given.before) await given.before(here)
  else await ledger.append(begun(first))
  if (given.as) await here.session.entered(given.as)
  page = await here.show(PlanPage, { id: 'pip', kind: 'rrp', ...(given.section && { section: given.section }), ...(given.version && { version: given.version }) })
  await here.settle()
  return here
}
const agree = async ({ disk: { ledger } }: Glass, of: string) => {
  await ledger.append(entry({ record: of, kind: 'plan', act: 'sign', author: 'moss', after: (await ledger.checkpoint(of))?.heads ?? [], changes: {} }))
}
const kept = async ({ disk: { ledger } }: Glass, of = first) => {
  const found = await ledger.checkpoint(of)
  return found ? view(plan, found).answers : null
}
const tasks = () => Object.fromEntries(page?.findAll('.task').map((one) => [one.find('.title').text(), one.find('.status').text()]) ?? [])
const buttons = () => page?.findAll('button').map((one) => one.attributes('aria-label') ?? one.text()) ?? []

describe('the task list', () => {
  test('says of each section how far it is', async () => {
    await open({ before: ({ disk }) => disk.ledger.append(begun(first, { 'strengths/': 'Drums', 'done/triggers': true, ...row('triggers', 't1', { words: 'Noise' }) })) })
    expect(tasks()).toEqual({
      'About the child, strengths': 'In progress', 'The child’s voice': 'Not yet', 'Parents’ voice': 'Not yet', 'What we understand': 'Not yet', Triggers: 'Completed', 'What we do before': 'Not yet', 'What we see, what we do': 'Not yet',
      'What has been tried': 'Not yet', Consequences: 'Not yet', Afterwards: 'Not yet', 'Physical intervention': 'Not needed', 'Review date': 'In progress', 'Agree and share': 'Cannot yet',
    })
    expect(text()).toContain('2 of 13 completed or not needed')
  })

  test('says of an agreed plan what is in it, and that nothing more is to be done', async () => {
    await open({
      before: async (here) => {
        await here.disk.ledger.append(begun(first, { 'strengths/': 'Drums', ...row('triggers', 't1', { words: 'Noise' }) }))
        await agree(here, first)
      },
    })
    expect(tasks()).toMatchObject({ 'About the child, strengths': 'Written', Triggers: 'Written', Consequences: 'Nothing written', 'Physical intervention': 'Not needed', 'Agree and share': 'Agreed' })
    expect(text()).not.toContain('completed or not needed')
  })

  test('agreeing can begin once both voices are in it', async () => {
    await open({ before: ({ disk }) => disk.ledger.append(begun(first, { 'childState/': 'gave-view', 'childWords/': 'Not so loud', ...row('parents', 'p1', { name: 'Fern', state: 'gave-view', words: 'Wait with her' }) })) })
    expect(tasks()['Agree and share']).toBe('Not yet')
  })

  test('the flow is drawn beside it', async () => {
    await open({ before: ({ disk }) => disk.ledger.append(begun(first, row('flow', 'f1', { step: 'flow-early', see: 'Pulls up her hood', act: 'Move near' }))) })
    expect(page?.find('[aria-label="What we see, what we do"]').text()).toContain('Pulls up her hood')
  })

  test('a kind that no plan is of is said to be none', async () => {
    const here = await glass()
    await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
    page = await here.show(PlanPage, { id: 'pip', kind: 'constructor' })
    expect(text()).toBe('There is no plan of this kind.All plans')
  })

  test('a plan that nobody has begun is said to be none, and nothing can be written into it', async () => {
    await open({ before: () => Promise.resolve() })
    expect(text()).toContain('This plan is not on this tablet.')
    expect(page?.findAll('input, textarea')).toEqual([])
  })
})

describe('one section', () => {
  test('is completed by an adult’s word, and not completed again by another', async () => {
    const here = await open({ section: 'about' })
    await tap('Yes', 'Have you completed this section?')
    await tap('No, I’ll come back later', 'Have you completed this section?')
    await tap('Yes', 'Have you completed this section?')
    page?.unmount()
    await vi.waitFor(async () => { expect((await kept(here))?.done).toEqual(['about']) })
  })

  test('who else was in it today is said', async () => {
    await open({ section: 'triggers', before: ({ disk }) => disk.ledger.append(begun(first, row('triggers', 't1', { words: 'Noise' }), 'ade')) })
    expect(text()).toMatch(/Ade changed this section at \d\d:\d\d\. You can both edit; we will ask if you clash\./)
  })

  test('a section where nobody else was says nothing of it, nor one changed on another day', async () => {
    await open({
      section: 'triggers',
      before: async ({ disk }) => {
        await disk.ledger.append(begun(first, row('triggers', 't1', { words: 'Noise' }), 'ade'))
        disk.clock.at += 26 * 3_600_000
      },
    })
    expect(text()).not.toContain('changed this section')
  })

  test('forty triggers are forty lines, each closed until it is opened', async () => {
    const long = 'A very long trigger that goes on and on until it is as long as any label may be on the glass of a tablet, and a bit'
    await open({ section: 'triggers', before: ({ disk }) => disk.ledger.append(begun(first, Object.assign({}, ...Array.from({ length: 40 }, (_, index) => row('triggers', `t${index}`, { words: `${long} ${index}` }, `a${String.fromCharCode(48 + (index % 10))}`))) as Changes)) })
    expect(page?.findAll('[data-row]')).toHaveLength(40)
    expect(page?.findAll('[data-row] input')).toEqual([])
    const line = page?.find('[data-row] .open')
    expect(line?.text()).toContain(long)
    await line?.trigger('click')
    expect(line?.attributes('aria-expanded')).toBe('true')
    expect(page?.findAll('[data-row] input').length).toBeGreaterThan(0)
  })
})

describe('drafted from evidence', () => {
  const records = async ({ disk: { ledger } }: Glass) => {
    await ledger.append(begun(first))
    await ledger.append(entry({ record: 'a1', kind: 'abc', act: 'close', author: 'moss', changes: { 'child/': 'pip', 'before/': 'Tidy-up', 'helped/': 'The drum box' } }))
    await ledger.append(entry({ record: 'o1', kind: 'observation', version: 2, act: 'close', author: 'moss', changes: { 'children/pip': true, 'dayPart/': 'tidy-up', 'wellbeingScale/': 5, 'saw/': 'Carried a box' } }))
    await ledger.append(entry({ record: 'd1', kind: 'de-escalation', act: 'close', author: 'moss', changes: { 'children/pip': true, 'helped/gave-space': true, 'didNotHelp/listened': true } }))
  }

  test('nothing is in the plan without a tap; with it the records come too, and those of a time it did not happen', async () => {
    const here = await open({ section: 'triggers', before: records })
    expect(text()).toContain('When it did not happen:')
    expect((await kept(here))?.triggers).toEqual([])
    await page?.find('[aria-label="Put in: Tidy-up"]').trigger('click')
    await here.until(() => page?.find('[data-row]').exists() ?? false)
    expect(buttons()).not.toContain('Put in: Tidy-up')
    page?.unmount()
    await vi.waitFor(async () => { expect((await kept(here))?.triggers).toMatchObject([{ words: 'Tidy-up', sources: ['a1'], exceptSources: ['o1'] }]) })
  })

  test('what did not help is offered with what came of it', async () => {
    const here = await open({ section: 'strategies', before: records })
    expect(text()).toContain('Made no difference. Seen in 1 record')
    await page?.find('[aria-label="Put in: Listened"]').trigger('click')
    // Whoever goes by keyboard stands at the next one.
    await here.until(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Put in: ') ?? false)
    page?.unmount()
    await vi.waitFor(async () => { expect((await kept(here))?.strategies).toMatchObject([{ words: 'Listened', impact: 'impact-none', sources: ['d1'] }]) })
  })

  test('a line of one’s own says plainly that there is no evidence yet', async () => {
    await open({ section: 'triggers', before: ({ disk }) => disk.ledger.append(begun(first, row('triggers', 't1', { words: 'Noise' }))) })
    expect(page?.find('[data-row]').text()).toContain('No evidence yet')
  })

  test('where a record it came from is gone, the line stays and says so calmly', async () => {
    await open({
      section: 'triggers',
      before: async ({ disk: { ledger } }) => {
        await ledger.append(begun(first, { ...row('triggers', 't1', { words: 'Noise', 'sources/a1': true, 'sources/erased': true }) }))
        await ledger.append(entry({ record: 'a1', kind: 'abc', act: 'close', author: 'moss', changes: { 'child/': 'pip', 'before/': 'Noise' } }))
      },
    })
    const line = page?.find('[data-row]').text()
    expect(line).toContain('1 record it came from is not kept here any more. The line stays as adults wrote it.')
    expect(line).not.toContain('No evidence yet')
    expect(line).toContain('1 record')
  })
})

test('what made things harder is left out by itself, and cannot go on as it is', async () => {
  const here = await open({ section: 'strategies', before: ({ disk }) => disk.ledger.append(begun(first, row('strategies', 's1', { words: 'Time alone', keep: 'yes' }))) })
  await page?.find('[data-row] .open').trigger('click')
  await tap('Made things harder', 'What came of it')
  await here.until(() => text().includes('Not in this plan'))
  expect(text()).not.toContain('so it does not go on as it is')
  await tap('Yes', 'In this plan?')
  await here.until(() => text().includes('This made things harder, so it does not go on as it is.'))
})

test('a consequence is begun as a pair, and says at once what it lacks', async () => {
  const here = await open({ section: 'consequences' })
  await press('Add a pair')
  await here.until(() => text().includes('Say when and how the freedom is given back.'))
  expect(text()).toContain('Nothing is taught beside it yet.')
  const box = (cell: string, at = 0) => page?.findAll('[data-row] input, [data-row] textarea').filter((one) => one.element.id.endsWith(`.${cell}`))[at]
  await box('returns')?.setValue('After two calm days')
  await box('words', 1)?.setValue('Practises waiting with Ade')
  await here.until(() => !text().includes('Say when and how') && !text().includes('Nothing is taught'))
  page?.unmount()
  await vi.waitFor(async () => {
    const rows = (await kept(here))?.consequences ?? []
    expect(rows.map(({ type, pair }) => [type, pair])).toEqual([['protective', [rows[1]?.id]], ['educational', [rows[0]?.id]]])
  })
})

test('three targets, and no fourth', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(entry({ record: plansOf('psp').idOf('pip', 1), kind: 'plan', author: 'moss', changes: { 'child/': 'pip', 'planKind/': 'psp', ...row('targets', 't1', { words: 'Waits' }), ...row('targets', 't2', { words: 'Asks' }, 'a1') } }))
  page = await here.show(PlanPage, { id: 'pip', kind: 'psp', section: 'targets' })
  await here.settle()
  await press('Add a target')
  await here.until(() => page?.findAll('[data-row]').length === 3)
  expect(buttons()).not.toContain('Add a target')
})

test('each of six sources is given, or asked and not yet, and keeps its place', async () => {
  const here = await glass()
  const record = plansOf('rmp').idOf('pip', 1)
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(entry({ record, kind: 'plan', author: 'moss', changes: { 'child/': 'pip', 'planKind/': 'rmp' } }))
  page = await here.show(PlanPage, { id: 'pip', kind: 'rmp', section: 'sources' })
  await here.settle()
  expect(page.findAll('[data-row] h3').map((one) => one.text())).toEqual(['The child', 'Parents and carers', 'The key person', 'The SENCO', 'Other services', 'An assessment'])
  const services = page.find('[data-row="source-services"]')
  expect(services.text()).toContain('Not asked yet')
  await services.findAll('label').find((one) => one.text().trim() === 'Asked, no answer yet')?.find('input').setValue(true)
  await here.until(() => services.find('.pill').text() === 'Asked, not yet')
  page.unmount()
  await vi.waitFor(async () => { expect((await kept(here, record))?.sources).toMatchObject([{ id: 'source-services', source: 'source-services', state: 'asked-not-yet', askedOn: '2026-11-24' }]) })
})

test.each([
  ['Reduced timetable until Easter', 'A shorter timetable is not used to manage behaviour'],
  ['Send him home', 'Only the headteacher decides one'],
  ['Mum is asked to collect early', 'Going home early because of behaviour is not part of a plan.'],
])('“%s” is answered with why it is not part of a plan, and stays as it was written', async (words, why) => {
  const here = await open({ section: 'prevent', before: ({ disk }) => disk.ledger.append(begun(first, row('measures', 'm1', { words: 'We warn him first' }))) })
  expect(text()).not.toContain('is not part of a plan')
  await page?.find('[data-row] .open').trigger('click')
  await page?.findAll('textarea').find((one) => one.element.id.endsWith('.words'))?.setValue(words)
  await here.until(() => text().includes(why.replace('Only the', 'only the')))
  page?.unmount()
  await vi.waitFor(async () => { expect((await kept(here))?.measures).toMatchObject([{ words }]) })
})

describe('a version that is not written on any more', () => {
  test('replaced: says so across the page, with the way to the one adults act by', async () => {
    await open({
      version: '1',
      before: async (here) => {
        for (const one of [first, second]) {
          await here.disk.ledger.append(begun(one, row('triggers', 't1', { words: 'Noise' })))
          await agree(here, one)
        }
      },
    })
    expect(page?.find('.replaced').text()).toBe('This plan was replaced. Showing version 1.Open version 2')
    expect(buttons()).not.toContain('Undo')
  })

  test('replaced on another tablet while it is open here: it is read and not written from that moment', async () => {
    const here = await open({ version: '1', section: 'about', before: ({ disk }) => disk.ledger.append(begun(first, { 'inUseFrom/': '2026-11-20' })) })
    expect(page?.find('fieldset').attributes('disabled')).toBeUndefined()
    await here.disk.ledger.append(begun(second, { 'inUseFrom/': '2026-11-24' }, 'ade'))
    await here.until(() => text().includes('This plan was replaced. Showing version 1.'))
    expect(page?.find('fieldset').attributes('disabled')).toBeDefined()
    expect(text()).not.toContain('Have you completed this section?')
  })

  test('agreed on two tablets before they had met: both are kept, and it is said', async () => {
    await open({
      before: async ({ disk: { ledger } }) => {
        await ledger.append(begun(first))
        const seen = (await ledger.checkpoint(first))?.heads ?? []
        for (const author of ['moss', 'ade']) await ledger.append(entry({ record: first, kind: 'plan', act: 'sign', author, after: seen, changes: {} }))
      },
    })
    expect(text()).toContain('Two tablets agreed this version before they had met. Both are kept, and it is read as one.')
    expect(text()).toContain('Agreed 24 November 2026')
  })

  test('agreed: it is read, and nothing on it asks to be written', async () => {
    await open({
      section: 'triggers',
      before: async (here) => {
        await here.disk.ledger.append(begun(first, row('triggers', 't1', { words: 'Noise' })))
        await agree(here, first)
      },
    })
    expect(text()).toContain('Noise')
    expect(buttons()).not.toContain('Add a trigger')
    expect(text()).not.toContain('Have you completed this section?')
  })

  test('what was written on a tablet that did not know it was agreed is shown, and put into the next version by a tap', async () => {
    const here = await open({
      before: async (glass) => {
        const { ledger } = glass.disk
        await ledger.append(begun(first, { 'strengths/': 'Drums', ...row('triggers', 't1', { words: 'Noise' }) }))
        const seen = (await ledger.checkpoint(first))?.heads ?? []
        await agree(glass, first)
        await ledger.append(entry({ record: first, kind: 'plan', author: 'ade', after: seen, changes: { 'triggers/t1': true, 'triggers/t1/words': 'Loud noise close behind' } }))
      },
    })
    expect(page?.find('.late').text()).toContain('Written after this was agreed')
    expect(page?.find('.late').text()).toContain('Loud noise close behind')
    expect((await kept(here))?.triggers).toMatchObject([{ words: 'Noise' }])
    await press('Put into the next version')
    await here.until(() => text().includes('It stands in version 2.'))
    expect(await kept(here, second)).toMatchObject({ child: 'pip', planKind: 'rrp', strengths: 'Drums', triggers: [{ id: 't1', words: 'Loud noise close behind' }], reviewOn: '2027-01-05' })
    expect((await kept(here))?.triggers).toMatchObject([{ words: 'Noise' }])
  })

  test('what somebody said, signed or agreed to stays with the version it was about, and the rest goes on', async () => {
    const signed = row('signatures', 's1', { who: 'signs-parent', name: 'Fern Marmalade', how: 'signed-here' })
    const here = await open({
      before: async (glass) => {
        const { ledger } = glass.disk
        await ledger.append(begun(first, { 'strengths/': 'Drums' }))
        const seen = (await ledger.checkpoint(first))?.heads ?? []
        await agree(glass, first)
        await ledger.append(entry({ record: first, kind: 'plan', author: 'ade', after: seen, changes: { 'hopes/': 'A friend', 'holdsPlanned/': 'yes', ...signed } }))
        await ledger.append(entry({ record: first, kind: 'plan', author: 'hetty', after: seen, changes: row('signatures', 's2', { who: 'signs-parent', name: 'Ash Marmalade', how: 'signed-here' }) }))
      },
    })
    expect(text().split('it stays here').length).toBe(3)
    expect(buttons().filter((one) => one.endsWith('into the next version'))).toEqual(['Put the rest into the next version'])
    await press('Put the rest into the next version')
    await here.until(() => text().includes('The rest stands in version 2.'))
    expect(await kept(here, second)).toMatchObject({ hopes: 'A friend', holdsPlanned: null, signatures: [] })
  })

  test('it writes over nothing that was written in the next version meanwhile: both stand, and somebody chooses', async () => {
    const here = await open({
      version: '1',
      before: async (glass) => {
        const { ledger } = glass.disk
        await ledger.append(begun(first, { 'strengths/': 'Drums' }))
        const seen = (await ledger.checkpoint(first))?.heads ?? []
        await agree(glass, first)
        await ledger.append(entry({ record: first, kind: 'plan', author: 'ade', after: seen, changes: { 'strengths/': 'Drums and maps', 'hopes/': 'A friend' } }))
        const draft = await ledger.append(begun(second, { 'strengths/': 'Drums' }))
        await ledger.append(entry({ record: second, kind: 'plan', author: 'hetty', after: [draft.id], changes: { 'strengths/': 'Drums, and being asked' } }))
      },
    })
    await press('Put into the next version')
    await here.until(() => text().includes('It stands in version 2.'))
    const found = await here.disk.ledger.checkpoint(second)
    const reading = found && view(plan, found)
    expect(reading?.clashes).toEqual(['strengths/'])
    // Which stands first follows from the ids of revisions.
    expect(new Set(reading?.candidates.get('strengths/')?.map(({ value }) => value))).toEqual(new Set(['Drums, and being asked', 'Drums and maps']))
    expect(reading?.answers.hopes).toBe('A friend')
  })

  test('where the next version is agreed too, it goes into the one after that', async () => {
    const third = plansOf('rrp').idOf('pip', 3)
    const here = await open({
      version: '1',
      before: async (glass) => {
        const { ledger } = glass.disk
        await ledger.append(begun(first, { 'strengths/': 'Drums' }))
        const seen = (await ledger.checkpoint(first))?.heads ?? []
        await agree(glass, first)
        await ledger.append(entry({ record: first, kind: 'plan', author: 'ade', after: seen, changes: { 'hopes/': 'A friend' } }))
        await ledger.append(begun(second, { 'strengths/': 'Drums and maps' }))
        await agree(glass, second)
      },
    })
    await press('Put into the next version')
    await here.until(() => text().includes('It stands in version 3.'))
    expect(await kept(here, third)).toMatchObject({ strengths: 'Drums and maps', hopes: 'A friend' })
    expect(await kept(here, second)).toMatchObject({ hopes: '' })
  })
})

test('an adult who does not work with the child reads the plan and writes nothing', async () => {
  await open({ as: 'hetty', section: 'triggers', before: ({ disk }) => disk.ledger.append(begun(first, row('triggers', 't1', { words: 'Noise' }))) })
  expect(text()).toContain('Noise')
  expect(buttons()).not.toContain('Add a trigger')
})

import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { view } from '../../domain/history/read'
import { rootsAndFruits, trees } from '../../domain/records/roots-and-fruits'
import type { TreeEntry } from '../../domain/rules/tree'
import { withEntry } from '../../domain/rules/tree'
import { blank, touched } from '../../domain/schema/definition'
import type { Changes } from '../../domain/schema/field'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { closeDisks, elsewhere, entry } from '../../../tests/support/tablet-disk'
import { pictureName } from './picture-of'
import { useMeeting } from '../../workspace/use-meeting'
import TreePage from './TreePage.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  vi.restoreAllMocks()
  closeDisks()
})
const first = trees.idOf('pip', 1)
type Given = Partial<TreeEntry> & Pick<TreeEntry, 'id' | 'zone' | 'words'>
/** What these entries are as parts of a new record. */
const changesOf = (entries: readonly Given[], more: Partial<ReturnType<typeof blank<typeof rootsAndFruits.fields>>> = {}): Changes => {
  const before = blank(rootsAndFruits)
  const rows = entries.reduce<readonly TreeEntry[]>((sum, { id, ...one }) => withEntry(sum, id, one), [])
  return touched(rootsAndFruits, before, { ...before, child: 'pip', entries: rows, ...more })
}
const path: readonly Given[] = [
  { id: 'hall', zone: 'root-now', words: 'Noisy hall', leads: ['over'] },
  { id: 'move', zone: 'root-now', words: 'Moved home twice', leads: ['over'], reach: ['kept-close'] },
  { id: 'over', zone: 'feeling-now', words: 'Overwhelmed', leads: ['hides'] },
  { id: 'hides', zone: 'fruit-now', words: 'Hides under the coats', kind: 'difficult' },
  { id: 'asks', zone: 'fruit-more', words: 'Asks for help' },
  { id: 'job', zone: 'root-planned', words: 'A job at tidy-up' },
]
async function pipHere(given: { roles?: readonly string[]; mine?: boolean; name?: string; tree?: Changes | null } = {}): Promise<Glass> {
  const here = await glass(given.roles ? { roles: given.roles } : {})
  await here.disk.ledger.append(childEntry('pip', { name: given.name ?? 'Pip Marmalade', ...(given.mine ? { keyPerson: 'moss' } : {}) }))
  if (given.tree !== null) await here.disk.ledger.append(entry({ kind: 'roots-and-fruits', record: first, changes: given.tree ?? changesOf(path) }))
  return here
}
async function show(here: Glass, props: { version?: string } = {}): Promise<Shown> {
  const shown = await here.show(TreePage, { id: 'pip', ...props })
  page = shown
  await here.until(() => shown.find('.zone, .empty').exists())
  return shown
}
const dialog = () => page?.findAll('dialog').find((one) => (one.element as HTMLDialogElement).open)
const press = async (words: string, within: { findAll: Shown['findAll'] } | null | undefined = page) => {
  const button = within?.findAll('button').find((one) => one.text() === words || one.attributes('aria-label') === words)
  if (!button) throw new Error(`no button says ${words}`)
  await button.trigger('click')
}
const chip = (id: string) => page?.find(`[data-entry="${id}"]`)
const chipsIn = (zone: string) => page?.findAll(`[data-zone="${zone}"] [data-entry]`).map((one) => one.text()) ?? []
/** What is kept of this adult's edits, once it is on the disk. */
async function kept(here: Glass): Promise<Changes> {
  for (let turn = 0; turn < 100; turn += 1) {
    const draft = await here.disk.ledger.draft(first, 'moss')
    if (draft) return draft.changes
    await here.settle()
  }
  throw new Error('nothing was kept')
}

describe('suggestions', () => {
  test('this child’s own records come first, with how many tell of it, each one tap away; what has none says so', async () => {
    const here = await pipHere({ tree: null })
    for (const record of ['q1', 'q2']) {
      await here.disk.ledger.append(entry({ kind: 'quick-record', record, version: 2, act: 'close', changes: { 'children/pip': true, 'who/pip': true, 'child/': 'pip', 'saw/hid': true } }))
    }
    await show(here)
    await press('Add to: Behaviours we see now')
    const sheet = dialog()
    const offer = sheet?.find('.offers li')
    expect(offer?.text()).toMatch(/^Hid\s*2 records$/)
    expect(sheet?.text()).toContain('with no evidence yet')
    await press('2 records of: Hid', sheet)
    expect(sheet?.findAll('.offers a').map((one) => one.attributes('href')).sort()).toEqual(['/record/q1', '/record/q2'])
    // Nothing is on the tree until it is tapped.
    expect(chipsIn('fruit-now')).toEqual([])
    await press('Hid', offer)
    expect(chipsIn('fruit-now')).toEqual(['Hid'])
    await chip(page?.find('[data-entry]').attributes('data-entry') ?? '')?.trigger('click')
    expect(dialog()?.text()).toContain('2 records')
  })

  test('words to begin from and own words carry no evidence, and a name in another direction stands in a piece of its own', async () => {
    const here = await pipHere({ tree: null })
    await show(here)
    await press('Add to: Feelings we think are there now')
    await press('Worried', dialog())
    await dialog()?.find('input').setValue('  עצוב  ')
    await dialog()?.find('form').trigger('submit')
    expect(chipsIn('feeling-now')).toEqual(['Worried', 'עצוב'])
    expect(page?.findAll('[data-zone="feeling-now"] bdi').map((one) => one.text())).toEqual(['Worried', 'עצוב'])
    await press('Done', dialog())
    const changes = await kept(here)
    expect(Object.keys(changes).some((part) => part.includes('/sources'))).toBe(false)
    expect(changes['child/']).toBe('pip')
  })
})

describe('words typed and not added yet', () => {
  const typing = async () => {
    const here = await pipHere({ tree: null })
    await show(here)
    await press('Add to: Feelings we think are there now')
    await dialog()?.find('input').setValue(' Lonely at play ')
    return here
  }
  test('Done puts them on the tree, once', async () => {
    const here = await typing()
    await press('Done', dialog())
    expect(chipsIn('feeling-now')).toEqual(['Lonely at play'])
    await press('Add to: Behaviours we see now')
    expect(dialog()?.find('input').element.value).toBe('')
    await press('Done', dialog())
    expect([chipsIn('feeling-now'), chipsIn('fruit-now')]).toEqual([['Lonely at play'], []])
    expect(Object.values(await kept(here))).toContain('Lonely at play')
  })

  test('so does Escape', async () => {
    await typing()
    await dialog()?.trigger('cancel')
    expect(dialog()).toBeUndefined()
    expect(chipsIn('feeling-now')).toEqual(['Lonely at play'])
  })

  test.each(['the page is left', 'the tablet locks'])('they are kept when %s', async (why) => {
    const here = await typing()
    const locks = why === 'the tablet locks'
    if (locks) await here.disk.vault.setPin('moss', '271828')
    if (locks) await here.session.lock()
    page?.unmount()
    page = null
    if (locks) await here.session.unlock('moss', '271828')
    await vi.waitFor(async () => {
      const found = await here.disk.ledger.checkpoint(first)
      expect(found && view(rootsAndFruits, found).answers.entries.map(({ words }) => words)).toEqual(['Lonely at play'])
    }, { timeout: 4000, interval: 20 })
  })
})

describe('what is kept close', () => {
  test.each([
    [['senco'], false, true],
    [['key-person'], true, true],
    [['practitioner'], true, false],
    [['visiting'], true, false],
    [['tutor'], false, false],
  ] as const)('%j, their own child: %s, sees it: %s', async (roles, mine, sees) => {
    const here = await pipHere({ roles, mine })
    await show(here)
    // Paper is there a moment after the tree.
    await new Promise((resolve) => setTimeout(resolve, 350))
    await here.settle()
    expect(document.body.innerHTML.includes('Moved home twice')).toBe(sees)
    expect(document.body.textContent.includes('1 entry is kept for leads.')).toBe(!sees)
    await chip('hall')?.trigger('click')
    expect(dialog()?.text().includes('Only for leads')).toBe(sees)
  })

  test('shown to a meeting it leaves the page, with the name and with any word that something is kept; afterwards both are there again', async () => {
    const here = await pipHere({ roles: ['senco'] })
    const shown = await show(here)
    expect(document.body.innerHTML).toContain('Moved home twice')
    await press('Show to a meeting')
    await here.settle()
    for (const hidden of ['Moved home twice', 'kept for leads', 'Marmalade']) expect(document.body.innerHTML).not.toContain(hidden)
    expect(shown.text()).toContain('Noisy hall')
    useMeeting(here.pinia).show(false)
    await here.until(() => document.body.innerHTML.includes('Moved home twice'))
  })

  test('an adult who does not see it changes the rest, and it stays as it was', async () => {
    const here = await pipHere({ roles: ['tutor'] })
    await show(here)
    await chip('hall')?.trigger('click')
    await press('Remove', dialog())
    const changes = await kept(here)
    expect(changes).toMatchObject({ 'entries/hall': null })
    expect(Object.keys(changes).filter((part) => part.includes('move'))).toEqual([])
  })

  test('neither copy holds it, nor its link, for whoever prints', async () => {
    const here = await pipHere()
    const shown = await show(here)
    const printed: string[] = []
    const later: string[] = []
    const afterwards: Promise<void>[] = []
    expect(shown.find('.paper[data-copy]').exists()).toBe(false)
    // As a browser does it: nothing that waits for its turn comes to it meanwhile. Android says that it is over before it begins.
    vi.stubGlobal('print', () => {
      window.dispatchEvent(new Event('beforeprint'))
      printed.push(shown.find('.paper[data-copy]').html())
      window.dispatchEvent(new Event('afterprint'))
      afterwards.push(nextTick().then(async () => {
        window.dispatchEvent(new Event('beforeprint'))
        await nextTick()
        later.push(shown.find('.paper[data-copy]').attributes('data-copy') ?? '')
        window.dispatchEvent(new Event('afterprint'))
      }))
    })
    for (const [button, many] of [['Print for adults', 1], ['Print the child’s copy', 2]] as const) {
      await press('Print or save')
      await press(button, dialog())
      await here.until(() => printed.length === many)
      await Promise.all(afterwards)
    }
    expect(later).toEqual(['staff', 'child'])
    // By the browser's own menu it is the adults' again.
    window.dispatchEvent(new Event('keydown'))
    window.dispatchEvent(new Event('beforeprint'))
    await nextTick()
    expect(shown.find('.paper[data-copy]').attributes('data-copy')).toBe('staff')
    window.dispatchEvent(new Event('afterprint'))
    vi.unstubAllGlobals()
    const [staff = '', childs = ''] = printed
    expect(printed.map((paper) => [paper.includes('Noisy hall'), /moved home/i.test(paper)])).toEqual([[true, false], [true, false]])
    // The child's own: plain words, no kinds, nothing adults wrote for each other.
    expect([staff.includes('no harm'), staff.includes('When ')]).toEqual([true, true])
    expect([childs.includes('no harm'), childs.includes('What helps me'), childs.includes('When <b>')]).toEqual([false, true, false])
  })
})

test('a file is called by when it was made, never by whose it is', () => {
  expect(pictureName('2026-11-27T10:30')).toBe('roots-and-fruits-2026-11-27-1030')
})

describe('the chip’s sheet', () => {
  test('words, kind, link, place and other side, each without dragging', async () => {
    const here = await pipHere()
    await show(here)
    await chip('hides')?.trigger('click')
    await dialog()?.findAll('input[type="radio"]')[1]?.trigger('change')
    await dialog()?.find('textarea').setValue('Hides and throws')
    expect(page?.find('[data-entry="hides"]').attributes('data-mark')).toBe('dangerous')
    expect(chip('hides')?.attributes('aria-label')).toBe('Hides and throws, harm we saw')
    await press('Move to other side', dialog())
    expect([chipsIn('fruit-now'), chipsIn('fruit-more')]).toEqual([[], ['Hides and throws', 'Asks for help']])
    await chip('hall')?.trigger('click')
    await press('Move down', dialog())
    expect(chipsIn('root-now')).toEqual(['Moved home twice', 'Noisy hall'])
    // The end of its travel: the other way keeps the focus.
    expect(document.activeElement?.textContent).toBe('Move up')
    await press('Remove', dialog())
    await here.settle()
    expect(chipsIn('root-now')).toEqual(['Moved home twice'])
    expect((document.activeElement as HTMLElement | null)?.dataset['entry']).toBeTruthy()
    expect(dialog()).toBeUndefined()
    await press('Undo')
    expect(chipsIn('root-now')).toEqual(['Moved home twice', 'Noisy hall'])
  })

  test('a chosen chip lights its path, and the path is said as a sentence that describes the chip', async () => {
    const here = await pipHere()
    await show(here)
    await chip('hall')?.trigger('focus')
    expect(page?.findAll('.chip.lit').map((one) => one.attributes('data-entry'))).toEqual(['hides', 'over', 'hall'])
    expect(page?.find('#tree-sentence').text()).toBe('When noisy hall, P.M. may feel overwhelmed, and we see: hides under the coats.')
    expect(chip('hall')?.attributes('aria-describedby')).toBe('tree-sentence')
  })
})

describe('versions', () => {
  const reviewed = changesOf(path, { reviewed: '2026-09-03', parentView: 'gave-view' })
  test('reviewed, it stays as it is; the next begins with the same entries under the same ids, and nothing said of the review', async () => {
    const here = await pipHere({ tree: reviewed })
    const shown = await show(here)
    expect(shown.text()).toContain('Reviewed 3 September 2026 with parents and carers.')
    expect(shown.findAll('.chip.add')).toHaveLength(0)
    await here.until(() => shown.findAll('button').some((one) => one.text() === 'Start a new version' && one.attributes('disabled') === undefined))
    await press('Start a new version')
    await here.until(() => shown.findAll('.chip.add').length > 0)
    const next = await here.disk.ledger.checkpoint(trees.idOf('pip', 2))
    const { answers } = view(rootsAndFruits, next ?? (() => { throw new Error('no second version') })())
    expect(answers.entries.map(({ id, words, reach }) => [id, words, reach])).toEqual(path.map(({ id, words, reach }) => [id, words, reach ?? []]))
    expect([answers.child, answers.reviewed, answers.parentView]).toEqual(['pip', null, null])
  })

  test('two tablets that start the next version apart meet in one record with nothing to choose', async () => {
    const here = await pipHere({ tree: reviewed })
    const shown = await show(here)
    await here.until(() => shown.findAll('button').some((one) => one.text() === 'Start a new version' && one.attributes('disabled') === undefined))
    await press('Start a new version')
    await here.until(() => shown.findAll('.chip.add').length > 0)
    const nest = await elsewhere()
    const theirs = await nest.write({ record: trees.idOf('pip', 2), kind: 'roots-and-fruits', changes: changesOf([...path, { id: 'new', zone: 'feeling-more', words: 'Safe' }]) })
    await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 1 }, { epoch: null, seq: 0 })
    await here.until(() => chipsIn('feeling-more').length === 1)
    const both = view(rootsAndFruits, (await here.disk.ledger.checkpoint(trees.idOf('pip', 2))) ?? (() => { throw new Error('gone') })())
    expect(both.clashes).toEqual([])
    expect(both.answers.entries).toHaveLength(path.length + 1)
  })

  test('an earlier version is read and not changed, and a comparison says what is new, changed and gone in words and on the chips', async () => {
    const here = await pipHere({ tree: reviewed })
    const now = [{ ...path[0]!, words: 'Noisy hall at lunch' }, ...path.slice(2), { id: 'safe', zone: 'feeling-more', words: 'Safe' }]
    await here.disk.ledger.append(entry({ kind: 'roots-and-fruits', record: trees.idOf('pip', 2), changes: changesOf(now) }))
    const shown = await show(here)
    await press('Compare with version 1')
    expect(shown.findAll('.panel h3').map((one) => one.text())).toEqual(['New (1)', 'Changed (1)', 'No longer there (1)'])
    expect(shown.findAll('.panel li').map((one) => one.text())).toEqual(['Safe Feelings that go with them', 'Noisy hall at lunch it said “Noisy hall”', 'Moved home twice Experiences we know about'])
    expect([chip('safe')?.text(), chip('hall')?.text()]).toEqual(['Safe New', 'Noisy hall at lunch Changed'])
    expect(shown.find('[data-zone="root-now"] .ghost').text()).toBe('Moved home twiceNo longer')
    page?.unmount()
    const old = await show(here, { version: '1' })
    expect(old.text()).toContain('This is version 1.')
    expect(old.findAll('.chip.add')).toHaveLength(0)
    await chip('hall')?.trigger('click')
    expect(dialog()?.find('textarea').exists()).toBe(false)
    expect(dialog()?.text()).toContain('No evidence yet')
  })
})

describe('two tablets', () => {
  test('both add a fruit offline, and both fruits stay', async () => {
    const here = await pipHere()
    const begun = await here.disk.ledger.checkpoint(first)
    const nest = await elsewhere()
    const theirs = await nest.write({ record: first, kind: 'roots-and-fruits', after: begun?.heads ?? [], changes: { 'entries/t': true, 'entries/t/rank': 'b1', 'entries/t/zone': 'fruit-now', 'entries/t/words': 'Shouts' } })
    await show(here)
    await press('Add to: Behaviours we see now')
    await press('Hits out', dialog())
    await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 1 }, { epoch: null, seq: 0 })
    await here.until(() => chipsIn('fruit-now').length === 3)
    expect(chipsIn('fruit-now').sort()).toEqual(['Hides under the coats', 'Hits out', 'Shouts'])
    expect(page?.text()).not.toContain('Two versions')
  })

  test('an entry removed here and edited there is asked about, and nothing is lost', async () => {
    const here = await pipHere()
    const begun = await here.disk.ledger.checkpoint(first)
    const nest = await elsewhere()
    const theirs = await nest.write({ record: first, kind: 'roots-and-fruits', after: begun?.heads ?? [], changes: { 'entries/hides': true, 'entries/hides/words': 'Hides for a minute' } })
    await here.disk.ledger.append(entry({ kind: 'roots-and-fruits', record: first, after: begun?.heads ?? [], changes: { 'entries/hides': null } }))
    await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 1 }, { epoch: null, seq: 0 })
    await show(here)
    await here.until(() => page?.text().includes('Two versions. Nothing is lost.') ?? false)
    expect(page?.findAll('a').some((one) => one.text() === 'Choose')).toBe(true)
  })
})

describe('who sees what', () => {
  test('not begun: whoever may write has a made-up path to begin from, and opening leaves no trace', async () => {
    const here = await pipHere({ tree: null })
    const shown = await show(here)
    expect(shown.findAll('.ghost').map((one) => one.text())).toEqual(['Leaves the room', 'Asks for help', 'Overwhelmed', 'Safe', 'Noisy hall', 'Warned before a change'])
    shown.unmount()
    page = null
    await here.settle()
    expect(await here.disk.ledger.checkpoint(first)).toBeFalsy()
  })
  test('a visiting adult reads the tree of their own child and changes nothing', async () => {
    const here = await pipHere({ roles: ['visiting'], mine: true })
    const shown = await show(here)
    expect(shown.text()).toContain('You can read this tree.')
    expect(shown.findAll('.chip.add')).toHaveLength(0)
  })
  test('an adult who does not work with the child is told whom to ask', async () => {
    const here = await pipHere({ roles: ['practitioner'] })
    const shown = await show(here)
    expect(shown.text()).toContain('Ask your SENCO')
    expect(shown.html()).not.toContain('Noisy hall')
  })
})

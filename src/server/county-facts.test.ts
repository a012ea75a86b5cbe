import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import type { NewRevision, Revision } from '../domain/history/revision'
import { maps } from '../domain/records/anxiety-map'
import { calmScript, calmScriptOf } from '../domain/records/calm-script'
import { forms } from '../domain/records/catalogue'
import { child } from '../domain/records/child'
import { incident } from '../domain/records/incident'
import { quickRecord } from '../domain/records/quick-record'
import { goingOf, plansOf } from '../domain/records/plan'
import { predictions } from '../domain/records/predict-prevent'
import { riskCalculators } from '../domain/records/risk-calculator'
import { trees } from '../domain/records/roots-and-fruits'
import { settingWords, settingWordsId } from '../domain/records/setting-words'
import { profiles, supports } from '../domain/records/support'
import { telling, tellingOf } from '../domain/records/telling'
import { termCalendar, termCalendarId } from '../domain/records/term-calendar'
import type { Definition } from '../domain/schema/definition'
import type { Changes, Field, Value } from '../domain/schema/field'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const day = '2026-11-24'
const at = (time: string, on = day) => ({ wall: `${on}T${time}`, zone: 'Europe/London', precision: 'exact' as const })
const row = (name: string, id: string, changes: Changes): Changes => ({
  [`${name}/${id}`]: true, [`${name}/${id}/rank`]: 'a0', ...Object.fromEntries(Object.entries(changes).map(([part, value]) => [`${name}/${id}/${part}`, value])),
})

describe.each(['pglite', 'postgres'] as const)('what the county may count, on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let tablet: TestTablet

  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())
  const begin = async (counts: boolean) => {
    setting = await endpoint.addSetting({ counts })
    await endpoint.addAdults(setting, { id: 'hetty', name: 'Hetty Overbrook', roles: ['head'] })
    tablet = await enrolTestTablet(endpoint, setting)
  }
  beforeEach(() => begin(true))

  const make = (form: Definition, given: Partial<NewRevision> = {}) => tablet.make({ record: 'record-1', kind: form.kind, version: form.version, author: 'hetty', ...given })
  const send = async (...revisions: Revision[]) => {
    const { results } = await tablet.push(...revisions.map(({ text }) => text))
    expect(results.map(({ status, code }) => code ?? status)).toEqual(revisions.map(() => 'stored'))
  }
  const facts = () => endpoint.db.selectFrom('county_fact').select(['setting', 'record', 'kind', 'day', 'state', 'told', 'codes']).where('setting', '=', setting).orderBy('record').execute()
  const held: Changes = { 'children/moss': true, 'when/': at('10:41'), 'ended/': at('10:44'), 'reason/injury-self': true, ...row('interventions', 'i1', { kind: 'force', degree: 'firm' }) }
  const toldParent = (changes: Changes = {}, given: Partial<NewRevision> = {}) =>
    make(telling, { record: tellingOf('record-1'), changes: { 'incident/': 'record-1', ...row('told', 't1', { child: 'moss', outcome: 'told', how: 'phone', at: at('15:20'), by: 'hetty', ...changes }) }, ...given })

  test('an incident is counted from its first receipt, and stays one row as it goes on', async () => {
    const begun = await make(incident, { changes: held })
    await send(begun)
    const codes = {
      sen: [], duration: '1-to-5', place: null, interventions: [{ kind: 'force', hold: null, degree: 'firm', planned: null }],
      reason: ['injury-self'], antecedents: [], tried: [], plan: null, wentHomeEarly: 'no',
    }
    const first = { setting, record: 'record-1', kind: 'incident', day, state: 'open', told: 'not-yet', codes }
    expect(await facts()).toEqual([first])
    expect(await endpoint.db.selectFrom('county_fact').select(['held', 'kept_in', 'limited']).where('setting', '=', setting).execute()).toEqual([{ held: true, kept_in: false, limited: false }])
    const more = await make(incident, { after: [begun.id], changes: { 'place/': 'hall' } })
    const signed = await make(incident, { act: 'sign', after: [more.id] })
    await send(more, signed, await toldParent())
    expect(await facts()).toEqual([{ ...first, state: 'signed', told: 'yes', codes: { ...codes, place: 'hall' } }])
  })

  test('that parents were told is counted with their incident, whichever arrives first and whichever came last', async () => {
    await send(await toldParent())
    expect(await facts()).toEqual([])
    await send(await make(incident, { changes: held }))
    expect(await facts()).toMatchObject([{ record: 'record-1', told: 'yes' }])
    const moss = await make(child, { record: 'moss', changes: { 'name/': 'Moss Kettle', ...row('parents', 'mum', { name: 'Gwen' }), ...row('parents', 'dad', { name: 'Dov' }) } })
    await send(moss, await make(incident, { record: 'record-2', changes: held }))
    const late = { child: 'moss', outcome: 'told', how: 'phone', by: 'hetty', at: at('09:00', '2026-11-25') }
    const of2 = (changes: Changes) => make(telling, { record: tellingOf('record-2'), changes: { 'incident/': 'record-2', ...changes } })
    await send(await of2(row('told', 't1', { ...late, parent: 'mum', at: at('15:00') })))
    expect(await facts()).toMatchObject([{}, { record: 'record-2', told: 'not-yet' }])
    await send(await of2(row('told', 't2', { ...late, parent: 'dad' })))
    expect(await facts()).toMatchObject([{}, { record: 'record-2', told: 'no' }])
  })

  test('a parent who must not be told is left out once somebody with the right to has decided it, and not before', async () => {
    await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Ash', roles: ['practitioner'] }, { id: 'dov', name: 'Dov Dale', roles: ['dsl'] })
    const moss = await make(child, { record: 'moss', changes: { 'name/': 'Moss Kettle', ...row('parents', 'mum', { name: 'Gwen' }), ...row('parents', 'dad', { name: 'Dov' }) } })
    await send(moss, await make(incident, { changes: { ...held, ...row('adults', 'a1', { adult: 'hetty' }) } }), await toldParent({ parent: 'mum' }))
    const decide = async (id: string, decidedBy: string) => {
      const changes = row('mustNot', id, { child: 'moss', parent: 'dad', reason: 'Harm', decidedBy, at: at('12:00') })
      await send(await make(telling, { record: tellingOf('record-1'), changes: { 'incident/': 'record-1', ...changes } }))
      return (await facts()).map(({ told }) => told)
    }
    expect([await decide('m1', 'amira'), await decide('m2', 'hetty'), await decide('m3', 'dov')]).toEqual([['not-yet'], ['not-yet'], ['yes']])
  })

  test('an own record is counted once it is closed; a child, a calm script and a note of words never', async () => {
    const note = await make(quickRecord, { changes: { 'when/': at('11:50'), 'saw/hid': true, 'held/': 'no', 'words/': 'Under the coats.' } })
    const moss = await make(child, { record: 'moss', changes: { 'senStage/': 'k', 'sex/': 'f', 'ethnicity/': 'mwas' } })
    await send(note, moss)
    expect(await facts()).toEqual([])
    await send(await make(quickRecord, { act: 'close', after: [note.id] }))
    expect(await facts()).toEqual([{ setting, record: 'record-1', kind: 'quick-record', day, state: 'closed', told: null, codes: { saw: ['hid'], place: null, hurt: null, held: 'no' } }])
  })

  test('what was withdrawn is counted no more', async () => {
    const begun = await make(incident, { changes: held })
    await send(begun, await make(incident, { record: 'record-2', changes: held }))
    await send(await make(incident, { act: 'withdraw', after: [begun.id] }))
    expect((await facts()).map(({ record }) => record)).toEqual(['record-2'])
    await send(await toldParent())
    expect((await facts()).map(({ record }) => record)).toEqual(['record-2'])
  })

  test('a setting for practice is never counted', async () => {
    await begin(false)
    await send(await make(incident, { changes: held }), await toldParent())
    expect(await facts()).toEqual([])
  })

  test('a fact that cannot be kept takes the receipt, the revision and the number with it', async () => {
    const begun = await make(incident, { changes: held })
    await sql`alter table county_fact add constraint none_today check (kind <> 'incident') not valid`.execute(endpoint.db)
    const reply = await tablet.post('/push', { device: tablet.device, epoch: null, revisions: [begun.text] })
    await sql`alter table county_fact drop constraint none_today`.execute(endpoint.db)
    expect([reply.status, await facts(), (await tablet.pull({ after: 1 })).rows]).toEqual([500, [], []])
    const { results } = await tablet.push(begun.text)
    expect(results).toMatchObject([{ status: 'stored', number: 1 }])
    expect(await facts()).toHaveLength(1)
  })

  // As a code, too: any short word passes the door as one.
  const word = 'marmalade'
  const bornOn = '2015-02-14'
  /** Every part the field has, with the word wherever a word, a name or an id can stand; codes are the form's own, or the word as well. */
  function planted(field: Field, codes: 'own' | 'planted'): Changes {
    const code = (options: readonly { code: string }[]) => (codes === 'own' ? (options[0]?.code ?? word) : word)
    const loose = (value: object): Value => ({ ...value, said: word }) as unknown as Value // Keys of a newer app travel on: so may a word.
    switch (field.shape) {
      case 'text': return { '': word }
      case 'choice': return { '': code(field.options) }
      case 'choices': return { [code(field.options)]: true }
      case 'scale': return { '': field.to }
      case 'day': return { '': bornOn }
      case 'moment': return { '': loose({ ...at('10:41'), zone: word, band: word }) }
      case 'duration': return { '': loose({ minutes: null, precision: 'band', band: code(field.options) }) }
      case 'person': case 'record': return { '': word }
      case 'people': case 'refs': return { [word]: true }
      case 'scores': return { [word]: field.to }
      case 'drawing': return { '': '10,20 14,26' }
      case 'rows': return row('', word, Object.assign({}, ...Object.entries(field.of).map(([name, sub]) => within(name, planted(sub, codes)))) as Changes)
    }
  }
  const within = (name: string, parts: Changes): Changes => Object.fromEntries(Object.entries(parts).map(([part, value]) => [part === '' ? name : `${name}/${part}`, value]))
  const plantedIn = (form: Definition, codes: 'own' | 'planted'): Changes =>
    Object.fromEntries(Object.entries(form.fields).flatMap(([name, field]) => Object.entries(planted(field, codes)).map(([part, value]) => [`${name}/${part.replace(/^\//, '')}`, value])))
  const owned: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries({ 'roots-and-fruits': trees, 'anxiety-map': maps, 'predict-prevent': predictions, 'risk-calculator': riskCalculators, plan: plansOf('rrp') }).map(([kind, versions]) => [kind, versions.idOf(word, 1)])),
    'plan-going': goingOf(plansOf('rrp').idOf(word, 1)), support: supports.idOf(word), 'one-page-profile': profiles.idOf(word), [calmScript.kind]: calmScriptOf(word),
  }
  const idOf = ({ kind }: Definition): string =>
    owned[kind] ?? (kind === termCalendar.kind ? termCalendarId : kind === settingWords.kind ? settingWordsId : kind === telling.kind ? tellingOf('incident-1') : kind === 'child' ? word : kind === 'adult' ? `${word}-2` : `${kind}-1`)

  test.each(['own', 'planted'] as const)('a word planted in every answer of every form reaches no fact, and no id or date of birth does (%s codes)', async (codes) => {
    for (const form of forms) {
      const changes = { ...plantedIn(form, codes), ...(form.kind === telling.kind && { 'incident/': 'incident-1' }), ...(form.kind === 'adult' && { 'until/': '2030-01-01' }), ...(form.kind === 'plan' && { 'planKind/': 'rrp' }), ...(form.kind === 'plan-going' && { 'plan/': owned['plan'] ?? '' }) }
      const begun = await make(form, { record: idOf(form), changes })
      await send(begun)
      if (form.keeping === 'own') await send(await make(form, { record: idOf(form), act: 'close', after: [begun.id] }))
      if (form.kind === incident.kind) await send(await make(form, { record: idOf(form), act: 'sign', after: [begun.id] }))
    }
    const kept = await facts()
    expect(kept.map(({ kind }) => kind)).toEqual(['abc', 'de-escalation', 'incident', 'quick-record'])
    expect(JSON.stringify(kept).toLowerCase()).not.toContain(word)
    expect(JSON.stringify(kept)).not.toContain(bornOn)
    expect(JSON.stringify(kept)).not.toContain('hetty')
    // It was there to be found.
    const readings = await endpoint.db.selectFrom('checkpoint').select('reading').where('setting', '=', setting).where('kind', '=', 'incident').execute()
    expect(JSON.stringify(readings).split(word).length).toBeGreaterThan(60)
    const codesSaid = JSON.stringify(kept.map((fact) => fact.codes))
    expect(codesSaid.includes('unlisted')).toBe(codes === 'planted')
  })
})

// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Checkpoint } from '../src/domain/history/read'
import { fold, view } from '../src/domain/history/read'
import type { RevisionText } from '../src/domain/history/revision'
import { checkRevision } from '../src/domain/history/revision'
import { formOf, forms } from '../src/domain/records/catalogue'
import { misfits } from '../src/domain/schema/definition'
import { sha256 } from './support/revisions'

/**
 * One record of each form version, as a tablet wrote it: its revisions, the checkpoint it kept, and what it reads as now.
 * `revisions` and `checkpoint` are never edited; `answers` follow the newest form.
 */
interface OldRecord {
  readonly revisions: readonly RevisionText[]
  readonly checkpoint: Checkpoint
  readonly answers: Readonly<Record<string, unknown>>
}
const folder = new URL('old-records/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))

test('there is one for each version of each form', () => {
  const versions = forms.flatMap((form) => Array.from({ length: form.version }, (_, index) => `${form.kind}@${index + 1}.json`))
  expect(names.toSorted()).toEqual(versions.toSorted())
})

describe.each(names.map((name) => [name]))('%s', (name) => {
  const old = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as OldRecord

  test('its revisions still verify, and fold to the checkpoint it kept', async () => {
    const checked = await Promise.all(old.revisions.map((text) => checkRevision(text, sha256)))
    const revisions = checked.flatMap((one) => (one.ok ? [one.revision] : []))
    expect(revisions).toHaveLength(old.revisions.length)
    expect(fold(null, revisions)).toEqual({ checkpoint: old.checkpoint, exact: true })
  })

  test('it reads as it always has, through today’s form', () => {
    const form = formOf(old.checkpoint.kind)
    expect(form && view(form, old.checkpoint)).toMatchObject({ answers: old.answers, newer: false, clashes: [] })
  })

  test('its parts are still taken at the doors of this app', () => {
    const form = formOf(old.checkpoint.kind)
    for (const { body } of old.revisions) {
      const { changes } = JSON.parse(body ?? '{"changes":{}}') as { changes: Record<string, never> }
      if (form && form.version === old.checkpoint.version) expect(misfits(form, changes)).toEqual([])
    }
  })
})

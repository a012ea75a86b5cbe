import { createHash } from 'node:crypto'
import type { Definition, AnswersOf } from '../../src/domain/schema/definition'
import { blank, touched } from '../../src/domain/schema/definition'
import type { Fields } from '../../src/domain/schema/field'
import type { NewRevision, Revision } from '../../src/domain/history/revision'
import { makeRevision } from '../../src/domain/history/revision'

/** Real hashes; a signature that nobody checks here. */
export const sha256 = (bytes: Uint8Array): Promise<Uint8Array> =>
  Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest()))
export const sign = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(64).fill(7))

/** A revision by Amira on the Oak Room tablet, unless said otherwise. `salted` tells apart two that say the same. */
export function revise(given: Partial<NewRevision> = {}, salted = 0): Promise<Revision> {
  const usual: NewRevision = {
    setting: 'oak',
    record: 'record-1',
    kind: 'abc',
    version: 1,
    act: 'edit',
    after: [],
    author: 'amira',
    device: 'oak-room',
    at: 1_000,
    skewMs: null,
    changes: {},
  }
  return makeRevision({ ...usual, ...given }, { sha256, sign, salt: new Uint8Array(16).fill(salted) })
}

/** Three saves: a start, and two by adults who had both seen the start and not each other. */
export async function apart<F extends Fields>(
  form: Definition<F>,
  start: AnswersOf<Definition<F>>,
  first: AnswersOf<Definition<F>>,
  second: AnswersOf<Definition<F>>,
): Promise<Revision[]> {
  const began = await revise({ kind: form.kind, at: 1_000, changes: touched(form, blank(form), start) })
  const after = [began.id]
  return [
    began,
    await revise({ kind: form.kind, after, at: 2_000, author: 'chris', device: 'nest', changes: touched(form, start, first) }),
    await revise({ kind: form.kind, after, at: 3_000, author: 'ewa', device: 'hall', changes: touched(form, start, second) }),
  ]
}

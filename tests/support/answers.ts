import fc from 'fast-check'
import type { AnswersOf, Definition } from '../../src/domain/schema/definition'
import type { Field, Fields } from '../../src/domain/schema/field'
import { blankOf } from '../../src/domain/schema/field'

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,11}$/)
const day = fc.integer({ min: 0, max: 9_000 }).map((days) => new Date(Date.UTC(2005, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const moment = fc.record({
  wall: day.map((one) => `${one}T10:41`),
  zone: fc.constant('Europe/London'),
  precision: fc.constantFrom('exact', 'about', 'band'),
})
const duration = fc.record({ minutes: fc.option(fc.integer({ min: 0, max: 600 })), precision: fc.constantFrom('exact', 'about', 'band') })
const rank = fc.integer({ min: 0, max: 9 }).map((digit) => `a${digit}`)

/** Any answer the field may hold, its blank among them. */
function answerTo(field: Field): fc.Arbitrary<unknown> {
  switch (field.shape) {
    case 'text':
      return fc.oneof(fc.constant(''), fc.string(), fc.constantFrom('queue', '=1+1', 'Zoë 😀\nsecond line'))
    case 'choice':
      return fc.option(fc.constantFrom(...field.options.map(({ code }) => code)))
    case 'choices':
      return fc.subarray(field.options.map(({ code }) => code))
    case 'scale':
      return fc.option(fc.integer({ min: field.from, max: field.to }))
    case 'drawing':
      return fc.option(fc.constantFrom('10,20 14,26', '0,0 0,0;300,40 310,44;1000,750 999,750'))
    case 'day':
      return fc.option(day)
    case 'moment':
      return fc.option(moment)
    case 'duration':
      return fc.option(duration)
    case 'person':
    case 'record':
      return fc.option(id)
    case 'people':
    case 'refs':
      return fc.uniqueArray(id, { maxLength: 4 }).map((ids) => ids.sort((a, b) => (a < b ? -1 : 1)))
    case 'scores':
      return fc.dictionary(id, fc.integer({ min: field.from, max: field.to }), { maxKeys: 3, noNullPrototype: true })
    case 'rows':
      return fc
        .uniqueArray(fc.record({ id, rank, ...Object.fromEntries(Object.entries(field.of).map(([name, sub]) => [name, answerTo(sub)])) }), {
          selector: (row) => row.id,
          maxLength: 3,
        })
        .map((rows) => rows.sort((a, b) => (a.rank === b.rank ? (a.id < b.id ? -1 : 1) : a.rank < b.rank ? -1 : 1)))
  }
}

/** Any answers a form may hold. */
export function answersTo<F extends Fields>(form: Definition<F>): fc.Arbitrary<AnswersOf<Definition<F>>> {
  const fields = Object.entries(form.fields).map(([name, field]) => [name, fc.oneof(fc.constant(blankOf(field)), answerTo(field))])
  // Each name of the form is given an answer of its own shape.
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>) as unknown as fc.Arbitrary<AnswersOf<Definition<F>>>
}

import type { AnswersOf, Definition } from '../schema/definition'
import { linesOf } from '../schema/faces'
import type { Row, RowsField, Say } from '../schema/field'

export interface BundleLine {
  readonly label: string
  readonly words: string
}
/** What a part of a bundle is made of: the same for paper, for HTML, for a spreadsheet and for data. */
export type Block =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'lines'; readonly title: string; readonly lines: readonly BundleLine[] }
  | { readonly kind: 'table'; readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** More columns than these are unreadable on A4: the rows then stand one under the other. */
const mostColumns = 5

/** One answer after another as lines; a list of the form as a table, or a part for each of its rows. Nothing restricted, nothing kept close. */
export function blocksOf(form: Definition, answers: AnswersOf<Definition>, say: Say, given: { readonly title?: string; readonly skip?: readonly string[] } = {}): Block[] {
  const { title = '', skip = [] } = given
  const blocks: Block[] = []
  let lines: BundleLine[] = []
  const flush = () => {
    if (lines.length > 0) blocks.push({ kind: 'lines', title: blocks.length === 0 ? title : '', lines })
    lines = []
  }
  for (const { field: name, label, words } of linesOf(form, answers, say)) {
    const field = form.fields[name]
    if (!field || skip.includes(name) || field.shape === 'record') continue
    if (field.shape !== 'rows') {
      lines.push({ label, words })
      continue
    }
    flush()
    // A list answers with rows.
    blocks.push(...rowBlocks({ kind: `${form.kind}.${name}`, label, field }, (answers as Readonly<Record<string, unknown>>)[name] as readonly Row[], say))
  }
  flush()
  return blocks
}

function rowBlocks({ kind, label, field }: { readonly kind: string; readonly label: string; readonly field: RowsField }, rows: readonly Row[], say: Say): Block[] {
  // A row is a little form of its own; linesOf reads it by the same rules.
  const form: Definition = { kind, version: 1, keeping: 'own', title: label, fields: field.of }
  const read = rows.filter((row) => !field.sensitive?.(row)).map((row) => linesOf(form, row, say)).filter((one) => one.length > 0)
  const columns = Object.keys(field.of).flatMap((name) => read.flatMap((row) => row.find((line) => line.field === name) ?? []).slice(0, 1))
  if (columns.length > mostColumns) return read.map((row, at) => ({ kind: 'lines', title: `${label}, ${at + 1}`, lines: row.map(({ label: asked, words }) => ({ label: asked, words })) }))
  return read.length === 0 ? [] : [{ kind: 'table', title: label, head: columns.map((column) => column.label), rows: read.map((row) => columns.map(({ field: name }) => row.find((line) => line.field === name)?.words ?? '')) }]
}

/** `03/09/2026`, which a narrow column must not break. */
export const isDay = (words: string): boolean => /^\d\d\/\d\d\/\d{4}$/.test(words)

/** A table whose empty columns are left out; none where there are no rows. */
export function tableOf(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  const held = head.flatMap((_label, at) => (rows.some((row) => (row[at] ?? '') !== '') ? [at] : []))
  return rows.length === 0 ? [] : [{ kind: 'table', title, head: held.map((at) => head[at] ?? ''), rows: rows.map((row) => held.map((at) => row[at] ?? '')) }]
}

// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Words that blame, that only a machine says, or that shout. The words of forms and packs are looked at beside the packs. */
const unwanted = /\b(?:sync\w*|submit\w*|invalid|successfully|failed|error|upload\w*|server|aggressor|perpetrator|victim|offender|naught\w+|melt-?down|tantrum|attention[- ]seeking|manipulat\w+|defian\w+|unprovoked|please)\b|!/i

const source = join(import.meta.dirname, '../src')
const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.vue'))

/** What a page's template says by itself: its text, and what is said of a thing by its name or label. */
function saidBy(page: string): string {
  const text = readFileSync(join(source, page), 'utf8')
  const template = /<template>[\s\S]*<\/template>/.exec(text)?.[0] ?? ''
  const labels = [...template.matchAll(/\s(?:title|label|legend|hint|note|words|placeholder|nobody|aria-label|close-label)="([^"]*)"/g)].map(([, words]) => words)
  return [template.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/\{\{[\s\S]*?\}\}/g, ' ').replaceAll(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g, ' '), ...labels].join('\n')
}

test.each(pages.map((page) => [page]))('%s speaks plainly', (page) => {
  expect(unwanted.exec(saidBy(page))?.[0]).toBeUndefined()
})

test('the lint sees what it is for', () => {
  for (const word of ['Submit', 'Sync now', 'He had a tantrum', 'Saved successfully', 'Well done!']) expect(unwanted.test(word)).toBe(true)
  expect(saidBy('tools/help/TermDatesPage.vue')).toContain('Until term dates are written here')
})

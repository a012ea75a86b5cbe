import { closeDisks } from './tablet-disk'
import type { Shown } from './glass'

/** What a person does to the page of a test, found by the words they see. */
export function hand(page: () => Shown | null) {
  const groups = (legend: string) => page()?.findAll('fieldset').filter((one) => one.text().startsWith(legend)) ?? []
  const labels = (legend: string) => groups(legend).flatMap((one) => one.findAll('label'))
  const chip = (words: string, legend = '') => labels(legend).find((one) => one.text().trim() === words)?.find('input')
  return {
    /** The chips of a question, in order; null where it is not asked. */
    chips: (legend: string) => (groups(legend).length === 0 ? null : labels(legend).map((one) => one.text().trim())),
    tap: async (words: string, legend = ''): Promise<void> => {
      const input = chip(words, legend)
      if (!input) throw new Error(`no chip ${words}`)
      await input.setValue(input.element.type === 'radio' || !input.element.checked)
    },
    press: (words: string) => page()?.findAll('button').find((one) => one.text() === words)?.trigger('click'),
  }
}

/** After a test: the page is gone, and its disks with it. */
export async function cleared(page: Shown | null): Promise<null> {
  page?.unmount()
  // A page that goes still writes what it held.
  await new Promise((resolve) => setTimeout(resolve, 200))
  document.body.innerHTML = ''
  closeDisks()
  return null
}

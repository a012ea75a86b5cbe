import type { Changes } from '../../src/domain/schema/field'
import type { Checkpoint } from '../../src/domain/history/read'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'

/** A second tablet of the setting with no glass: it writes what a colleague would, over the same wire. */
export async function otherTablet(url: string, setting: { code: string }): Promise<TestTablet> {
  const { code } = setting
  const endpoint = {
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input instanceof Request ? input : new URL(input, url), init),
    makeEnrolmentCode: () => Promise.resolve(code),
  }
  return enrolTestTablet(endpoint, '', { code })
}

export async function headsOf(tablet: TestTablet, record: string): Promise<readonly string[]> {
  for (let after: string | undefined; ;) {
    const page = await tablet.snapshot({ limit: 500, ...(after === undefined ? {} : { after }) })
    const found = page.records.find((one) => one.record === record)
    if (found) return (JSON.parse(found.checkpoint) as Checkpoint).heads // what the endpoint keeps for tablets
    if (page.next === null) throw new Error(`no record ${record}`)
    after = page.next
  }
}

/** Writes to a child as one who had seen no more than `after`. */
export async function writeFrom(tablet: TestTablet, given: { record: string; author: string; after: readonly string[]; changes: Changes }): Promise<void> {
  const revision = await tablet.make({ kind: 'child', setting: tablet.setting.id, ...given })
  const { results } = await tablet.push(revision.text)
  if (results.some(({ status }) => status !== 'stored')) throw new Error(`not taken: ${JSON.stringify(results)}`)
}

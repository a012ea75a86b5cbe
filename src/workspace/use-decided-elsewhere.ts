import type { ShallowRef } from 'vue'
import { view } from '../domain/history/read'
import { telling } from '../domain/records/telling'
import type { Moment } from '../domain/schema/field'
import type { Ledger } from '../storage/ledger'
import { incidentAnswers } from './incident-file'
import { otherIncidents } from './other-incidents'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** That a parent must not be told of another incident of the same child. */
export interface DecidedElsewhere {
  readonly child: string
  readonly parent: string
  readonly decidedBy: string | null
  /** When that incident began. */
  readonly when: Moment | null
}

/** Each decision stands for its own incident alone; whoever is about to tell that parent of this one is to know of it first. */
export function useDecidedElsewhere(id: string, children: () => readonly string[]): ShallowRef<readonly DecidedElsewhere[]> {
  const { ledger } = useTablet()
  const session = useSession()
  return useLive<readonly DecidedElsewhere[]>([], () => {
    const asked = children()
    return session.open && asked.length > 0 ? () => lookElsewhere(ledger, id, asked) : null
  })
}

async function lookElsewhere(ledger: Ledger, id: string, children: readonly string[]): Promise<readonly DecidedElsewhere[]> {
  const others = await otherIncidents(ledger, id, children)
  const logs = await ledger.belonging(others.map(({ record }) => record), [telling.kind])
  return others.flatMap((one) => (logs.get(one.record) ?? []).filter(({ withdrawn }) => !withdrawn).flatMap((log) =>
    view(telling, log).answers.mustNot
      .filter(({ child, over }) => child !== null && children.includes(child) && over === null)
      .map(({ child, parent, decidedBy }) => ({ child: child ?? '', parent, decidedBy, when: incidentAnswers(one).when }))))
}

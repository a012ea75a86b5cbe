import type { Service, ServicePhase } from '../pack/services'
import { foldText } from './list-order'

export interface ServiceFilter {
  readonly phase: ServicePhase | null
  readonly tier: string | null
  readonly town: string | null
  /** Each word of it must stand in what is said of the service. */
  readonly typed: string
}

/** Those that fit, in the order they are given. A service of the whole county fits every town. */
export function servicesFound(services: readonly Service[], { phase, tier, town, typed }: ServiceFilter): Service[] {
  const sought = foldText(typed).split(' ').filter(Boolean)
  return services.filter((one) => {
    const said = foldText([one.name, one.what, one.ask, ...one.towns].join(' '))
    return (
      (phase === null || one.phases.includes(phase)) && (tier === null || one.tiers.includes(tier)) && (town === null || one.towns.length === 0 || one.towns.includes(town)) &&
      sought.every((word) => said.includes(word))
    )
  })
}

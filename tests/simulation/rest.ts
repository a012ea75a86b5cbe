import { mostAsked } from './line'
import { updateCatalogue } from './paper'
import type { History } from './steps'
import type { Tablet } from './tablet'
import { hold } from './truth'
import type { World } from './world'
import { enrolAgain, goOn, restart } from './world'

/** Everything is mended, and rounds are run until nothing is left to do. */
export async function settle(world: World, { seed }: History): Promise<void> {
  const { endpoint, tablets, late } = world
  if (seed % 2 === 0) updateCatalogue('tomorrow')
  for (const tablet of tablets) {
    await goOn(world, tablet)
    tablet.life.line.parted = false
    tablet.life.line.trouble = null
    await enrolAgain(world, tablet)
    if (seed % 2 === 0) {
      tablet.build = 'tomorrow'
      await restart(world, tablet)
    }
    const [tab] = tablet.life.tabs
    await tab?.ledger.draftsToRevisions()
  }
  // Long enough for a tablet to ask who works here, and to offer what was too new for the endpoint.
  if (seed % 2 === 0) endpoint.clock.at += 7 * 3_600_000
  for (const arrive of late.splice(0)) await arrive()
  let restless: readonly Tablet[] = tablets
  for (let round = 0; round < 10 && restless.length > 0; round += 1) {
    const still = new Set<Tablet>()
    for (const tablet of restless) {
      tablet.life.line.asked = 0
      const outcome = await tablet.life.tabs[0]?.courier.round(new AbortController().signal)
      hold(tablet.life.line.asked <= mostAsked, 'a round comes to an end')
      if (outcome?.kind === 'done') world.truth.caughtUp(tablet.index)
      else still.add(tablet)
      await world.truth.afterStep(tablet, true)
    }
    const head = await endpoint.head()
    for (const tablet of tablets) {
      const ledger = tablet.life.tabs[0]?.ledger
      if ((await ledger?.cursor())?.seq !== head || (await ledger?.outlook())?.waiting !== 0 || (await ledger?.needingHistory())?.length !== 0) still.add(tablet)
    }
    restless = [...still]
  }
}

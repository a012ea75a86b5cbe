import { onBeforeUnmount, watch } from 'vue'
import { useRoute } from 'vue-router'
import { whenIdle } from '../ui/idle'

/** A page has what it shows by then, on the slowest tablet. */
const restMs = 1_000
let begun = false
const idle = (): Promise<void> => new Promise(whenIdle)

/**
 * While a child's page is read and nothing else is to do, the page of the tree is read from the disk and one tree drawn that
 * nobody sees: on a slow tablet the first would keep them waiting. Once in the life of a window.
 */
export function useReadyTools(): void {
  const route = useRoute()
  let turn = 0
  watch(() => route.name, (name) => {
    const mine = (turn += 1)
    // A page that cannot be read now is read when it is opened, and says so there.
    if (name === 'child' && !begun) makeReady(() => mine === turn).catch(() => undefined)
  }, { immediate: true })
  onBeforeUnmount(() => { turn += 1 })
}

async function makeReady(isStillThere: () => boolean): Promise<void> {
  await new Promise((done) => setTimeout(done, restMs))
  await idle()
  if (!isStillThere()) return
  begun = true
  const [{ rehearseTree }] = await Promise.all([import('../ui/tree/rehearse-tree'), import('../tools/tree/TreePage.vue')])
  await idle()
  if (isStillThere()) rehearseTree()
}

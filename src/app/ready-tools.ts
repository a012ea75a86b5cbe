import { onBeforeUnmount, watch } from 'vue'
import { useRoute } from 'vue-router'
import { whenIdle } from '../ui/idle'

/** A page has what it shows by then, on the slowest tablet. */
const restMs = 1_000
let begun = false

/**
 * While a child's page is read and nothing else is to do, the page of the tree is read from the disk and one tree drawn that
 * nobody sees: on a slow tablet the first would keep them waiting. Once in the life of a window.
 */
export function useReadyTools(): void {
  const route = useRoute()
  let callOff = (): void => undefined
  watch(() => route.name, (name) => {
    callOff()
    if (name !== 'child' || begun) return
    const asked = window.setTimeout(() => {
      callOff = whenIdle(() => {
        begun = true
        let isCalledOff = false
        callOff = () => { isCalledOff = true }
        // A page that cannot be read now is read when it is opened, and says so there.
        makeReady().then((rehearse) => { if (!isCalledOff) callOff = whenIdle(rehearse) }).catch(() => undefined)
      })
    }, restMs)
    callOff = () => window.clearTimeout(asked)
  }, { immediate: true })
  onBeforeUnmount(() => callOff())
}

async function makeReady(): Promise<() => void> {
  const [{ rehearseTree }] = await Promise.all([import('../ui/tree/rehearse-tree'), import('../tools/tree/TreePage.vue')])
  return rehearseTree
}

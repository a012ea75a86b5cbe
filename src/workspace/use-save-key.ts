import { useEventListener } from '@vueuse/core'

/** Ctrl+Enter, or Cmd+Enter, does what the page's finishing button does, wherever the caret stands; not from behind a sheet. */
export function useSaveKey(save: () => Promise<unknown>): void {
  useEventListener(window, 'keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return
    event.preventDefault()
    void save()
  })
}

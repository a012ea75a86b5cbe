const writesWith = 'input:not([type=radio], [type=checkbox], [type=button]), textarea, select, [contenteditable]'
const forward: ReadonlySet<string> = new Set(['PageDown', 'ArrowRight'])
const back: ReadonlySet<string> = new Set(['PageUp', 'ArrowLeft'])

/**
 * What a key does on the stage: a step on, a step back, or nothing of ours. A clicker sends PageDown and PageUp, which act
 * wherever nobody is writing; arrows belong to groups of chips and cells, so they act only on the stage itself.
 */
export function stepFor(event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>, target: Element | null, own: Element | null): 1 | -1 | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null
  if (!forward.has(event.key) && !back.has(event.key)) return null
  if (target?.matches(writesWith) || target?.closest('dialog')) return null
  const onStage = target === null || target === own || target === document.body || target.closest('.bar-of-stage') !== null
  if (event.key.startsWith('Arrow') && !onStage) return null
  return forward.has(event.key) ? 1 : -1
}

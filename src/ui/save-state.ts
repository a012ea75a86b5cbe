/** Where a person's words are right now, in the three honest steps (this tablet, sending, received) and what can go wrong. */
export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at?: string | undefined }
  | { readonly kind: 'sending'; readonly done: number; readonly of: number }
  | { readonly kind: 'received'; readonly by: string; readonly at: string }
  | { readonly kind: 'offline' }
  | { readonly kind: 'stale'; readonly days: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'save-failed' }
  | { readonly kind: 'not-accepted'; readonly by: string; readonly reason?: string | undefined }

/** `full` is what a screen reader hears and a wide header shows; `middle` fits a tablet held upright, `brief` a phone. */
export interface SaveWords {
  readonly full: string
  readonly middle: string
  readonly brief: string
}

const after = (words: string, more: string | undefined): string => (more === undefined || more === '' ? words : `${words} ${more}`)

/** The longest that a header can hold beside its title. Longer words stand on the page, in a notice. */
const fits = 46

export function saveWords(state: SaveState): SaveWords {
  const { full, middle, brief } = wordsOf(state)
  return { full, middle: middle ?? (full.length > fits ? brief : full), brief }
}

function wordsOf(state: SaveState): { full: string; middle?: string; brief: string } {
  switch (state.kind) {
    case 'idle':
      return { full: '', brief: '' }
    case 'saving':
      return { full: 'Saving...', brief: 'Saving...' }
    case 'saved':
      return { full: `${after('Saved on this tablet', state.at)}. Not sent yet.`, middle: after('Saved on this tablet', state.at), brief: after('Saved', state.at) }
    case 'sending':
      return { full: `Sending ${state.done} of ${state.of}`, brief: `Sending ${state.done} of ${state.of}` }
    case 'received':
      return { full: `Received by ${state.by} at ${state.at}`, brief: `Received ${state.at}` }
    case 'offline':
      return { full: 'No internet. Everything still works and is saved on this tablet.', brief: 'No internet' }
    case 'stale': {
      const age = `${state.days} ${state.days === 1 ? 'day' : 'days'} old`
      return { full: `This copy is ${age}. There may be a newer one.`, brief: age }
    }
    case 'conflict':
      return { full: 'Two versions. Nothing is lost.', brief: 'Two versions' }
    case 'locked':
      return { full: 'Locked. Your work is kept.', brief: 'Locked' }
    case 'save-failed':
      return { full: 'We could not save this. Copy your words before you close.', brief: 'Not saved' }
    case 'not-accepted':
      return {
        full: `${state.by} did not accept this${state.reason === undefined ? '' : `: ${state.reason}`}. It is still on this tablet.`,
        brief: 'Not accepted',
      }
  }
}

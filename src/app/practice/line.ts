/** Between the stage and the private screen, which are two windows of one browser. Nothing of it leaves the device. */
export type Said =
  | { readonly scenario: string; readonly say: 'at'; readonly step: number; readonly of: number }
  | { readonly scenario: string; readonly say: 'where' }
  | { readonly scenario: string; readonly say: 'go'; readonly by: 1 | -1 }

export interface Line {
  readonly tell: (said: Said) => void
  readonly end: () => void
}

export function openLine(scenario: string, hear: (said: Said) => void): Line {
  const channel = new BroadcastChannel('steps-practice')
  // Only this file posts on this channel; a page of another version may post something else.
  channel.onmessage = ({ data }: MessageEvent<Said | null>) => { if (data?.scenario === scenario) hear(data) }
  return { tell: (said) => { channel.postMessage(said) }, end: () => { channel.close() } }
}

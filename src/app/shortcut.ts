const offered = ['record', 'calm'] as const
export type Shortcut = (typeof offered)[number]

/** What the app was opened for from the tablet's home screen, as its manifest offers it. It is asked once: the address forgets it. */
export function takeShortcut(page: Pick<Window, 'location' | 'history'>): Shortcut | null {
  const { pathname, search } = page.location
  const asked = offered.find((one) => one === new URLSearchParams(search).get('for')) ?? null
  if (asked !== null) page.history.replaceState(page.history.state, '', pathname)
  return asked
}

const signs = ['pointerdown', 'keydown', 'wheel'] as const

/** Does it as soon as somebody touches the page, presses a key or scrolls. Answers how to call it off. */
export function atNextAct(act: () => void): () => void {
  const once = (): void => {
    stop()
    act()
  }
  const stop = (): void => signs.forEach((sign) => window.removeEventListener(sign, once, { capture: true }))
  for (const sign of signs) window.addEventListener(sign, once, { capture: true })
  return stop
}

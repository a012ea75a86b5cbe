import { readonly, shallowRef, type ShallowRef } from 'vue'

/** How the app looks on this tablet: nobody's answer, so it is kept in the open and holds on the lock screen too. */
export const themes = ['tablet', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
/** Percent of the usual text. */
export const textSizes = [100, 125, 150, 175, 200] as const
export type TextSize = (typeof textSizes)[number]

const names = { theme: 'steps-theme', size: 'steps-text-size' } as const
const theme = shallowRef<Theme>('tablet')
const size = shallowRef<TextSize>(100)

function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    // A browser that keeps nothing for us still shows the app, in its usual look.
    return null
  }
}
function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // The look then lasts until the page closes.
    return
  }
}
function show(): void {
  const root = document.documentElement
  if (theme.value === 'tablet') root.removeAttribute('data-theme')
  else root.dataset['theme'] = theme.value
  root.style.fontSize = size.value === 100 ? '' : `${size.value}%`
}

/** Before anything is drawn, so that a dark room is not lit up by the first frame. */
export function startAppearance(): void {
  const look = kept(names.theme)
  theme.value = themes.find((one) => one === look) ?? 'tablet'
  const text = Number(kept(names.size))
  size.value = textSizes.find((one) => one === text) ?? 100
  show()
}

export function useAppearance(): { theme: Readonly<ShallowRef<Theme>>; size: Readonly<ShallowRef<TextSize>>; chooseTheme: (next: Theme) => void; chooseSize: (next: TextSize) => void } {
  return {
    theme: readonly(theme), size: readonly(size),
    chooseTheme(next) {
      theme.value = next
      keep(names.theme, next)
      show()
    },
    chooseSize(next) {
      size.value = next
      keep(names.size, String(next))
      show()
    },
  }
}

import type { ShallowRef } from 'vue'
import { nextTick, shallowRef } from 'vue'
import { atNextAct } from './next-act'

const held = shallowRef(false)
/** Whether the page is on its way to paper, or looked at as it would be there. Of the whole window: it is printed as one. */
export const printing: Readonly<ShallowRef<boolean>> = held
const media = window.matchMedia('print')
let asked = false
/** A preview that stays open lays the page out again and again, and the medium changes with each time. */
function look(): void {
  held.value = asked || media.matches
}
function ask(isAsked: boolean): void {
  asked = isAsked
  look()
}
// By the browser’s own menu: Vue draws what paper needs as soon as those who listen have been heard, and before the first sheet.
window.addEventListener('beforeprint', () => ask(true))
window.addEventListener('afterprint', () => ask(false))
media.addEventListener('change', look)

/** Prints this page. What only paper needs is drawn first: while `print` runs, nothing on the page can change. */
export async function printPage(): Promise<void> {
  ask(true)
  await nextTick()
  window.print()
}

let forget = (): void => undefined
/**
 * The same of something that stands on paper for this once; `back`: when whoever printed goes on with the page. Not as soon as
 * `print` is over: Android says that it is before it has asked for the first sheet, and asks for all of them again with every
 * change of paper.
 */
export async function printOnce(back: () => void): Promise<void> {
  forget()
  forget = atNextAct(back)
  await printPage()
}

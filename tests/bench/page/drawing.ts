import '../../../src/ui/tokens.css'
import '../../../src/ui/base.css'
import { Plus } from '@lucide/vue'
import { h, render } from 'vue'
import { leadsTo, zones } from '../../../src/domain/pack/tree'
import { rootsAndFruits } from '../../../src/domain/records/roots-and-fruits'
import { rehearseTree } from '../../../src/ui/tree/rehearse-tree'
import TreeDrawing from '../../../src/ui/tree/TreeDrawing.vue'
import { rowsOf } from './county'

/** Ten entries in each of the six places that are drawn, each but the fruits leading to two above it. */
const perZone = 10
function entries() {
  const { entries: field } = rootsAndFruits.fields
  return zones.filter(({ code }) => code !== 'root-planned').flatMap(({ code }) => {
    const above = leadsTo[code]
    return rowsOf(field, code, Array.from({ length: perZone }, (_, at) => ({
      zone: code, words: `Noisy hall at lunch, and no seat ${at}`, kind: code === 'fruit-now' ? (at % 3 === 0 ? 'dangerous' : 'difficult') : null,
      leads: above === null ? [] : [`${above}-${at}`, `${above}-${(at + 3) % perZone}`],
    })))
  })
}
const framed = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)))

/** The rest of the app, which stands before a tree does: Vue has run, letters and icons are known. */
const screen = () => h('header', [h('h1', 'Roots and Fruits'), h('p', 'Nobody has begun this tree yet.'), h('button', { type: 'button', class: 'button' }, [h(Plus), 'Add'])])

/** Ms from nothing to the whole tree on the glass, its links too (script, style, layout and paint): for the first time in this page, and once more. `ready`: as a child's page leaves it, which everybody comes by. */
export async function timeTree(ready: boolean): Promise<{ first: number; again: number }> {
  render(screen(), document.body.appendChild(document.createElement('div')))
  if (ready) rehearseTree()
  return { first: await timeOne(), again: await timeOne() }
}
async function timeOne(): Promise<number> {
  const given = entries()
  const host = document.body.appendChild(document.createElement('main'))
  await framed()
  const began = performance.now()
  render(h(TreeDrawing, { entries: given, shape: 'landscape', mayAdd: true }), host)
  // The chips, and in the same frame the links between them.
  await framed()
  const ms = performance.now() - began
  if (host.querySelectorAll('[data-entry]').length === 0 || host.querySelectorAll('.links path').length === 0) throw new Error('the tree is not drawn')
  render(null, host)
  host.remove()
  await framed()
  return ms
}

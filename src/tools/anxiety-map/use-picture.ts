import { shallowRef } from 'vue'
import { polePrompts } from '../../domain/pack/anxiety'
import { savePicture } from '../../ui/picture-file'
import { useDisk } from '../../workspace/disk'
import { usePack } from '../../workspace/pack'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt, longDay, wallAt } from '../../workspace/time'
import { useMap } from './use-map'

/** The paper’s picture as a file: initials, the day, and the words in force are drawn into it, for it leaves the app. */
export function usePicture(): { readonly save: (kind: 'svg' | 'png') => Promise<void>; readonly trouble: Readonly<{ value: string }> } {
  const { tool, label, before, comparing } = useMap()
  const { now, zone } = useTablet()
  const session = useSession()
  const pack = usePack()
  const disk = useDisk()
  const trouble = shallowRef('')
  const pole = (name: keyof typeof polePrompts) => label(polePrompts[name].key, polePrompts[name].usual)
  async function save(kind: 'svg' | 'png'): Promise<void> {
    trouble.value = ''
    // The picture for paper is the same whatever the glass looks like.
    const picture = document.querySelector<SVGSVGElement>('svg.map.paper')
    if (!picture) return
    const today = wallAt(now(), zone)
    try {
      await savePicture(picture, kind, {
        name: `anxiety-map-${dayAt(now(), zone)}`,
        above: [
          `${label('anxiety-map.title', 'Anxiety map')}, ${tool.child.value?.initials ?? ''}, ${longDay(today)}`,
          `−5: ${pole('calm')}. 0: ${pole('none')}. +5: ${pole('anxious')}. Neither side is good or bad.`,
        ],
        below: [...(before.value && comparing.value ? [`Outline: ${before.value.day}.`] : []), `${session.identity?.setting.name ?? 'This setting'}. Words: ${pack.said}. Personal information.`],
      })
    } catch (error) {
      disk.report(error)
      trouble.value = 'This browser could not make the file. Print the map instead.'
    }
  }
  return { save, trouble }
}

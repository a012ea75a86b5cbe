import { computed } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { view } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import { formOf } from '../domain/records/catalogue'
import type { Moment } from '../domain/schema/field'
import { usePeople } from './people'
import { useTablet } from './tablet'
import { shortMoment, wallAt } from './time'

/** A record that a line came from. `label` is null where this adult may not read it: it is only counted. */
export interface Evidence {
  readonly id: string
  readonly label: string | null
}

interface Told extends Evidence { readonly wall: string }

/** How a line's records are named where it stands: kind, when, and who wrote it; the newest first. */
export function useEvidence(readable: () => readonly Checkpoint[]): (sources: readonly string[]) => readonly Evidence[] {
  const { zone } = useTablet()
  const people = usePeople()
  const byId = computed(() => new Map(readable().map((one) => [one.record, one])))
  // Asked of every line at every keystroke: a record is opened for it once, while the records are the same.
  const known = computed(() => ({ of: byId.value, told: new Map<string, Told>() }))
  function told(id: string): Told {
    const was = known.value.told.get(id) ?? tell(id)
    known.value.told.set(id, was)
    return was
  }
  const tell = (id: string): Told => {
    const found = byId.value.get(id)
    const form = found && formOf(found.kind)
    if (!found || !form) return { id, label: null, wall: '' }
    const when = Object.keys(form.fields).find((name) => form.fields[name]?.shape === 'moment')
    // A moment field answers with a moment or null.
    const moment = when === undefined ? null : ((view(form, found).answers as Readonly<Record<string, unknown>>)[when] as Moment | null)
    const wall = moment?.wall.replace(' ', 'T').slice(0, 16) ?? wallAt(trueTime(found.first), zone)
    return { id, label: `${people.say.word(`${form.kind}.title`, form.title)}, ${shortMoment(wall)}, ${people.adultName(found.first.author)}`, wall }
  }
  return (sources) => sources.map(told).sort((a, b) => (a.wall < b.wall ? 1 : a.wall > b.wall ? -1 : 0))
}

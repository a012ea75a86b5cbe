import { subjectsOf } from '../../src/domain/history/about'
import type { Checkpoint } from '../../src/domain/history/read'
import { view } from '../../src/domain/history/read'
import { trueTime } from '../../src/domain/history/revision'
import { formOf } from '../../src/domain/records/catalogue'
import { child } from '../../src/domain/records/child'
import { incident } from '../../src/domain/records/incident'
import { telling } from '../../src/domain/records/telling'
import { termCalendar } from '../../src/domain/records/term-calendar'
import { chronologyOf, csvOf } from '../../src/domain/rules/child-export'
import { dutiesOf } from '../../src/domain/rules/duties'
import { gapsIn } from '../../src/domain/rules/gaps'
import { localDay } from '../../src/domain/rules/instants'
import { patternsIn, seenIn } from '../../src/domain/rules/patterns'
import { happeningsOf } from '../../src/domain/rules/run-chart'
import { schoolDays } from '../../src/domain/rules/school-days'
import { blank } from '../../src/domain/schema/definition'
import { csvRow, linesOf } from '../../src/domain/schema/faces'
import type { Say } from '../../src/domain/schema/field'
import { clockOrDay, wallAt } from '../../src/workspace/time'

const zone = 'Europe/London'
const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }

/** All that a tablet does with a record as soon as it has it, before anybody opens it. Throws where a page would. */
export function readAll(checkpoint: Checkpoint, now: number): void {
  const form = formOf(checkpoint.kind)
  if (!form) return
  const { answers } = view(form, checkpoint)
  for (const sensitive of [true, false]) {
    linesOf(form, answers, say, { sensitive })
    linesOf(form, answers, say, { audience: 'parent', about: 'moss', sensitive })
    csvRow(form, answers, say, { sensitive })
  }
  gapsIn(form, answers, { wall: wallAt(now, zone), zone })
  subjectsOf(form, checkpoint)
  for (const source of [...checkpoint.sources, checkpoint.first, checkpoint.latest]) {
    localDay(trueTime(source), zone)
    clockOrDay(source.at, now, zone)
  }
  for (const about of ['moss', ...subjectsOf(form, checkpoint)]) {
    const entries = chronologyOf([checkpoint], { child: about, mayRead: () => true, sensitive: true, say, wallAt: (ms) => wallAt(ms, zone), parents: [], numberOf: () => null })
    csvOf(form, entries, { say, sensitive: true })
    happeningsOf(about, [checkpoint], zone)
  }
  patternsIn(Array.from({ length: 5 }, () => seenIn(checkpoint)).flat(), { from: 8, to: 18 })
  if (form.kind === termCalendar.kind) schoolDays(view(termCalendar, checkpoint).answers)
  if (form.kind === incident.kind) {
    const facts = view(incident, checkpoint).answers
    const children = new Map(facts.children.map((id) => [id, blank(child)]))
    dutiesOf({
      incident: { record: checkpoint.record, answers: facts, author: checkpoint.first.author, savedAt: trueTime(checkpoint.first), signedAt: null, countersigned: false },
      telling: blank(telling), children, accounts: [], childDebriefs: [], adultDebriefs: [], profile: 'school', calendar: null, now, zone,
    })
  }
}

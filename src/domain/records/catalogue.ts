import type { Definition } from '../schema/definition'
import { abc } from './abc'
import { account } from './account'
import { adult } from './adult'
import { anxietyMap } from './anxiety-map'
import { behaviourChecklist } from './behaviour-checklist'
import { calmScript } from './calm-script'
import { child } from './child'
import { adultDebrief, childDebrief } from './debrief'
import { deEscalation } from './de-escalation'
import { homeNote } from './home-note'
import { incident } from './incident'
import { observation } from './observation'
import { predictPrevent } from './predict-prevent'
import { quickRecord } from './quick-record'
import { riskCalculator } from './risk-calculator'
import { rootsAndFruits } from './roots-and-fruits'
import { settingWords } from './setting-words'
import { telling } from './telling'
import { termCalendar } from './term-calendar'
import { worry } from './worry'

/** The one list of forms. */
export const forms: readonly Definition[] = [
  adult, child, quickRecord, abc, observation, deEscalation, calmScript,
  incident, account, telling, childDebrief, adultDebrief, homeNote, termCalendar, settingWords, worry,
  rootsAndFruits, anxietyMap, predictPrevent, riskCalculator, behaviourChecklist,
]

export const formOf = (kind: string): Definition | undefined => forms.find((form) => form.kind === kind)

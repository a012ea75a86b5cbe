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
import { handover } from './handover'
import { homeNote } from './home-note'
import { incident } from './incident'
import { observation } from './observation'
import { plan, planGoing, planReading } from './plan'
import { predictPrevent } from './predict-prevent'
import { quickRecord } from './quick-record'
import { riskCalculator } from './risk-calculator'
import { rootsAndFruits } from './roots-and-fruits'
import { settingWords } from './setting-words'
import { circleNote, onePageProfile, support } from './support'
import { telling } from './telling'
import { termCalendar } from './term-calendar'
import { auditOfNeed, training } from './training'
import { worry } from './worry'

/** The one list of forms. */
export const forms: readonly Definition[] = [
  adult, child, quickRecord, abc, observation, deEscalation, calmScript,
  incident, account, telling, childDebrief, adultDebrief, homeNote, termCalendar, settingWords, worry,
  rootsAndFruits, anxietyMap, predictPrevent, riskCalculator, behaviourChecklist,
  plan, planGoing, planReading, support, onePageProfile, circleNote, auditOfNeed, training, handover,
]

export const formOf = (kind: string): Definition | undefined => forms.find((form) => form.kind === kind)

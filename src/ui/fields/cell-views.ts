import type { Component } from 'vue'
import type { RowField } from '../../domain/schema/field'
import ChoiceField from './ChoiceField.vue'
import ChoicesField from './ChoicesField.vue'
import DayField from './DayField.vue'
import DrawingField from './DrawingField.vue'
import DurationField from './DurationField.vue'
import MomentField from './MomentField.vue'
import PeopleField from './PeopleField.vue'
import PersonField from './PersonField.vue'
import RefsField from './RefsField.vue'
import ScaleField from './ScaleField.vue'
import ScoresField from './ScoresField.vue'
import TextField from './TextField.vue'

/** The views of what may stand inside a row: apart from `field-views`, or rows would import the map that imports rows. */
export const cellViews: Readonly<Record<RowField['shape'], Component>> = {
  text: TextField,
  choice: ChoiceField,
  choices: ChoicesField,
  scale: ScaleField,
  day: DayField,
  moment: MomentField,
  duration: DurationField,
  person: PersonField,
  people: PeopleField,
  refs: RefsField,
  scores: ScoresField,
  drawing: DrawingField,
} satisfies Record<RowField['shape'], Component>

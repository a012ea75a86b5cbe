import type { Component } from 'vue'
import type { Shape } from '../../domain/schema/field'
import { cellViews } from './cell-views'
import PeopleField from './PeopleField.vue'
import RecordField from './RecordField.vue'
import RowsField from './RowsField.vue'

/** The view of each shape. A shape without one does not compile. Whatever may stand inside a row has its view in `cellViews`. */
export const fieldViews: Readonly<Record<Shape, Component>> = {
  ...cellViews,
  people: PeopleField,
  record: RecordField,
  rows: RowsField,
} satisfies Record<Shape, Component>

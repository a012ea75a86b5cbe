import { defineRecord } from '../schema/definition'
import { aDay, aText, someRows } from '../schema/field'

/** The one record of its kind in a setting. */
export const termCalendarId = 'term-calendar'

/** When this setting is open: school-day arithmetic stands on it, and says that it assumed where there is none. */
export const termCalendar = defineRecord({
  kind: 'term-calendar',
  version: 1,
  keeping: 'joint',
  title: 'Term dates',
  fits: (record) => record === termCalendarId,
  fields: {
    terms: someRows({ label: 'Terms', row: 'term', of: { name: aText({ label: 'Name' }), from: aDay({ label: 'First day' }), to: aDay({ label: 'Last day' }) } }),
    closed: someRows({ label: 'Days closed within a term', row: 'closure', of: { why: aText({ label: 'Why', hint: 'For example: half-term, INSET day.' }), from: aDay({ label: 'From' }), to: aDay({ label: 'To' }) } }),
  },
})

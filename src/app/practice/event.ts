import { csvCell, csvFile } from '../../domain/schema/faces'
import { saveFile } from '../../ui/save-file'

/** The training a demo is opened on. Kept in memory alone, and gone with the page unless it is saved as a file. */
export interface TrainingEvent {
  readonly day: string
  readonly course: string
  /** One adult on each line. */
  readonly came: string
}

export const names = ({ came }: TrainingEvent): string[] => came.split('\n').map((line) => line.trim()).filter(Boolean)

export function eventCsv(event: TrainingEvent, scenario: string): string {
  const row = (name: string) => [event.day, event.course, scenario, name].map(csvCell).join(',')
  const header = ['Day', 'Course', 'Scenario', 'Who came'].map(csvCell).join(',')
  return csvFile(header, names(event).map(row))
}

/** Hands the list to the device's own downloads. */
export const saveEvent = (event: TrainingEvent, scenario: string): void =>
  saveFile(`who-came${event.day === '' ? '' : `-${event.day}`}.csv`, new Blob([eventCsv(event, scenario)], { type: 'text/csv;charset=utf-8' }))

export interface PlainRecord {
  readonly id: string
  readonly child: string
  readonly kind: string
  readonly author: string
  /** ms */
  readonly at: number
  readonly when: { readonly wall: string; readonly zone: string; readonly precision: 'exact' }
  readonly place: string
  readonly placeWords: string
  readonly activity: string
  readonly before: string
  readonly saw: string
  readonly intensity: number
  readonly after: string
  readonly helped: string
  readonly communication: string
  readonly childWords: string
}
export const perChild: number
export const author: string
export function childOf(index: number): string
export function childrenIn(count: number): number
export function recordAt(index: number, count: number): PlainRecord
export function recordsOf(count: number): PlainRecord[]
export function editedText(record: PlainRecord, turn: number): string
export function changedIn(records: readonly PlainRecord[], many: number): PlainRecord[]

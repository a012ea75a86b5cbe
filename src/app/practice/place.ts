/** Where in practice an address is: `/practice`, `/practice/pip/notes`, or any page of the app under `/practice/pip`. */
export interface Place {
  readonly scenario: string | null
  readonly notes: boolean
}

export function placeOf(path: string): Place {
  const [, , scenario = '', page] = path.split('/')
  return { scenario: scenario === '' ? null : scenario, notes: page === 'notes' }
}

export const baseOf = (scenario: string): string => `/practice/${scenario}/`

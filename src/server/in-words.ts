/** As the embedded database numbers it. */
const noSpace = 51

/**
 * What went wrong, for the person at the terminal, and never an empty line: a name with two addresses that both refuse is an
 * error of no words around two, and what the embedded database throws of its files is no `Error`.
 */
export function inWords(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return [...new Set(error.errors.map(inWords))].join('; ')
  if (error instanceof Error && error.message !== '') return error.message
  if (typeof error === 'object' && error !== null && 'errno' in error) return error.errno === noSpace ? 'no space is left on the disk' : `a file could not be read or written (${String(error.errno)})`
  return 'an unknown error'
}

import type { DestinationStream, Logger } from 'pino'
import pino from 'pino'

export type Log = Logger

/**
 * Lines for the operator: codes, ids, sizes and times. No answer, name, token or code is ever handed to it, so nothing has
 * to be taken out again.
 */
export const openLog = (level: string, to?: DestinationStream): Log => pino({ level, base: null }, to ?? pino.destination(1))

/**
 * What may be said of an error. Its message may quote a value (a database says which key was twice), so it is left out, and
 * of the stack only the places.
 */
export function errorFacts(error: unknown): { error: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, at: [] }
  const at = (error.stack ?? '').split('\n').map((line) => line.trim()).filter((line) => /^at [^'"`]*$/.test(line)).slice(0, 8)
  return { error: error.name, ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}), at }
}

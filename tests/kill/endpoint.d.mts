export interface EndpointProcess {
  readonly url: string
  readonly pid: number
  /** All it has printed, log and greeting. */
  readonly said: () => string
  /** Settles when the process is gone, whoever ended it. */
  readonly ended: Promise<unknown>
  readonly kill: () => Promise<void>
  /** As Ctrl-C does it. */
  readonly stop: () => Promise<void>
}
export const builtApp: string
export function startEndpoint(given: { main?: string; dataDir?: string; databaseUrl?: string; logLevel?: string }): Promise<EndpointProcess>

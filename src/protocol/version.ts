/** The wire's version: the path every message travels under. A change of any message is caught by `tests/wire.test.ts`. */
export const apiBase = '/api/v1'

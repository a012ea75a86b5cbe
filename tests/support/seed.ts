/**
 * One seed for all that is drawn by lot in a run: printed, so that a bad day can be had again with `SEED_PROPERTIES=... npm test`.
 * Another one each time by hand and in the long form; where CI runs always the same, for there a failure is to speak of the change.
 */
export const seed = Number(process.env['SEED_PROPERTIES'] ?? (process.env['CI'] && !process.env['LONG'] ? 20_261_127 : Date.now() % 2_147_483_647))
/** Ten times as many in the long form. */
export const runs = (usual: number): number => (process.env['LONG'] ? usual * 10 : usual)

export function printSeed(name: string): void {
  process.stdout.write(`${name}: seed ${seed}\n`)
}

/** One seed for a run of property tests: printed, so that a bad day can be had again with `SEED_PROPERTIES=... npm test`. */
export const seed = Number(process.env['SEED_PROPERTIES'] ?? Date.now() % 2_147_483_647)
/** Ten times as many in the long form. */
export const runs = (usual: number): number => (process.env['LONG'] ? usual * 10 : usual)

export function printSeed(name: string): void {
  process.stdout.write(`${name}: seed ${seed}\n`)
}

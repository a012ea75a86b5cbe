import { expect, test } from 'vitest'
import { configFrom } from './config'

test('without a word from the operator it is the embedded database, and the made-up county', () => {
  expect(configFrom({})).toMatchObject({ port: 4310, databaseUrl: null, seedDemo: true, logLevel: 'info' })
})

test('a PostgreSQL database is seeded only when that is asked for', () => {
  const url = 'postgres://la@db/steps'
  expect(configFrom({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url, seedDemo: false })
  expect(configFrom({ DATABASE_URL: url, SEED: 'demo' })).toMatchObject({ seedDemo: true })
})

test.each([[{ PORT: 'eighty' }], [{ PORT: '99999' }], [{ LOG_LEVEL: 'loud' }], [{ SEED: 'real' }]])('%j cannot be meant', (env) => {
  expect(() => configFrom(env)).toThrow(Object.keys(env)[0])
})

test('a bad service worker is switched off only when that is asked for', () => {
  expect(configFrom({}).killWorker).toBe(false)
  expect(configFrom({ KILL_WORKER: '1' }).killWorker).toBe(true)
})

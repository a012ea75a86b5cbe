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

test.each([[{ PORT: 'eighty' }], [{ PORT: '99999' }], [{ LOG_LEVEL: 'loud' }], [{ SEED: 'real' }], [{ DATABASE_URL: 'steps' }], [{ DATABASE_URL: 'mysql://la@db/steps' }], [{ KILL_WORKER: 'yes' }], [{ METRICS_TOKEN: 'short' }], [{ METRICS_TOKEN: 'sixteen letters and spaces' }], [{ PROXIES: '10.0.0.4, balancer' }]])('%j cannot be meant', (env) => {
  expect(() => configFrom(env)).toThrow(Object.keys(env)[0])
})

test('a bad service worker is switched off only when that is asked for', () => {
  expect(configFrom({}).killWorker).toBe(false)
  expect(configFrom({ KILL_WORKER: '0' }).killWorker).toBe(false)
  expect(configFrom({ KILL_WORKER: '1' }).killWorker).toBe(true)
})

test('nobody reads what is counted, and no load balancer is believed, until the operator says who', () => {
  expect(configFrom({})).toMatchObject({ metricsToken: null, proxies: [] })
  expect(configFrom({ METRICS_TOKEN: 'sixteen-letters-1', PROXIES: '10.0.0.4, fd00::4' })).toMatchObject({ metricsToken: 'sixteen-letters-1', proxies: ['10.0.0.4', 'fd00::4'] })
})

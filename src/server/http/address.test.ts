import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { addressBehind } from './address'

const asked = async (from: string, told: string | null) => {
  const addressOf = addressBehind(['10.0.0.4'])
  const app = new Hono().get('/', (c) => c.text(addressOf(c)))
  const reply = await app.request('/', { headers: told === null ? {} : { 'x-forwarded-for': told } }, { incoming: { socket: { remoteAddress: from, remotePort: 1, remoteFamily: 'IPv4' } } })
  return reply.text()
}

test.each([
  // from                who it asks for          is counted as
  ['203.0.113.9',        null,                    '203.0.113.9'],
  ['203.0.113.9',        '198.51.100.7',          '203.0.113.9'],
  ['127.0.0.1',          '198.51.100.7',          '198.51.100.7'],
  ['::1',                '198.51.100.7',          '198.51.100.7'],
  ['::ffff:127.0.0.1',   '198.51.100.7',          '198.51.100.7'],
  ['10.0.0.4',           '198.51.100.7',          '198.51.100.7'],
  ['::ffff:10.0.0.4',    '1.2.3.4, 198.51.100.7', '198.51.100.7'],
  ['10.0.0.4',           null,                    '10.0.0.4'],
  ['10.0.0.40',          '198.51.100.7',          '10.0.0.40'],
])('a request from %s that says %s is counted as %s', async (from, told, counted) => {
  expect(await asked(from, told)).toBe(counted)
})

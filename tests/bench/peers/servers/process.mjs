// One data layer's server in a process of its own, told what to do by messages: `process.mjs <module> <pages> <options>`.
import { pathToFileURL } from 'node:url'
import { openPlace } from './place.mjs'

const [, , module, pages, options] = process.argv
const { openServer } = await import(pathToFileURL(module).href)
const server = await openServer(JSON.parse(options))
const place = await openPlace({ pages, answer: server.answer })
const doings = {
  fill: (count) => server.fill(count),
  change: (asked) => server.change(asked),
  bytes: () => place.bytes(),
  async end() {
    place.close()
    await server.close()
    process.exit()
  },
}
process.on('message', ({ id, doing, given }) => {
  Promise.resolve(doings[doing](given)).then(
    (answer) => process.connected && process.send({ id, answer }),
    (error) => process.send({ id, error: error.stack }),
  )
})
// Whoever asked for it is gone.
process.once('disconnect', () => void doings.end())
process.send({ url: place.url })

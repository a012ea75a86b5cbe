import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Starts a data layer's server; `ask(doing, given)` has it do something and resolves with the answer. */
export async function startServer({ module, pages, options = {} }) {
  const child = fork(join(import.meta.dirname, 'servers/process.mjs'), [module, pages, JSON.stringify(options)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000)
  })
  const waiting = new Map()
  const ended = new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      for (const { reject: refuse } of waiting.values()) refuse(new Error(`the server ended: ${said}`))
      if (code === 0) resolve()
      else reject(new Error(`the server of ${module} ended with ${code}: ${said}`))
    })
  })
  ended.catch(() => undefined)
  const [{ url }] = await Promise.race([once(child, 'message'), ended.then(() => [{}])])
  child.on('message', ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error === undefined) resolve?.(answer)
    else reject?.(new Error(error))
  })
  let last = 0
  const ask = (doing, given) => new Promise((resolve, reject) => {
    last += 1
    waiting.set(last, { resolve, reject })
    child.send({ id: last, doing, given })
  })
  return {
    url,
    pid: child.pid,
    ask,
    async close() {
      if (child.exitCode !== null) return
      void ask('end').catch(() => undefined)
      const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await ended.catch(() => undefined)
      clearTimeout(late)
    },
  }
}

// A real Chromium on a profile of its own, as a process that can be killed as a battery or an operating system kills it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import { findBrowser } from '../support/ensure-browser.mjs'

const usual = [
  '--headless=new', '--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--no-first-run', '--disable-breakpad', '--disable-crash-reporter', '--lang=en-GB', '--window-size=1024,900', '--remote-debugging-port=0',
]
const patienceMs = 60_000

/** Opens (or opens again) the profile in this directory, with one empty page. */
export async function openBrowser({ profile, flags = [] }) {
  const child = spawn(findBrowser() ?? chromium.executablePath(), [...usual, ...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    // A group of its own, so that every process of it dies in the same moment.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  const kill = async () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
    await ended
  }
  try {
    const browser = await chromium.connectOverCDP(await address(child), { timeout: patienceMs })
    const [context] = browser.contexts()
    context.setDefaultTimeout(patienceMs)
    const page = context.pages()[0] ?? (await context.newPage())
    const close = async () => {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 15_000).unref())])
      await kill()
    }
    return { context, page, kill, close }
  } catch (error) {
    await kill()
    throw error
  }
}

function address(child) {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`Chromium did not start: ${said.slice(-500)}`)), patienceMs)
    child.once('exit', () => reject(new Error(`Chromium ended at its start: ${said.slice(-500)}`)))
    child.stderr.on('data', (chunk) => {
      said += chunk
      const found = /DevTools listening on (ws:\S+)/.exec(said)
      if (!found) return
      clearTimeout(late)
      resolve(found[1])
    })
  })
}

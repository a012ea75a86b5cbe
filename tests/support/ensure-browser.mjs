import { accessSync, constants } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const usualPlaces = ['/usr/bin/chromium', '/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

function mayRun(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// Everything these print goes to stderr: stdout holds the answer alone.
function run(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0
}

/** The path of a Chromium on this machine: `CHROMIUM_PATH`, then the PATH, then the usual places. */
export function findBrowser() {
  const folders = (process.env.PATH ?? '').split(':')
  const onPath = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`))
  return [process.env.CHROMIUM_PATH, ...onPath, ...usualPlaces].find((file) => file && mayRun(file))
}

/** Finds a browser or installs one: from Debian as root, else Playwright's own (answer `playwright`). */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  const isRoot = process.getuid?.() === 0
  if (process.platform === 'linux' && isRoot && run('apt-get', '--version')) {
    const patient = ['-q', '-o', 'DPkg::Lock::Timeout=300']
    run('apt-get', 'update', ...patient)
    run('apt-get', 'install', '-y', '--no-install-recommends', ...patient, 'chromium')
    const installed = findBrowser()
    if (installed) return installed
  }
  return run('npx', 'playwright', 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium') ? 'playwright' : undefined
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const browser = ensureBrowser()
  if (browser) process.stdout.write(`${browser}\n`)
  else {
    process.stderr.write('No Chromium found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its file.\n')
    process.exitCode = 1
  }
}

// `npm test`: every step to the end, whichever fails; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const project = join(import.meta.dirname, '../..')
const results = join(project, '.tmp/test-results')
const isLong = process.argv.includes('--long')
const minuteMs = 60_000
const stepLimitMs = (isLong ? 120 : 15) * minuteMs

const env = {
  ...process.env,
  ...(isLong ? { LONG: '1' } : {}),
  PATH: [join(project, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  JOURNEYS_RESULTS: join(results, 'journeys.json'),
}

const node = (script) => [process.execPath, join(project, 'tests/support', script)]
const types = (folder) => ['vue-tsc', '--noEmit', '-p', join(project, folder, 'tsconfig.json')]

/**
 * A step is one command, or several, one after another; `count` says how many tests were in it, otherwise it is one. Steps in
 * one row run at the same time.
 */
const rows = [
  [
    { name: 'Types', commands: [types('.'), types('src/worker'), types('src/server')] },
    { name: 'Lint', commands: [['eslint', '--max-warnings', '0', '-c', 'tests/eslint.config.js', 'src', 'tests', 'vite.config.ts']] },
  ],
  [
    { name: 'Lockfile has every platform', commands: [node('lockgaps.mjs')] },
    { name: 'Floor plan', commands: [['depcruise', 'src', '--config', 'tests/floor-plan.cjs']] },
    { name: 'Nothing unused', commands: [['knip', '--no-progress', '--no-config-hints']] },
    { name: 'Build', commands: [['npm', 'run', 'build']] },
    { name: 'Browser', commands: [node('ensure-browser.mjs')] },
  ],
  [{
    name: 'Unit, property, component, contract and whole-system tests',
    commands: [['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`]],
    count: countVitest,
  }],
  [{
    name: 'Journeys in a real browser',
    needs: ['Build', 'Browser'],
    commands: [['playwright', 'test', '-c', 'tests/journeys/playwright.config.ts']],
    count: countJourneys,
  }],
]

function readResults(name) {
  return JSON.parse(readFileSync(join(results, name), 'utf8'))
}

function countVitest() {
  const { numPassedTests, numFailedTests, testResults } = readResults('vitest.json')
  // A file that does not load has no tests to fail.
  const unloaded = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
  const failures = testResults.flatMap((file) => file.assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => nameOf(file.name, test.fullName, test.failureMessages)))
  const notLoaded = unloaded.map((file) => nameOf(file.name, 'did not load', [file.message]))
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length, failures: [...failures, ...notLoaded] }
}

function countJourneys() {
  const { stats, suites } = readResults('journeys.json')
  const named = (status, then = '') => specsOf(suites)
    .filter(({ tests }) => tests.some((test) => test.status === status))
    .map(({ file, title, tests }) => nameOf(file, `${title}${then}`, tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors.map(({ message }) => message)))))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    failures: [...named('unexpected'), ...named('flaky', ' (passed at the second try)')],
  }
}

function specsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)])
}

/** One line of a test for the summary, since a log is often kept by its end alone. */
function nameOf(file, title, messages) {
  const said = stripVTControlCharacters(messages[0] ?? '').split('\n').filter((line) => line.trim()).slice(0, 3).map((line) => line.trim().slice(0, 160))
  return [`${relative(project, resolve(project, file))}: ${title}`, ...said].join(' | ')
}

/** Resolves to whether the command ended well. Alone, it prints as it goes; beside others, all at once when it ends. */
function run([command, ...args], { isAlone }) {
  return new Promise((resolve) => {
    const stdio = isAlone ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe']
    const child = spawn(command, args, { cwd: project, env, stdio, timeout: stepLimitMs })
    const said = []
    child.stdout?.on('data', (chunk) => said.push(chunk))
    child.stderr?.on('data', (chunk) => said.push(chunk))
    child.on('error', (error) => {
      process.stdout.write(`${command}: ${error.message}\n`)
      resolve(false)
    })
    child.on('close', (code, signal) => {
      process.stdout.write(Buffer.concat(said))
      if (signal) process.stdout.write(`${command} was stopped by ${signal} (a step may take ${stepLimitMs / minuteMs} minutes)\n`)
      resolve(code === 0)
    })
  })
}

function countOf(step, isGood) {
  if (!step.count) return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  try {
    const { passed, failed, failures } = step.count()
    // Neither an error outside every test nor a run without tests may end as a success.
    const isWrong = (!isGood && failed === 0) || passed + failed === 0
    return { passed, failed: isWrong ? failed + 1 : failed, failures }
  } catch (error) {
    process.stdout.write(`no results: ${error.message}\n`)
    return { passed: 0, failed: 1 }
  }
}

async function report(step, { isAlone }) {
  const startedAt = Date.now()
  const missing = (step.needs ?? []).filter((need) => reports.some(({ name, failed }) => name === need && failed > 0))
  if (missing.length) process.stdout.write(`not run, because this failed: ${missing.join(', ')}\n`)
  let isGood = missing.length === 0
  if (isGood) for (const command of step.commands) isGood = (await run(command, { isAlone })) && isGood
  const count = missing.length ? { passed: 0, failed: 1 } : countOf(step, isGood)
  return { name: step.name, ...count, seconds: Math.round((Date.now() - startedAt) / 1000) }
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const reports = []
for (const row of rows) {
  process.stdout.write(`\n=== ${row.map(({ name }) => name).join(', ')} ===\n`)
  reports.push(...(await Promise.all(row.map((step) => report(step, { isAlone: row.length === 1 })))))
}

const total = (key) => reports.reduce((sum, report) => sum + report[key], 0)
process.stdout.write('\n=== Summary ===\n')
for (const { name, passed, failed, seconds, failures = [] } of reports) {
  process.stdout.write(`${failed ? 'FAILED' : 'ok    '} ${name}: ${passed} passed, ${failed} failed (${seconds} s)\n`)
  for (const failure of failures) process.stdout.write(`       ${failure}\n`)
}
const closing = `${total('passed')} passed, ${total('failed')} failed`
writeFileSync(join(results, 'closing.txt'), `${closing}\n`)
process.stdout.write(`\n${closing}\n`)
process.exitCode = total('failed') ? 1 : 0

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import pkg from './package.json' with { type: 'json' }

/** Which build this is, for support and for the tablet's own account of itself: version and commit, or the day when there is no git. */
function buildId(): string {
  try {
    const commit = execFileSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], { stdio: ['ignore', 'pipe', 'ignore'] })
    return `${pkg.version}+${commit.toString().trim()}`
  } catch {
    return `${pkg.version}+${new Date().toISOString().slice(0, 10)}`
  }
}

/** Where the app is built; the endpoint serves this folder. */
const web = 'dist/web'

/** Its hash beside every file: a web filter that answers 200 with its own page then fails the update, and the old version stays. */
function withIntegrity(url: string): { integrity?: string } {
  const file = `${web}/${url}`
  return existsSync(file) ? { integrity: `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}` } : {}
}

const picture = (name: string, label: string) => ({
  src: `/pictures/${name}.png`, type: 'image/png', label,
  ...(name.endsWith('-wide') ? { sizes: '1024x768', form_factor: 'wide' as const } : { sizes: '390x844', form_factor: 'narrow' as const }),
})
const shortcut = (asked: string, name: string) => ({ name, url: `/?for=${asked}`, icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }] })

const pwa = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/worker',
  filename: 'service-worker.ts',
  registerType: 'prompt',
  injectRegister: false,
  includeManifestIcons: false,
  // A chunk left out of the cache is a screen that does not open in a dead spot, so a file over the limit fails the build.
  injectManifest: {
    globPatterns: ['**/*.{js,css,html,svg,png,woff2,wasm,json}'],
    // The pictures are for whoever is about to install the app, and has a network.
    globIgnores: ['worker-off.js', 'pictures/**'],
    maximumFileSizeToCacheInBytes: 2 * 1024 * 1024,
    manifestTransforms: [(entries) => ({ manifest: entries.map((entry) => ({ ...entry, ...withIntegrity(entry.url) })), warnings: [] })],
  },
  manifest: {
    id: '/',
    name: 'Steps Toolkit',
    short_name: 'Steps',
    description: 'Records for staff who use the Hertfordshire Steps approach. Works with no signal.',
    lang: 'en-GB',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    theme_color: '#12436D',
    background_color: '#FBF7EF',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    // `npm run pictures` takes them.
    screenshots: [
      picture('today-wide', 'Today: record what happened, and what is left to finish'),
      picture('record-wide', 'Record what happened, in a minute'),
      picture('plan-wide', 'A plan: what we see, what we do'),
      picture('today-narrow', 'Today, in the hand'),
      picture('record-narrow', 'Record what happened'),
      picture('calm-narrow', 'A calm script: the same few words from every adult'),
    ],
    // Both are on the lock screen too, and need no sign-in: see `app/shortcut.ts`.
    shortcuts: [shortcut('record', 'Record what happened'), shortcut('calm', 'Calm script')],
  },
})

export default defineConfig(({ isSsrBuild }) => ({
  define: { __BUILD__: JSON.stringify(buildId()) },
  // What its package names first is written for browsers that this app does not run in, and is larger.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  publicDir: isSsrBuild ? false : 'public',
  build: isSsrBuild
    ? { outDir: 'dist/server', target: 'node20', sourcemap: true }
    : {
        outDir: web,
        sourcemap: true,
        rolldownOptions: {
          input: { index: 'index.html', 'worker-off': 'src/worker/worker-off.ts' },
          output: { entryFileNames: (chunk) => (chunk.name === 'worker-off' ? '[name].js' : 'assets/[name]-[hash].js') },
        },
      },
  worker: { format: 'es' },
  plugins: isSsrBuild ? [] : [vue(), ...(process.env['VITEST'] ? [] : [pwa])],
  server: { proxy: { '/api': 'http://localhost:4310' } },
  test: {
    maxWorkers: 2,
    pool: 'threads',
    // As for the journeys: where CI runs, a stalled machine gets one more try.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: './tests/support/glass-environment.ts',
          include: ['src/{domain,protocol,storage,sync,workspace,ui,tools,app,worker}/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['src/server/**/*.test.ts', 'tests/{whole-system,simulation,soak,fuzz}/*.test.ts'],
          globalSetup: ['tests/support/real-postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
}))

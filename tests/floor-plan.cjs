// Who may import whom, which packages each room may use, and no cycles. The README draws the same picture.
const tablet = ['storage', 'sync', 'workspace', 'ui', 'tools', 'app']
const rooms = {
  domain: { rooms: [], packages: ['valibot', 'fractional-indexing', 'canonicalize'] },
  protocol: { rooms: ['domain'], packages: ['valibot'] },
  storage: { rooms: ['domain'], packages: ['dexie', 'hash-wasm'] },
  sync: { rooms: ['domain', 'protocol', 'storage'], packages: ['eventsource-parser'] },
  workspace: { rooms: ['domain', 'storage', 'sync'], packages: ['vue', 'pinia', '@vueuse/core'] },
  ui: { rooms: ['domain'], packages: ['vue', 'vue-router', '@lucide/vue', '@tanstack/vue-virtual'] },
  tools: { rooms: ['domain', 'ui', 'workspace'], packages: ['vue', 'vue-router', '@lucide/vue'] },
  app: { rooms: ['domain', 'protocol', ...tablet], packages: ['vue', 'vue-router', 'pinia', 'workbox-window', '@lucide/vue'] },
  worker: { rooms: ['protocol'], packages: ['workbox-core', 'workbox-precaching', 'workbox-routing'] },
  server: { rooms: ['domain', 'protocol'], packages: ['hono', '@hono/node-server', 'kysely', 'pg', '@electric-sql/pglite', 'pino', 'valibot', '@valibot/to-json-schema', 'uuid'] },
}
const escape = (text) => text.replace(/[/@.-]/g, '\\$&')
const forbidden = []
for (const [room, allowed] of Object.entries(rooms)) {
  const own = [room, ...allowed.rooms].join('|')
  forbidden.push({
    name: `${room}-imports-only-rooms-below`, severity: 'error',
    from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' }, to: { path: '^src/', pathNot: `^src/(${own})/` },
  })
  const packages = allowed.packages.map(escape).join('|')
  const builtins = room === 'server' ? '|^(node:)?[a-z_/]+$' : ''
  forbidden.push({
    name: `${room}-uses-only-its-packages`, severity: 'error',
    from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$' },
    to: { pathNot: `^src/|^node_modules/(${packages})/|^virtual:${builtins}`, dependencyTypesNot: ['type-only'] },
  })
}
forbidden.push(
  { name: 'schema-knows-no-records', severity: 'error', from: { path: '^src/domain/(schema|pack)/' }, to: { path: '^src/domain/(records|rules|history|people)' } },
  { name: 'records-know-no-rules', severity: 'error', from: { path: '^src/domain/records/' }, to: { path: '^src/domain/rules/' } },
  { name: 'no-tool-imports-another', severity: 'error', from: { path: '^src/tools/([^/]+)/' }, to: { path: '^src/tools/([^/]+)/', pathNot: '^src/tools/$1/' } },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
)
module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.js', '.mjs', '.css'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}

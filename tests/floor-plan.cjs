// Who may import whom, which packages each room may use, and no cycles. The README draws the same picture.
const tablet = ['storage', 'sync', 'workspace', 'ui', 'tools', 'app']
const rooms = {
  domain: { rooms: [], packages: ['valibot', 'fractional-indexing', 'canonicalize', 'date-fns', '@date-fns/tz'] },
  protocol: { rooms: ['domain'], packages: ['valibot'] },
  storage: { rooms: ['domain'], packages: ['dexie', 'hash-wasm'] },
  sync: { rooms: ['domain', 'protocol', 'storage'], packages: ['eventsource-parser', 'valibot'] },
  workspace: { rooms: ['domain', 'storage', 'sync'], packages: ['vue', 'pinia', '@vueuse/core'] },
  ui: { rooms: ['domain'], packages: ['vue', 'vue-router', '@lucide/vue', '@tanstack/vue-virtual'] },
  tools: { rooms: ['domain', 'ui', 'workspace'], packages: ['vue', 'vue-router', '@lucide/vue', 'fflate'] },
  app: {
    rooms: ['domain', 'protocol', ...tablet],
    packages: ['vue', 'vue-router', 'pinia', '@vueuse/core', 'workbox-window', '@lucide/vue', 'uuid', 'uqr'],
  },
  worker: { rooms: ['protocol', 'storage'], packages: ['workbox-core', 'workbox-precaching', 'workbox-routing'] },
  server: {
    rooms: ['domain', 'protocol'],
    packages: [
      'hono',
      '@hono/node-server',
      'kysely',
      'pg',
      '@types/pg',
      '@electric-sql/pglite',
      'pino',
      'valibot',
      '@valibot/to-json-schema',
      'uuid',
    ],
  },
}

const escape = (text) => text.replace(/[/@.-]/g, '\\$&')
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
// A test stands beside its file and may bring what it needs to arrange; only cycles are forbidden to it.
const codeOf = (room) => ({ path: `^src/${room}/`, pathNot: '\\.test\\.ts$' })

const perRoom = Object.entries(rooms).flatMap(([room, allowed]) => {
  const reachable = [room, ...allowed.rooms].join('|')
  const packages = allowed.packages.map(escape).join('|')
  return [
    error(`${room}-imports-only-rooms-below`, 'A type is an import too.', codeOf(room), { path: '^src/', pathNot: `^src/(${reachable})/` }),
    error(`${room}-uses-only-its-packages`, 'The list stands at the head of this file.', codeOf(room), {
      pathNot: `^src/|^node_modules/(${packages})/`,
      dependencyTypesNot: ['core'],
      couldNotResolve: false,
    }),
  ]
})

module.exports = {
  forbidden: [
    ...perRoom,
    error(
      'every-file-is-in-a-room',
      'A new room is written down here first.',
      {},
      { path: '^src/', pathNot: `^src/(${Object.keys(rooms).join('|')})/` },
    ),
    error('only-the-server-uses-node', '', { path: '^src/', pathNot: '^src/server/|\\.test\\.ts$' }, { dependencyTypes: ['core'] }),
    error('every-import-is-there', '', { path: '^src/' }, { couldNotResolve: true }),
    error(
      'schema-knows-no-records',
      '',
      { path: '^src/domain/(schema|pack)/', pathNot: '\\.test\\.ts$' },
      { path: '^src/domain/(records|rules|history|people)' },
    ),
    error('records-know-no-rules', '', { path: '^src/domain/records/' }, { path: '^src/domain/rules/' }),
    error('no-tool-imports-another', '', { path: '^src/tools/([^/]+)/' }, { path: '^src/tools/([^/]+)/', pathNot: '^src/tools/$1/' }),
    error('practice-has-no-line-out', 'Nothing may leave a demo: what could send is not even there.', { path: '^src/app/practice/', pathNot: '\\.test\\.ts$' }, { path: '^src/(sync/|app/tablet\\.ts$|storage/vault\\.ts$)' }),
    error('worker-only-reads-what-waits', 'Of the disk it knows what waits, sealed, and nothing more.', codeOf('worker'), { path: '^src/storage/', pathNot: '^src/storage/(waiting-post|disk-names)\\.ts$' }),
    error('no-code-imports-a-test', '', { path: '^src/', pathNot: '\\.test\\.ts$' }, { path: '\\.test\\.ts$' }),
    error('no-cycles', '', {}, { circular: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.mjs', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}

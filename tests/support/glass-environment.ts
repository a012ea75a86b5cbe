import { builtinEnvironments, type Environment } from 'vitest/runtime'

/**
 * A page's document from happy-dom, with Node's own network and streams.
 *
 * happy-dom brings its own `fetch`, `Request` and `AbortController`, which the
 * endpoint (in the same process in many tests) does not take for the real ones.
 */
const nodesOwn = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'AbortController',
  'AbortSignal',
  'URL',
  'URLSearchParams',
  'structuredClone',
  'crypto',
]

const glass: Environment = {
  name: 'glass',
  viteEnvironment: 'client',
  async setup(global: typeof globalThis, options) {
    const kept = nodesOwn.map((name) => [name, Object.getOwnPropertyDescriptor(global, name)] as const)
    const page = await builtinEnvironments['happy-dom'].setup(global, options)
    for (const [name, own] of kept) if (own) Object.defineProperty(global, name, own)
    return page
  },
}

export default glass

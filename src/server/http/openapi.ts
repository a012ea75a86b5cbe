import { toJsonSchema } from '@valibot/to-json-schema'
import type { GenericSchema } from 'valibot'
import { refusalSchema } from '../../protocol/messages'
import { apiBase } from '../../protocol/version'
import type { Route } from './routes'
import { routes } from './routes'

/** `typeMode` input: what is sent, before any schema turns it into something else. */
const shapeOf = (schema: GenericSchema) => {
  const { $schema: _, ...shape } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  return shape
}
const json = (schema: GenericSchema) => ({ content: { 'application/json': { schema: shapeOf(schema) } } })

function queryOf(schema: GenericSchema) {
  const { properties = {}, required = [] } = shapeOf(schema)
  return Object.entries(properties).map(([name, shape]) => ({ name, in: 'query', required: required.includes(name), schema: shape }))
}

function operation({ path, says, token, request, query, reply }: Route) {
  const events = path === '/events'
  return {
    summary: says,
    security: token === null ? [] : [{ [token]: [] }],
    ...(query && { parameters: queryOf(query) }),
    ...(request && { requestBody: { required: true, ...json(request) } }),
    responses: {
      200: { description: 'Done.', ...(events ? { content: { 'text/event-stream': { schema: shapeOf(reply) } } } : json(reply)) },
      default: { description: 'Refused, by a code.', ...json(refusalSchema) },
    },
  }
}

/** The API's description (OpenAPI 3.1), from the very schemas that judge it. */
export function describeApi() {
  return {
    openapi: '3.1.0',
    info: { title: 'Steps Toolkit: LA endpoint', version: '1' },
    servers: [{ url: apiBase }],
    components: {
      securitySchemes: {
        post: { type: 'http', scheme: 'bearer', description: 'Open at rest on the tablet: sends.' },
        read: { type: 'http', scheme: 'bearer', description: 'Sealed on the tablet: fetches.' },
      },
    },
    paths: Object.fromEntries(routes.map((route) => [route.path, { [route.method.toLowerCase()]: operation(route) }])),
  }
}

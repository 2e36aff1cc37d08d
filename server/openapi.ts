import { toJsonSchema } from '@valibot/to-json-schema'
import type { Handler, Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { errorBody } from '#shared/errors.ts'
import { type Proof, proofOf } from './auth/allow.ts'
import type { Env } from './context.ts'

const refusal = {
  description: 'A refusal or a failure; `code` says which, `error` what to do.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
}

const { $schema: _, ...errorSchema } = toJsonSchema(errorBody)

const securitySchemes = {
  session: { type: 'http', scheme: 'bearer', description: 'The token that `POST /api/session` gives.' },
  synapse: { type: 'http', scheme: 'bearer', description: 'The `hs_token` of our registration at Synapse.' },
  livekit: { type: 'http', scheme: 'bearer', description: 'LiveKit signs its webhooks with its API key.' },
} as const satisfies Record<Exclude<Proof, 'none'>, object>

const methods = ['get', 'post', 'put', 'delete', 'patch'] as const

/** As OpenAPI writes the path of a route: `{roomId}` for `:roomId`. */
const openApiPath = (path: string) => path.replace(/:(\w+)/g, '{$1}')

/** Every route with what it takes and answers, and what its guard asks for. */
const documentOf = async (app: Pick<Hono<Env>, 'routes'>) => {
  const document = await generateSpecs(
    // It reads the list of routes only.
    app as Hono<Env>,
    {
      defaultValidationErrorResponse: refusal,
      defaultOptions: Object.fromEntries(
        methods.map((method) => [method.toUpperCase(), { responses: { default: refusal } }]),
      ),
      documentation: {
        info: {
          title: 'Consilium clinic service',
          version: '1',
          description:
            'The API of one clinic, for its own people and for people and services of active partners. Case files are uploaded with tus 1.0 (https://tus.io).',
        },
        components: { schemas: { Error: errorSchema as object }, securitySchemes },
      },
    },
  )
  const handlersOf = Map.groupBy(app.routes, ({ method, path }) => `${method} ${openApiPath(path)}`)
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) {
      const operation = item[method]
      if (!operation) continue
      const handlers = handlersOf.get(`${method.toUpperCase()} ${path}`) ?? []
      const proof = proofOf(handlers.map(({ handler }) => handler))
      operation.security = proof === 'none' ? [] : [{ [proof]: [] }]
    }
  return document
}

/** The document is made when it is asked for first: routes do not change while the service runs. */
export const describeApi = (app: Pick<Hono<Env>, 'routes'>): Handler<Env> => {
  let made: ReturnType<typeof documentOf> | null = null
  return async (c) => {
    made ??= documentOf(app)
    // The document is plain JSON; its type is too large to be inferred.
    return c.json((await made) as object)
  }
}

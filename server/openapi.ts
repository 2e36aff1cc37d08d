import { toJsonSchema } from '@valibot/to-json-schema'
import type { Hono } from 'hono'
import { openAPIRouteHandler } from 'hono-openapi'
import { errorBody } from '#shared/errors.ts'
import type { Env } from './context.ts'

const refusal = {
  description: 'A refusal or a failure; `code` says which, `error` what to do.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
}

const { $schema: _, ...errorSchema } = toJsonSchema(errorBody)

/** The description of the API, made from the routes themselves. */
export const describeApi = (app: Hono<Env>) =>
  openAPIRouteHandler(app, {
    defaultValidationErrorResponse: refusal,
    defaultOptions: Object.fromEntries(
      ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].map((method) => [
        method,
        { responses: { 200: { description: 'Done' }, default: refusal } },
      ]),
    ),
    documentation: {
      info: { title: 'Consilium clinic service', version: '1', description: 'The API of one clinic.' },
      components: {
        schemas: { Error: errorSchema as object },
        securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      },
    },
  })

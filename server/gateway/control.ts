import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import { type FederationPolicy, federationPolicy } from '#shared/partners/policy.ts'
import { controlRoutes } from './incoming.ts'
import { isBearer } from './secret.ts'

const maxPolicyBytes = 1024 * 1024

const reply = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** Where the service sets the policy: loopback, and only with the secret. */
export const createControl = (secret: string, apply: (policy: FederationPolicy) => number): Server => {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, async (request, response) => {
    const route = controlRoutes.find(({ name }) => name === `${request.method} ${request.url}`)
    if (!route) return reply(response, 404, { error: 'not served here' })
    if (route.rule === 'ownService' && !isBearer(request.headers.authorization, secret))
      return reply(response, 401, { error: 'wrong secret' })
    if (route.name === 'GET /health') return reply(response, 200, { status: 'up' })
    if (!(Number(request.headers['content-length']) <= maxPolicyBytes))
      return reply(response, 413, { error: 'a length of at most 1 MiB is needed' })
    try {
      const parsed = v.safeParse(federationPolicy, JSON.parse(await text(request)))
      if (!parsed.success) return reply(response, 400, { error: 'not a policy' })
      reply(response, 200, { cut: apply(parsed.output) })
    } catch (error) {
      reply(response, error instanceof SyntaxError ? 400 : 500, { error: 'the policy was not applied' })
    }
  })
  return server
}

import { createServer, type RequestListener, type Server } from 'node:http'
import { answerDown, answerPreflight, answerTooLarge, answerUnknown } from './answers.ts'
import { forward } from './forward.ts'
import type { GatewayLog } from './gateway-log.ts'
import { routeOf, webRoutes } from './incoming.ts'
import { readPath } from './request-path.ts'

const maxMatrixBodyBytes = 256 * 1024 * 1024

type Options = { homeserverUrl: string; serviceUrl: string; log: GatewayLog }

/** The clinic's web address. */
export const createWebListener = ({ homeserverUrl, serviceUrl, log }: Options): Server => {
  const listener: RequestListener = (request, response) => {
    const path = readPath(request.url)
    if (path === null) return answerUnknown(response)
    const to = routeOf(webRoutes, path)?.to ?? null
    if (to === null) return answerUnknown(response)
    if (to === 'homeserver') {
      return forward(request, response, {
        to: homeserverUrl,
        protocol: 'http',
        maxBodyBytes: maxMatrixBodyBytes,
        onTooLarge: answerTooLarge,
        onDown(answer) {
          log('upstream-down', { upstream: 'homeserver', listener: 'web' })
          if (request.method === 'OPTIONS') answerPreflight(answer)
          else answerDown(answer, 'homeserver')
        },
      })
    }
    forward(request, response, {
      to: serviceUrl,
      protocol: 'http',
      // Case files have their own limit, which the service knows.
      maxBodyBytes: Number.MAX_SAFE_INTEGER,
      onTooLarge: answerTooLarge,
      onDown(answer) {
        log('upstream-down', { upstream: 'service', listener: 'web' })
        answerDown(answer, 'service')
      },
    })
  }
  const server = createServer({ maxHeaderSize: 32 * 1024, headersTimeout: 15_000, requestTimeout: 0 }, listener)
  // Counts silence, not length: long-polls of /sync stay below it, uploads move.
  server.timeout = 180_000
  server.keepAliveTimeout = 30_000
  return server
}

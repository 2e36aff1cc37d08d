import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { answer, answerDown, answerTooLarge, answerUnknown } from './answers.ts'
import { forward } from './forward.ts'
import { type GatewayLog, printable } from './gateway-log.ts'
import { federationRoutes, type Route, routeOf } from './incoming.ts'
import type { PolicyStore } from './policy-store.ts'
import { readCertificate } from './renewed-certificate.ts'
import { readPath } from './request-path.ts'
import { parseXMatrix } from './x-matrix.ts'

/** A transaction is at most 50 events of 64 KiB and 100 EDUs; joins of large rooms come as answers. */
const maxMatrixBodyBytes = 32 * 1024 * 1024
const maxApiBodyBytes = 4 * 1024 * 1024

/** Says who asks, where Matrix itself does not: a claim is enough to refuse on. */
const originHeader = 'x-consilium-origin'

type Options = {
  serverName: string
  certFile: string
  keyFile: string
  policy: PolicyStore
  homeserverUrl: string
  serviceUrl: string
  log: GatewayLog
}

type Ruling =
  | { kind: 'open' }
  | { kind: 'partner'; origin: string }
  | { kind: 'refused'; origin: string; reason: string }

export type FederationListener = { server: Server; cutRefused(): number }

/** Where partners come in. Synapse checks the signature afterwards; refusing on a claim is safe, passing is not. */
export const createFederationListener = (options: Options): FederationListener => {
  const { serverName, policy, log } = options
  const running = new Map<string, Set<ServerResponse>>()

  const ruleOn = (origin: string): Ruling => {
    const status = policy.statusOf(origin)
    return status === 'active'
      ? { kind: 'partner', origin: origin.toLowerCase() }
      : { kind: 'refused', origin, reason: status ?? 'not-a-partner' }
  }

  const rule = (request: IncomingMessage, route: Route): Ruling => {
    const claims = parseXMatrix(request.headersDistinct['authorization'] ?? [])
    const first = claims[0]
    if (claims.length > 0) {
      if (!first || claims.some((claim) => claim?.origin !== first.origin))
        return { kind: 'refused', origin: '', reason: 'unreadable-authorization' }
      if (claims.some((claim) => claim?.destination && claim.destination.toLowerCase() !== serverName.toLowerCase()))
        return { kind: 'refused', origin: first.origin, reason: 'other-destination' }
      return ruleOn(first.origin)
    }
    if (route.rule === 'anyoneUnsigned') return { kind: 'open' }
    const named = request.headers[originHeader]
    if (route.rule === 'namedPartner' && typeof named === 'string') return ruleOn(named)
    return { kind: 'refused', origin: '', reason: 'unsigned' }
  }

  const refuse = (response: ServerResponse, path: string, { origin, reason }: Extract<Ruling, { kind: 'refused' }>) => {
    log('federation-refused', { partner: printable(origin), reason })
    // On 503 Synapse keeps what it has and tries again; on 403 it would drop it. The other side may know that both have
    // agreed a moment before we do.
    const isWaiting =
      (reason === 'suspended' || reason === 'proposed') && path.startsWith('/_matrix/federation/v1/send/')
    answer(response, {
      status: isWaiting ? 503 : 403,
      errcode: 'M_FORBIDDEN',
      error:
        reason === 'suspended'
          ? `The partnership with ${serverName} is suspended`
          : `${serverName} exchanges messages with its partners only`,
      code: reason === 'suspended' ? 'partner-suspended' : 'partner-unknown',
      ...(isWaiting ? { retryAfter: 5 } : {}),
    })
  }

  const track = (origin: string, response: ServerResponse) => {
    const live = running.get(origin) ?? new Set()
    running.set(origin, live.add(response))
    response.once('close', () => live.delete(response))
  }

  const onDown = (upstream: 'homeserver' | 'service') => (response: ServerResponse) => {
    log('upstream-down', { upstream, listener: 'federation' })
    answerDown(response, upstream)
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const path = readPath(request.url)
    const route = path === null ? undefined : routeOf(federationRoutes, path)
    if (path === null || !route?.to) return answerUnknown(response)
    if (route.to === 'service') {
      return forward(request, response, {
        to: options.serviceUrl,
        protocol: 'https',
        maxBodyBytes: maxApiBodyBytes,
        onTooLarge: answerTooLarge,
        onDown: onDown('service'),
      })
    }
    const ruling = rule(request, route)
    if (ruling.kind === 'refused') return refuse(response, path, ruling)
    if (ruling.kind === 'partner') track(ruling.origin, response)
    forward(request, response, {
      to: options.homeserverUrl,
      protocol: 'https',
      maxBodyBytes: maxMatrixBodyBytes,
      onTooLarge: answerTooLarge,
      onDown: onDown('homeserver'),
    })
  }

  const server = createServer(
    {
      ...readCertificate(options),
      minVersion: 'TLSv1.2',
      maxHeaderSize: 16 * 1024,
      headersTimeout: 15_000,
      requestTimeout: 120_000,
      handshakeTimeout: 10_000,
    },
    listener,
  )
  server.timeout = 180_000
  server.keepAliveTimeout = 60_000
  server.maxConnections = 2_000

  return {
    server,
    cutRefused() {
      let count = 0
      for (const [origin, live] of running) {
        if (policy.statusOf(origin) === 'active') continue
        count += live.size
        for (const response of [...live]) response.destroy()
        running.delete(origin)
      }
      return count
    },
  }
}

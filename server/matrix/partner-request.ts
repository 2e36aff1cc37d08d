import { type Dispatcher, ProxyAgent, request } from 'undici'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'
import { ServiceRefusal } from '../errors.ts'
import { trustedAuthorities } from '../trusted-authorities.ts'

const defaultTimeoutMs = 10_000
const maxAnswerBytes = 4 * 1024 * 1024

export type PartnerAnswer = { status: number; body: unknown }
export type PartnerRequest = (
  server: ServerName,
  call: {
    method: 'GET' | 'POST' | 'PUT'
    path: string
    body?: unknown
    token?: string | undefined
    timeoutMs?: number | undefined
  },
) => Promise<PartnerAnswer>

/** The own gateway lets nothing through to a clinic that is not an active partner. */
const isTunnelRefused = (error: unknown): boolean =>
  error instanceof Error && (/Proxy response \(403\)/.test(error.message) || isTunnelRefused(error.cause))

/** HTTPS to another clinic, through the gateway only, and trusting our own certificate authority beside the public ones. */
export const openPartnerRequest = ({
  clinic,
  gateway,
  caFile,
}: Pick<ServiceConfig, 'clinic' | 'gateway' | 'caFile'>): PartnerRequest => {
  const ca = trustedAuthorities(caFile)
  const dispatcher: Dispatcher = new ProxyAgent({
    uri: gateway.proxyUrl,
    requestTls: { ca },
    maxResponseSize: maxAnswerBytes,
    // Below the partner's own, so that we do not write into a connection that it just closed.
    keepAliveTimeout: 4_000,
  })
  return async (server, { method, path, body, token, timeoutMs = defaultTimeoutMs }) => {
    try {
      const answer = await request(`https://${server}${path}`, {
        dispatcher,
        method,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          // Their gateway rules on it where Matrix itself does not say who asks.
          'x-consilium-origin': clinic.serverName,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
      const text = await answer.body.text()
      return { status: answer.statusCode, body: parseJson(text) }
    } catch (error) {
      const code = isTunnelRefused(error) ? 'partner-suspended' : 'partner-unreachable'
      throw new ServiceRefusal({ code, details: { server } })
    }
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

import { once } from 'node:events'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { createSecureContext, type SecureContext, type TLSSocket, connect as tlsConnect } from 'node:tls'
import type { ConnectionFault } from '#shared/partners/connection.ts'
import type { ServiceConfig } from '../config.ts'
import { trustedAuthorities } from '../trusted-authorities.ts'

const timeoutMs = 8_000
const maxAnswerBytes = 4 * 1024 * 1024

export type LineAnswer = { status: number; text: string; body: unknown; tookMs: number; date: number | null }

/** A way to a partner's gateway of which every step is known, unlike that of a client that only says "failed". */
export type Line = {
  fault: ConnectionFault | null
  /** Unix time in ms; null before a certificate was seen. */
  certificateEnds: number | null
}
export type OpenLine = Line & { fault: null; socket: TLSSocket }

type Settings = Pick<ServiceConfig, 'gateway' | 'caFile'>

const gatewayReasons: ReadonlySet<string> = new Set<ConnectionFault>([
  'name-unknown',
  'name-internal',
  'port-closed',
  'port-silent',
])
const isGatewayReason = (reason: unknown): reason is ConnectionFault =>
  typeof reason === 'string' && gatewayReasons.has(reason)

const openTunnel = async ({ gateway }: Settings, target: string): Promise<Socket | ConnectionFault> => {
  const asked = request(gateway.proxyUrl, {
    method: 'CONNECT',
    path: target,
    headers: { 'proxy-authorization': `Bearer ${gateway.controlSecret}` },
    agent: false,
  }).end()
  try {
    // Longer than the gateway itself waits, so that it says what failed.
    const [answer, socket] = await once(asked, 'connect', { signal: AbortSignal.timeout(timeoutMs + 4_000) })
    if (answer.statusCode === 200) return socket
    socket.destroy()
    const reason = answer.headers['x-consilium-reason']
    return isGatewayReason(reason) ? reason : 'gateway-refuses'
  } catch {
    asked.destroy()
    return 'gateway-down'
  }
}

const contexts = new Map<string | null, SecureContext>()

/** Made once: reading all authorities takes a tenth of a second, and nothing else is done meanwhile. */
const trustOf = ({ caFile }: Settings): SecureContext => {
  const known = contexts.get(caFile)
  if (known) return known
  const ca = trustedAuthorities(caFile)
  const made = createSecureContext({ ca })
  contexts.set(caFile, made)
  return made
}

const certificateFault = (code: string, now: number, ends: number): ConnectionFault => {
  if (code === 'CERT_HAS_EXPIRED' || ends < now) return 'certificate-ended'
  if (code === 'CERT_NOT_YET_VALID') return 'certificate-not-begun'
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? 'certificate-other-name' : 'certificate-untrusted'
}

/** `server`: with its port where that is part of its name. */
export const openLine = async (settings: Settings, server: string, now: number): Promise<Line | OpenLine> => {
  const { hostname, port } = new URL(`https://${server}`)
  const tunnel = await openTunnel(settings, `${hostname}:${port || 443}`)
  if (typeof tunnel === 'string') return { fault: tunnel, certificateEnds: null }
  const secureContext = trustOf(settings)
  // Looked at here instead of refused there, so that what is wrong with it can be said; nothing is sent before.
  const socket = tlsConnect({ socket: tunnel, servername: hostname, secureContext, rejectUnauthorized: false })
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(timeoutMs) })
  } catch {
    socket.destroy()
    return { fault: 'no-tls', certificateEnds: null }
  }
  socket.on('error', () => {})
  const certificateEnds = Date.parse(socket.getPeerCertificate().valid_to)
  if (socket.authorized) return { fault: null, certificateEnds, socket }
  socket.destroy()
  return { fault: certificateFault(String(socket.authorizationError), now, certificateEnds), certificateEnds }
}

export const isOpen = (line: Line | OpenLine): line is OpenLine => line.fault === null

const parseJson = (words: string): unknown => {
  try {
    return JSON.parse(words)
  } catch {
    return null
  }
}

/** One question on a line; throws when nobody who speaks HTTP answers. */
export const askOn = async (
  { socket }: OpenLine,
  server: string,
  path: string,
  body?: unknown,
): Promise<LineAnswer> => {
  const startedAt = performance.now()
  const asked = request({
    createConnection: () => socket,
    method: body === undefined ? 'GET' : 'POST',
    path,
    headers: { host: server, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    signal: AbortSignal.timeout(timeoutMs),
  }).end(body === undefined ? undefined : JSON.stringify(body))
  try {
    const [answer] = await once(asked, 'response')
    const tookMs = Math.round(performance.now() - startedAt)
    let length = 0
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxAnswerBytes) answer.destroy(new Error('the answer is too long'))
    })
    const words = await text(answer)
    const date = Date.parse(answer.headers.date ?? '')
    return {
      status: answer.statusCode ?? 0,
      text: words,
      body: parseJson(words),
      tookMs,
      date: Number.isNaN(date) ? null : date,
    }
  } finally {
    socket.destroy()
  }
}

import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import { pipeline } from 'node:stream'

/** RFC 9110, 7.6.1; and what only the connection's two ends may say. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'forwarded',
])

const isLoopback = (address: string) => address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'

const endToEnd = (message: IncomingMessage): OutgoingHttpHeaders => {
  const named = new Set((message.headers.connection ?? '').toLowerCase().split(/\s*,\s*/))
  const headers: OutgoingHttpHeaders = {}
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    if (!values || hopByHop.has(name) || named.has(name)) continue
    headers[name] = values.length === 1 ? values[0] : values
  }
  return headers
}

/** Only a proxy beside us may say for whom it speaks. */
const forwardedFor = (message: IncomingMessage): string => {
  const peer = message.socket.remoteAddress ?? ''
  const before = message.headers['x-forwarded-for']
  return isLoopback(peer) && typeof before === 'string' ? `${before}, ${peer}` : peer
}

const hasBody = (message: IncomingMessage) =>
  message.headers['content-length'] !== undefined || message.headers['transfer-encoding'] !== undefined

// A kept connection may be closed just as we use it. What has a body cannot be sent twice, so it gets a fresh one, used
// once; but not by `keepAlive: false`, since a part that refuses a body unread would then cut it and its own answer off.
const kept = new Agent({ keepAlive: true, maxFreeSockets: 64 })
const fresh = new Agent({ keepAlive: true })
// `maxFreeSockets: 0` would mean 256 to Node.
fresh.keepSocketAlive = () => false

export type Forwarding = {
  to: string
  protocol: 'http' | 'https'
  maxBodyBytes: number
  /** Answers the caller when the part behind us is down. */
  onDown(response: ServerResponse): void
  onTooLarge(response: ServerResponse): void
}

/** Streams one request to a part behind us and its answer back, whatever the size, holding nothing. */
export const forward = (request: IncomingMessage, response: ServerResponse, forwarding: Forwarding) => {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > forwarding.maxBodyBytes) return forwarding.onTooLarge(response)
  const target = new URL(forwarding.to)
  const withBody = hasBody(request)
  const upstream = httpRequest({
    host: target.hostname,
    port: target.port,
    method: request.method,
    path: request.url,
    agent: withBody ? fresh : kept,
    headers: {
      ...endToEnd(request),
      'x-forwarded-for': forwardedFor(request),
      'x-forwarded-proto': forwarding.protocol,
      ...(request.headers.host ? { 'x-forwarded-host': request.headers.host } : {}),
      ...(request.headers['transfer-encoding'] ? { 'transfer-encoding': 'chunked' } : {}),
    },
  })
  response.once('close', () => {
    if (!response.writableFinished) upstream.destroy()
  })
  let isAnswered = false
  upstream.once('response', (answer) => {
    isAnswered = true
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer))
    response.flushHeaders()
    pipeline(answer, response, () => {})
  })
  // The part behind us refused it and has heard enough of it; a browser reads the answer after its last byte. An answer
  // that is cut off ends with its own pipeline.
  const hearTheRest = () => {
    request.unpipe(upstream)
    request.resume()
  }
  upstream.once('close', () => isAnswered && hearTheRest())
  upstream.once('error', () => {
    if (isAnswered) return hearTheRest()
    if (response.headersSent || response.destroyed) return void response.destroy()
    if (upstream.reusedSocket && !withBody) return forward(request, response, forwarding)
    request.unpipe(upstream)
    forwarding.onDown(response)
  })
  if (!withBody) return void upstream.end()

  let received = 0
  request.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received <= forwarding.maxBodyBytes) return
    request.unpipe(upstream)
    upstream.removeAllListeners('error').on('error', () => {})
    upstream.destroy()
    if (!response.headersSent) forwarding.onTooLarge(response)
  })
  request.once('error', () => upstream.destroy())
  request.pipe(upstream)
}

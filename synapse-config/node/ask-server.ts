import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { json } from 'node:stream/consumers'
import { trustedAuthorities } from './trusted-authorities.ts'

/** Where servers of Matrix are when nothing else is said (server-server API, "Resolving server names"). */
const usualPort = 8448
const timeoutMs = 10_000

export type Trust = { caFile: string | null; addressesFile: string | null }

const addressOf = (serverName: string, addressesFile: string | null): { host: string; port: number } => {
  const listed =
    addressesFile === null ? {} : (JSON.parse(readFileSync(addressesFile, 'utf8')) as Record<string, string>)
  const [host = serverName, port] = (listed[serverName] ?? serverName).split(':')
  return { host, port: port === undefined ? usualPort : Number(port) }
}

export type ServerAnswer = { body: unknown; tookMs: number; date: Date | null; certificateEnds: Date }

/** Asks the federation port of a clinic by its public name, with its certificate checked as a partner's Synapse does. */
export const askServer = (
  serverName: string,
  path: string,
  { caFile, addressesFile }: Trust,
): Promise<ServerAnswer> => {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const asked = request({
      ...addressOf(serverName, addressesFile),
      path,
      servername: serverName,
      headers: { host: serverName },
      ca: trustedAuthorities(caFile),
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
    })
    asked.once('error', reject)
    asked.once('response', (answer) => {
      const tookMs = Math.round(performance.now() - startedAt)
      const { date } = answer.headers
      const certificateEnds = new Date(
        'getPeerCertificate' in answer.socket
          ? (answer.socket as import('node:tls').TLSSocket).getPeerCertificate().valid_to
          : Number.NaN,
      )
      json(answer).then(
        (body) => resolve({ body, tookMs, date: date ? new Date(date) : null, certificateEnds }),
        () => reject(new Error(`it answered ${answer.statusCode} without JSON`)),
      )
    })
    asked.end()
  })
}

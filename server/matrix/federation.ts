import * as v from 'valibot'
import { introductionCheckOutput, sessionOutput } from '#shared/auth/session.ts'
import { type ErrorCode, errorBody, type Refusal } from '#shared/errors.ts'
import { type ServerName, serverOf, serviceAccountOf, type UserId, userId } from '#shared/matrix/ids.ts'
import { type Introduction, makeIntroduction } from '../auth/introduction.ts'
import type { ServiceConfig } from '../config.ts'
import { HomeserverUnreachable, ServiceRefusal } from '../errors.ts'
import { openPartnerRequest, type PartnerAnswer, type PartnerRequest } from './partner-request.ts'

const userInfoTimeoutMs = 5_000
/** A session that ends while a call is under way would only cost us the call. */
const renewBeforeMs = 60_000

const userInfo = v.object({ sub: userId })

/** What is the partner's own trouble is, to our people, a partner that does not answer. */
const ownTroubles: ReadonlySet<ErrorCode> = new Set([
  'internal',
  'not-signed-in',
  'homeserver-unreachable',
  'partner-unreachable',
])

const refusalIn = (server: ServerName, { body }: PartnerAnswer): Refusal => {
  const parsed = v.safeParse(errorBody, body)
  if (!parsed.success || ownTroubles.has(parsed.output.code))
    return { code: 'partner-unreachable', details: { server } }
  const { code, details } = parsed.output
  return details ? { code, details } : { code }
}

type Session = { token: string; expiresAt: number }
type Parts = { now(): number; send?: PartnerRequest }

/** Other clinics, reached through the gateway only. Throws `ServiceRefusal` with the code for the caller. */
export type Federation = {
  /** Whom an OpenID token belongs to, asked at the homeserver that issued it; null when it is not valid. */
  openIdOwner(server: ServerName, accessToken: string): Promise<UserId | null>
  /** Whom a partner's service introduces, and to which clinic, asked at that partner; null when it did not. */
  introduced(server: ServerName, introduction: string): Promise<Introduction | null>
  /** A JSON call to a partner's service, signed in as our service account. `path` begins with `/api/`. */
  callPartner<T>(
    server: ServerName,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    timeoutMs?: number,
  ): Promise<T>
  /** The same without signing in, for what a clinic shows to anybody. */
  readPublic<T>(server: ServerName, path: string): Promise<T>
}

/** The only door to other clinics. */
export const openFederation = (
  config: Pick<ServiceConfig, 'clinic' | 'homeserver' | 'gateway' | 'caFile' | 'sessionSecret'>,
  { now, send = openPartnerRequest(config) }: Parts,
): Federation => {
  const sessions = new Map<ServerName, Promise<Session>>()
  const isOwn = (server: ServerName) => server.toLowerCase() === config.clinic.serverName.toLowerCase()

  const openSession = async (server: ServerName): Promise<Session> => {
    const { serverName } = config.clinic
    const about = { userId: serviceAccountOf(serverName), audience: server }
    const introduction = await makeIntroduction(config, about, now())
    const answer = await send(server, {
      method: 'POST',
      path: '/api/session',
      body: { introduction, matrix_server_name: serverName },
    })
    if (answer.status !== 200 && answer.status !== 201) throw new ServiceRefusal(refusalIn(server, answer))
    const parsed = v.safeParse(sessionOutput, answer.body)
    if (!parsed.success) throw new ServiceRefusal({ code: 'partner-unreachable', details: { server } })
    return parsed.output
  }

  const sessionAt = async (server: ServerName): Promise<Session> => {
    const known = sessions.get(server)
    const session = known && (await known.catch(() => null))
    if (session && session.expiresAt - renewBeforeMs > now()) return session
    // Whoever else has waited for the old one may have begun a new one meanwhile.
    const current = sessions.get(server)
    if (current && current !== known) return current
    const opening = openSession(server)
    sessions.set(server, opening)
    opening.catch(() => sessions.delete(server))
    return opening
  }

  /** Asked at the own Synapse directly, at others' through the gateways. */
  const askUserInfo = async (server: ServerName, accessToken: string): Promise<PartnerAnswer> => {
    const path = `/_matrix/federation/v1/openid/userinfo?access_token=${encodeURIComponent(accessToken)}`
    if (!isOwn(server)) return send(server, { method: 'GET', path, timeoutMs: userInfoTimeoutMs })
    try {
      const answer = await fetch(new URL(path, config.homeserver.url), {
        signal: AbortSignal.timeout(userInfoTimeoutMs),
      })
      return { status: answer.status, body: await answer.json().catch(() => null) }
    } catch {
      throw new HomeserverUnreachable('Synapse does not answer')
    }
  }

  const call = async <T>(
    server: ServerName,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    { body, isSignedIn, timeoutMs }: { body?: unknown; isSignedIn: boolean; timeoutMs?: number | undefined },
  ): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      const token = isSignedIn ? (await sessionAt(server)).token : undefined
      const answer = await send(server, { method, path, body, token, timeoutMs })
      if (answer.status >= 200 && answer.status < 300) return answer.body as T
      // Their secret may have changed since: one new session, and the same again, which had no effect.
      if (answer.status !== 401 || !isSignedIn || attempt > 0) throw new ServiceRefusal(refusalIn(server, answer))
      sessions.delete(server)
    }
  }

  return {
    async openIdOwner(server, accessToken) {
      const answer = await askUserInfo(server, accessToken)
      if (answer.status >= 500) {
        if (isOwn(server)) throw new HomeserverUnreachable(`Synapse answered ${answer.status}`)
        throw new ServiceRefusal({ code: 'partner-unreachable', details: { server } })
      }
      const refusal = v.safeParse(errorBody, answer.body)
      if (answer.status === 403 && refusal.success) throw new ServiceRefusal(refusalIn(server, answer))
      const parsed = v.safeParse(userInfo, answer.body)
      // A homeserver vouches for its own people only.
      if (answer.status !== 200 || !parsed.success) return null
      const { sub } = parsed.output
      return serverOf(sub).toLowerCase() === server.toLowerCase() ? sub : null
    },
    async introduced(server, introduction) {
      const path = '/api/session/introductions/check'
      const answer = await send(server, {
        method: 'POST',
        path,
        body: { introduction },
        timeoutMs: userInfoTimeoutMs,
      })
      if (answer.status === 401) return null
      if (answer.status !== 200) throw new ServiceRefusal(refusalIn(server, answer))
      const parsed = v.safeParse(introductionCheckOutput, answer.body)
      // A clinic vouches for its own people only.
      if (!parsed.success || serverOf(parsed.output.userId).toLowerCase() !== server.toLowerCase()) return null
      return parsed.output
    },
    callPartner: (server, method, path, body, timeoutMs) =>
      call(server, method, path, { body, isSignedIn: true, timeoutMs }),
    readPublic: (server, path) => call(server, 'GET', path, { isSignedIn: false }),
  }
}

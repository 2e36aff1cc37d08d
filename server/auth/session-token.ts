import { sign, verify } from 'hono/jwt'
import * as v from 'valibot'
import { serverName, type UserId, userId } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'

export const sessionMs = 10 * 60_000

/** Stateless, so that replicas of the service know it too. `use` keeps apart what else the secret may sign. */
const claims = v.object({
  use: v.literal('session'),
  aud: serverName,
  sub: userId,
  /** Seconds, RFC 7519. */
  exp: v.number(),
  /** Was an admin when it was made; asked again before it counts. */
  adm: v.boolean(),
  /** Until when it counts that the person has said once more that it is them; seconds. */
  cnf: v.optional(v.number()),
})

type Settings = Pick<ServiceConfig, 'clinic' | 'sessionSecret'>
/** `confirmedUntil`: Unix time in ms; left out: nothing was confirmed. */
type Session = { userId: UserId; wasAdmin: boolean; confirmedUntil?: number }
/** `madeAt`: Unix time in ms, rounded down to seconds. */
type ReadSession = Omit<Session, 'confirmedUntil'> & { madeAt: number; isConfirmed: boolean }

export const makeSessionToken = async (
  { clinic, sessionSecret }: Settings,
  session: Session,
  now: number,
): Promise<{ token: string; expiresAt: number }> => {
  const exp = Math.floor((now + sessionMs) / 1000)
  const payload: v.InferOutput<typeof claims> = {
    use: 'session',
    aud: clinic.serverName,
    sub: session.userId,
    exp,
    adm: session.wasAdmin,
    ...(session.confirmedUntil === undefined ? {} : { cnf: Math.floor(session.confirmedUntil / 1000) }),
  }
  return { token: await sign(payload, sessionSecret, 'HS256'), expiresAt: exp * 1000 }
}

/** Null for a token that is not ours, is for another clinic, or has run out. */
export const readSessionToken = async (
  { clinic, sessionSecret }: Settings,
  token: string,
  now: number,
): Promise<ReadSession | null> => {
  try {
    const checked = await verify(token, sessionSecret, { alg: 'HS256', exp: false, iat: false, nbf: false })
    const { aud, sub, exp, adm, cnf = 0 } = v.parse(claims, checked)
    if (aud !== clinic.serverName || exp * 1000 <= now) return null
    return { userId: sub, wasAdmin: adm, madeAt: exp * 1000 - sessionMs, isConfirmed: cnf * 1000 > now }
  } catch {
    return null
  }
}

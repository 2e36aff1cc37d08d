import { sign, verify } from 'hono/jwt'
import * as v from 'valibot'
import { type ServerName, serverName, type UserId, userId } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'

/** Long enough for a slow line; whoever is shown one can use it nowhere else anyway. */
const introductionMs = 60_000

/** `use` keeps it apart from session tokens, which the same secret signs. */
const claims = v.object({
  use: v.literal('introduction'),
  iss: serverName,
  /** The one clinic that it is for. */
  aud: serverName,
  sub: userId,
  /** Seconds, RFC 7519. */
  exp: v.number(),
})

type Settings = Pick<ServiceConfig, 'clinic' | 'sessionSecret'>
export type Introduction = { userId: UserId; audience: ServerName }

/** By this, one other clinic knows somebody of ours: it asks us whether we wrote it. */
export const makeIntroduction = (
  { clinic, sessionSecret }: Settings,
  { userId: sub, audience }: Introduction,
  now: number,
): Promise<string> => {
  const exp = Math.floor((now + introductionMs) / 1000)
  const payload: v.InferOutput<typeof claims> = {
    use: 'introduction',
    iss: clinic.serverName,
    aud: audience.toLowerCase() as ServerName,
    sub,
    exp,
  }
  return sign(payload, sessionSecret, 'HS256')
}

/** Null for one that is not ours or has run out. */
export const readIntroduction = async (
  { clinic, sessionSecret }: Settings,
  introduction: string,
  now: number,
): Promise<Introduction | null> => {
  try {
    const checked = await verify(introduction, sessionSecret, { alg: 'HS256', exp: false, iat: false, nbf: false })
    const { iss, aud, sub, exp } = v.parse(claims, checked)
    return iss === clinic.serverName && exp * 1000 > now ? { userId: sub, audience: aud } : null
  } catch {
    return null
  }
}

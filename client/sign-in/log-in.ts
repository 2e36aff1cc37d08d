import type { DeviceId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'

/** The words for people are in `i18n/words/sign-in.ts`. */
export type LoginRefusal =
  | { kind: 'wrong-password' }
  | { kind: 'deactivated' }
  | { kind: 'too-many-tries'; seconds: number }
  | { kind: 'other-clinic'; serverName: string }
  /** Nothing answers: this computer's network, or the whole clinic. */
  | { kind: 'no-network' }
  /** The clinic answers, its homeserver does not. */
  | { kind: 'homeserver-down' }
  | { kind: 'no-passwords' }
  /** What the hospital's provider gave was too old, used, or not asked for here. */
  | { kind: 'interrupted' }

export type Proof = { userName: string; password: string } | { loginToken: string }
type LoginInput = Proof & { deviceName: string }
export type Login = { userId: UserId; deviceId: DeviceId; accessToken: string }

const answerWithinMs = 30_000

/** Of `@eva:nord.example`, the part after the colon; null for a name alone. */
export const serverOfName = (userName: string): string | null => /^@?[^:]+:(.+)$/.exec(userName.trim())?.[1] ?? null

/** Client-server API, "Identifier types": a local part or a whole user id. */
const identifierOf = (userName: string): string => {
  const name = userName.trim()
  return name.includes(':') && !name.startsWith('@')
    ? `@${name}`
    : name.startsWith('@') && !name.includes(':')
      ? name.slice(1)
      : name
}

const secondsToWait = (body: Record<string, unknown>, headers: Headers): number => {
  const afterMs = body['retry_after_ms']
  const seconds = typeof afterMs === 'number' ? afterMs / 1000 : Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 30
}

/** What a refusal of `POST /_matrix/client/v3/login` means for the person. */
const refusalOf = (response: Response, body: Record<string, unknown>): LoginRefusal => {
  switch (body['errcode']) {
    case 'M_LIMIT_EXCEEDED':
      return { kind: 'too-many-tries', seconds: secondsToWait(body, response.headers) }
    case 'M_USER_DEACTIVATED':
    case 'M_USER_LOCKED':
    case 'M_USER_SUSPENDED':
      return { kind: 'deactivated' }
    case 'M_FORBIDDEN':
    // Synapse says so of a name that cannot be one of its own.
    case 'M_INVALID_USERNAME':
    case 'M_INVALID_PARAM':
      return { kind: 'wrong-password' }
    case 'M_UNKNOWN':
      return response.status < 500 ? { kind: 'no-passwords' } : { kind: 'homeserver-down' }
    default:
      return response.status === 429
        ? { kind: 'too-many-tries', seconds: secondsToWait(body, response.headers) }
        : { kind: 'homeserver-down' }
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Client-server API, "Login": by password, or by what the homeserver gave after the hospital's provider. */
const bodyOf = (input: LoginInput): Record<string, unknown> =>
  'loginToken' in input
    ? { type: 'm.login.token', token: input.loginToken }
    : {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: identifierOf(input.userName) },
        password: input.password,
      }

/** Signs in at the homeserver of the clinic that gave us this page, without the SDK, which is still on its way. */
export const logIn = async (
  input: LoginInput,
  clinic: ServerName | null,
  fetch: typeof globalThis.fetch,
): Promise<Result<Login, LoginRefusal>> => {
  const named = 'userName' in input ? serverOfName(input.userName) : null
  if (named && clinic && named.toLowerCase() !== clinic.toLowerCase())
    return refused({ kind: 'other-clinic', serverName: named })
  let response: Response
  try {
    response = await fetch('/_matrix/client/v3/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...bodyOf(input), initial_device_display_name: input.deviceName }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
  } catch {
    return refused({ kind: 'no-network' })
  }
  const body = asRecord(await response.json().catch(() => null))
  if (!response.ok) {
    const refusal = refusalOf(response, body)
    return refused(refusal.kind === 'wrong-password' && 'loginToken' in input ? { kind: 'interrupted' } : refusal)
  }
  const { user_id: userId, device_id: deviceId, access_token: accessToken } = body
  if (typeof userId !== 'string' || typeof deviceId !== 'string' || typeof accessToken !== 'string')
    return refused({ kind: 'homeserver-down' })
  // The own homeserver vouches for its ids.
  return ok({ userId: userId as UserId, deviceId: deviceId as DeviceId, accessToken })
}

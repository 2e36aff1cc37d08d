import { createHash, createHmac } from 'node:crypto'
import { ownProofType } from '#shared/auth/own-proof.ts'
import type { DeviceId } from '#shared/matrix/ids.ts'

/** What set-up asks of a clinic's own parts, as an administrator would. */
export class RequestRefused extends Error {
  override name = 'RequestRefused'
  readonly status: number
  readonly body: unknown
  constructor(path: string, status: number, body: unknown) {
    super(`${path} answered ${status}: ${JSON.stringify(body)}`)
    this.status = status
    this.body = body
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export const askJson = async <T>(
  base: string,
  method: Method,
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<T> => {
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await answer.text()
  let parsed: unknown = text
  try {
    parsed = JSON.parse(text)
  } catch {
    // Shown as it came.
  }
  if (!answer.ok) throw new RequestRefused(path.split('?')[0] ?? path, answer.status, parsed)
  return parsed as T
}

export type Account = { localpart: string; password: string; name: string; isAdmin: boolean }

/** Synapse admin API, "Shared-Secret Registration". */
export const registerAccount = async (homeserver: string, secret: string, account: Account): Promise<void> => {
  const path = '/_synapse/admin/v1/register'
  const { nonce } = await askJson<{ nonce: string }>(homeserver, 'GET', path)
  const mac = createHmac('sha1', secret)
    .update([nonce, account.localpart, account.password, account.isAdmin ? 'admin' : 'notadmin'].join('\0'))
    .digest('hex')
  await askJson(homeserver, 'POST', path, {
    body: {
      nonce,
      username: account.localpart,
      displayname: account.name,
      password: account.password,
      admin: account.isAdmin,
      mac,
    },
  })
}

export type SignedIn = {
  userId: string
  accessToken: string
  deviceId: string
  serviceToken: string
  signOut(): Promise<void>
}

/** What a client writes before it shows an OpenID token to the own clinic, which takes no other. */
export const writeOwnProof = (
  base: string,
  { userId, deviceId, accessToken }: Pick<SignedIn, 'userId' | 'deviceId' | 'accessToken'>,
  openIdToken: string,
): Promise<unknown> =>
  askJson(
    base,
    'PUT',
    `/_matrix/client/v3/user/${encodeURIComponent(userId)}/account_data/${ownProofType(deviceId as DeviceId)}`,
    { body: { sha256: createHash('sha256').update(openIdToken).digest('hex') }, token: accessToken },
  )

/** Signs in at homeserver and service of one clinic. */
export const signIn = async (base: string, userId: string, password: string): Promise<SignedIn> => {
  const login = await askJson<{ access_token: string; device_id: string }>(base, 'POST', '/_matrix/client/v3/login', {
    body: { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password },
  })
  const openId = await askJson<{ access_token: string; matrix_server_name: string }>(
    base,
    'POST',
    `/_matrix/client/v3/user/${encodeURIComponent(userId)}/openid/request_token`,
    { body: {}, token: login.access_token },
  )
  const { access_token, matrix_server_name } = openId
  const device = { userId, deviceId: login.device_id, accessToken: login.access_token }
  await writeOwnProof(base, device, access_token)
  const session = await askJson<{ token: string }>(base, 'POST', '/api/session', {
    body: { access_token, matrix_server_name, device_id: login.device_id },
  })
  return {
    userId,
    accessToken: login.access_token,
    deviceId: login.device_id,
    serviceToken: session.token,
    async signOut() {
      await askJson(base, 'POST', '/_matrix/client/v3/logout', { body: {}, token: login.access_token })
    },
  }
}

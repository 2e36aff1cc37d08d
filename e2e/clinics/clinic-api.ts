import { createHash } from 'node:crypto'
import { ownProofType } from '#shared/auth/own-proof.ts'
import type { DeviceId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'

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

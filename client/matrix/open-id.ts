import type { MatrixClient } from 'matrix-js-sdk'
import * as v from 'valibot'
import { type OwnProof, ownProofType } from '#shared/auth/own-proof.ts'
import type { OwnSessionInput } from '#shared/auth/session.ts'
import { type DeviceId, serverName } from '#shared/matrix/ids.ts'

type OpenIdToken = { access_token: string; matrix_server_name: string }

/** A partner's service may check the token a while after it got it. */
const reserveMs = 5 * 60_000

/** One token for everybody who asks, renewed before it ends (Synapse lets one live for an hour). */
export const createOpenIdTokens = (
  client: Pick<MatrixClient, 'getOpenIdToken'>,
  now: () => number = Date.now,
): (() => Promise<OpenIdToken>) => {
  let kept: Promise<OpenIdToken> | null = null
  let until = 0
  return () => {
    if (kept && now() < until) return kept
    const asked = now()
    until = Number.POSITIVE_INFINITY
    const asking = client.getOpenIdToken().then(({ access_token, matrix_server_name, expires_in }) => {
      until = asked + expires_in * 1000 - reserveMs
      return { access_token, matrix_server_name }
    })
    asking.catch(() => {
      if (kept === asking) kept = null
    })
    kept = asking
    return asking
  }
}

declare module 'matrix-js-sdk' {
  interface AccountDataEvents {
    [type: `app.consilium.session.${string}`]: OwnProof
  }
}

const sha256Of = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Tokens for the own clinic's service and for nobody else: only it takes them, and it takes no others. */
export const createOwnOpenIdTokens = (
  client: Pick<MatrixClient, 'getOpenIdToken' | 'setAccountDataRaw'>,
  deviceId: DeviceId,
): (() => Promise<OwnSessionInput>) => {
  const tokens = createOpenIdTokens({
    async getOpenIdToken() {
      const token = await client.getOpenIdToken()
      await client.setAccountDataRaw(ownProofType(deviceId), { sha256: await sha256Of(token.access_token) })
      return token
    },
  })
  return async () => {
    const { access_token, matrix_server_name } = await tokens()
    return { access_token, matrix_server_name: v.parse(serverName, matrix_server_name), device_id: deviceId }
  }
}

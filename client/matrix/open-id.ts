import type { MatrixClient } from 'matrix-js-sdk'

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

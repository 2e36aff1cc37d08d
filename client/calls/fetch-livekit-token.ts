import * as v from 'valibot'
import { type LivekitToken, livekitToken } from '#shared/calls/api.ts'
import { type ErrorCode, errorBody } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Session } from '../matrix/types.ts'

export type TokenRefusal = { code: ErrorCode; mayRetry: boolean }

/** What another try does not change. */
const final: readonly ErrorCode[] = [
  'not-a-member',
  'partner-suspended',
  'partner-unknown',
  'not-allowed',
  'bad-input',
  'call-locked',
  'call-removed',
]

/** Asks a clinic's MatrixRTC authorization service, as Element Call does (`/sfu/get`). */
export const fetchLivekitToken = async (
  session: Pick<Session, 'openIdToken' | 'deviceId'>,
  serviceUrl: string,
  roomId: RoomId,
  signal: AbortSignal,
): Promise<Result<LivekitToken, TokenRefusal>> => {
  const response = await fetch(`${serviceUrl}/sfu/get`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ room: roomId, openid_token: await session.openIdToken(), device_id: session.deviceId }),
    signal,
  })
  const body: unknown = await response.json().catch(() => null)
  const token = v.safeParse(livekitToken, body)
  if (response.ok && token.success) return ok(token.output)
  const error = v.safeParse(errorBody, body)
  const code = error.success ? error.output.code : 'internal'
  return refused({ code, mayRetry: !final.includes(code) })
}

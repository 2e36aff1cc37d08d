import type { LivekitToken } from '#shared/calls/api.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { DeviceId, RoomId, ServerName } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { type ClinicApi, errorCodeOf, unwrap } from '../clinic-api/index.ts'

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

type Asking = { clinics: Pick<ClinicApi, 'at'>; server: ServerName; roomId: RoomId; deviceId: DeviceId }

/**
 * Asks a clinic's service by our session there, which is good for that clinic alone: an OpenID token, as Element Call
 * shows it, could be passed on by a partner.
 */
export const fetchLivekitToken = async (
  { clinics, server, roomId, deviceId }: Asking,
  signal: AbortSignal,
): Promise<Result<LivekitToken, TokenRefusal>> => {
  try {
    const json = { room: roomId, device_id: deviceId }
    return ok(await unwrap(clinics.at(server).api.calls.token.$post({ json }, { init: { signal } })))
  } catch (error) {
    const code = errorCodeOf(error)
    return refused({ code, mayRetry: !final.includes(code) })
  }
}

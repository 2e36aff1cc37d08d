import * as v from 'valibot'
import type { SecretLink } from '#shared/auth/secret-link.ts'
import { enterOutput } from '#shared/calls/guests.ts'
import { errorBody } from '#shared/errors.ts'
import type { DeviceId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { type Credentials, keepCredentials } from '../matrix/credentials.ts'
import { guestKeysOf } from '../matrix/guest-keys.ts'

/** `over`: used, taken back or too old. `failed`: nobody answered, or not as agreed. */
export type EnterRefusal = 'over' | 'failed' | 'no-storage'

const answerWithinMs = 30_000

/**
 * Gives the link for an account of this browser, which no other can have any more; and what proves to those in the call
 * that it is this browser.
 */
export const enterCall = async (
  link: SecretLink,
): Promise<Result<{ credentials: Credentials; proofKey: string }, EnterRefusal>> => {
  try {
    const keys = await guestKeysOf(link.secret)
    const response = await fetch('/api/guests/enter', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: link.id, secret: keys.entry }),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const body: unknown = await response.json()
    const refusal = v.safeParse(errorBody, body)
    if (!response.ok) return refused(refusal.success && refusal.output.code === 'link-over' ? 'over' : 'failed')
    const { userId, deviceId, accessToken } = v.parse(enterOutput, body)
    const credentials = { userId, deviceId: deviceId as DeviceId, accessToken, homeserverUrl: location.origin }
    try {
      await keepCredentials(credentials)
    } catch {
      return refused('no-storage')
    }
    return ok({ credentials, proofKey: keys.proofKey })
  } catch {
    return refused('failed')
  }
}

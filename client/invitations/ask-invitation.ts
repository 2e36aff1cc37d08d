import * as v from 'valibot'
import {
  type AcceptedInvitation,
  acceptedOutput,
  type InvitationOutput,
  invitationOutput,
} from '#shared/auth/invitation.ts'
import type { SecretLink } from '#shared/auth/secret-link.ts'
import { errorBody } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'

/** `over`: used, replaced or too old. `failed`: nobody answered, or not as agreed. */
export type InvitationRefusal = 'over' | 'failed'

const answerWithinMs = 30_000

const ask = async <T>(
  step: 'look' | 'accept',
  json: object,
  answer: v.GenericSchema<unknown, T>,
): Promise<Result<T, InvitationRefusal>> => {
  try {
    const response = await fetch(`/api/invitations/${step}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    const body: unknown = await response.json()
    if (response.ok) return ok(v.parse(answer, body))
    const refusal = v.safeParse(errorBody, body)
    return refused(refusal.success && refusal.output.code === 'link-over' ? 'over' : 'failed')
  } catch {
    return refused('failed')
  }
}

export const lookAtInvitation = (link: SecretLink): Promise<Result<InvitationOutput, InvitationRefusal>> =>
  ask('look', link, invitationOutput)

export const acceptInvitation = (
  accepted: AcceptedInvitation,
): Promise<Result<{ userId: UserId }, InvitationRefusal>> => ask('accept', accepted, acceptedOutput)

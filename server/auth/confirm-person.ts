import { type ConfirmationInput, type ConfirmationOutput, confirmationMs } from '#shared/auth/confirmation.ts'
import type { SessionOutput } from '#shared/auth/session.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { createRateLimit } from './rate-limit.ts'
import { makeSessionToken } from './session-token.ts'

type Parts = Pick<Context, 'config' | 'homeserver' | 'log' | 'now'>

/** Asking is free; the homeserver counts wrong passwords itself. Looking whether the provider has said yes is frequent. */
const mayTry = createRateLimit({ burst: 120, refillMs: 120_000 })

export const beginConfirmation = async (
  { homeserver, now }: Parts,
  { userId }: Person,
): Promise<Result<ConfirmationOutput, Refusal>> => {
  if (!mayTry(userId, now())) return refused({ code: 'rate-limited' })
  const shown = await homeserver.confirm(userId, null)
  // Without anything to show nobody can be asked, and nothing is confirmed.
  return shown.kind === 'asked' ? ok({ id: shown.id, ways: shown.ways }) : refused({ code: 'not-allowed' })
}

/** A session that counts as confirmed, for who has shown that it is them. */
export const completeConfirmation = async (
  { config, homeserver, log, now }: Parts,
  { userId, isClinicAdmin, roles }: Person,
  input: ConfirmationInput,
): Promise<Result<SessionOutput, Refusal>> => {
  if (!mayTry(userId, now())) return refused({ code: 'rate-limited' })
  const shown = await homeserver.confirm(userId, input)
  if (shown.kind !== 'confirmed') return refused({ code: 'confirmation-refused' })
  const confirmedUntil = now() + confirmationMs
  const session = { userId, wasAdmin: isClinicAdmin, confirmedUntil }
  const { token, expiresAt } = await makeSessionToken(config, session, now())
  log.info('identity-confirmed')
  return ok({ token, expiresAt, userId, isClinicAdmin, roles })
}

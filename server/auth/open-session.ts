import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { ownProof, ownProofType } from '#shared/auth/own-proof.ts'
import type { SessionInput, SessionOutput } from '#shared/auth/session.ts'
import type { Refusal } from '#shared/errors.ts'
import { type ServerName, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { isClinicAdmin } from './admin-flag.ts'
import { makeSessionToken } from './session-token.ts'
import { standingOfServer } from './standing-of-server.ts'

type Parts = Pick<Context, 'config' | 'db' | 'now' | 'log'> & {
  homeserver: Pick<Context['homeserver'], 'accountData' | 'isAdmin'>
  federation: Pick<Context['federation'], 'openIdOwner'>
}

const isMeantForUs = async (
  { config, homeserver }: Pick<Parts, 'config' | 'homeserver'>,
  userId: UserId,
  { access_token, device_id }: SessionInput,
): Promise<boolean> => {
  // Every partner's service is given tokens of our service account, which has no session with itself.
  if (!device_id || userId.toLowerCase() === serviceAccountOf(config.clinic.serverName).toLowerCase()) return false
  const proof = v.safeParse(ownProof, await homeserver.accountData(userId, ownProofType(device_id)))
  return proof.success && proof.output.sha256 === createHash('sha256').update(access_token).digest('hex')
}

/** Turns a Matrix OpenID token into a session of this clinic's service. Strangers are refused before anybody is asked. */
export const openSession = async (context: Parts, input: SessionInput): Promise<Result<SessionOutput, Refusal>> => {
  const server = input.matrix_server_name.toLowerCase() as ServerName
  const standing = standingOfServer(context, server)
  if (standing === 'partner-unknown' || standing === 'partner-suspended') {
    context.log.info('session-refused', { reason: standing })
    return refused({ code: standing })
  }
  const userId = await context.federation.openIdOwner(server, input.access_token)
  if (!userId) {
    context.log.info('session-refused', { reason: 'openid-token', partner: server })
    return refused({ code: 'not-signed-in' })
  }
  if (standing === 'own' && !(await isMeantForUs(context, userId, input))) {
    context.log.warn('session-refused', { reason: 'openid-token-of-others' })
    return refused({ code: 'not-signed-in' })
  }
  const isAdmin = standing === 'own' && (await isClinicAdmin(context, userId))
  const { token, expiresAt } = await makeSessionToken(context.config, { userId, wasAdmin: isAdmin }, context.now())
  return ok({ token, expiresAt, userId, isClinicAdmin: isAdmin })
}

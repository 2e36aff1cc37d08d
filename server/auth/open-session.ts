import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { ownProof, ownProofType } from '#shared/auth/own-proof.ts'
import { noRoles } from '#shared/auth/roles.ts'
import type { OwnSessionInput, SessionInput, SessionOutput } from '#shared/auth/session.ts'
import type { Refusal } from '#shared/errors.ts'
import { type ServerName, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { isClinicAdmin } from './admin-flag.ts'
import { rolesOf } from './queries.ts'
import { makeSessionToken } from './session-token.ts'
import { standingOfServer } from './standing-of-server.ts'

type Parts = Pick<Context, 'config' | 'db' | 'now' | 'log'> & {
  homeserver: Pick<Context['homeserver'], 'accountData' | 'isAdmin'>
  federation: Pick<Context['federation'], 'introduced' | 'openIdOwner'>
}

const isMeantForUs = async (
  { config, homeserver }: Pick<Parts, 'config' | 'homeserver'>,
  userId: UserId,
  { access_token, device_id }: OwnSessionInput,
): Promise<boolean> => {
  // Our service account has no session with itself.
  if (userId.toLowerCase() === serviceAccountOf(config.clinic.serverName).toLowerCase()) return false
  const proof = v.safeParse(ownProof, await homeserver.accountData(userId, ownProofType(device_id)))
  return proof.success && proof.output.sha256 === createHash('sha256').update(access_token).digest('hex')
}

/** Null: nobody whom we believe. */
const whoIs = async (context: Parts, input: SessionInput, server: ServerName): Promise<UserId | null> => {
  const { config, federation, log } = context
  const isOwn = standingOfServer(context, server) === 'own'
  if ('introduction' in input) {
    const found = isOwn ? null : await federation.introduced(server, input.introduction)
    if (found?.audience === config.clinic.serverName.toLowerCase()) return found.userId
    log.warn('session-refused', { reason: found ? 'introduction-to-others' : 'introduction', partner: server })
    return null
  }
  // A token that a partner's people show us could be shown by us to others: only introductions name whom they are for.
  const userId = isOwn ? await federation.openIdOwner(server, input.access_token) : null
  if (!userId) {
    log.info('session-refused', { reason: 'openid-token', partner: server })
    return null
  }
  if (await isMeantForUs(context, userId, input)) return userId
  log.warn('session-refused', { reason: 'openid-token-of-others' })
  return null
}

/** Opens a session of this clinic's service. Strangers are refused before anybody is asked. */
export const openSession = async (context: Parts, input: SessionInput): Promise<Result<SessionOutput, Refusal>> => {
  const server = input.matrix_server_name.toLowerCase() as ServerName
  const standing = standingOfServer(context, server)
  if (standing === 'partner-unknown' || standing === 'partner-suspended') {
    context.log.info('session-refused', { reason: standing })
    return refused({ code: standing })
  }
  const userId = await whoIs(context, input, server)
  if (!userId) return refused({ code: 'not-signed-in' })
  const isAdmin = standing === 'own' && (await isClinicAdmin(context, userId))
  const { token, expiresAt } = await makeSessionToken(context.config, { userId, wasAdmin: isAdmin }, context.now())
  const roles = standing === 'own' ? rolesOf(context.db, userId) : noRoles
  return ok({ token, expiresAt, userId, isClinicAdmin: isAdmin, roles })
}

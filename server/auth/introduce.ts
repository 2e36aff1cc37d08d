import type { IntroductionOutput } from '#shared/auth/session.ts'
import type { Refusal } from '#shared/errors.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { makeIntroduction } from './introduction.ts'
import { standingOfServer } from './standing-of-server.ts'

/** For a person of ours who goes to a partner. */
export const introduce = async (
  context: Pick<Context, 'config' | 'db' | 'now'>,
  userId: UserId,
  audience: ServerName,
): Promise<Result<IntroductionOutput, Refusal>> => {
  const standing = standingOfServer(context, audience)
  if (standing === 'own') return refused({ code: 'bad-input', details: { fields: 'audience' } })
  if (standing !== 'partner') return refused({ code: standing })
  const introduction = await makeIntroduction(context.config, { userId, audience }, context.now())
  return ok({ introduction, matrix_server_name: context.config.clinic.serverName })
}

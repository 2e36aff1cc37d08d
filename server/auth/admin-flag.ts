import type { UserId } from '#shared/matrix/ids.ts'
import type { Context } from '../context.ts'
import type { Homeserver } from '../matrix/homeserver.ts'

/** How long an admin who loses the flag may still act. */
const keptMs = 10_000
const maxKept = 1_000

type Asked = Pick<Homeserver, 'isAdmin'>
type Answer = { isAdmin: boolean; until: number }
const kept = new WeakMap<Asked, Map<UserId, Answer>>()

/** The Synapse admin flag, asked at the homeserver and kept for a moment. Throws when Synapse does not answer. */
export const isClinicAdmin = async (
  { homeserver, now }: { homeserver: Asked; now: Context['now'] },
  userId: UserId,
): Promise<boolean> => {
  const answers = kept.get(homeserver) ?? new Map<UserId, Answer>()
  kept.set(homeserver, answers)
  const known = answers.get(userId)
  if (known && known.until > now()) return known.isAdmin
  const isAdmin = await homeserver.isAdmin(userId)
  if (answers.size >= maxKept) answers.clear()
  answers.set(userId, { isAdmin, until: now() + keptMs })
  return isAdmin
}

/** After a change: what was asked before holds no longer. */
export const forgetAdminFlag = (homeserver: Asked, userId: UserId): void => void kept.get(homeserver)?.delete(userId)

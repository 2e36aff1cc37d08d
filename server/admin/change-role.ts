import type { RoleInput } from '#shared/admin/api.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { forgetAdminFlag } from '../auth/admin-flag.ts'
import type { Context, Person } from '../context.ts'
import { noteStanding } from '../features/follow-features.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { adminPathOf, findAccount } from './account.ts'

/** Makes somebody an admin of the clinic, or takes it from them; it holds at once. Nobody takes it from themselves. */
export const changeRole = (
  context: Context,
  { userId: who }: Pick<Person, 'userId'>,
  { userId: whom, isClinicAdmin }: RoleInput,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(whom, async () => {
    const { db, homeserver, log, now } = context
    if (whom === who) return refused({ code: 'not-allowed' })
    const account = await findAccount(context, whom)
    if (!account || account.isDeactivated) return refused({ code: 'not-found' })
    await homeserver.admin('PUT', adminPathOf(whom), { admin: isClinicAdmin })
    forgetAdminFlag(homeserver, whom)
    db.transaction((tx) =>
      recordAccess(tx, now(), {
        action: 'account-changed',
        details: { who, role: 'admin', whom, code: isClinicAdmin ? 'admin-made' : 'admin-ended' },
      }),
    )
    noteStanding(context, whom)
    log.info('role-changed')
    return ok({ userId: whom })
  })

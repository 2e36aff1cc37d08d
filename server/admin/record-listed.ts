import type { UserId } from '#shared/matrix/ids.ts'
import { recordAccess } from '../audit/record-access.ts'
import { recordOften } from '../audit/record-often.ts'
import type { Context } from '../context.ts'

/** Lists say who works here and who talks with whom: to look at them is an access, before anything is given out. */
export const recordListed = (
  context: Pick<Context, 'db' | 'now'>,
  who: UserId,
  code: 'people' | 'rooms' | 'reports',
): void =>
  recordOften(context, `administration ${code} ${who}`, (db, at) =>
    recordAccess(db, at, { action: 'administration-read', details: { who, role: 'admin', code } }),
  )

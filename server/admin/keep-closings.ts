import type { Context } from '../context.ts'
import { type RoomLock, roomLock } from '../matrix/room-lock.ts'
import { keepRounds } from '../rounds.ts'
import { goOnClosing } from './close-account.ts'
import { listRunningClosings } from './queries.ts'

const againAfterMs = 10_000

/** Goes on with the accounts that were being closed when the service ended, or when a part that it needs was away. */
export const keepClosings = (context: Context, lock: RoomLock = roomLock): Disposable =>
  keepRounds(async () => {
    for (const userId of listRunningClosings(context.db))
      await goOnClosing(context, userId, lock).catch(() => context.log.warn('account-not-closed'))
    return againAfterMs
  })

import type * as v from 'valibot'
import { notAvailableAt } from '#shared/directory/availability.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import type { notifyInput, notifyOutput, PushMessage } from '#shared/notifications/api.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { readAvailability } from '../directory/queries.ts'
import { silentIn, subscriptionsByKey } from './queries.ts'
import { sendPush } from './send-push.ts'
import { appId } from './subscribe.ts'

type Notify = v.InferOutput<typeof notifyInput>

/**
 * Push Gateway API: the homeserver says that something came for these browsers. A count alone shows nothing, and a
 * browser takes a permission away that is used to show nothing. `rejected`: those that are gone.
 */
export const notify = async (
  context: Pick<Context, 'config' | 'db' | 'log' | 'now'>,
  { notification }: Notify,
): Promise<Result<v.InferOutput<typeof notifyOutput>, never>> => {
  const asked = notification.devices.map((device) => (device.app_id === appId ? device.pushkey : ''))
  const known = subscriptionsByKey(context.db, asked)
  const isShown = Boolean(notification.event_id)
  const roomId: RoomId | null = notification.room_id ?? null
  const now = context.now()
  const muting = roomId ? silentIn(context.db, roomId, now) : new Set<UserId>()
  const messageFor = (userId: UserId): PushMessage => ({
    roomId,
    priority: null,
    ...(notAvailableAt(readAvailability(context.db, userId), now) ? { isSilent: true } : {}),
  })
  const reached = await Promise.all(
    known.map((row) => (isShown && !muting.has(row.userId) ? sendPush(context, row, messageFor(row.userId)) : true)),
  )
  const there = new Set(known.filter((_, at) => reached[at]).map(({ pushkey }) => pushkey))
  return ok({
    rejected: notification.devices.map(({ pushkey }) => pushkey).filter((pushkey) => !there.has(pushkey)),
  })
}

import { type MatrixClient, PushRuleKind } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { silentRoom } from '#shared/notifications/push-rules.ts'
import { refusing } from './matrix-error.ts'
import { orderOnTop, quietRooms, tags } from './room-marks.ts'
import { silence } from './silence.ts'
import type { RoomSettings } from './types.ts'

type Client = Pick<
  MatrixClient,
  | 'getRooms'
  | 'setRoomTag'
  | 'deleteRoomTag'
  | 'setRoomAccountData'
  | 'addPushRule'
  | 'deletePushRule'
  | 'getAccountData'
>

const isGone = (error: unknown) =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === 'M_NOT_FOUND'

export const createRoomSettings = (client: Client): RoomSettings => {
  const write = (roomId: RoomId, type: string, content: unknown) =>
    // The SDK's type knows the types of the specification only.
    client.setRoomAccountData(roomId, type as never, content as never)
  const removeRule = (kind: PushRuleKind, roomId: RoomId) =>
    client.deletePushRule('global', kind, roomId).catch((error: unknown) => {
      if (!isGone(error)) throw error
    })
  const quietNow = (roomId: RoomId) =>
    quietRooms(client.getAccountData('m.push_rules' as never)?.getContent()).get(roomId) ?? 'all'

  const tag = (roomId: RoomId, name: string, isSet: boolean, order?: number) =>
    isSet ? client.setRoomTag(roomId, name, order === undefined ? {} : { order }) : client.deleteRoomTag(roomId, name)

  const quiet = async (roomId: RoomId, notify: 'mentions' | 'none') => {
    if (notify === 'none') {
      await silence(client, silentRoom(roomId))
      await removeRule(PushRuleKind.RoomSpecific, roomId)
      return
    }
    await client.addPushRule('global', PushRuleKind.RoomSpecific, roomId, { actions: [] })
    await removeRule(PushRuleKind.Override, roomId)
  }

  return {
    async setPinned(roomId, isPinned) {
      const orders = client.getRooms().flatMap((room) => room.tags[tags.pinned]?.order ?? [])
      await refusing(tag(roomId, tags.pinned, isPinned, orderOnTop(orders)))
    },
    async setArchived(roomId, isArchived) {
      // As `heard.ts` counts it: what is put away wakes nobody but whoever is called. Of a kind of its own, so that what
      // the person has chosen for the room is there again afterwards.
      const rule = isArchived
        ? silence(client, silentRoom(roomId), PushRuleKind.Underride)
        : removeRule(PushRuleKind.Underride, roomId)
      // Once it is seen as put away, it is: whoever closes the page then is not woken.
      await refusing(rule.then(() => tag(roomId, tags.archived, isArchived)))
    },
    async setMarkedUnread(roomId, isMarked) {
      await refusing(write(roomId, eventTypes.markedUnread, { unread: isMarked }))
    },
    async setNotify(roomId, notify) {
      await refusing(write(roomId, eventTypes.mutedUntil, { until: null }))
      if (notify !== 'all') return refusing(quiet(roomId, notify))
      if (quietNow(roomId) === 'all') return
      await refusing(
        Promise.all([removeRule(PushRuleKind.Override, roomId), removeRule(PushRuleKind.RoomSpecific, roomId)]),
      )
    },
    // No rule of the homeserver, which would stay in force until a device of the person runs again: the service that
    // wakes them knows the time.
    async muteUntil(roomId, until) {
      await refusing(write(roomId, eventTypes.mutedUntil, { until }))
    },
  }
}

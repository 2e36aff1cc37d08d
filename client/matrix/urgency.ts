import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { isCalled } from '#shared/urgent/alert.ts'
import { parseAlert } from '#shared/urgent/alert-content.ts'
import { believedState } from './believed-state.ts'
import type { RoomSummary, ServiceRoom } from './types.ts'

/** In which conversations something urgent waits for the person's confirmation, once for each; read or not. */
const conversationsOf = (alerts: readonly ServiceRoom[], ownId: UserId): RoomId[] =>
  alerts.flatMap((room) => {
    const believed = believedState(room, () => true)
    const alert = believed && parseAlert(believed.content)
    return alert && isCalled(alert, ownId) ? [alert.conversation] : []
  })

/** The rooms with how much that is urgent waits in each. */
export const withUrgentCounts = (
  rooms: readonly RoomSummary[],
  alerts: readonly ServiceRoom[],
  ownId: UserId,
): RoomSummary[] => {
  const counts = Map.groupBy(conversationsOf(alerts, ownId), (roomId) => roomId)
  return rooms.map((room) => {
    const urgentCount = counts.get(room.roomId)?.length ?? 0
    return room.urgentCount === urgentCount ? room : { ...room, urgentCount }
  })
}

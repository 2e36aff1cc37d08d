import { type RoomId, type ServerName, serverOf } from '#shared/matrix/ids.ts'
import { type Alert, parseAlert } from '#shared/urgent/alert-content.ts'
import { believedState } from '../matrix/believed-state.ts'
import type { ServiceRoom } from '../matrix/types.ts'

export type UrgentAlert = { roomId: RoomId; membership: 'join' | 'invite'; homeServer: ServerName; alert: Alert }

/** The alert of a room, if it may be believed: of the service that made it, for one of its own people. */
export const believedAlert = (room: ServiceRoom, isTrusted: (server: ServerName) => boolean): UrgentAlert | null => {
  const believed = believedState(room, isTrusted)
  const alert = believed && parseAlert(believed.content)
  if (!alert || serverOf(alert.requester) !== believed.homeServer) return null
  return { roomId: room.roomId, membership: room.membership, homeServer: believed.homeServer, alert }
}

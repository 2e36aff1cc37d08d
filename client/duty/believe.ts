import { parseRoster, type Roster } from '#shared/duty/roster-content.ts'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { believedState } from '../matrix/believed-state.ts'
import type { ServiceRoom } from '../matrix/types.ts'

export type Duty = { roomId: RoomId; membership: 'join' | 'invite'; homeServer: ServerName; roster: Roster }

/** The conversation with a duty, if its roster may be believed: of the service of the role's clinic, which made the room. */
export const believedDuty = (room: ServiceRoom, isTrusted: (server: ServerName) => boolean): Duty | null => {
  const believed = believedState(room, isTrusted)
  const roster = believed && parseRoster(believed.content)
  if (!believed || !roster || roster.service.serverName !== believed.homeServer) return null
  return { roomId: room.roomId, membership: room.membership, homeServer: believed.homeServer, roster }
}

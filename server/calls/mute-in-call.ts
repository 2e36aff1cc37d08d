import { hostsOf } from '#shared/calls/hosts.ts'
import { livekitRoomName } from '#shared/calls/livekit-names.ts'
import type { Refusal } from '#shared/errors.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import type { Livekit } from './livekit-rooms.ts'
import { hashText } from './livekit-token.ts'

/** Everybody publishes at home: the clinic of who is to be muted is asked, and finds by the room's state who is a host. */
export const muteInCall = async (
  { homeserver }: Pick<Context, 'homeserver'>,
  livekit: Pick<Livekit, 'occupants' | 'mute'>,
  person: Person,
  room: RoomId,
  whom: UserId,
): Promise<Result<Record<never, never>, Refusal>> => {
  const isHost = hostsOf(await homeserver.roomState(room))
  if (!isHost(person.userId)) return refused({ code: 'not-allowed' })
  try {
    const occupants = await livekit.occupants(livekitRoomName(hashText, room))
    const theirs = occupants.filter(({ seat }) => seat?.userId === whom)
    await Promise.all(theirs.map((occupant) => livekit.mute(occupant.room, occupant.identity)))
  } catch {
    return refused({ code: 'livekit-unreachable' })
  }
  return ok({})
}

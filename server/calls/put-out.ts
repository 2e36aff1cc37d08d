import { type ServerName, serverOf } from '#shared/matrix/ids.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import type { Context } from '../context.ts'
import { refusalFor } from '../features/features-of-person.ts'
import { includes } from '../partners/queries.ts'
import { compareLeaves } from './delegated-leaves.ts'
import { entryInto } from './entry.ts'
import type { Livekit, Occupant, Seat } from './livekit-rooms.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>

/**
 * LiveKit renews the tokens of connected people by itself and cannot revoke them, so being in a call is checked
 * again when somebody joins and from time to time. While the homeserver is down nobody is put out: a call must not
 * end because a database restarts, and media keys change when a member leaves anyway.
 */
const maySit = async (context: Parts, { userId, roomId }: Seat): Promise<boolean> => {
  const server = serverOf(userId)
  const standing = standingOfServer(context, server)
  if (standing !== 'own' && !(standing === 'partner' && includes(context.db, server, 'teleconsult'))) return false
  if (refusalFor(context.db, 'teleconsult', userId)) return false
  try {
    return (await context.homeserver.isJoined(roomId, userId)) && (await entryInto(context, roomId, userId)) === 'enter'
  } catch {
    return true
  }
}

/** Removes one who may not be here, or of whom none of our tokens speaks. True when removed. */
export const checkOccupant = async (
  context: Parts,
  livekit: Pick<Livekit, 'remove'>,
  { room, identity, seat }: Occupant,
): Promise<boolean> => {
  if (seat && (await maySit(context, seat))) return false
  await livekit.remove(room, identity)
  context.log.info('call-participant-removed', {})
  return true
}

export const sweepCalls = async (context: Parts, livekit: Pick<Livekit, 'occupants' | 'remove'>): Promise<number> => {
  const occupants = await livekit.occupants()
  compareLeaves(context, occupants)
  const removed = await Promise.all(occupants.map((occupant) => checkOccupant(context, livekit, occupant)))
  return removed.filter(Boolean).length
}

/** A partner was suspended: its people leave our calls at once. */
export const putOutServer = async (
  { log }: Pick<Context, 'log'>,
  livekit: Pick<Livekit, 'occupants' | 'remove'>,
  server: ServerName,
): Promise<void> => {
  const theirs = (await livekit.occupants()).filter(
    ({ seat }) => seat && serverOf(seat.userId).toLowerCase() === server.toLowerCase(),
  )
  await Promise.all(theirs.map(({ room, identity }) => livekit.remove(room, identity)))
  if (theirs.length > 0) log.info('call-partner-removed', { partner: server, count: theirs.length })
}

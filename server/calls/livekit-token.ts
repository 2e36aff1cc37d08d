import { createHash } from 'node:crypto'
import { AccessToken } from 'livekit-server-sdk'
import type { AuditOutcome } from '#shared/audit/entry.ts'
import type { LivekitToken } from '#shared/calls/api.ts'
import { livekitRoomName } from '#shared/calls/livekit-names.ts'
import type { Entry } from '#shared/calls/order.ts'
import type { ErrorCode, Refusal } from '#shared/errors.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { recordOften } from '../audit/record-often.ts'
import { standingOfServer } from '../auth/standing-of-server.ts'
import { findConsult } from '../consults/queries.ts'
import type { Context } from '../context.ts'
import { refusalFor } from '../features/features-of-person.ts'
import { includes } from '../partners/queries.ts'
import { entryInto } from './entry.ts'
import { type Livekit, writeSeat } from './livekit-rooms.ts'

/** Long enough for a slow connection, short enough that a person put out cannot come back much later. */
const lifetimeS = 300

export const hashText = (text: string): string => createHash('sha256').update(text).digest('base64').replaceAll('=', '')

export type OpenIdProof = {
  openIdToken: { access_token: string; matrix_server_name: ServerName }
  /** Whom the request says it is for; it must be who the OpenID token says. */
  claimedUserId?: UserId | undefined
}

export type TokenRequest = {
  userId: UserId
  roomId: RoomId
  slotId?: string
  /** Follows from who is asking, never from what is asked. */
  identity: string
}

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'homeserver' | 'now'>

/** Of a consult's call; other conversations are no business of the log. */
const recordCall = (context: Parts, room: RoomId, who: UserId, outcome: AuditOutcome): void => {
  if (!findConsult(context.db, room)) return
  // A client asks again every few minutes, and after each cut of the network.
  recordOften(context, `${room} ${who} ${outcome}`, (tx, at) =>
    recordAccess(tx, at, { action: 'call-token', outcome, details: { who, room } }),
  )
}

const entryRefusals = {
  wait: 'call-waiting',
  locked: 'call-locked',
  removed: 'call-removed',
} as const satisfies Record<Exclude<Entry, 'enter'>, ErrorCode>

/**
 * Who asks, as their homeserver says of the OpenID token. What Element Call shows to a partner's service the partner
 * could show to us, in its name and for as long as the token lives: our own client comes with a session instead.
 */
export const ownerOf = async (
  context: Parts,
  { openIdToken: { access_token, matrix_server_name: server }, claimedUserId }: OpenIdProof,
): Promise<Result<UserId, Refusal>> => {
  const standing = standingOfServer(context, server)
  if (standing === 'partner-unknown' || standing === 'partner-suspended') return refused({ code: standing })
  const userId = await context.federation.openIdOwner(server, access_token)
  if (!userId || serverOf(userId).toLowerCase() !== server.toLowerCase()) return refused({ code: 'not-signed-in' })
  return claimedUserId && claimedUserId !== userId ? refused({ code: 'not-signed-in' }) : ok(userId)
}

/** A MatrixRTC token: for a joined member of the room, for that room, for a few minutes (MSC4195). */
export const issueLivekitToken = async (
  context: Parts,
  livekit: Pick<Livekit, 'createRoom'>,
  { userId, roomId, slotId, identity }: TokenRequest,
): Promise<Result<LivekitToken, Refusal>> => {
  const { config, homeserver } = context
  const server = serverOf(userId)
  const isOurs = standingOfServer(context, server) === 'own'
  if (!isOurs && !includes(context.db, server, 'teleconsult'))
    return refused({ code: 'partner-limited', details: { server } })
  const isJoined = await homeserver.isJoined(roomId, userId)
  if (!isJoined) {
    recordCall(context, roomId, userId, 'refused')
    return refused({ code: 'not-a-member' })
  }

  const off = refusalFor(context.db, 'teleconsult', userId)
  if (off) {
    recordCall(context, roomId, userId, 'refused')
    return refused(off)
  }

  const entry = await entryInto(context, roomId, userId)
  if (entry !== 'enter') {
    recordCall(context, roomId, userId, 'refused')
    return refused({ code: entryRefusals[entry] })
  }

  const room = livekitRoomName(hashText, roomId, slotId)
  if (isOurs) {
    try {
      await livekit.createRoom(room)
    } catch {
      return refused({ code: 'livekit-unreachable' })
    }
  }

  const token = new AccessToken(config.livekit.apiKey, config.livekit.apiSecret, {
    identity,
    metadata: writeSeat(userId, roomId),
    ttl: lifetimeS,
  })
  // Every clinic's people publish at home: at a partner's LiveKit they only listen and look.
  token.addGrant({
    roomJoin: true,
    room,
    canPublish: isOurs,
    // Sealed by its sender like picture and sound: what people point at when they look at a file together.
    canPublishData: isOurs,
    canSubscribe: true,
    canUpdateOwnMetadata: false,
  })
  recordCall(context, roomId, userId, 'done')
  return ok({ url: config.livekit.url, jwt: await token.toJwt() })
}

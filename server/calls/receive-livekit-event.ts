import * as v from 'valibot'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { noteGone, noteSeen } from './delegated-leaves.ts'
import { type Livekit, readSeat } from './livekit-rooms.ts'
import { checkOccupant } from './put-out.ts'

/** The part of LiveKit's webhook events that we act on. */
export const livekitEvent = v.object({
  event: v.string(),
  room: v.optional(v.object({ name: v.string() })),
  participant: v.optional(
    v.object({
      identity: v.string(),
      metadata: v.optional(v.string(), ''),
      disconnectReason: v.optional(v.union([v.string(), v.number()])),
    }),
  ),
})

const attendance = {
  participant_joined: 'call-joined',
  participant_left: 'call-left',
  participant_connection_aborted: 'call-left',
} as const

const actionOf = (event: string) =>
  Object.hasOwn(attendance, event) ? attendance[event as keyof typeof attendance] : null

/** As protobuf has it in JSON: its name, or its number. */
const saidByThemselves = new Set<unknown>(['CLIENT_INITIATED', 1])

/**
 * Who comes and goes is recorded. A person who joined is looked at again, since LiveKit may have let them in with a
 * token it renewed by itself. One who goes takes their leave event with them.
 */
export const receiveLivekitEvent = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log' | 'now'>,
  livekit: Pick<Livekit, 'remove'>,
  { event, room, participant }: v.InferOutput<typeof livekitEvent>,
): Promise<Result<Record<never, never>, Refusal>> => {
  if (!room || !participant) return ok({})
  const { identity, metadata, disconnectReason } = participant
  const place = { room: room.name, identity }
  const seat = readSeat(metadata)
  const action = actionOf(event)
  if (!action) return ok({})
  if (seat) recordAccess(context.db, context.now(), { action, details: { who: seat.userId, room: seat.roomId } })
  if (action === 'call-joined') {
    noteSeen(context, place)
    await checkOccupant(context, livekit, { ...place, seat })
  } else noteGone(context, place, saidByThemselves.has(disconnectReason) ? 'left' : 'lost')
  return ok({})
}

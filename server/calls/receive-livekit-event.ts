import * as v from 'valibot'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { type Livekit, readSeat } from './livekit-rooms.ts'
import { checkOccupant } from './put-out.ts'

/** The part of LiveKit's webhook events that we act on. */
export const livekitEvent = v.object({
  event: v.string(),
  room: v.optional(v.object({ name: v.string() })),
  participant: v.optional(v.object({ identity: v.string(), metadata: v.optional(v.string(), '') })),
})

/** A person joined: looked at again, since LiveKit may have let them in with a token it renewed by itself. */
export const receiveLivekitEvent = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>,
  livekit: Pick<Livekit, 'remove'>,
  { event, room, participant }: v.InferOutput<typeof livekitEvent>,
): Promise<Result<Record<never, never>, Refusal>> => {
  if (event === 'participant_joined' && room && participant) {
    const { identity, metadata } = participant
    await checkOccupant(context, livekit, { room: room.name, identity, seat: readSeat(metadata) })
  }
  return ok({})
}

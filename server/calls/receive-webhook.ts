import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { type Livekit, readSeat } from './livekit-rooms.ts'
import { checkOccupant } from './put-out.ts'

/** Signed over the raw body (LiveKit's `sha256` claim), so it is read as text and before anything else. */
export const receiveWebhook = async (
  context: Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>,
  livekit: Pick<Livekit, 'readWebhook' | 'remove'>,
  { body, authorization }: { body: string; authorization: string | undefined },
): Promise<Result<Record<never, never>, Refusal>> => {
  const event = await livekit.readWebhook(body, authorization)
  if (!event) return refused({ code: 'not-signed-in' })
  if (event.event === 'participant_joined' && event.room && event.participant) {
    const { identity, metadata } = event.participant
    await checkOccupant(context, livekit, { room: event.room.name, identity, seat: readSeat(metadata) })
  }
  return ok({})
}

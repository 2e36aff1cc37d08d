import { type MatrixClient, type MatrixEvent, MatrixEventEvent, RoomEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { addDecline, addRing, readDecline, readRing, ringMs, writeRing } from './ring-rules.ts'
import type { Ring } from './types.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'sendEvent' | 'decryptEventIfNeeded'>

export type Rings = {
  rings: Accessor<readonly Ring[]>
  /** `membership`: our own membership event, which the ring is about. */
  ring(roomId: RoomId, membership: EventId): Promise<void>
  decline(ring: Ring): Promise<void>
  close(): void
}

/** Who calls, as encrypted events of the rooms say: what comes in the clear rings nobody. */
export const createRings = (client: Client): Rings => {
  const [rings, setRings] = createSignal<readonly Ring[]>([])

  const hear = (event: MatrixEvent) => {
    const type = event.getType()
    if (type !== eventTypes.ring && type !== eventTypes.ringDecline) return
    const sender = event.getSender() as UserId | undefined
    const roomId = event.getRoomId() as RoomId | undefined
    const eventId = event.getId() as EventId | undefined
    if (!event.isEncrypted() || !sender || !roomId || !eventId) return
    if (type === eventTypes.ringDecline) {
      const to = readDecline(event.getContent())
      if (to) setRings((before) => addDecline(before, to, sender))
      return
    }
    const ring = readRing({ eventId, roomId, sender, at: event.getTs(), content: event.getContent() }, Date.now())
    if (ring) setRings((before) => addRing(before, ring))
  }
  const isFresh = (event: MatrixEvent) => Date.now() - event.getTs() < 2 * ringMs
  const onTimeline = (event: MatrixEvent, _: unknown, isBefore: boolean | undefined) => {
    if (isBefore || !isFresh(event)) return
    if (event.shouldAttemptDecryption()) void client.decryptEventIfNeeded(event)
    else hear(event)
  }
  const onDecrypted = (event: MatrixEvent) => {
    if (isFresh(event)) hear(event)
  }
  client.on(RoomEvent.Timeline, onTimeline)
  client.on(MatrixEventEvent.Decrypted, onDecrypted)

  return {
    rings,
    async ring(roomId, membership) {
      // The SDK's types know these events with fields that are its own affair.
      await client.sendEvent(roomId, eventTypes.ring as never, writeRing(membership, Date.now()) as never)
    },
    async decline({ roomId, eventId }) {
      const content = { 'm.relates_to': { rel_type: 'm.reference', event_id: eventId } }
      await client.sendEvent(roomId, eventTypes.ringDecline as never, content as never)
    },
    close() {
      client.off(RoomEvent.Timeline, onTimeline)
      client.off(MatrixEventEvent.Decrypted, onDecrypted)
    },
  }
}

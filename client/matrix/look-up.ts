import type { MatrixClient, MatrixEvent } from 'matrix-js-sdk'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { type EventSnapshot, snapshotOf } from './event-snapshot.ts'
import { bodyOf } from './message-body.ts'
import { newestContentOf, relatedTo } from './relations.ts'
import type { Quoted } from './types.ts'

type Client = Pick<MatrixClient, 'fetchRoomEvent' | 'getEventMapper' | 'decryptEventIfNeeded'>

/** Fetches single messages from anywhere in the history; the homeserver says of each how it was edited last. */
export const createLookUp = (client: Client, roomId: RoomId, nameOf: (userId: UserId) => string) => {
  const found = new Map<EventId, Promise<Quoted | null>>()

  const read = async (event: MatrixEvent): Promise<EventSnapshot | null> => {
    await client.decryptEventIfNeeded(event)
    return snapshotOf(event)
  }
  const fetch = async (eventId: EventId): Promise<Quoted | null> => {
    const raw = await client.fetchRoomEvent(roomId, eventId)
    const toEvent = client.getEventMapper({ decrypt: false })
    const event = await read(toEvent({ ...raw, room_id: roomId }))
    if (!event) return null
    const edited = raw.unsigned?.['m.relations']?.['m.replace']
    const edit = edited?.event_id ? await read(toEvent({ ...edited, room_id: roomId })) : null
    const content = newestContentOf(event, edit ? relatedTo([edit]).get(eventId) : undefined)
    const body = bodyOf(event, content, null, nameOf)
    return (
      body && {
        sender: event.sender,
        senderName: nameOf(event.sender),
        at: event.at,
        isEncrypted: event.encrypted,
        body,
      }
    )
  }
  return (eventId: EventId): Promise<Quoted | null> => {
    const known = found.get(eventId) ?? fetch(eventId)
    found.set(eventId, known)
    // Without the network: asked again.
    known.catch(() => found.delete(eventId))
    return known
  }
}

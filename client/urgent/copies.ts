import { createMemo, createRoot } from 'solid-js'
import { eventTypes, redactedRelationKey, relationTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import type { Session } from '../matrix/types.ts'
import type { UrgentAlert } from './believe.ts'
import { type Copy, copyIn } from './message-of.ts'
import type { OutgoingAlerts } from './outgoing.ts'

type Content = Record<string, unknown>
type Parts = {
  session: Pick<Session, 'openRoom' | 'outbox' | 'userId'>
  outgoing: OutgoingAlerts
  find(alertId: string): UrgentAlert | null
  cancel(alert: UrgentAlert): Promise<void>
}

/**
 * An urgent message stands in its conversation and in the room of its alert. What its sender does to one of the two is
 * done here to the other, through the outbox, so that it also waits for a connection.
 */
export const createCopies = ({ session, outgoing, find, cancel }: Parts) => {
  const { outbox } = session
  const read = (roomId: RoomId, one: UrgentAlert): Copy | null =>
    createRoot((dispose) => {
      const copy = copyIn(session.openRoom(roomId).events(eventTypes.message)(), one.alert)
      dispose()
      return copy
    })
  /** The other one's room, and what is known of it there. */
  const other = (
    roomId: RoomId,
    one: UrgentAlert,
  ): { roomId: RoomId; eventId: EventId | null; edits: Copy['edits'] } => {
    const there = roomId === one.roomId ? one.alert.conversation : one.roomId
    const copy = read(there, one)
    const known = there === one.roomId ? one.alert.message : null
    return { roomId: there, eventId: copy?.eventId ?? known, edits: copy?.edits ?? [] }
  }

  return {
    /** The message was deleted in this room: the other one goes too, and its deletion withdraws the alert. */
    async remove(roomId: RoomId, alertId: string): Promise<void> {
      outgoing.discard(alertId)
      await outbox.discard(alertId)
      const one = find(alertId)
      if (!one) return
      if (one.alert.status === 'draft') await cancel(one)
      const { roomId: there, eventId, edits } = other(roomId, one)
      if (!eventId) return
      await outbox.send(there, eventTypes.redaction, { redacts: eventId })
      for (const edit of edits)
        await outbox.send(there, eventTypes.redaction, {
          redacts: edit.eventId,
          [redactedRelationKey]: relationTypes.edit,
        })
    },
    /** The message was corrected in this room; `content` is the correction. Nobody is called again for it. */
    async correct(roomId: RoomId, alertId: string, content: Content): Promise<void> {
      if (outgoing.correct(alertId, content)) return
      const one = find(alertId)
      if (!one) return
      const { roomId: there, eventId } = other(roomId, one)
      // On its way into the other room: known once it is there.
      const target = eventId ?? (await outbox.sent(alertId).catch(() => null))
      if (!target) return
      await outbox.send(there, eventTypes.message, {
        ...content,
        'm.relates_to': { rel_type: relationTypes.edit, event_id: target },
      })
    },
  }
}

/** What an urgent message says now, wherever this person can read it. Call under a Solid owner. */
export const createCopy = (session: Pick<Session, 'openRoom'>, one: UrgentAlert) => {
  const inAlert = session.openRoom(one.roomId).events(eventTypes.message)
  // Who was slow to be invited to the alert reads it where it was written.
  const inConversation = session.openRoom(one.alert.conversation).events(eventTypes.message)
  return createMemo(() => copyIn(inAlert(), one.alert) ?? copyIn(inConversation(), one.alert))
}

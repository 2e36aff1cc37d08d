import * as v from 'valibot'
import { type DeviceId, type EventId, eventId, type RoomId } from '../matrix/ids.ts'
import { confirmedBy } from './alert.ts'
import { answerWithin, urgencies } from './alert-content.ts'

/**
 * What makes an encrypted message an urgent one. It stands in the conversation, for everybody there, and in the room of
 * its alert, for those who are called; `alertId` says that both are the same.
 */
const urgentBlock = v.object({
  alertId: v.pipe(v.string(), v.uuid()),
  priority: v.picklist(urgencies),
  answerWithin,
})
export type UrgentBlock = v.InferOutput<typeof urgentBlock>

const urgentKey = 'app.consilium.urgent'
/** gematik's content block that asks for an answer, which other TI-Messengers understand. */
const requestKey = 'de.gematik.request.status'
const confirmedKey = 'app.consilium.urgent.message'

/** Of the content of a message: only what came encrypted may be given here. */
export const urgentOf = (content: unknown): UrgentBlock | null => {
  const block = typeof content === 'object' && content !== null ? Reflect.get(content, urgentKey) : undefined
  const parsed = v.safeParse(urgentBlock, block)
  return parsed.success ? parsed.output : null
}

export const withUrgency = (
  content: Record<string, unknown>,
  urgent: UrgentBlock,
  fromDevice: DeviceId,
): Record<string, unknown> => ({
  ...content,
  [urgentKey]: urgent,
  [requestKey]: { from_device: fromDevice, lifetime: urgent.answerWithin },
})

/**
 * Content of `de.gematik.response.status`: encrypted, but for the reference to the alert by which the service knows it.
 * Which message was read is for the sender only.
 */
export const confirmationContent = (
  roomId: RoomId,
  message: EventId,
  fromDevice: DeviceId,
  text: string,
): Record<string, unknown> => ({
  from_device: fromDevice,
  status: 'success',
  messages: [{ type: 'info', 'de.gematik.text': [{ body: text }] }],
  [confirmedKey]: message,
  'm.relates_to': { rel_type: 'm.reference', event_id: confirmedBy(roomId) },
})

const confirmation = v.object({ status: v.literal('success'), [confirmedKey]: eventId })

/** Whether a decrypted `de.gematik.response.status` confirms this message. */
export const confirms = (content: unknown, message: EventId): boolean => {
  const parsed = v.safeParse(confirmation, content)
  return parsed.success && parsed.output[confirmedKey] === message
}

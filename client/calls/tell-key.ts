import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { ApiError } from '../clinic-api/index.ts'
import type { Session } from '../matrix/types.ts'

const withinMs = 20_000

/** Something that was written there before cannot be sent, and all that comes after waits for it. */
export class HeldBack extends Error {}

/** Tells the conversation, encrypted, by which key the guest's device is known; nobody waits for it in an outbox. */
export const tellKey = async (
  { outbox }: Pick<Session, 'outbox'>,
  conversation: RoomId,
  proofKey: string,
): Promise<EventId> => {
  const isHeld = () => outbox.entries().some(({ roomId, state }) => roomId === conversation && state === 'failed')
  const txnId = await outbox.send(conversation, eventTypes.callGuestLink, { key: proofKey })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(isHeld() ? new HeldBack() : new ApiError('homeserver-unreachable')), withinMs)
  })
  try {
    return await Promise.race([outbox.sent(txnId), tooLate])
  } catch (error) {
    await outbox.discard(txnId)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

import { ConnectionError, type MatrixClient, MatrixEvent, Method, type Room } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import * as v from 'valibot'
import { eventTypes, redactedRelationKey } from '#shared/matrix/event-types.ts'
import { eventId, type UserId } from '#shared/matrix/ids.ts'
import { besideEncryption } from './beside-encryption.ts'
import type { KeyClaims } from './key-claims.ts'
import { NobodyReachable, NotSendable } from './outbox-rules.ts'
import type { OutboxEntry } from './types.ts'

type Crypto = Pick<CryptoApi, 'getUserVerificationStatus' | 'isEncryptionEnabledInRoom' | 'getUserDeviceInfo'> & {
  // What `MatrixClient.sendEvent` itself calls. We call it because `sendEvent` adds an echo to the timeline, forgets
  // its transaction id over a reload, and sends in the clear what it finds no encryption for.
  encryptEvent(event: MatrixEvent, room: Room): Promise<void>
}

type Claims = Pick<KeyClaims, 'isEmpty' | 'isCutOff'>

/** A connection may be dead without saying so; a second attempt does no harm. */
const answerWithinMs = 20_000

const taken = v.object({ event_id: eventId })
const deletion = v.object({ redacts: eventId, [redactedRelationKey]: v.optional(v.string()) })

/** Members whose identity is not the one we knew (or had verified) before. */
const refuseChanged = async (crypto: Crypto, room: Room, ownId: string): Promise<void> => {
  // Loads lazy members: whoever is left out here would be left out of the keys too.
  const members = await room.getEncryptionTargetMembers()
  for (const { userId } of members) {
    if (userId === ownId) continue
    const status = await crypto.getUserVerificationStatus(userId)
    if (status.needsUserApproval || (status.wasCrossSigningVerified() && !status.isCrossSigningVerified()))
      throw new NotSendable('identity-changed')
  }
}

/** The crypto module's own refusals have no code but these sentences. */
const refusals = [
  [/changed their identity/i, 'identity-changed'],
  [/cross-signing is not set up|device is not verified/i, 'device-not-signed'],
] as const

const asRefusal = (thrown: unknown): unknown => {
  const refusal = refusals.find(([sentence]) => sentence.test(String(thrown)))
  return refusal ? new NotSendable(refusal[1]) : thrown
}

/** Nobody but the sender would ever read it. */
const isForNobody = async (crypto: Crypto, claims: Claims, room: Room, ownId: string): Promise<boolean> => {
  if (claims.isEmpty()) return false
  const others = (await room.getEncryptionTargetMembers()).map(({ userId }) => userId as UserId)
  const ids = others.filter((userId) => userId !== ownId)
  const known = await crypto.getUserDeviceInfo(ids)
  return ids.length > 0 && ids.every((userId) => claims.isCutOff(userId, known.get(userId)?.keys() ?? []))
}

/** Encrypts for everybody in the room and gives it to the homeserver; returns the event id. */
export const sendEncrypted = (client: MatrixClient, claims: Claims) => async (entry: OutboxEntry, give: () => void) => {
  const crypto = client.getCrypto() as (CryptoApi & Crypto) | undefined
  const room = client.getRoom(entry.roomId)
  // Both are there after the first sync; a room that we left is refused by the homeserver.
  if (!crypto || !room) throw new ConnectionError('the room is not known yet')
  const put = async (path: readonly string[], content: unknown) => {
    give()
    const address = `/${['rooms', entry.roomId, ...path, entry.txnId].map(encodeURIComponent).join('/')}`
    const answer = await client.http.authedRequest<unknown>(Method.Put, address, undefined, content as object, {
      localTimeoutMs: answerWithinMs,
    })
    return v.parse(taken, answer).event_id
  }
  if (entry.type === eventTypes.redaction) {
    // A deletion is for the servers: it says of what, and nothing that anybody wrote.
    const { redacts, ...content } = v.parse(deletion, entry.content)
    return put(['redact', redacts], content)
  }
  if (!(await crypto.isEncryptionEnabledInRoom(entry.roomId))) throw new NotSendable('not-encrypted')

  const ownId = client.getSafeUserId()
  const event = new MatrixEvent({
    type: entry.type,
    content: entry.content,
    room_id: entry.roomId,
    sender: ownId,
    event_id: `~${entry.roomId}:${entry.txnId}`,
  })
  event.setTxnId(entry.txnId)
  await refuseChanged(crypto, room, ownId)
  await crypto.encryptEvent(event, room).catch((thrown: unknown) => {
    throw asRefusal(thrown)
  })
  // Encrypting asks for everybody's newest devices: a change may have come to light only now.
  await refuseChanged(crypto, room, ownId)
  // It waits until their homeserver can be reached.
  if (await isForNobody(crypto, claims, room, ownId)) throw new NobodyReachable()

  return put(['send', event.getWireType()], besideEncryption(event.getWireContent(), entry.content))
}

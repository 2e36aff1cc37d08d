import { ClientEvent, type MatrixClient, type MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, roomId as roomIdSchema, type UserId } from '#shared/matrix/ids.ts'
import type { HistoryKeys } from './types.ts'

/** MSC4268, which the SDK has for invitations by a person only; `CryptoApi` does not show these. */
type Sharing = {
  shareRoomHistoryWithUser(roomId: string, userId: string): Promise<void>
  maybeAcceptKeyBundle(roomId: string, from: string): Promise<boolean>
}
type Crypto = CryptoApi & Sharing
type Client = Pick<MatrixClient, 'getRoom' | 'on' | 'off' | 'encryptAndSendToDevice'> & {
  getCrypto(): CryptoApi | undefined
}
type Received = { message: { type: string; sender: string; content: unknown }; encryptionInfo: object | null }
type Listener = (roomId: RoomId, userId: UserId) => void

const bundleTypes: readonly string[] = ['io.element.msc4268.room_key_bundle', 'm.room_key_bundle']
const named = v.object({ room_id: roomIdSchema })

const isSharing = (crypto: CryptoApi | undefined): crypto is Crypto =>
  crypto !== undefined && 'shareRoomHistoryWithUser' in crypto && 'maybeAcceptKeyBundle' in crypto

const listeners = () => {
  const all = new Set<Listener>()
  return {
    tell: (roomId: RoomId, userId: UserId) => {
      for (const listener of all) listener(roomId, userId)
    },
    add: (listener: Listener) => {
      all.add(listener)
      return () => void all.delete(listener)
    },
  }
}

/** Call under a Solid owner. Who may ask and whose keys are taken is for the caller to decide. */
export const createHistoryKeys = (client: Client): HistoryKeys => {
  const asked = listeners()
  const given = listeners()
  const sharing = (): Crypto => {
    const crypto = client.getCrypto()
    if (!isSharing(crypto)) throw new Error('the SDK cannot share what was said before')
    return crypto
  }

  // Only what came encrypted: in the clear, anybody on the way could ask.
  const onToDevice = ({ message, encryptionInfo }: Received) => {
    const { type, sender, content } = message
    const kind = type === eventTypes.historyRequest ? asked : bundleTypes.includes(type) ? given : null
    const parsed = v.safeParse(named, content)
    if (kind && encryptionInfo && parsed.success) kind.tell(parsed.output.room_id, sender as UserId)
  }
  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)
  /** Also of what was read back and stands in no live timeline: by room, what could not be read. */
  const unread = new Map<string, Set<string>>()
  const [version, setVersion] = createSignal(0)
  const onDecrypted = (event: MatrixEvent) => {
    const [roomId, eventId] = [event.getRoomId(), event.getId()]
    if (!roomId || !eventId) return
    const known = unread.get(roomId) ?? new Set()
    if (event.isDecryptionFailure() ? known.has(eventId) : !known.delete(eventId)) return
    if (event.isDecryptionFailure()) known.add(eventId)
    unread.set(roomId, known)
    setVersion((before) => before + 1)
  }
  client.on(MatrixEventEvent.Decrypted, onDecrypted)
  onCleanup(() => {
    client.off(ClientEvent.ReceivedToDeviceMessage, onToDevice)
    client.off(MatrixEventEvent.Decrypted, onDecrypted)
  })

  return {
    share: (roomId, userId) => sharing().shareRoomHistoryWithUser(roomId, userId),
    async ask(roomId, userId) {
      const devices = (await sharing().getUserDeviceInfo([userId], true)).get(userId)
      const to = [...(devices?.keys() ?? [])].map((deviceId) => ({ userId, deviceId }))
      if (to.length > 0) await client.encryptAndSendToDevice(eventTypes.historyRequest, to, { room_id: roomId })
    },
    async take(roomId, from) {
      await sharing().maybeAcceptKeyBundle(roomId, from)
    },
    isMissing(roomId) {
      version()
      const live = client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []
      return (unread.get(roomId)?.size ?? 0) > 0 || live.some((event) => event.isDecryptionFailure())
    },
    onAsked: asked.add,
    onGiven: given.add,
  }
}

import type { MatrixClient } from 'matrix-js-sdk'
import type { DeviceId, EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { listenForVouching, sendVouching } from './guest-vouching.ts'
import { type DeviceCrypto, type OlmInfo, trustOf } from './media-keys-exchange.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'encryptAndSendToDevice'> & { getCrypto(): DeviceCrypto | undefined }
type Device = { userId: UserId; deviceId: DeviceId }

/** Of a guest: where in the conversation its key is, and who made it. */
export type Link = { keyEvent: EventId; invitedBy: UserId }

export type LinkKeys = {
  /** Read in the conversation, as the one who made the link told it. */
  know(link: Link, key: string): void
  /** What this device was told of it; null: nothing yet, and those who may know it are asked. */
  ask(link: Link): string | null
  close(): void
}

type Parts = {
  client: Client
  roomId: RoomId
  own: Device
  /** Of the call, our own device left out. */
  others(): readonly Device[]
  isHost(person: UserId): boolean
  onTold(): void
}

/** By whose device it was encrypted, if its owner has signed that device and is the one whom we knew. */
const signedSender = async (crypto: DeviceCrypto | undefined, info: OlmInfo): Promise<DeviceId | null> => {
  const devices = (await crypto?.getUserDeviceInfo([info.sender], true))?.get(info.sender)
  const device = [...(devices?.values() ?? [])].find((one) => one.getIdentityKey() === info.senderCurve25519KeyBase64)
  if (!crypto || !device) return null
  const deviceId = device.deviceId as DeviceId
  return (await trustOf(crypto, info.sender as UserId, deviceId, null)).isTrusted ? deviceId : null
}

/**
 * Keys of links for hosts' devices that cannot believe the conversation: one that is new has it from the backup, where a
 * server could lay what it likes. The one who made the link tells it from device to device, or another device of one's
 * own; nobody else is believed, and only a signed device of a host is told.
 */
export const createLinkKeys = ({ client, roomId, own, others, isHost, onTold }: Parts): LinkKeys => {
  const known = new Map<EventId, { key: string; invitedBy: UserId }>()
  const told = new Map<EventId, string>()
  const asked = new Map<EventId, UserId>()

  const answer = async (from: UserId, key_event: EventId, info: OlmInfo) => {
    const found = known.get(key_event)
    const isOurs = found?.invitedBy === own.userId || from === own.userId
    if (!found || !isOurs || !isHost(from)) return
    const deviceId = await signedSender(client.getCrypto(), info)
    if (deviceId)
      await sendVouching(client, [{ userId: from, deviceId }], { room_id: roomId, key_event, key: found.key })
  }
  const take = async (from: UserId, keyEvent: EventId, key: string, info: OlmInfo) => {
    const invitedBy = asked.get(keyEvent)
    if (!invitedBy || (from !== invitedBy && from !== own.userId) || told.has(keyEvent)) return
    if ((await signedSender(client.getCrypto(), info)) === null) return
    told.set(keyEvent, key)
    onTold()
  }
  const close = listenForVouching(client, roomId, (from, said, info) => {
    if ('asks_key' in said) void answer(from, said.asks_key as EventId, info).catch(() => {})
    if ('key_event' in said) void take(from, said.key_event as EventId, said.key, info).catch(() => {})
  })
  return {
    know: ({ keyEvent, invitedBy }, key) => void known.set(keyEvent, { key, invitedBy }),
    ask({ keyEvent, invitedBy }) {
      const key = told.get(keyEvent)
      if (key !== undefined) return key
      asked.set(keyEvent, invitedBy)
      const whom = others().filter(({ userId }) => userId === invitedBy || userId === own.userId)
      void sendVouching(client, whom, { room_id: roomId, asks_key: keyEvent })
      return null
    },
    close,
  }
}

import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type DeviceOfGuest, readVouching, type VouchedFor, type Vouching } from '#shared/calls/guest-proof.ts'
import type { GuestInCall } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { isVouchedFor, vouchFor } from './guest-keys.ts'
import type { VouchedDevice } from './media-keys.ts'
import type { OlmInfo } from './media-keys-exchange.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'encryptAndSendToDevice'> & {
  getCrypto(): Pick<CryptoApi, 'getOwnDeviceKeys'> | undefined
}
type Received = { message: { type: string; sender: string; content: unknown }; encryptionInfo: OlmInfo | null }
type Device = { userId: UserId; deviceId: DeviceId }

const firstAgainMs = 1_000
const longestAgainMs = 15_000
/** So long, nobody is said to be somebody else: it takes a question and an answer. */
const patienceMs = 5_000

export const listenForVouching = (
  client: Pick<Client, 'on' | 'off'>,
  roomId: RoomId,
  onVouching: (from: UserId, said: Vouching, info: OlmInfo) => void,
): (() => void) => {
  const onToDevice = ({ message, encryptionInfo }: Received) => {
    if (message.type !== eventTypes.callVouching || encryptionInfo?.sender !== message.sender) return
    const said = readVouching(message.content, roomId)
    if (said) onVouching(message.sender as UserId, said, encryptionInfo)
  }
  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)
  return () => void client.off(ClientEvent.ReceivedToDeviceMessage, onToDevice)
}

/** One by one: the SDK sends to nobody when there is one for whom it cannot encrypt. What is not heard is asked again. */
export const sendVouching = (
  client: Pick<Client, 'encryptAndSendToDevice'>,
  to: readonly Device[],
  vouching: Vouching,
): Promise<unknown> =>
  Promise.allSettled(
    to.map(({ userId, deviceId }) =>
      client.encryptAndSendToDevice(eventTypes.callVouching, [{ userId, deviceId }], vouching),
    ),
  )

type Answering = {
  client: Client
  roomId: RoomId
  own: Device
  guests(): ReadonlyMap<UserId, GuestInCall>
  proofs: { keyOf(guest: UserId): string | null }
}

/** Tells guests, by the keys of their links, that this device is one of those who invited them, and who other guests are. */
export const answerGuests = ({ client, roomId, own, guests, proofs }: Answering): { close(): void } => {
  const answer = async (guest: UserId) => {
    const [asking, key] = [guests().get(guest), proofs.keyOf(guest)]
    const keys = await client.getCrypto()?.getOwnDeviceKeys()
    if (!asking || !key || !keys) return
    const vouch = async (user_id: UserId, { device_id, signing_key, identity_key }: DeviceOfGuest) => {
      const device = { device_id, signing_key, identity_key }
      return { user_id, ...device, proof: await vouchFor(key, guest, user_id, device) } as VouchedFor
    }
    const others = [...guests()].filter(([other]) => other !== guest && proofs.keyOf(other) !== null)
    const devices = await Promise.all([
      vouch(own.userId, { device_id: own.deviceId, signing_key: keys.ed25519, identity_key: keys.curve25519 }),
      ...others.map(([other, device]) => vouch(other, device)),
    ])
    await sendVouching(client, [{ userId: guest, deviceId: asking.device_id as DeviceId }], {
      room_id: roomId,
      devices,
    })
  }
  const close = listenForVouching(client, roomId, (from, said) => {
    if ('asks' in said) void answer(from).catch(() => {})
  })
  return { close }
}

type Asking = {
  client: Client
  roomId: RoomId
  guest: UserId
  /** Of the call, our own device left out. */
  others(): readonly Device[]
  isHost(person: UserId): boolean
  onChange(): void
}

export type Vouches = {
  /** Of the link with which we came; without it nobody is who they say. */
  setKey(key: string): void
  /** Undefined: nobody who has the key of the link says that this is theirs. */
  of(userId: UserId, deviceId: DeviceId): VouchedDevice | undefined
  /** It has hardly been asked for. */
  isAwaited(userId: UserId, deviceId: DeviceId): boolean
  membersChanged(): void
  close(): void
}

const nameOf = ({ userId, deviceId }: Device) => `${userId} ${deviceId}`

/** As a guest: asks those in the call who they are, until each has proven it. */
export const askHosts = ({ client, roomId, guest, others, isHost, onChange }: Asking): Vouches => {
  const known = new Map<string, VouchedDevice>()
  const askedSince = new Map<string, number>()
  let key: string | null = null
  let againMs = firstAgainMs
  let again: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const ask = () => {
    clearTimeout(again)
    const unknown = others().filter((device) => !known.has(nameOf(device)))
    if (isClosed || key === null || unknown.length === 0) return
    void sendVouching(
      client,
      others().filter(({ userId }) => isHost(userId)),
      { room_id: roomId, asks: true },
    )
    again = setTimeout(ask, againMs)
    againMs = Math.min(2 * againMs, longestAgainMs)
  }
  const take = async (devices: readonly VouchedFor[]) => {
    let isNews = false
    for (const { user_id, ...device } of devices) {
      if (key === null || !(await isVouchedFor(key, guest, user_id, device))) continue
      const deviceId = device.device_id as DeviceId
      const name = nameOf({ userId: user_id, deviceId })
      isNews ||= known.get(name)?.identityKey !== device.identity_key
      known.set(name, { deviceId, identityKey: device.identity_key })
    }
    if (isNews && !isClosed) onChange()
  }
  const stop = listenForVouching(client, roomId, (_, said) => {
    if ('devices' in said) void take(said.devices)
  })

  const membersChanged = () => {
    const now = Date.now()
    const names = others().map(nameOf)
    const newcomers = names.filter((name) => !askedSince.has(name))
    for (const name of askedSince.keys()) if (!names.includes(name)) askedSince.delete(name)
    for (const name of newcomers) askedSince.set(name, now)
    if (newcomers.length === 0) return
    againMs = firstAgainMs
    ask()
  }
  return {
    setKey(given) {
      if (key === given) return
      key = given
      ask()
    },
    of: (userId, deviceId) => known.get(nameOf({ userId, deviceId })),
    isAwaited: (userId, deviceId) =>
      Date.now() - (askedSince.get(nameOf({ userId, deviceId })) ?? Date.now()) < patienceMs,
    membersChanged,
    close() {
      isClosed = true
      clearTimeout(again)
      stop()
    },
  }
}

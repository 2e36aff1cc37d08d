import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { addSign, readSign, type Sign, signRepeatMs, withoutOld, writeSign } from './call-sign-rules.ts'
import { learnDevicesOf } from './learn-devices.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'encryptAndSendToDevice'> & {
  getCrypto(): Pick<CryptoApi, 'getUserDeviceInfo'> | undefined
}
type Received = {
  message: { type: string; sender: string; content: unknown }
  encryptionInfo: { sender: string } | null
}
type Device = { userId: UserId; deviceId: DeviceId }

export type CallSigns = {
  /** Who waits, and whose hand is up, just now. */
  signs: Accessor<readonly Sign[]>
  /** What guests call themselves; they keep it while they are silent. */
  guestNames: Accessor<ReadonlyMap<UserId, string>>
  /** Goes with our signs: of a guest, whom nobody else names. */
  setOwnName(name: string): void
  /** Says it to these devices again and again until it is stopped: whoever falls silent has gone. */
  give(kind: Sign['kind'], to: () => readonly Device[]): () => void
  /** Nothing is said any more: the keys to say it with are about to go. */
  close(): void
}

/**
 * Signs in the call of a room, from device to device and encrypted: no server learns who waits for whom, and nothing
 * of it stays in the room.
 */
export const createCallSigns = (client: Client, roomId: RoomId): CallSigns => {
  const [signs, setSigns] = createSignal<readonly Sign[]>([])
  const [guestNames, setGuestNames] = createSignal<ReadonlyMap<UserId, string>>(new Map())
  let ownName: string | null = null
  let isClosed = false
  let sweeping: ReturnType<typeof setInterval> | undefined
  const sweep = () => {
    const left = setSigns((before) => withoutOld(before, Date.now()))
    if (left.length > 0) return
    clearInterval(sweeping)
    sweeping = undefined
  }

  const onToDevice = ({ message, encryptionInfo }: Received) => {
    if (message.type !== eventTypes.callSign || encryptionInfo?.sender !== message.sender) return
    const read = readSign(message.content, roomId)
    if (!read) return
    const sender = message.sender as UserId
    const { name } = read
    if (name !== null && isGuest(sender) && guestNames().get(sender) !== name)
      setGuestNames((before) => new Map(before).set(sender, name))
    setSigns((before) => addSign(before, { ...read, userId: sender }, Date.now()))
    sweeping ??= setInterval(sweep, 1_000)
  }
  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)

  return {
    close() {
      isClosed = true
      clearInterval(sweeping)
      client.off(ClientEvent.ReceivedToDeviceMessage, onToDevice)
    },
    signs,
    guestNames,
    setOwnName(name) {
      ownName = name
    },
    give(kind, to) {
      const say = async (isGiven: boolean) => {
        const devices = to()
        if (isClosed || devices.length === 0) return
        // Whoever waits has not met these devices in a call yet.
        const crypto = client.getCrypto()
        if (crypto) await learnDevicesOf(crypto, [...new Set(devices.map(({ userId }) => userId))])
        if (isClosed) return
        await client.encryptAndSendToDevice(
          eventTypes.callSign,
          devices.map(({ userId, deviceId }) => ({ userId, deviceId })),
          writeSign({ kind, isGiven, name: ownName }, roomId),
        )
      }
      // What is not heard once is heard the next time.
      const sayQuietly = (isGiven: boolean) => void say(isGiven).catch(() => {})
      sayQuietly(true)
      const repeating = setInterval(() => sayQuietly(true), signRepeatMs)
      return () => {
        clearInterval(repeating)
        sayQuietly(false)
      }
    },
  }
}

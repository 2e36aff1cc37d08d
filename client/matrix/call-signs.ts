import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { addSign, readSign, type Sign, signRepeatMs, withoutOld, writeSign } from './call-sign-rules.ts'

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
  /** Says it to these devices again and again until it is stopped: whoever falls silent has gone. */
  give(kind: Sign['kind'], to: () => readonly Device[]): () => void
}

/**
 * Signs in the call of a room, from device to device and encrypted: no server learns who waits for whom, and nothing
 * of it stays in the room.
 */
export const createCallSigns = (client: Client, roomId: RoomId): CallSigns => {
  const [signs, setSigns] = createSignal<readonly Sign[]>([])
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
    setSigns((before) => addSign(before, { ...read, userId: message.sender as UserId }, Date.now()))
    sweeping ??= setInterval(sweep, 1_000)
  }
  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)

  return {
    signs,
    give(kind, to) {
      const say = async (isGiven: boolean) => {
        const devices = to()
        if (devices.length === 0) return
        // Whoever waits has not met these devices in a call yet.
        await client.getCrypto()?.getUserDeviceInfo([...new Set(devices.map(({ userId }) => userId))], true)
        await client.encryptAndSendToDevice(
          eventTypes.callSign,
          devices.map(({ userId, deviceId }) => ({ userId, deviceId })),
          writeSign(kind, isGiven, roomId),
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

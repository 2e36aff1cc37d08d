import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import {
  addSign,
  namedBy,
  readSign,
  type Sign,
  type SignMessage,
  signRepeatMs,
  withoutOld,
  writeSign,
} from './call-sign-rules.ts'
import { learnDevicesOf } from './learn-devices.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'encryptAndSendToDevice'> & {
  getCrypto(): Pick<CryptoApi, 'getUserDeviceInfo'> | undefined
}
type Received = {
  message: { type: string; sender: string; content: unknown }
  encryptionInfo: { sender: string } | null
}
type Device = { userId: UserId; deviceId: DeviceId }
type Hosts = {
  isHost(person: UserId): boolean
  /** The others in the call who may let somebody in. */
  others(): readonly Device[]
}

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
export const createCallSigns = (client: Client, roomId: RoomId, hosts: Hosts): CallSigns => {
  const [signs, setSigns] = createSignal<readonly Sign[]>([])
  const [guestNames, setGuestNames] = createSignal<ReadonlyMap<UserId, string>>(new Map())
  /** Guests from whom we have their names, and not from hosts. */
  const saidThemselves = new Set<UserId>()
  let ownName: string | null = null
  let isClosed = false
  let sweeping: ReturnType<typeof setInterval> | undefined
  const sweep = () => {
    const left = setSigns((before) => withoutOld(before, Date.now()))
    if (left.length > 0) return
    clearInterval(sweeping)
    sweeping = undefined
  }

  const learnName = ({ guest, name }: { guest: UserId; name: string }, from: UserId) => {
    if (from === guest) saidThemselves.add(guest)
    else if (saidThemselves.has(guest)) return
    if (guestNames().get(guest) !== name) setGuestNames((before) => new Map(before).set(guest, name))
  }
  const say = async (devices: readonly Device[], message: SignMessage) => {
    if (isClosed || devices.length === 0) return
    // Whoever waits has not met these devices in a call yet.
    const crypto = client.getCrypto()
    if (crypto) await learnDevicesOf(crypto, [...new Set(devices.map(({ userId }) => userId))])
    if (isClosed) return
    await client.encryptAndSendToDevice(
      eventTypes.callSign,
      devices.map(({ userId, deviceId }) => ({ userId, deviceId })),
      writeSign(message, roomId),
    )
  }

  const onToDevice = ({ message, encryptionInfo }: Received) => {
    if (message.type !== eventTypes.callSign || encryptionInfo?.sender !== message.sender) return
    const read = readSign(message.content, roomId)
    if (!read) return
    const sender = message.sender as UserId
    const named = namedBy(read, sender, hosts.isHost)
    if (named) learnName(named, sender)
    const { kind, isGiven } = read
    if (kind === 'named') return
    // Whoever waits says it to those who invited them alone.
    if (named && kind === 'waiting')
      void say(hosts.others(), { ...named, kind: 'named', isGiven: true }).catch(() => {})
    setSigns((before) => addSign(before, { kind, isGiven, userId: sender }, Date.now()))
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
      // What is not heard once is heard the next time.
      const sayQuietly = (isGiven: boolean) =>
        void say(to(), { kind, isGiven, name: ownName, guest: null }).catch(() => {})
      sayQuietly(true)
      const repeating = setInterval(() => sayQuietly(true), signRepeatMs)
      return () => {
        clearInterval(repeating)
        sayQuietly(false)
      }
    },
  }
}

import { ClientEvent, createClient, type MatrixClient } from 'matrix-js-sdk'
import type { DeviceOfGuest } from '#shared/calls/guest-proof.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { quietLogger, silenceSdk } from '../../client/matrix/quiet-logger.ts'
import { createKeyring, readRecoveryKey } from '../../client/matrix/recovery-key.ts'
import type { Person } from '../people/person.ts'
import type { Somebody } from '../services/somebody.ts'
import { until } from '../services/until.ts'
import type { MediaKey } from './foreign-page.ts'

/**
 * A further device of a person, with a whole encrypting client that nothing of ours holds back: what it is not told,
 * and what of it is not believed, is so by the doing of the others.
 */
export type RogueDevice = {
  somebody: Somebody
  /** Media keys that were sent to this device, encrypted or not. */
  mediaKeys(): number
  /** The newest that a person sent to it; null before there is one. */
  keyOf(userId: string): Omit<MediaKey, 'identity'> | null
  takePart(roomId: RoomId): Promise<void>
  /** The client itself, once it knows the room. */
  clientIn(roomId: RoomId): Promise<MatrixClient>
  leaveCall(roomId: RoomId): Promise<void>
  /** Of the device, as a guest says them. */
  ownKeys(): Promise<DeviceOfGuest>
  /** Makes an identity for an account that has none, and signs the device with it. */
  signAsFirst(): Promise<void>
  /** Signs the device, as its owner with the recovery key does. */
  sign(recoveryKey: string): Promise<void>
} & AsyncDisposable

const joinedRoom = (client: MatrixClient, roomId: RoomId) =>
  until('the further device being in the room', async () => {
    const room = client.getRoom(roomId)
    return room?.getMyMembership() === 'join' && room
  })

export const openRogueDevice = async ({ clinic, account }: Person): Promise<RogueDevice> => {
  const { userId, accessToken, deviceId, serviceToken, signOut } = await clinic.signIn(account)
  return openRogueClient(
    { userId: userId as UserId, password: null, clinic, accessToken, deviceId, serviceToken },
    signOut,
  )
}

/** `signOut`: once it has ended. */
export const openRogueClient = async (somebody: Somebody, signOut: () => Promise<unknown>): Promise<RogueDevice> => {
  silenceSdk()
  const { userId, deviceId, clinic } = somebody
  const keyring = createKeyring()
  const client = createClient({
    baseUrl: clinic.reachableUrl,
    userId,
    deviceId,
    accessToken: somebody.accessToken,
    cryptoCallbacks: keyring.callbacks,
    disableVoip: true,
    logger: quietLogger,
  })
  await client.initRustCrypto({ useIndexedDB: false })
  let mediaKeys = 0
  const keys = new Map<string, Omit<MediaKey, 'identity'>>()
  client.on(ClientEvent.ReceivedToDeviceMessage, ({ message }) => {
    if (message.type !== eventTypes.mediaKeys) return
    mediaKeys += 1
    keys.set(message.sender, message.content['keys'] as Omit<MediaKey, 'identity'>)
  })
  await client.startClient({ initialSyncLimit: 1 })
  return {
    somebody,
    mediaKeys: () => mediaKeys,
    keyOf: (sender) => keys.get(sender) ?? null,
    async clientIn(roomId) {
      await joinedRoom(client, roomId)
      return client
    },
    async takePart(roomId) {
      const session = client.matrixRTC.getRoomSession(await joinedRoom(client, roomId))
      session.joinRTCSession(
        { userId, deviceId, memberId: `${userId}:${deviceId}` },
        [],
        { type: 'livekit', livekit_service_url: `${clinic.url}/api/calls`, livekit_alias: roomId },
        { manageMediaKeys: false },
      )
    },
    async leaveCall(roomId) {
      await client.matrixRTC.getRoomSession(await joinedRoom(client, roomId)).leaveRoomSession(10_000)
    },
    async ownKeys() {
      const keys = await client.getCrypto()?.getOwnDeviceKeys()
      if (!keys) throw new Error('there are no keys')
      return { device_id: deviceId, signing_key: keys.ed25519, identity_key: keys.curve25519 }
    },
    async signAsFirst() {
      await client.getCrypto()?.bootstrapCrossSigning({
        authUploadDeviceSigningKeys: async (upload) => {
          await upload(null)
        },
      })
    },
    async sign(recoveryKey) {
      const crypto = client.getCrypto()
      const stored = await client.secretStorage.getKey()
      if (!crypto || !stored) throw new Error('there is nothing to sign with')
      keyring.hold(stored[0], readRecoveryKey(recoveryKey))
      await crypto.userHasCrossSigningKeys(userId, true)
      await crypto.bootstrapCrossSigning({})
      await crypto.crossSignDevice(deviceId)
    },
    async [Symbol.asyncDispose]() {
      client.stopClient()
      await signOut()
    },
  }
}

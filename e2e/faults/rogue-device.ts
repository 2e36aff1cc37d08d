import { join } from 'node:path'
import { ClientEvent, createClient, type MatrixClient } from 'matrix-js-sdk'
import type { Browser, BrowserContext } from 'playwright-core'
import type { LivekitToken } from '#shared/calls/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { quietLogger, silenceSdk } from '../../client/matrix/quiet-logger.ts'
import { createKeyring, readRecoveryKey } from '../../client/matrix/recovery-key.ts'
import { projectFolder } from '../clinics/folders.ts'
import type { Person } from '../people/person.ts'
import { sfuGet } from '../services/call-api.ts'
import type { Somebody } from '../services/somebody.ts'
import { until } from '../services/until.ts'

/**
 * A further device of a person, with a whole encrypting client that nothing of ours holds back: what it is not told,
 * and what of it is not believed, is so by the doing of the others.
 */
export type RogueDevice = {
  somebody: Somebody
  /** Media keys that were sent to this device, encrypted or not. */
  mediaKeys(): number
  takePart(roomId: RoomId): Promise<void>
  /** Signs the device, as its owner with the recovery key does. */
  sign(recoveryKey: string): Promise<void>
} & AsyncDisposable

const joinedRoom = (client: MatrixClient, roomId: RoomId) =>
  until('the further device knowing the room', async () => client.getRoom(roomId))

export const openRogueDevice = async ({ clinic, account }: Person): Promise<RogueDevice> => {
  silenceSdk()
  const signedIn = await clinic.signIn(account)
  const userId = signedIn.userId as UserId
  const keyring = createKeyring()
  const client = createClient({
    baseUrl: clinic.reachableUrl,
    userId,
    deviceId: signedIn.deviceId,
    accessToken: signedIn.accessToken,
    cryptoCallbacks: keyring.callbacks,
    disableVoip: true,
    logger: quietLogger,
  })
  await client.initRustCrypto({ useIndexedDB: false })
  let mediaKeys = 0
  client.on(ClientEvent.ReceivedToDeviceMessage, ({ message }) => {
    if (message.type === eventTypes.mediaKeys) mediaKeys += 1
  })
  await client.startClient({ initialSyncLimit: 1 })
  const { accessToken, deviceId, serviceToken } = signedIn
  return {
    somebody: { userId, clinic, accessToken, deviceId, serviceToken },
    mediaKeys: () => mediaKeys,
    async takePart(roomId) {
      const session = client.matrixRTC.getRoomSession(await joinedRoom(client, roomId))
      session.joinRTCSession(
        { userId, deviceId, memberId: `${userId}:${deviceId}` },
        [],
        { type: 'livekit', livekit_service_url: `${clinic.url}/api/calls`, livekit_alias: roomId },
        { manageMediaKeys: false },
      )
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
      await signedIn.signOut()
    },
  }
}

type LivekitGlobal = { LivekitClient: typeof import('livekit-client') }

/** Publishes a camera without encryption, in a page that is not ours. */
export const publishUnencrypted = async (
  browser: Browser,
  device: Somebody,
  roomId: RoomId,
): Promise<BrowserContext> => {
  const token: LivekitToken = await sfuGet(device.clinic, device, roomId)
  const context = await browser.newContext({ bypassCSP: true, permissions: ['camera'] })
  const page = await context.newPage()
  await page.goto(device.clinic.url)
  await page.addScriptTag({ path: join(projectFolder, 'node_modules/livekit-client/dist/livekit-client.umd.js') })
  await page.evaluate(async ({ url, jwt }) => {
    const { Room } = (globalThis as unknown as LivekitGlobal).LivekitClient
    const room = new Room()
    await room.connect(url, jwt)
    await room.localParticipant.setCameraEnabled(true)
  }, token)
  return context
}

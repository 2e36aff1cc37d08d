import type { MatrixClient } from 'matrix-js-sdk'
import { CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { createSignal } from 'solid-js'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { type AskElsewhere, askPassword } from './ask-password.ts'
import { WrongPassword } from './errors.ts'
import { listen } from './listen.ts'
import { MatrixRefusal, refusing } from './matrix-error.ts'
import type { Device, Session } from './types.ts'

type Parts = Pick<MatrixClient, 'on' | 'off' | 'getDevices' | 'deleteDevice' | 'getCrypto'>
type Own = { userId: UserId; deviceId: DeviceId; elsewhere?: AskElsewhere }

/** The current one first, then the one that was used last. */
export const byUse = (one: Device, other: Device): number =>
  Number(other.isCurrent) - Number(one.isCurrent) || (other.lastSeenAt ?? 0) - (one.lastSeenAt ?? 0)

/** The person's own devices. Call under an owner. */
export const createDevices = (client: Parts, own: Own): Omit<Session['devices'], 'unconfirmed'> => {
  const [list, setList] = createSignal<Device[]>([])

  const isVerified = async (deviceId: string): Promise<boolean> => {
    const status = await client.getCrypto()?.getDeviceVerificationStatus(own.userId, deviceId)
    return status?.signedByOwner === true
  }

  const read = async (): Promise<Device[]> => {
    const { devices } = await refusing(client.getDevices())
    const read = await Promise.all(
      devices.map(async ({ device_id, display_name, last_seen_ts }) => ({
        deviceId: device_id as DeviceId,
        name: display_name || device_id,
        lastSeenAt: last_seen_ts ?? null,
        isCurrent: device_id === own.deviceId,
        isVerified: await isVerified(device_id),
      })),
    )
    return read.sort(byUse)
  }

  let newest = 0
  const refresh = async () => {
    newest += 1
    const turn = newest
    const devices = await read()
    if (turn === newest) setList(devices)
  }

  listen(client, CryptoEvent.DevicesUpdated, (userIds) => {
    // Nobody has asked for this one: when it fails, the next change or look brings it.
    if (userIds.includes(own.userId) && list().length > 0) refresh().catch(() => {})
  })

  return {
    list,
    refresh,
    async signOutDevice(deviceId, password) {
      try {
        await askPassword(
          own.userId,
          password || undefined,
          own.elsewhere,
        )((auth) => client.deleteDevice(deviceId, auth ?? undefined))
      } catch (error) {
        if (error instanceof WrongPassword || error instanceof MatrixRefusal) throw error
        await refusing(Promise.reject(error))
      }
      setList((before) => before.filter((device) => device.deviceId !== deviceId))
      await refresh()
    },
    async ownKeys() {
      const crypto = client.getCrypto()
      if (!crypto) throw new Error('encryption did not start')
      const { ed25519, curve25519 } = await crypto.getOwnDeviceKeys()
      return { signingKey: ed25519, identityKey: curve25519 }
    },
  }
}

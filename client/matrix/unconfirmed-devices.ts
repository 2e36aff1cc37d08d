import type { MatrixClient } from 'matrix-js-sdk'
import { type CryptoApi, CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { type Accessor, createSignal } from 'solid-js'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { listen } from './listen.ts'
import { isSame } from './same.ts'
import type { Device } from './types.ts'

type Parts = Pick<MatrixClient, 'on' | 'off'>

/** Other devices of the person that none of theirs has signed, as sync tells of them. Call under an owner. */
export const createUnconfirmedDevices = (
  client: Parts,
  crypto: Pick<CryptoApi, 'getUserDeviceInfo' | 'getDeviceVerificationStatus'>,
  own: { userId: UserId; deviceId: DeviceId },
): Accessor<Pick<Device, 'deviceId' | 'name'>[]> => {
  const [list, setList] = createSignal<Pick<Device, 'deviceId' | 'name'>[]>([], { equals: isSame })

  const read = async () => {
    const known = (await crypto.getUserDeviceInfo([own.userId])).get(own.userId)
    const others = [...(known?.values() ?? [])].filter(
      ({ deviceId, dehydrated }) => deviceId !== own.deviceId && !dehydrated,
    )
    const statuses = await Promise.all(
      others.map(({ deviceId }) => crypto.getDeviceVerificationStatus(own.userId, deviceId)),
    )
    return others
      .filter((_, at) => statuses[at]?.signedByOwner === false)
      .map(({ deviceId, displayName }) => ({ deviceId: deviceId as DeviceId, name: displayName || deviceId }))
  }
  let newest = 0
  const look = () => {
    newest += 1
    const turn = newest
    read().then(
      (found) => turn === newest && setList(found),
      // The next change brings it.
      () => {},
    )
  }
  look()
  listen(client, CryptoEvent.DevicesUpdated, (userIds) => {
    if (userIds.includes(own.userId)) look()
  })
  listen(client, CryptoEvent.KeysChanged, look)
  return list
}

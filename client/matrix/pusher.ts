import type { MatrixClient } from 'matrix-js-sdk'
import type { Session } from './types.ts'

/** The homeserver sends ids only (`event_id_only`); it ends the pusher itself when the device is signed out. */
export const createSetPusher =
  (client: Pick<MatrixClient, 'setPusher' | 'removePusher'>): Session['setPusher'] =>
  async ({ pushkey, appId, gatewayUrl }, isWanted) => {
    if (!isWanted) return void (await client.removePusher(pushkey, appId))
    await client.setPusher({
      kind: 'http',
      app_id: appId,
      pushkey,
      app_display_name: 'Consilium',
      device_display_name: 'Browser',
      lang: navigator.language,
      data: { url: gatewayUrl, format: 'event_id_only' },
    })
  }

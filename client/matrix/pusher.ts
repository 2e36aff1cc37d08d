import type { MatrixClient } from 'matrix-js-sdk'
import { silentInvitations } from '#shared/notifications/push-rules.ts'
import { silence } from './silence.ts'
import type { Session } from './types.ts'

type Client = Pick<MatrixClient, 'setPusher' | 'removePusher' | 'addPushRule'>

/** The homeserver sends ids only (`event_id_only`); it ends the pusher itself when the device is signed out. */
export const createSetPusher =
  (client: Client): Session['setPusher'] =>
  async ({ pushkey, appId, gatewayUrl }, isWanted) => {
    if (!isWanted) return void (await client.removePusher(pushkey, appId))
    await silence(client, silentInvitations)
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
